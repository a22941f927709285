package wizard

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/wizard/session"
)

// formerCheck asks for what this program alone knows: which groups it has let go of.
func formerCheck(s *session.Session) checks.Check {
	return checks.Check{
		ID: "push-former", Title: "Nothing is left of a group that was pushed anew under a new name", Severity: checks.High, Topic: checks.Access,
		Reads:   "This program's record of changes; the directory's groups.",
		Why:     "Okta no longer keeps the old group in step: whoever leaves the new one keeps what the old one opens.",
		Detects: "A group in the directory whose place another took.",
		After:   []string{"access-granted"},
		Run:     func(ctx context.Context, f *facts.Facts) checks.Finding { return formerFinding(ctx, f, formers(s)) },
	}
}

func formerFinding(ctx context.Context, f *facts.Facts, former map[string]string) checks.Finding {
	if len(former) == 0 {
		return checks.Finding{Status: checks.Skip, Summary: "No group was pushed anew under a new name."}
	}
	there, err := f.SCIMGroups(ctx)
	if err != nil {
		return checks.Of(err)
	}
	pushed, err := f.PushGroups(ctx)
	if err != nil {
		return checks.Of(err)
	}
	var left []checks.Evidence
	said := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(former)) {
		old := there.Named(former[name])
		if old == nil || said[old.ID] || there.Named(name) == nil || slices.Contains(facts.Names(pushed), former[name]) {
			continue
		}
		said[old.ID] = true
		left = append(left, checks.Evidence{Subject: old.DisplayName, Field: "in the directory", Want: "no, " + name + " took its place", Got: fmt.Sprintf("yes, with %d members", old.Len())})
	}
	if len(left) == 0 {
		return checks.Finding{Status: checks.Pass, Summary: "The former groups are gone."}
	}
	return checks.Finding{
		Status: checks.Fail, Summary: "Still in Atlassian, and no longer kept in step by Okta: " + left[0].Subject + more(len(left)-1) + ".",
		Fix: "Delete the group in the directory, by the directory's own API.", Evidence: left,
	}
}

func more(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(" and %d more", n)
}

// formerGuide has a person delete what Okta has let go of: Okta deletes only groups that it pushes, and Atlassian's console
// and organization API no synced one.
func formerGuide(ctx context.Context, s *session.Session) *Guide {
	g := &Guide{
		ID: "delete-group", Title: "Delete the group under its old name", Minutes: 2,
		Why:    "Atlassian deletes a synced group only through the directory's API, and this program writes nothing there: what it opens is gone with it.",
		Menu:   "A terminal; the key is the directory's own",
		Do:     []string{"Look in Atlassian Administration ▸ Directory ▸ Groups that the new group has its members, and opens the same."},
		Expect: "the old group is gone from Atlassian Administration ▸ Directory ▸ Groups.",
		Troubles: []string{
			"Permissions, filters and boards that name the old group in Jira or Confluence must be given to the new one first.",
		},
	}
	there, err := s.Facts().SCIMGroups(ctx)
	if err != nil {
		return g
	}
	for _, name := range slices.Sorted(maps.Values(formers(s))) {
		if old := there.Named(name); old != nil {
			g.Do = append(g.Do, "Delete "+name+": send the request below with the directory's key.")
			g.Values = append(g.Values, GuideValue{
				Label: "Request", Text: `curl -X DELETE -H "Authorization: Bearer $KEY" ` + strings.TrimSuffix(s.Text(session.SCIMBaseURL), "/") + "/Groups/" + old.ID,
			})
		}
	}
	g.Values = append(g.Values, GuideValue{Label: "API key", Key: s.Secret(session.SCIMKey)})
	return g
}

// inherited are the grants that a group had under its former name, none where it had no other.
func inherited(ctx context.Context, s *session.Session, g okta.Group, workspaces []atlassian.Workspace) ([]string, error) {
	f := s.Facts()
	old, ok := formers(s)[g.Name]
	if !ok {
		now, err := f.Formers(ctx) // in a dry run it is not pushed anew yet
		if err := orNoApp(err); err != nil || now[g.ID].Was == nil {
			return nil, err
		}
		old = now[g.ID].Was.DisplayName
	}
	there, ok, err := arrived(ctx, f, old)
	if err != nil || !ok {
		return nil, err
	}
	roles, err := f.RoleAssignments(ctx, there)
	if err != nil {
		return nil, err
	}
	var grants []string
	for _, w := range workspaces {
		if has, _ := opens(roles, nil)(w.ID); has && facts.Syncs(w) {
			grants = append(grants, g.Name+"="+w.TypeKey+"@"+w.HostURL)
		}
	}
	return grants, nil
}
