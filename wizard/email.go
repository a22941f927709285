package wizard

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/checks/forecast"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/wizard/session"
)

func email(o SetupOptions) Step {
	st := Step{
		ID: "email", Title: "E-mail", About: "sign-on name and primary e-mail must be the same",
		Keeps:  []session.Input{session.EmailAttribute},
		Checks: []string{"email-attribute", "email-update", "email-population"},
		Lags:   []string{"email-population"},
		Guide:  guideEmail,
		Settle: 2 * time.Minute,
	}
	if o.EmailByAPI {
		// Replacing the whole app may wipe its provisioning, so the step ends with looking at that again.
		st.Plan, st.Checks = planEmail, append(st.Checks, provisioningChecks()...)
	}
	return st
}

func provisioningChecks() []string { return []string{"integration-enabled", "integration-options"} }

// wantedTemplate is the only form whose update-on can be read back.
func wantedTemplate(s *session.Session) okta.UsernameTemplate {
	attribute := strings.TrimPrefix(s.Text(session.EmailAttribute), "user.")
	if attribute == "" {
		attribute = "email"
	}
	return okta.UsernameTemplate{Template: "user." + attribute, Type: "CUSTOM", PushStatus: "PUSH"}
}

func planEmail(ctx context.Context, s *session.Session, open checks.Result) ([]Change, error) {
	if open.ID != "email-attribute" && open.ID != "email-update" {
		return nil, nil
	}
	f := s.Facts()
	app, err := f.App(ctx)
	if errors.Is(err, facts.ErrNoApp) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	want := wantedTemplate(s)
	affects, scope, err := renamed(ctx, f, want.Template)
	if err != nil {
		return nil, err
	}
	was := describe(app.UserName)
	return []Change{{
		Action: ActionUserName, Target: app.Label,
		Was: was, Will: describe(want), Affects: affects, Scope: scope, Unsettles: provisioningChecks(),
		Back:  "Okta Admin ▸ Applications ▸ " + app.Label + " ▸ Sign On ▸ Edit ▸ Application username format: " + was,
		Final: Final(ActionUserName), Notice: noticeOfNames(len(affects)), Cost: costOfRenaming(len(affects)),
		Queued: "updating the sign-on names",
		image: func(ctx context.Context) ([]byte, error) {
			now, err := s.Okta().App(ctx, app.ID)
			return now.Raw, err
		},
		do: func(ctx context.Context) ([]byte, error) {
			now, err := s.Okta().App(ctx, app.ID)
			if err != nil {
				return nil, err
			}
			if describe(now.UserName) != was {
				return nil, ErrMoved
			}
			image, _, err := s.Okta().ReplaceUsernameTemplate(ctx, app.ID, want)
			var written *okta.ReadBackError
			if err != nil && !errors.As(err, &written) {
				image = nil // nothing was written, so there is nothing to go back to
			}
			return image, err
		},
	}}, nil
}

// describe is a username template in the words of the Admin Console.
func describe(t okta.UsernameTemplate) string {
	text := t.Template
	switch t.PushStatus {
	case "PUSH":
		text += ", on create and update"
	case "DONT_PUSH":
		text += ", on create only"
	}
	if t.Type != "" {
		text = t.Type + " " + text
	}
	return text
}

// renamed returns everyone whose sign-on name another template changes, and how many people it could reach.
func renamed(ctx context.Context, f *facts.Facts, template string) ([]Person, int, error) {
	groups, err := f.AssignGroups(ctx)
	if err != nil {
		return nil, 0, err
	}
	fc, err := forecast.Renames(ctx, f, template, groups)
	if err != nil {
		return nil, 0, err
	}
	people := make([]Person, 0)
	for _, p := range fc.Renamed() {
		people = append(people, Person{
			Login: p.Login, Name: p.Name, Effect: NameChanges, Was: p.SSOBefore, Will: p.SSOAfter,
			Note: strings.Join(p.Problems, "; "), Protected: p.Protected,
		})
	}
	return people, len(fc.People), nil
}

func guideEmail(ctx context.Context, s *session.Session, open checks.Result) *Guide {
	switch open.ID {
	case "email-population":
		return updateNowGuide(ctx, s, open)
	case "integration-enabled", "integration-options":
		return guideIntegration(ctx, s, open)
	}
	want := strings.TrimPrefix(wantedTemplate(s).Template, "user.")
	g := &Guide{
		ID: "set-username-format", Page: []string{"3.1", "3.2", "3.3", "3.4"}, Title: "Make sign-on name and primary e-mail the same", Minutes: 2,
		Why:  "The change touches everyone's sign-on name, and Okta's API can only replace the whole app, which may wipe its provisioning (--email-by-api does it all the same).",
		Menu: "Okta Admin ▸ Applications ▸ Atlassian Cloud ▸ Sign On ▸ Settings ▸ Edit",
		Link: appTab(ctx, s, "#tab-signon"), Unsure: true,
		Do: []string{
			"Provisioning ▸ To App ▸ Attribute Mappings: Primary email comes from " + want + " (the default).",
			"Sign On ▸ Application username format: " + formatName(want) + ".",
			"Update application username on: Create and update. Save.",
		},
		Expect: "the same attribute in both places, and Create and update.",
		Troubles: []string{
			"Somebody's old address differs from the present one: ask that person to log in to Atlassian once before you save.",
			"If somebody still ends with two accounts, contact Atlassian support with both addresses.",
		},
	}
	if open.ID == "email-update" && open.Status == checks.Manual {
		g.Title, g.Blind = "Look that the sign-on name is updated on create and update", true
		g.Why = "Okta's API shows this setting only for custom formats."
		g.Do = []string{"Update application username on: Create and update. Save if you changed it."}
		return g
	}
	people, _, err := renamed(ctx, s.Facts(), "user."+want)
	if err == nil {
		g.Affects = people
		g.Do = append(warnings(people), g.Do...)
		g.Names = renamedNames(people)
	}
	return g
}

func noticeOfNames(n int) string {
	if n == 0 {
		return "nothing: everybody keeps the sign-on name"
	}
	return fmt.Sprintf("%d people sign on under a new name", n)
}

func formatName(attribute string) string {
	switch attribute {
	case "email":
		return "Email"
	case "login":
		return "Okta username"
	}
	return "Custom, user." + attribute
}

// warnings names each person with an old address, because they must log in once before the change.
func warnings(people []Person) []string {
	if len(people) == 0 {
		return nil
	}
	if len(people) == 1 {
		return []string{"Have " + people[0].Name + " log in to Atlassian once before you save: the sign-on name below changes."}
	}
	return []string{fmt.Sprintf("Have the %d people below log in to Atlassian once before you save: their sign-on name changes.", len(people))}
}

// renamedNames are those people with their names before and after, as far as a screen takes them.
func renamedNames(people []Person) []string {
	var lines []string
	for i, p := range people {
		if i == listed {
			return append(lines, fmt.Sprintf("and %d more (l saves the whole list)", len(people)-listed))
		}
		lines = append(lines, p.Name+": "+p.Was+" → "+p.Will)
	}
	return lines
}

func updateNowGuide(ctx context.Context, s *session.Session, open checks.Result) *Guide {
	g := &Guide{
		ID: "update-now", Page: []string{"3.5"}, Title: "Press Update Now", Minutes: 1,
		Why:  "Okta changes names that exist already only on the next update of each person; no API presses this button.",
		Menu: "Okta Admin ▸ Applications ▸ Atlassian Cloud ▸ Sign On ▸ Update application username on ▸ Update Now",
		Link: appTab(ctx, s, "#tab-signon"), Unsure: true,
		Do:       []string{"Update Now, and confirm. It touches everyone who is assigned."},
		Expect:   "everyone's app username is the primary e-mail address.",
		Troubles: []string{"Whoever still ends with two accounts: Atlassian support can merge them; give both addresses."},
	}
	g.Names = named(open)
	return g
}
