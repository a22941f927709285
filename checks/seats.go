package checks

import (
	"context"
	"fmt"
	"strconv"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/checks/forecast"
)

func accessSeats(ctx context.Context, f *facts.Facts) Finding {
	if len(f.SiteURLs()) == 0 {
		return skip("No site credential is configured, so seats cannot be seen.")
	}
	groups, err := f.PushGroups(ctx)
	if err != nil {
		return Of(err)
	}
	// Who is to come is told by address, so that a guessed attribute would count the wrong people.
	if _, err := f.SourceOf(ctx); err != nil {
		return Of(err)
	}
	seats, err := forecast.Seats(ctx, f, groups)
	if err != nil {
		return Of(err)
	}
	var short, full []Evidence
	known := 0
	for _, s := range seats {
		if s.Left < 0 {
			continue
		}
		known++
		e := Evidence{Subject: s.Product + "@" + hostOf(s.Site), Field: "seats left", Want: fmt.Sprintf("at least %d", max(1, s.Needed)), Got: strconv.Itoa(s.Left)}
		switch {
		case s.Needed > s.Left:
			short = append(short, e)
		case s.Left == 0:
			full = append(full, e)
		}
	}
	const fix = "Buy seats, or push smaller groups: Atlassian Administration ▸ Billing ▸ Manage subscriptions."
	switch {
	case len(short) > 0:
		return fail("Too few seats: "+subjects(short)+".", fix, append(short, full...)...).with(orgLink(ctx, f))
	case len(full) > 0:
		return warn("No seat is left: "+subjects(full)+". The next person finds none.", fix, full...).with(orgLink(ctx, f))
	case known == 0:
		return skip("No product whose seats can be seen is opened by a pushed group.")
	}
	return pass("There are seats for everyone in %s.", count(known, "product", "products"))
}
