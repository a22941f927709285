package sandbox_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients/sandbox"
	"github.com/provision-cli/provision/clients/sandbox/world"
)

func TestFaultsHitTheProgramAlone(t *testing.T) {
	t.Parallel()
	s := start(t, sandbox.Options{Scenario: "ready", Faults: []string{"okta/GET /api/v1/apps:500@2", "scim:503@1+"}})
	a := s.Addresses()
	var got []int
	for range 3 {
		got = append(got, call(t, "GET", a.OktaURL+"/api/v1/apps", "SSWS "+a.OktaToken, "", nil))
	}
	if fmt.Sprint(got) != "[200 500 200]" {
		t.Errorf("the second request alone should fail: %v", got)
	}
	if status := call(t, "GET", a.SCIMBaseURL+"/Users", "Bearer "+a.SCIMAPIKey, "", nil); status != http.StatusServiceUnavailable {
		t.Errorf("the program's request to the directory: %d", status)
	}
	operate(t, s, "test-credentials")
}

func TestTapSeesEveryService(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	seen := map[string]string{}
	s := start(t, sandbox.Options{Scenario: "ready", Tap: func(x sandbox.Exchange) {
		mu.Lock()
		defer mu.Unlock()
		seen[x.Service+" "+x.From] = string(x.ResponseBody)
	}})
	a := s.Addresses()
	call(t, "GET", a.OktaURL+"/api/v1/org", "SSWS "+a.OktaToken, "", nil)
	call(t, "GET", a.AtlassianAPIURL+"/admin/v1/orgs", "Bearer "+a.AtlassianAPIKey, "", nil)
	operate(t, s, "test-credentials")
	call(t, "GET", a.SiteURL+"/rest/api/3/mypermissions?permissions=ADMINISTER", "Basic bm9ib2R5", "", nil)
	mu.Lock()
	defer mu.Unlock()
	for _, who := range []string{"okta client", "admin client", "scim engine", "site client"} {
		if seen[who] == "" {
			t.Errorf("%s was not tapped: %d exchanges", who, len(seen))
		}
	}
}

func TestDelayHidesWhatJustArrived(t *testing.T) {
	t.Parallel()
	s := start(t, sandbox.Options{Delay: time.Hour})
	operate(t, s, "claim-domain", "create-directory", "link-domain", "add-app", "enter-credentials", "enable-options", "set-username-format", "assign-group", "push-group")
	a := s.Addresses()
	s.World().Lock()
	org := s.World().Atlassian.OrgID
	s.World().Unlock()
	var list struct {
		Data []struct{ Name string }
	}
	call(t, "POST", a.AtlassianAPIURL+"/admin/v2/orgs/"+org+"/directories/-/groups/search", "Bearer "+a.AtlassianAPIKey, `{"groupNames":["`+world.TestJiraGroup+`"]}`, &list)
	if len(list.Data) != 0 {
		t.Errorf("the organization shows %v an hour too early", list.Data)
	}
	var groups struct{ TotalResults int }
	call(t, "GET", a.SCIMBaseURL+"/Groups", "Bearer "+a.SCIMAPIKey, "", &groups)
	if groups.TotalResults != 2 {
		t.Errorf("the directory holds %d groups", groups.TotalResults)
	}
}

func TestRateLimitsAreReal(t *testing.T) {
	t.Parallel()
	for limits, want := range map[bool]int{true: http.StatusTooManyRequests, false: http.StatusOK} {
		a := start(t, sandbox.Options{RateLimits: limits}).Addresses()
		last := 0
		for range 120 {
			last = call(t, "GET", a.OktaURL+"/api/v1/apps?limit=1", "SSWS "+a.OktaToken, "", nil)
		}
		if last != want {
			t.Errorf("limits %v: the 120th request of a minute got %d, want %d", limits, last, want)
		}
	}
}

func TestSeedsMakeOtherPeople(t *testing.T) {
	t.Parallel()
	names := map[string]bool{}
	for seed := range uint64(3) {
		s := start(t, sandbox.Options{Seed: seed + 1})
		s.World().Lock()
		var people []string
		for _, u := range s.World().Okta.Users[50:60] {
			people = append(people, u.DisplayName)
		}
		s.World().Unlock()
		names[strings.Join(people, ", ")] = true
	}
	if len(names) != 3 {
		t.Errorf("three seeds gave %d worlds", len(names))
	}
}

func TestALargeWorldAnswers(t *testing.T) {
	t.Parallel()
	s := start(t, sandbox.Options{Scenario: "ready", Users: 20_000, Groups: 400})
	a := s.Addresses()
	var page []struct{ ID string }
	begin := time.Now()
	if status := call(t, "GET", a.OktaURL+"/api/v1/users?limit=200", "SSWS "+a.OktaToken, "", &page); status != http.StatusOK || len(page) != 200 {
		t.Errorf("%d with %d users", status, len(page))
	}
	var found struct{ TotalResults int }
	call(t, "GET", a.SCIMBaseURL+"/Users?count=100", "Bearer "+a.SCIMAPIKey, "", &found)
	if found.TotalResults != 12 {
		t.Errorf("the directory holds %d people", found.TotalResults)
	}
	if took := time.Since(begin); took > 5*time.Second {
		t.Errorf("two pages took %s", took)
	}
}
