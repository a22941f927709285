package console

import (
	"net/url"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// refusals are the actions that a console turns down, with what it says.
var refusals = []struct {
	scenario, drift, action string
	form                    url.Values
	want                    string
}{
	{"fresh", "", "verify-domain", url.Values{"domain": {"no domain"}}, "no domain is not a domain."},
	{"fresh", "", "verify-domain", url.Values{"domain": {"localhost"}}, "localhost is not a domain."},
	{"fresh", "", "claim-domain", url.Values{"domain": {"other.example"}}, "The organization has no domain other.example."},
	{"fresh", "", "link-domain", nil, "There is no directory yet: create it first."},
	{"fresh", "", "add-site", nil, "There is no directory yet: create it first."},
	{"fresh", "", "regenerate-key", nil, "There is no directory yet: create it first."},
	{"fresh", "guard-active", "create-directory", nil, "User provisioning needs a subscription to Atlassian Guard."},
	{"ready", "", "regenerate-key", url.Values{"directory": {"Other"}}, "No directory is called Other."},
	{"ready", "", "link-domain", url.Values{"domain": {"other.example"}}, "The organization has no domain other.example."},
	{"ready", "", "link-domain", url.Values{"directory": {"Other"}}, "No directory is called Other."},
	{"ready", "", "add-site", url.Values{"site": {"nowhere"}}, "The organization has no site nowhere."},
	{"ready", "", "settle-conflict", url.Values{"group": {"anybody"}}, "No conflict about anybody stands under Review groups."},
	{"ready", "", "unset-default-group", url.Values{"group": {"contractors"}}, "contractors is no default group."},
	{"ready", "", "add-app", nil, "An app with the label Atlassian Cloud exists already."},
	{"ready", "", "add-app", url.Values{"label": {"SLACK"}}, "An app with the label SLACK exists already."},
	{"ready", "", "activate-app", url.Values{"app": {"0oaNONE"}}, "No app has the id 0oaNONE."},
	{"fresh", "", "activate-app", nil, "There is no Atlassian Cloud app yet: add it first."},
	{"fresh", "", "enable-options", nil, "There is no Atlassian Cloud app yet: add it first."},
	{"fresh", "", "review-mappings", nil, "There is no Atlassian Cloud app yet: add it first."},
	{"fresh", "", "set-username-format", nil, "There is no Atlassian Cloud app yet: add it first."},
	{"fresh", "", "update-now", nil, "There is no Atlassian Cloud app yet: add it first."},
	{"fresh", "", "push-now", nil, "There is no Atlassian Cloud app yet: add it first."},
	{"fresh", "", "push-group", url.Values{"group": {world.TestJiraGroup}}, "There is no Atlassian Cloud app yet: add it first."},
	{"fresh", "", "assign-group", nil, "There is no Atlassian Cloud app yet: add it first."},
	{"fresh", "", "provision-user", nil, "There is no Atlassian Cloud app yet: add it first."},
	{"fresh", "", "retry-failed", nil, "There is no Atlassian Cloud app yet: add it first."},
	{"fresh", "", "test-credentials", nil, "There is no Atlassian Cloud app yet: add it first."},
	{"ready", "", "enter-credentials", url.Values{"api_key": {"good"}}, "Base URL: The field cannot be left blank"},
	{"ready", "", "enter-credentials", url.Values{"base_url": {"https://x.test/scim"}}, "API Token: The field cannot be left blank"},
	{"ready", "", "enter-credentials", url.Values{"base_url": {"  "}, "api_key": {"good"}}, "Base URL: The field cannot be left blank"},
	{"ready", "integration-enabled", "test-credentials", nil, "Base URL: The field cannot be left blank"},
	{"ready", "integration-enabled", "enable-options", url.Values{"create": {"on"}}, "Provisioning is not enabled for the app instance."},
	{"ready", "integration-enabled", "push-group", url.Values{"group": {world.JiraGroup}}, "Push Groups needs an enabled API integration."},
	{"ready", "", "set-username-format", url.Values{"format": {"mail"}}, "mail is neither a format nor an expression such as user.email."},
	{"ready", "", "set-username-format", url.Values{"update_on": {"never"}}, "update_on is create-and-update or create-only."},
	{"ready", "", "push-group", nil, "group: The field cannot be left blank"},
	{"ready", "", "push-group", url.Values{"group": {"nobody"}}, "No group is called nobody."},
	{"ready", "", "push-group", url.Values{"group": {world.TestJiraGroup}}, world.TestJiraGroup + " is pushed already."},
	{"ready", "", "push-now", url.Values{"group": {world.JiraGroup}}, world.JiraGroup + " is not pushed."},
	{"ready", "", "assign-group", nil, "group: The field cannot be left blank"},
	{"ready", "", "assign-group", url.Values{"group": {"Atlassian-Test-Users"}}, "No group is called Atlassian-Test-Users."},
	{"ready", "", "make-site-admin", url.Values{"email": {"nobody@x.example"}}, "Nobody with the address nobody@x.example uses the sites."},
	{"ready", "", "unlink-group", url.Values{"group": {world.JiraGroup}}, world.JiraGroup + " is not pushed."},
	{"ready", "", "assign-user", nil, "user: The field cannot be left blank"},
	{"ready", "", "assign-user", url.Values{"user": {"nobody@x.example"}}, "Nobody is called nobody@x.example."},
	{"ready", "", "assign-user", url.Values{"user": {"ana.ruiz@example.com"}, "group": {"nobody"}}, "No group is called nobody."},
	{"ready", "assign-orphans", "unassign-user", url.Values{"user": {"otto.lorenz@example.com"}}, "otto.lorenz@example.com is not assigned to the app."},
	{"ready", "", "grant-access", url.Values{"group": {world.TestJiraGroup}}, "product: The field cannot be left blank"},
	{"ready", "", "grant-access", url.Values{"group": {"nobody"}, "product": {"confluence"}}, "The organization has no group nobody."},
	{"ready", "", "grant-access", url.Values{"group": {world.TestJiraGroup}, "product": {"trello"}}, "No site has the product trello."},
	{"ready", "", "buy-seats", url.Values{"product": {"confluence"}, "seats": {"many"}}, "seats: many is not a number of seats."},
	{"ready", "", "buy-seats", url.Values{"product": {"confluence"}, "site": {"nowhere"}}, "No site has the product confluence nowhere."},
	{"ready", "", "delete-group", url.Values{"group": {"nobody"}}, "The directory has no group nobody."},
	{"ready", "", "provision-user", url.Values{"user": {"nobody@x.example"}}, "nobody@x.example is not assigned to the app."},
}

// TestRefusals sends each as a form: 422 with the words alone, for a browser in a page that marks them, and nothing changed.
func TestRefusals(t *testing.T) {
	t.Parallel()
	covered := map[string]bool{}
	for _, tc := range refusals {
		covered[tc.action] = true
		t.Run(tc.action+" "+tc.form.Encode(), func(t *testing.T) {
			t.Parallel()
			var drifts []string
			if tc.drift != "" {
				drifts = []string{tc.drift}
			}
			d := desk(t, tc.scenario, drifts...)
			h := d.Traffic.Wrap("console", Handler(d))
			rec := send(h, tc.action, tc.form, "")
			if rec.Code != 422 || strings.TrimSpace(rec.Body.String()) != tc.want || !strings.HasPrefix(rec.Header().Get("Content-Type"), "text/plain") {
				t.Errorf("%d %q, want 422 %q", rec.Code, rec.Body, tc.want)
			}
			page := send(h, tc.action, tc.form, "text/html,application/xhtml+xml")
			if text := page.Body.String(); page.Code != 422 || !strings.Contains(text, `<p class="wrong">`+tc.want+`</p>`) || strings.Contains(text, "Done.") {
				t.Errorf("the page: %d %s", page.Code, text)
			}
			if n := d.Traffic.Stats().Mutations.Console; n != 0 {
				t.Errorf("%d changes are counted", n)
			}
			if _, changed, err := d.Do(t.Context(), tc.action, tc.form); changed || !IsRefusal(err) || err.Error() != tc.want {
				t.Errorf("Do: changed %v, %v", changed, err)
			}
		})
	}
	for id := range contract {
		if !covered[id] && id != "subscribe-guard" && id != "revoke-access-tokens" {
			t.Errorf("%s is never refused", id)
		}
	}
}

// TestADeadKeyIsRefusedInOktasWords, and the text does not repeat the key.
func TestADeadKeyIsRefusedInOktasWords(t *testing.T) {
	t.Parallel()
	d := desk(t, "ready")
	for _, action := range []string{"test-credentials", "enter-credentials"} {
		rec := send(Handler(d), action, url.Values{"base_url": {d.World.Handed.BaseURL}, "api_key": {"dead-key"}}, "")
		if text := rec.Body.String(); rec.Code != 422 || !strings.Contains(text, "Unauthorized") || strings.Contains(text, "dead-key") {
			t.Errorf("%s: %d %s", action, rec.Code, text)
		}
	}
}
