package wizard

import (
	"errors"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/sandbox"
	"github.com/provision-cli/provision/clients/sandbox/world"
	"github.com/provision-cli/provision/wizard/session"
)

// wrongWorld is a pair of tenants that is not as setup needs it, and what an unattended run makes of it.
type wrongWorld struct {
	name  string
	world sandbox.Options
	flags map[string][]string
	// says must be read: the sentence that names the thing, then the way on.
	says []string
	// ends is the first word of how the run ends: done, open, a person, rail or missing.
	ends string
	// not must not have happened in the tenants; nil: the program wrote nothing at all.
	not func(w *world.World) string
}

func fresh(drifts ...string) sandbox.Options {
	return sandbox.Options{Scenario: "fresh", Drifts: drifts, Operator: true}
}
func ready(drifts ...string) sandbox.Options {
	return sandbox.Options{Scenario: "ready", Drifts: drifts}
}

func pushing(group string) map[string][]string {
	return map[string][]string{session.PushGroups.ID: {group}, session.AssignGroups.ID: {world.TestAssignGroup}, session.Grants.ID: {group + "=confluence"}}
}

// nothingLost allows every write: the row is about a warning, and setup goes on.
func nothingLost(*world.World) string { return "" }

func nobodyAssigned(w *world.World) string {
	if app := w.AtlassianApp(); app != nil && (len(app.Groups) > 0 || len(app.Users) > 0) {
		return "somebody was assigned"
	}
	return ""
}

func noAccess(w *world.World) string {
	for _, g := range w.Atlassian.Groups {
		if g.Synced() && len(g.Roles) > 0 {
			return g.Name + " opens a product"
		}
	}
	return ""
}

func wrongWorlds() []wrongWorld {
	return []wrongWorld{
		{"app inactive", ready("okta-app"), nil, []string{"is not active", "Activate the Atlassian Cloud app in Okta", "Applications ▸ Inactive"}, "a person", nil},
		{"two apps", ready("app-twice"), nil, []string{"2 apps named atlassian: Atlassian Cloud (", "Atlassian Cloud (old try) (", "--app-id"}, "missing", nil},
		{"older apps beside it", ready("app-older"), nil, []string{"so are other apps for Atlassian: Atlassian Confluence Cloud", "Jira (Atlassian)", "Deactivate the ones no longer needed"}, "done", nil},
		{"sign-on by another app", ready("app-sso-elsewhere"), nil, []string{"signs people in by BOOKMARK, not by SAML", "People may sign in through Atlassian single sign-on", "--only push"}, "open", nil},
		{"built-in group", fresh(), pushing("Everyone"), []string{"Okta does not push its built-in groups: Everyone", "group rule", "--push-group"}, "open", nil},
		{"group of another app", fresh(), pushing("Google Workspace All Staff"), []string{"Another app fills these groups, so who is in Atlassian is decided there: Google Workspace All Staff", "group rule"}, "done", nothingLost},
		{"empty group", fresh("group-empty"), nil, []string{"Test groups exist, but without members: " + world.TestConfluenceGroup, "Assign people"}, "done", nothingLost},
		{"empty group, named", fresh("group-empty"), pushing(world.TestConfluenceGroup), []string{"Groups without an active member: " + world.TestConfluenceGroup, "Add test accounts"}, "done", nothingLost},
		{"group of 35,001", fresh("push-size"), nil, []string{"at most 35000 members in a synced group; too large: " + world.TestJiraGroup, "35001", "Split it by a group rule"}, "open", nil},
		{"group name twice", fresh("group-name-twice"), nil, []string{`2 Okta groups are named "` + world.TestJiraGroup + `"; give the id of the one that is meant`, "(OKTA_GROUP)", "(APP_GROUP)", "--push-group"}, "missing", nil},
		{"group name twice, named", fresh("group-name-twice"), pushing(world.TestJiraGroup), []string{`2 Okta groups are named "` + world.TestJiraGroup + `"; give the id`, "(APP_GROUP)", "--push-group"}, "group", nil},
		{"user without e-mail", fresh("user-without-email"), nil, []string{"1 of 12 people without a usable e-mail address", "ken.ito@example.com, primary e-mail: empty", "take the person out of the group"}, "a person", nobodyAssigned},
		{"e-mail over 100 characters", fresh("email-wellformed"), nil, []string{"1 of 12 people without a usable e-mail address", "ken.ito@example.com", "which has 109 characters", "People ▸ the person ▸ Profile ▸ Edit"}, "a person", nobodyAssigned},
		{"one e-mail in different case", fresh("email-unique"), nil, []string{"share an e-mail address, letter case aside", "jon.doe@example.com, ken.ito@example.com", "Give everyone an e-mail address of their own"}, "a person", nobodyAssigned},
		{"domain verified, unclaimed", sandbox.Options{Scenario: "fresh", Drifts: []string{"domain-claimed"}}, nil, []string{"No account is claimed of example.com", "Claim at least one account", "Claim accounts"}, "a person", nil},
		{"domain of another organization", ready("domain-elsewhere"), nil, []string{"Another Atlassian organization has verified example.com since", "people to provision have addresses of example.com", "Settle which organization has the domain", "must remove it first"}, "a person", nil},
		{"site suspended", ready("site-suspended"), nil, []string{"Not online: ", "jira-software@", "Billing", "--grant GROUP=PRODUCT@SITE"}, "done", nil},
		{"every site suspended", ready("sites-present"), nil, []string{"no Jira or Confluence site online", "Have a Jira or Confluence site in the organization"}, "a person", nil},
		{"no seat left", fresh("seats-none"), nil, []string{"people who need a seat of jira-software on", "seats left: 0", "Billing"}, "rail", noAccess},
		{"key of another organization", ready("org-elsewhere"), nil, []string{"The directory belongs to another organization (", world.OtherOrgName, "PROVISION_ATLASSIAN_API_KEY"}, "open", nil},
	}
}

func TestWrongWorlds(t *testing.T) {
	t.Parallel()
	for _, c := range wrongWorlds() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			b := start(t, c.world)
			s := b.session(b.variables(), func(o *session.Options) {
				maps.Copy(o.Flags, c.flags)
			})
			_, err := b.run(b.runner(s, func(r *Runner) {
				if r.Wait = time.Second / 2; c.world.Operator { // where nobody acts there is nothing to wait for
					r.Wait = 3 * time.Second
				}
			}))
			read := b.read(err)
			for _, want := range c.says {
				if !strings.Contains(read, want) {
					t.Errorf("nobody reads %q:\n%s", want, read)
				}
			}
			if word := ending(err); !strings.HasPrefix(word, c.ends) {
				t.Errorf("ends with %q, want %s", word, c.ends)
			}
			b.unwritten(c.not)
			if wrong := b.untrue(); err == nil && len(wrong) > 0 {
				t.Errorf("claimed done, and %q", wrong)
			}
			t.Logf("%s | %s | %s", c.name, ending(err), lineWith(read, c.says[0]))
		})
	}
}

// ending is outcome, and tells a wish that names no group from the rest.
func ending(err error) string {
	if _, ok := errors.AsType[*facts.GroupError](err); ok {
		return "group: " + err.Error()
	}
	word, _ := outcome(err)
	return word
}

// unwritten holds the tenants to what a run must not have done.
func (b *bench) unwritten(not func(*world.World) string) {
	b.t.Helper()
	if not == nil {
		if n := b.mutations(); n != 0 {
			b.t.Errorf("%d writes", n)
		}
		return
	}
	w := b.sandbox.World()
	w.Lock()
	defer w.Unlock()
	if wrong := not(w); wrong != "" {
		b.t.Error(wrong)
	}
}

// read is everything that an admin reads of a run: answers with evidence and fix, guides, rails, and how it ended.
func (b *bench) read(err error) string {
	var text strings.Builder
	for _, e := range b.events.all() {
		text.WriteString(e.Message + "\n")
		if e.Result != nil {
			text.WriteString(blockText(ResultBlock(*e.Result)))
		}
		if e.Guide != nil {
			text.WriteString(blockText(GuideBlock(*e.Guide)) + strings.Join(e.Guide.Troubles, "\n") + "\n")
		}
		if e.Rail != nil {
			text.WriteString(blockText(RailBlock(*e.Rail)))
		}
	}
	if missing, ok := errors.AsType[*MissingError](err); ok {
		text.WriteString(missing.Hint + "\n")
	}
	if err != nil {
		text.WriteString(err.Error() + "\n")
	}
	return text.String()
}

func lineWith(text, part string) string {
	for line := range strings.Lines(text) {
		if strings.Contains(line, part) {
			return strings.TrimSpace(line)
		}
	}
	return ""
}
