package forecast

import (
	"fmt"
	"net/http"
	"net/url"
	"reflect"
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

func scimGroups(t *testing.T, there bool) *facts.SCIMGroups {
	t.Helper()
	if !there {
		return &facts.SCIMGroups{}
	}
	box := begin(t, sandbox.Options{Scenario: "ready"})
	groups, err := look1(t, box, facts.Intent{}).SCIMGroups(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return groups
}

func begin(t *testing.T, o sandbox.Options) *sandbox.Sandbox {
	t.Helper()
	o.Users, o.Groups = 60, 8
	box, err := sandbox.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = box.Close() })
	return box
}

func parse(t *testing.T, text string) *url.URL {
	t.Helper()
	u, err := url.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// look1 is a fresh reading of a sandbox.
func look1(t *testing.T, box *sandbox.Sandbox, in facts.Intent) *facts.Facts {
	t.Helper()
	a := box.Addresses()
	s := facts.Sources{
		Okta:      okta.NewReader(parse(t, a.OktaURL), clients.NewSecret(a.OktaToken), http.DefaultTransport),
		Atlassian: atlassian.NewReader(parse(t, a.AtlassianAPIURL), clients.NewSecret(a.AtlassianAPIKey), http.DefaultTransport),
	}
	kept := facts.Kept{}
	if a.SCIMBaseURL != "" {
		s.SCIM = scim.NewReader(parse(t, a.SCIMBaseURL), clients.NewSecret(a.SCIMAPIKey), http.DefaultTransport)
		kept.DirectoryID = a.SCIMBaseURL[strings.LastIndex(a.SCIMBaseURL, "/")+1:]
	}
	return facts.New(s, in, kept, time.Now())
}

var testRun = facts.Intent{PushGroups: []string{"atlassian-test-jira-users", "atlassian-test-confluence-users"}, AssignGroups: []string{"atlassian-test-users"}}

func forecastOf(t *testing.T, f *facts.Facts) Forecast {
	t.Helper()
	push, err := f.PushGroups(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	assign, err := f.AssignGroups(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	out, err := Of(t.Context(), f, push, assign)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestReadyIsProvisioned(t *testing.T) {
	t.Parallel()
	box := begin(t, sandbox.Options{Scenario: "ready"})
	before := box.Stats().Mutations
	got := forecastOf(t, look1(t, box, testRun))
	if len(got.People) == 0 || got.Counts[Provisioned] != len(got.People) {
		t.Errorf("counts %v of %d", got.Counts, len(got.People))
	}
	for _, g := range got.Groups {
		if g.Outcome != GroupSynced || len(g.Loses) > 0 {
			t.Errorf("%+v", g)
		}
	}
	if len(got.Renamed())+len(got.ProtectedTouched()) > 0 {
		t.Errorf("renamed %v, protected %v", got.Renamed(), got.ProtectedTouched())
	}
	if after := box.Stats().Mutations; after != before {
		t.Errorf("a forecast changed the tenants: %+v, then %+v", before, after)
	}
	if again := forecastOf(t, look1(t, box, testRun)); !reflect.DeepEqual(got, again) {
		t.Error("the same world gave another forecast")
	}
}

func TestFreshBeforeAnythingExists(t *testing.T) {
	t.Parallel()
	got := forecastOf(t, look1(t, begin(t, sandbox.Options{Scenario: "fresh"}), testRun))
	if len(got.People) == 0 || len(got.Groups) != 2 {
		t.Fatalf("%+v", got)
	}
	for _, g := range got.Groups {
		if g.Outcome != GroupCreate {
			t.Errorf("%+v", g)
		}
	}
	for _, p := range got.People {
		if p.Bad() {
			t.Errorf("the page's test groups hold somebody for whom it goes wrong: %+v", p)
		}
	}
}

func TestRenames(t *testing.T) {
	t.Parallel()
	f := look1(t, begin(t, sandbox.Options{Scenario: "ready"}), testRun)
	same, err := Renames(t.Context(), f, "user.email", nil)
	if err != nil || len(same.Renamed()) != 0 || len(same.People) == 0 {
		t.Errorf("to what it is already: %v, %v", same.Renamed(), err)
	}
	other, err := Renames(t.Context(), f, "user.login", nil)
	if err != nil {
		t.Fatal(err)
	}
	changed := other.Renamed()
	i := slices.IndexFunc(changed, func(p Person) bool { return p.SSOBefore == "ana.ruiz@example.com" })
	if i < 0 || changed[i].SSOAfter != "ana@old.example" || changed[i].Name != "Ana Ruiz" {
		t.Errorf("renamed %+v", changed)
	}
}

// TestDriftsOfGroups: what is odd about a pushed group is its outcome, or stands beside it.
func TestDriftsOfGroups(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		drift, group string
		variants     map[string]string
		want         Outcome
		problem      string
	}{
		{"push-name-conflict", "atlassian-service-desk", nil, GroupCollides, "if it were taken over"},
		{"push-name-conflict", "atlassian-service-desk", map[string]string{"collision": "silent"}, GroupCollides, "taking it over would replace its members"},
		{"push-default-group", "", nil, GroupDefault, "never arrive"},
		{"push-default-group", "", map[string]string{"default-collision": "conflict"}, GroupDefault, "never arrive"},
		{"push-status", "atlassian-design-users", nil, GroupError, "its push mapping is in error"},
		{"push-status", "atlassian-design-users", map[string]string{"push-answers": "documented"}, GroupError, "Bad Gateway"},
		{"push-status", "atlassian-design-users", map[string]string{"push-error": "stays-active"}, GroupSynced, ""},
		{"push-arrived", "atlassian-research-users", nil, GroupError, "is not in the directory"},
		{"push-assign-overlap", "atlassian-test-confluence-users", nil, GroupSynced, "also assigned"},
		{"push-renamed", "atlassian-legal-and-compliance-users", nil, GroupRenamed, "has it as atlassian-legal-users"},
		{"push-renamed", "atlassian-legal-and-compliance-users", map[string]string{"target-group": "hidden"}, GroupRenamed, "has it as atlassian-legal-users"},
	} {
		t.Run(fmt.Sprint(tt.drift, tt.variants), func(t *testing.T) {
			t.Parallel()
			box := begin(t, sandbox.Options{Scenario: "ready", Drifts: []string{tt.drift}, Variants: tt.variants})
			got := forecastOf(t, look1(t, box, facts.Intent{}))
			i := slices.IndexFunc(got.Groups, func(g GroupOutcome) bool { return g.Name == tt.group || tt.group == "" && g.Outcome == tt.want })
			if i < 0 {
				t.Fatalf("%+v", got.Groups)
			}
			g := got.Groups[i]
			if g.Outcome != tt.want || !strings.Contains(strings.Join(g.Problems, "; "), tt.problem) || tt.problem == "" && len(g.Problems) > 0 {
				t.Errorf("%s %q, want %s with %q", g.Outcome, g.Problems, tt.want, tt.problem)
			}
		})
	}
}

// TestDriftsOfPeople: what is odd about a person is the outcome, or stands beside it.
func TestDriftsOfPeople(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		drift, login string
		want         Outcome
		problem      string
	}{
		{"assign-provisioned", "nina.keller@example.com", AbsentStuck, "still not provisioned"},
		{"assign-before-provisioning", "paul.adler@example.com", AbsentStuck, "before provisioning was on"},
		{"assign-linked", "jonas.lind@example.com", Unlinked, "linked to no account"},
		{"assign-inactive", "rita.gomes@example.com", AbsentInactive, "stays active in Atlassian"},
		{"email-population", "ana@old.example", SecondAccount, "would sign in as ana@old.example and be provisioned as ana.ruiz@example.com"},
		{"domain-claimed", "ken.ito@example.com", Provisioned, "none of its accounts is claimed"},
		{"domain-verified", "ken.ito@example.com", Provisioned, "example.com is not verified"},
		{"domain-elsewhere", "ken.ito@example.com", Provisioned, "no domain of the organization|is not verified"},
		{"email-unique", "jon.doe@example.com", Provisioned, "Atlassian would refuse the next update"},
	} {
		t.Run(tt.drift, func(t *testing.T) {
			t.Parallel()
			got := forecastOf(t, look1(t, begin(t, sandbox.Options{Scenario: "ready", Drifts: []string{tt.drift}}), testRun))
			p, ok := persons(got)[tt.login]
			said := strings.Join(p.Problems, "; ")
			told := slices.ContainsFunc(strings.Split(tt.problem, "|"), func(want string) bool { return strings.Contains(said, want) })
			if !ok || p.Outcome != tt.want || !told {
				t.Errorf("%s: %s %q, want %s with %q", tt.login, p.Outcome, p.Problems, tt.want, tt.problem)
			}
		})
	}
}

// TestSideBySide: of somebody who would have two accounts, all three addresses are there.
func TestSideBySide(t *testing.T) {
	t.Parallel()
	got := forecastOf(t, look1(t, begin(t, sandbox.Options{Scenario: "ready", Drifts: []string{"email-population"}}), testRun))
	p := persons(got)["ana@old.example"]
	if p.UserName != "ana@old.example" || p.SCIMEmail != "ana.ruiz@example.com" || p.Account != "ana.ruiz@example.com" || p.AccountID == "" || p.RecordID == "" || p.Domain != claimed {
		t.Errorf("%+v", p)
	}
}
