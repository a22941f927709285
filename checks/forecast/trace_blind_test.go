package forecast

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/sandbox"
	"github.com/provision-cli/provision/clients/scim"
)

// TestWhatCouldNotBeLookedAtIsNeverGood refuses one reading after the other.
func TestWhatCouldNotBeLookedAtIsNeverGood(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		fault string
		blind []string // ids of the hops that depend on it
	}{
		{"okta/GET /api/v1/users/{id}/groups:%s", []string{"groups.assigned", "groups.pushed"}},
		{"okta/GET /api/v1/apps:%s", []string{"assignment.app", "mapping.user-name-format", "username.user-name", "signon.nameid"}},
		{"okta/GET /api/v1/apps/{id}/users/{id}:%s", []string{"assignment.status", "username.user-name", "signon.nameid"}},
		{"okta/GET /api/v1/apps/{id}/group-push/mappings:%s", []string{"groups.pushed", "scim-group.pushed-groups"}},
		{"okta/GET /api/v1/mappings/{id}:%s", []string{"mapping.primary-e-mail"}},
		{"okta/GET /api/v1/logs:%s", []string{"log.last-attempt"}},
		{"scim:%s", []string{"record.id", "account.linked"}},
		{"admin:%s", []string{"account.domain", "account.other-accounts", "account.linked", "account.other-directories", "org-group.atlassian-test-jira-users"}},
		{"admin/POST /admin/v2/orgs/{id}/directories/{id}/users/search:%s", []string{"account.linked", "account.other-accounts"}},
		{"admin/POST /admin/v2/orgs/{id}/workspaces:%s", []string{"products.atlassian-test-jira-users"}},
		{"admin/GET /admin/v2/orgs/{id}/directories/{id}/groups/{id}/role-assignments:%s", []string{"products.atlassian-test-jira-users"}},
	} {
		for _, kind := range []string{"403", "500", "html"} {
			fault := strings.ReplaceAll(tt.fault, "%s", kind)
			t.Run(fault, func(t *testing.T) {
				t.Parallel()
				box := begin(t, sandbox.Options{Scenario: "ready", Faults: []string{fault}})
				got, err := Follow(t.Context(), look1(t, box, facts.Intent{}), nil, nil, "ken.ito@example.com")
				if err != nil {
					t.Fatal(err)
				}
				if got.Status() != HopUnknown || !strings.Contains(got.Verdict, "not looked at") {
					t.Errorf("%s: %s; bad %q", got.Status(), got.Verdict, firstBad(got))
				}
				for _, id := range tt.blind {
					i := slices.IndexFunc(got.Hops, func(h Hop) bool { return h.ID == id })
					if i < 0 || got.Hops[i].Status != HopUnknown || got.Hops[i].Says == "" {
						t.Errorf("%s is not unknown: %+v", id, got.Hops)
					}
				}
			})
		}
	}
}

func TestTheFirstBreakStandsBesideWhatWasNotLookedAt(t *testing.T) {
	t.Parallel()
	box := begin(t, sandbox.Options{Scenario: "ready", Drifts: []string{"email-population"}, Faults: []string{"scim:500"}})
	got, err := Follow(t.Context(), look1(t, box, facts.Intent{}), nil, nil, "Ana Ruiz")
	if err != nil || got.Status() != HopBad || !strings.Contains(got.Verdict, "an old name") || !strings.HasSuffix(got.Verdict, "values could not be looked at.") {
		t.Errorf("%v: %s", err, got.Verdict)
	}
}

func TestWithoutThePersonThereIsNoTrace(t *testing.T) {
	t.Parallel()
	box := begin(t, sandbox.Options{Scenario: "ready", Faults: []string{"okta/GET /api/v1/users:403"}})
	if got, err := Follow(t.Context(), look1(t, box, facts.Intent{}), nil, nil, "Ana Ruiz"); err == nil || !strings.Contains(err.Error(), `look for "Ana Ruiz" in Okta`) {
		t.Errorf("%+v, %v", got, err)
	}
}

// nowhere answers 404 to everything.
type nowhere struct{}

func (nowhere) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusNotFound, Body: http.NoBody, Header: http.Header{}, Request: r}, nil
}

// TestADirectoryThatIsGone: a 404 of the whole directory is no word about a person.
func TestADirectoryThatIsGone(t *testing.T) {
	t.Parallel()
	box := begin(t, sandbox.Options{Scenario: "ready"})
	a := box.Addresses()
	f := facts.New(facts.Sources{
		Okta: oktaOf(t, box), SCIM: scim.NewReader(parse(t, a.SCIMBaseURL), clients.NewSecret(a.SCIMAPIKey), nowhere{}),
		Atlassian: atlassian.NewReader(parse(t, a.AtlassianAPIURL), clients.NewSecret(a.AtlassianAPIKey), http.DefaultTransport),
	}, facts.Intent{}, facts.Kept{}, time.Now())
	got, err := Follow(t.Context(), f, nil, nil, "Ken Ito")
	if err != nil || firstBad(got) != "" || !strings.Contains(got.Verdict, "no directory answers at this URL") {
		t.Errorf("%v: bad %q, %s", err, firstBad(got), got.Verdict)
	}
}

// TestSeveralCredentialsMissing follows somebody with Okta's credential alone.
func TestSeveralCredentialsMissing(t *testing.T) {
	t.Parallel()
	box := begin(t, sandbox.Options{Scenario: "ready"})
	whole := look1(t, box, facts.Intent{})
	f := facts.New(facts.Sources{Okta: oktaOf(t, box)}, facts.Intent{}, facts.Kept{}, whole.Now())
	got, err := Follow(t.Context(), f, nil, nil, "Ken Ito")
	if err != nil || got.Status() != HopUnknown || !strings.Contains(got.Verdict, "Directory record") || !strings.Contains(got.Next, "provision setup asks for it") {
		t.Errorf("%v: %s; %s", err, got.Verdict, got.Next)
	}
	for _, h := range got.Hops {
		if h.Status == HopGood && (h.Where == inDirectory || h.Where == inOrg) {
			t.Errorf("good without a credential: %+v", h)
		}
	}
}

func oktaOf(t *testing.T, box *sandbox.Sandbox) *okta.Reader {
	t.Helper()
	a := box.Addresses()
	return okta.NewReader(parse(t, a.OktaURL), clients.NewSecret(a.OktaToken), http.DefaultTransport)
}
