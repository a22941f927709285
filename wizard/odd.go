package wizard

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/checks/forecast"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/wizard/prompt"
	"github.com/provision-cli/provision/wizard/session"
)

// pickApp asks which app is meant where the org has several; one, or none yet, needs no choice.
func pickApp(ctx context.Context, r *Runner) error {
	_, err := r.Session.Facts().App(ctx)
	var several *facts.AmbiguousError
	if !errors.As(err, &several) {
		return nil // what else is wrong with the app is the question of okta-app
	}
	if r.Prompt == nil || r.Unattended {
		return &MissingError{Inputs: []session.Input{session.AppID}, Hint: "the Okta org has " + several.Error()}
	}
	options := make([]prompt.Option, len(several.Apps))
	for i, a := range several.Apps {
		options[i] = prompt.Option{Label: a.Label, Detail: a.ID + ", " + strings.ToLower(a.Status)}
	}
	picks, err := r.Prompt.Choose(ctx, prompt.Choice{Title: "Which of these apps is provisioned?", Help: "Okta Admin ▸ Applications ▸ the app: its id stands in the page's address.", Options: options, Min: 1})
	if err != nil {
		return err
	}
	return r.Session.Set(session.AppID, session.FromPrompt, several.Apps[picks[0]].ID)
}

// unlike returns how a group is named so that no other can be meant: by its id where another bears its name.
func unlike(groups []okta.Group, g okta.Group) string {
	twin := slices.ContainsFunc(groups, func(o okta.Group) bool { return o.Name == g.Name && o.ID != g.ID })
	if twin {
		return g.ID
	}
	return g.Name
}

// sameName says of which groups a name could mean several.
func sameName(found []okta.Group, name string) string {
	return (&facts.GroupError{Name: name, Found: found}).Error()
}

// activateGuide is for an app that is there and switched off.
func activateGuide(ctx context.Context, s *session.Session) *Guide {
	return &Guide{
		ID: "activate-app", Page: []string{"2.1"}, Title: "Activate the Atlassian Cloud app in Okta", Minutes: 1,
		Why:  "An inactive app signs nobody in and provisions nobody. Somebody switched it off, perhaps for a reason: ask before you activate it.",
		Menu: "Okta Admin ▸ Applications ▸ Inactive ▸ Atlassian Cloud ▸ Activate",
		Link: appTab(ctx, s, "#tab-general"), Unsure: true,
		Do:       []string{"Activate the app, or give another one with --app-id."},
		Expect:   "the app is listed as active.",
		Troubles: []string{"Everyone who was assigned is assigned again at once, and Okta sends what has changed meanwhile."},
	}
}

func inactive(open checks.Result) bool {
	return slices.ContainsFunc(open.Evidence, func(e checks.Evidence) bool { return e.Field == "status" && e.Want == "ACTIVE" })
}

func superseded(open checks.Result) bool {
	return slices.ContainsFunc(open.Evidence, func(e checks.Evidence) bool { return e.Got == "superseded" })
}

// domainElsewhereGuide is for a domain that another organization has verified; only the two together can settle whose it is.
func domainElsewhereGuide(ctx context.Context, s *session.Session, open checks.Result) *Guide {
	return &Guide{
		ID: "verify-domain", Page: []string{"P3"}, Title: "Settle which organization has the domain", Minutes: 15,
		Why:   "A domain belongs to the one Atlassian organization that verified it last, with all accounts of it. Provisioned from here, its people would be refused or external.",
		Menu:  "Atlassian Administration ▸ Settings ▸ Domains ▸ the domain, in both organizations",
		Link:  orgAdmin(ctx, s, "overview"),
		Names: named(open),
		Do: []string{
			"Find out who administers the other organization: often another department, or a trial of one's own.",
			"Either the other organization must remove it first, and then this one verifies and claims it again;",
			"or provision into the other organization: run setup with its key and its directory.",
		},
		Expect: "the domain stands here as verified, with claimed accounts.",
	}
}

// addressGuide is for people whom Atlassian would refuse because of their address.
func addressGuide(s *session.Session, open checks.Result) *Guide {
	g := &Guide{
		ID: "mend-addresses", Title: "Give everyone an e-mail address of their own", Minutes: 5,
		Why:  "Atlassian knows people by their e-mail address, and refuses whoever has none, one that is too long, or one that is somebody else's.",
		Menu: "Okta Admin ▸ Directory ▸ People ▸ the person ▸ Profile ▸ Edit",
		Link: oktaAdmin(s, "/admin/users"), Unsure: true,
		Do: []string{"Mend the address of each of the people below (where the profile comes from another directory, there), or take the person out of the group."}, Names: named(open),
		Expect: "everyone in the group to assign has an own address of at most 100 characters.",
	}
	if open.ID == "email-wellformed" {
		g.Title = "Give everyone a usable e-mail address"
	}
	return g
}

// tellApart shows the ids of groups that share a name, and refuses what cannot be pushed for its size. What is refused is
// not chosen beforehand.
func tellApart(options []prompt.Option, groups []okta.Group, push bool) {
	for i, g := range groups {
		o := &options[i]
		if unlike(groups, g) != g.Name {
			o.Detail += ", " + g.ID
		}
		if push && g.Users > forecast.MaxMembers && !o.Disabled {
			o.Disabled, o.Why = true, fmt.Sprintf("Atlassian takes at most %d members in a synced group", forecast.MaxMembers)
		}
		o.Chosen = o.Chosen && !o.Disabled
	}
}
