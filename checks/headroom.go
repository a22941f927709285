package checks

import (
	"context"
	"fmt"
	"strconv"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/checks/forecast"
)

const (
	// maxPeople is how many people a directory takes; then new ones stop syncing.
	maxPeople = 150_000
	// nearly is the part of a limit, in percent, from which on it is worth a word.
	nearly = 90
)

func directoryHeadroom(ctx context.Context, f *facts.Facts) Finding {
	total, err := f.Headroom(ctx)
	if err != nil {
		return Of(err)
	}
	groups, err := f.SCIMGroups(ctx)
	if err != nil {
		return Of(err)
	}
	full, short := limits("the directory", "people", total, maxPeople)
	largest := 0
	for g := range groups.All() {
		largest = max(largest, g.Len())
		reached, near := limits(g.DisplayName, "members", g.Len(), forecast.MaxMembers)
		full, short = append(full, reached...), append(short, near...)
	}
	const fix = "Assign fewer people, or split the group by a group rule: Okta Admin Console ▸ Directory ▸ Groups ▸ Rules; ask Atlassian support for a higher limit."
	switch {
	case len(full) > 0:
		return fail("Full: "+filled(full)+". Whoever comes next is not synced.", fix, append(full, short...)...).with(orgLink(ctx, f))
	case len(short) > 0:
		return warn("Nearly full: "+filled(short)+".", fix, short...).with(orgLink(ctx, f))
	}
	return pass("%s in the directory of %d; the largest group has %s of %d.", people(total), maxPeople, count(largest, "member", "members"), forecast.MaxMembers)
}

// limits says whether a number has reached its limit, or nearly.
func limits(subject, field string, n, most int) (full, short []Evidence) {
	e := []Evidence{{Subject: subject, Field: field, Want: fmt.Sprintf("fewer than %d", most), Got: strconv.Itoa(n)}}
	switch {
	case n >= most:
		return e, nil
	case n*100 >= most*nearly:
		e[0].Want = fmt.Sprintf("fewer than %d, %d %% of the limit", most*nearly/100, nearly)
		return nil, e
	}
	return nil, nil
}

// filled lists what is full, with its number.
func filled(list []Evidence) string {
	names := make([]string, len(list))
	for i, e := range list {
		names[i] = e.Subject + " (" + e.Got + " " + e.Field + ")"
	}
	return quoted(names)
}
