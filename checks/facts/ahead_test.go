package facts

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/provision-cli/provision/clients/okta"
)

// TestAheadReadsWhatAForecastWillAsk: afterwards the questions cost no call.
func TestAheadReadsWhatAForecastWillAsk(t *testing.T) {
	t.Parallel()
	in := []okta.Group{{ID: "00ga", Name: "a"}, {ID: "00gb", Name: "b"}, {ID: "00gc", Name: "c"}}
	change := map[string]string{}
	for _, g := range in {
		change[groups+"/"+g.ID+"/users"] = `[{"id":"00u` + g.Name + `","status":"ACTIVE","profile":{"login":"` + g.Name + `@x.example"}}]`
	}
	f, w := told(t, change)
	f.Ahead(t.Context(), in)
	before := w.count("")
	joined, err := f.Joined(t.Context(), in, true)
	if err != nil || joined.Len() != 4 {
		t.Errorf("%d people, %v", joined.Len(), err)
	}
	if _, err := f.SCIMGroups(t.Context()); err != nil {
		t.Error(err)
	}
	if n := w.count("") - before; n != 0 {
		t.Errorf("%d calls were left to make: %q", n, w.calls[before:])
	}
	if n := w.count(searchAccounts); n != 0 {
		t.Errorf("%d calls for accounts: three people are searched for by address", n)
	}
}

func TestAheadAllReadsWhatAnAuditWillAsk(t *testing.T) {
	t.Parallel()
	f, w := told(t, nil)
	f.AheadAll(t.Context())
	before := w.count("")
	if _, err := f.InScope(t.Context()); err != nil || w.count("") != before {
		t.Errorf("%v, asked again: %q", err, w.calls[before:])
	}
	for _, once := range []string{appUsers, records, theirs, groups + "/00ga/users", pushes} {
		if n := w.exactly(once); n != 1 {
			t.Errorf("%s: %d calls", once, n)
		}
	}
}

// TestAheadListsAllAccountsOfMany: from 101 people on one list of everybody is shorter than searching.
func TestAheadListsAllAccountsOfMany(t *testing.T) {
	t.Parallel()
	for people, want := range map[int]int{fewEmails: 0, fewEmails + 1: 1} {
		var members, assigned []string
		for i := range people {
			members = append(members, fmt.Sprintf(`{"id":"00u%d","status":"ACTIVE","profile":{"login":"p%d@x.example"}}`, i, i))
			assigned = append(assigned, fmt.Sprintf(`{"id":"00u%d"}`, i))
		}
		change := map[string]string{groups + "/00ga/users": "[" + strings.Join(members, ",") + "]", appUsers: "[" + strings.Join(assigned, ",") + "]"}
		f, w := told(t, change)
		f.AheadAll(t.Context())
		if n := w.exactly(searchAccounts); n != want {
			t.Errorf("audit of %d: %d calls for accounts, want %d", people, n, want)
		}
		f, w = told(t, change)
		f.Ahead(t.Context(), []okta.Group{{ID: "00ga", Name: "a"}})
		if n := w.exactly(searchAccounts); n != want {
			t.Errorf("forecast of %d: %d calls for accounts, want %d", people, n, want)
		}
		f, w = told(t, change)
		f.sources.Atlassian = nil
		f.AheadAll(t.Context())
		if n := w.exactly(searchAccounts); n != 0 {
			t.Errorf("%d calls without a key", n)
		}
	}
}

// TestAheadLeavesFailuresToTheQuestions: nothing is lost, and what failed is not asked again.
func TestAheadLeavesFailuresToTheQuestions(t *testing.T) {
	t.Parallel()
	for request, ask := range map[string]func(*Facts) error{
		records:                    func(f *Facts) error { _, err := f.SCIMUsers(t.Context()); return err },
		appUsers:                   func(f *Facts) error { _, err := f.AppUsers(t.Context()); return err },
		groups + "/00ga/users":     func(f *Facts) error { _, err := f.Members(t.Context(), "00ga"); return err },
		"GET /api/v1/apps":         func(f *Facts) error { _, err := f.App(t.Context()); return err },
		"GET /admin/v1/orgs":       func(f *Facts) error { _, err := f.Org(t.Context()); return err },
		pushes:                     func(f *Facts) error { _, err := f.PushGroups(t.Context()); return err },
		theirs:                     func(f *Facts) error { _, err := f.SCIMGroups(t.Context()); return err },
		apps + "/0oa1" + "/groups": func(f *Facts) error { _, err := f.AssignGroups(t.Context()); return err },
	} {
		f, w := answering(t, map[string]reply{request: {status: http.StatusForbidden, body: `{}`}})
		f.AheadAll(t.Context())
		f.Ahead(t.Context(), []okta.Group{{ID: "00ga", Name: "a"}})
		refusedWith(t, ask(f), http.StatusForbidden)
		if n := w.exactly(request); n != 1 {
			t.Errorf("%s: %d calls", request, n)
		}
	}
}

func TestAheadWithoutADirectory(t *testing.T) {
	t.Parallel()
	f, w := told(t, nil)
	f.sources.SCIM = nil
	f.AheadAll(t.Context())
	if n := w.count("GET /scim"); n != 0 || w.exactly(appUsers) != 1 {
		t.Errorf("%d calls to the directory, %q", n, w.calls)
	}
}

// TestEverythingAtOnce asks all there is from many sides, with a reading ahead beside it: each request is sent once.
func TestEverythingAtOnce(t *testing.T) {
	t.Parallel()
	f, w := told(t, map[string]string{people: `[]`, "GET /api/v1/api-tokens": `[]`})
	var wg sync.WaitGroup
	wg.Go(func() { f.AheadAll(t.Context()) })
	for range 3 {
		for _, r := range lateReadings() {
			wg.Go(func() {
				if err := r.ask(t.Context(), f); err != nil {
					t.Errorf("%s: %v", r.name, err)
				}
			})
		}
	}
	wg.Wait()
	for _, once := range []string{appUsers, theirs, pushes, groups + "/00ga/users", groups + "/00ga", appSchema, oneMapping, org, "GET /admin/v1/orgs/o1/domains"} {
		if n := w.exactly(once); n != 1 {
			t.Errorf("%s: %d calls", once, n)
		}
	}
	if n := w.exactly(records); n != 2 {
		t.Errorf("%d calls for records: the list, and the total of it", n)
	}
}
