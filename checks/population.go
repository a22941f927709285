package checks

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/provision-cli/provision/checks/facts"
)

func emailPopulation(ctx context.Context, f *facts.Facts) Finding {
	groups, err := f.AssignGroups(ctx)
	if err != nil {
		return Of(err)
	}
	everyone, err := f.Joined(ctx, groups, true)
	if err != nil {
		return Of(err)
	}
	// Where Okta has no mapping to show, the page's default stands for it.
	if _, err := f.PrimaryEmail(ctx); err != nil && !errors.Is(err, facts.ErrNoMapping) && code(err) != featureMissing {
		return Of(err)
	}
	source := f.EmailSource(ctx)
	var evidence []Evidence
	assigned, wrong := 0, 0
	for p := range everyone.All() {
		if !p.Assigned || !p.Active() {
			continue
		}
		assigned++
		if found := disagree(ctx, f, p, source); len(found) > 0 {
			wrong++
			evidence = append(evidence, found...)
		}
	}
	switch {
	case assigned == 0:
		return skip("Nobody is assigned yet.")
	case wrong > 0:
		return fail(fmt.Sprintf("%d of %s assigned: sign-on name, primary e-mail and directory record do not agree.", wrong, people(assigned)),
			"Press Update Now: Okta ▸ Atlassian Cloud ▸ Sign On ▸ Update Now. Whoever has an account under the old address logs in once first; who is still doubled: ask Atlassian support, with the addresses.",
			evidence...).with(appLink(ctx, f, "signon"))
	}
	return pass("%s assigned; sign-on name, primary e-mail and directory record agree for everyone.", people(assigned))
}

// disagree compares one person's names; letter case does not count.
func disagree(ctx context.Context, f *facts.Facts, p facts.Person, source facts.Source) []Evidence {
	want := primaryAddress(ctx, f, p, source)
	if want == "" {
		return []Evidence{{Subject: p.Login(), Field: "primary e-mail", Want: "an address", Got: "(empty)"}}
	}
	var out []Evidence
	compare := func(field, got string) {
		if !strings.EqualFold(want, got) {
			out = append(out, Evidence{Subject: p.Login(), Field: field, Want: want, Got: shown(got)})
		}
	}
	compare("sign-on name", p.App.UserName)
	if p.Record != nil {
		compare("directory user name", p.Record.UserName)
		compare("directory e-mail", p.Record.Email)
	}
	return out
}

// primaryAddress is what Okta would send as primary e-mail: the mapped
// attribute of the person, or what the app keeps of someone whose Okta profile
// was not read.
func primaryAddress(ctx context.Context, f *facts.Facts, p facts.Person, source facts.Source) string {
	if p.Known {
		return source.Of(p.User)
	}
	variable := "email"
	if primary, err := f.PrimaryEmail(ctx); err == nil {
		variable = primary.Variable
	}
	if value := p.App.Attribute(variable); value != "" {
		return value
	}
	return p.App.UserName
}
