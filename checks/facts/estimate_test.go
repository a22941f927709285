package facts

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/okta"
)

// sized is a group with the number of members that Okta counts.
func sized(id, name string, members int) string {
	return fmt.Sprintf(`{"id":%q,"type":"OKTA_GROUP","profile":{"name":%q},"_embedded":{"stats":{"usersCount":%d}}}`, id, name, members)
}

// TestEstimate counts pages: of members for what is pushed or assigned, of assignments for what is assigned, of records,
// and of accounts, which are searched for ten at a time while they are few.
func TestEstimate(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		change map[string]string
		want   map[string]int
	}{
		"one small group, pushed and assigned": {
			map[string]string{groups: "[" + sized("00ga", "a", 7) + "]"},
			map[string]int{"okta": 1 + 1 + oktaOthers, "scim": 1 + 1 + scimOthers, "admin": 1 + 1 + 1 + adminOthers, "site": 2},
		},
		"an empty group still takes a call": {
			map[string]string{groups: "[" + sized("00ga", "a", 0) + "]"},
			map[string]int{"okta": 1 + oktaOthers, "scim": 1 + 1 + scimOthers, "admin": 1 + 1 + 1 + adminOthers, "site": 2},
		},
		"up to a page's end": {
			map[string]string{groups: "[" + sized("00ga", "a", 1000) + "]"},
			map[string]int{"okta": 5 + 2 + oktaOthers, "scim": 1 + 1 + scimOthers, "admin": 10 + 1 + 1 + adminOthers, "site": 2},
		},
		"one more": {
			map[string]string{groups: "[" + sized("00ga", "a", 1001) + "]"},
			map[string]int{"okta": 6 + 3 + oktaOthers, "scim": 1 + 1 + scimOthers, "admin": 11 + 1 + 1 + adminOthers, "site": 2},
		},
		"more records than members": {
			map[string]string{groups: "[" + sized("00ga", "a", 7) + "]", records: `{"totalResults":950,"startIndex":1,"Resources":[{"id":"s1"}]}`},
			map[string]int{"okta": 1 + 1 + oktaOthers, "scim": 10 + 1 + scimOthers, "admin": 10 + 1 + 1 + adminOthers, "site": 2},
		},
		"few enough to be searched for": {
			map[string]string{groups: "[" + sized("00ga", "a", 7) + "]", records: `{"totalResults":95,"startIndex":1,"Resources":[{"id":"s1"}]}`},
			map[string]int{"okta": 1 + 1 + oktaOthers, "scim": 1 + 1 + scimOthers, "admin": 10 + 1 + 1 + adminOthers, "site": 2},
		},
		"only assigned": {
			map[string]string{groups: "[" + sized("00ga", "a", 7) + "]", pushes: `[]`},
			map[string]int{"okta": 1 + 1 + oktaOthers, "scim": 1 + 1 + scimOthers, "admin": 1 + 1 + 1 + adminOthers, "site": 2},
		},
		"only pushed": {
			map[string]string{groups: "[" + sized("00ga", "a", 7) + "]", "GET /api/v1/apps/0oa1/groups": `[]`},
			map[string]int{"okta": 1 + oktaOthers, "scim": 1 + 1 + scimOthers, "admin": 1 + 1 + 1 + adminOthers, "site": 2},
		},
		"no app yet": {
			map[string]string{apps: `[]`},
			map[string]int{"okta": oktaOthers, "scim": 1 + scimOthers, "admin": 1 + adminOthers, "site": 2},
		},
	} {
		f, _ := told(t, tt.change)
		e, err := f.Estimate(t.Context())
		if err != nil || !maps.Equal(e.Calls, tt.want) || e.Lasts != 0 {
			t.Errorf("%s: %v in %v, %v, want %v", name, e.Calls, e.Lasts, err, tt.want)
		}
	}
}

// TestEstimateOfManyGroups counts the list of all groups, which then is read once.
func TestEstimateOfManyGroups(t *testing.T) {
	t.Parallel()
	change := map[string]string{}
	var all, mapped []string
	for i := range 401 {
		id := fmt.Sprintf("00g%d", i)
		all = append(all, sized(id, "g"+id, 10))
		if i < 8 {
			mapped = append(mapped, fmt.Sprintf(`{"id":"%d","sourceGroupId":%q}`, i, id))
		}
	}
	change[groups], change[pushes], change["GET /api/v1/apps/0oa1/groups"] = "["+strings.Join(all, ",")+"]", "["+strings.Join(mapped, ",")+"]", `[]`
	f, w := told(t, change)
	e, err := f.Estimate(t.Context())
	if want := 8 + 3 + oktaOthers; err != nil || e.Calls["okta"] != want {
		t.Errorf("%v, %v, want %d of Okta", e.Calls, err, want)
	}
	if n := w.exactly(groups); n != 1 {
		t.Errorf("the list was read %d times", n)
	}
}

func TestEstimateCountsOnlyWhatIsConfigured(t *testing.T) {
	t.Parallel()
	f, _ := told(t, map[string]string{groups: "[" + sized("00ga", "a", 7) + "]"})
	f.sources.Atlassian, f.sources.SCIM, f.sources.Sites = nil, nil, nil
	e, err := f.Estimate(t.Context())
	if err != nil || len(e.Calls) != 1 || e.Calls["okta"] == 0 {
		t.Errorf("%v, %v", e.Calls, err)
	}
	f, _ = answering(t, map[string]reply{records: {status: http.StatusForbidden, body: `{}`}})
	if e, err = f.Estimate(t.Context()); err != nil || e.Calls["admin"] == 0 {
		t.Errorf("%v, %v: a refused directory leaves the others", e.Calls, err)
	}
	if _, counted := e.Calls["scim"]; counted {
		t.Errorf("%v: what is refused is not read on", e.Calls)
	}
}

func TestEstimateThatCannotBe(t *testing.T) {
	t.Parallel()
	for _, request := range []string{pushes, "GET /api/v1/apps/0oa1/groups", groups} {
		f, _ := answering(t, map[string]reply{request: {status: http.StatusInternalServerError, body: `{}`}})
		if e, err := f.Estimate(t.Context()); err == nil {
			t.Errorf("%s failed, and the estimate is %v", request, e)
		}
	}
	var missing *GroupError
	f, _ := open(t, Intent{PushGroups: []string{"nowhere"}}, Kept{}, saying(map[string]string{groups: `[]`}))
	if _, err := f.Estimate(t.Context()); !errors.As(err, &missing) || missing.Name != "nowhere" {
		t.Errorf("a group that is not there: %v", err)
	}
	if _, err := New(Sources{}, Intent{}, Kept{}, time.Now()).Estimate(t.Context()); !errors.Is(err, ErrNotConfigured) {
		t.Errorf("without Okta: %v", err)
	}
}

// TestEstimateLasts: what fits into a minute's share takes no time, and more takes so many minutes.
func TestEstimateLasts(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("X-Rate-Limit-Limit", "20")
		rw.Header().Set("X-Rate-Limit-Remaining", "19")
		rw.Header().Set("X-Rate-Limit-Reset", fmt.Sprint(time.Now().Add(time.Minute).Unix()))
		rw.Header().Set("Date", time.Now().UTC().Format(http.TimeFormat))
		_, _ = rw.Write([]byte(`[]`))
	}))
	t.Cleanup(server.Close)
	base, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	meter := &clients.Meter{}
	rt := clients.Transport(clients.TransportOptions{Service: "okta", Share: 0.5, ReadOnly: true, Meter: meter})
	f := New(Sources{Okta: okta.NewReader(base, clients.NewSecret("k"), rt), Meter: meter}, Intent{}, Kept{}, time.Now())
	const path = "/api/v1/groups/x/users"
	if got := f.lasts(path, 1000); got != 0 {
		t.Errorf("%v before any limit is known", got)
	}
	if _, err := f.Members(t.Context(), "00ga"); err != nil {
		t.Fatal(err)
	}
	for calls, want := range map[int]time.Duration{0: 0, 10: 0, 11: 66 * time.Second, 100: 10 * time.Minute} {
		if got := f.lasts(path, calls); got != want {
			t.Errorf("%d calls: %v, want %v", calls, got, want)
		}
	}
	f.sources.Meter = nil
	if got := f.lasts(path, 100); got != 0 {
		t.Errorf("%v without a meter", got)
	}
}

func TestPages(t *testing.T) {
	t.Parallel()
	for items, want := range map[int]int{0: 0, 1: 1, 199: 1, 200: 1, 201: 2, 400: 2} {
		if got := pages(items, 200); got != want {
			t.Errorf("%d: %d pages, want %d", items, got, want)
		}
	}
}
