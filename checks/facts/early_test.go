package facts

import (
	"errors"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/okta"
)

const org = "GET /admin/v1/orgs"

func TestClaimed(t *testing.T) {
	t.Parallel()
	const search = "POST /admin/v2/orgs/o1/directories/-/users/search"
	for answer, want := range map[string]bool{`{"data":[{"accountId":"a"}],"links":{"next":"more"}}`: true, `{"data":[]}`: false} {
		f, w := open(t, Intent{}, Kept{}, map[string]string{org: `{"data":[{"id":"o1"}]}`, search: answer})
		for range 2 {
			if got, err := f.Claimed(t.Context(), "x.example"); got != want || err != nil {
				t.Errorf("%v, %v, want %v", got, err, want)
			}
		}
		if n := w.count(search); n != 1 {
			t.Errorf("%d calls: one account is enough", n)
		}
	}
	f, _ := open(t, Intent{}, Kept{}, map[string]string{org: `{"data":[{"id":"o1"}]}`})
	if got, err := f.Claimed(t.Context(), "x.example"); got || err == nil {
		t.Errorf("%v, %v: could not look", got, err)
	}
}

func TestBillableStopsAtTheFirst(t *testing.T) {
	t.Parallel()
	const managed = "GET /admin/v1/orgs/o1/users"
	for _, tt := range []struct {
		answer string
		want   bool
	}{
		{`{"data":[{"account_id":"1","access_billable":false},{"account_id":"2","access_billable":true}],"links":{"next":"cursor"}}`, true},
		{`{"data":[{"account_id":"1","access_billable":false}]}`, false},
	} {
		f, w := open(t, Intent{}, Kept{}, map[string]string{org: `{"data":[{"id":"o1"}]}`, managed: tt.answer})
		if got, err := f.Billable(t.Context()); got != tt.want || err != nil || w.count(managed) != 1 {
			t.Errorf("%v, %v after %d pages, want %v after one", got, err, w.count(managed), tt.want)
		}
	}
}

func TestFamilyNamesEachAppOnce(t *testing.T) {
	t.Parallel()
	f, w := open(t, Intent{}, Kept{}, map[string]string{apps: oneApp})
	got, err := f.Family(t.Context())
	if err != nil || len(got) != 1 || w.count(apps) != 2 {
		t.Errorf("%v, %v after %d calls", got, err, w.count(apps))
	}
}

func TestEventsAreAskedOncePerQuery(t *testing.T) {
	t.Parallel()
	const logs = "GET /api/v1/logs"
	f, w := open(t, Intent{}, Kept{}, map[string]string{logs: `[]`})
	q := okta.EventQuery{Filter: `eventType eq "a"`, Since: f.Now().Add(-time.Hour), Until: f.Now()}
	for range 2 {
		if _, err := f.Events(t.Context(), q); err != nil {
			t.Fatal(err)
		}
	}
	once := w.count(logs)
	q.Filter = `eventType eq "b"`
	if _, err := f.Events(t.Context(), q); err != nil || w.count(logs) != 2*once {
		t.Errorf("%d calls, then %d, %v", once, w.count(logs), err)
	}
}

func TestProbes(t *testing.T) {
	t.Parallel()
	f, w := open(t, Intent{}, Kept{}, map[string]string{groups: `[]`})
	for range 2 {
		if err := f.ProbeGroups(t.Context()); err != nil {
			t.Error(err)
		}
		if err := f.ProbeLogs(t.Context()); !errors.Is(err, clients.ErrNotFound) {
			t.Errorf("logs: %v", err)
		}
	}
	if w.count(groups) != 1 || w.count("GET /api/v1/logs") != 1 {
		t.Errorf("calls %v", w.calls)
	}
}

func TestMapping(t *testing.T) {
	t.Parallel()
	const list, one = "GET /api/v1/mappings", "GET /api/v1/mappings/prm1"
	types := `[{"id":"oty0"},{"id":"oty1","default":true}]`
	says := func(items string) map[string]string {
		return map[string]string{
			apps: oneApp, "GET /api/v1/meta/types/user": types, list: items,
			one: `{"id":"prm1","properties":{"email":{"expression":"user.email","pushStatus":"PUSH"}}}`, "GET /api/v1/meta/schemas/apps/0oa1/default": `{}`,
		}
	}
	// Okta's next page forgets the filter: what does not fit is left out here.
	foreign := `{"id":"prm9","source":{"id":"0oa1"},"target":{"id":"oty1"}}`
	right := `{"id":"prm1","source":{"id":"oty1"},"target":{"id":"0oa1"}}`
	f, _ := open(t, Intent{}, Kept{}, says("["+foreign+","+right+"]"))
	p, err := f.PrimaryEmail(t.Context())
	if err != nil || p.Variable != "email" || p.From.Attribute != "email" || p.PushStatus != "PUSH" {
		t.Errorf("%+v, %v", p, err)
	}
	if s := f.EmailSource(t.Context()); s.Attribute != "email" {
		t.Errorf("source %v", s)
	}
	f, _ = open(t, Intent{EmailAttribute: "user.workMail"}, Kept{}, says("["+foreign+"]"))
	if _, err := f.PrimaryEmail(t.Context()); !errors.Is(err, ErrNoMapping) {
		t.Errorf("err %v", err)
	}
	if s := f.EmailSource(t.Context()); s.Attribute != "workMail" {
		t.Errorf("without a mapping the wish counts: %v", s)
	}
}

func TestAttested(t *testing.T) {
	t.Parallel()
	f := New(Sources{Sites: []SiteSource{{URL: "a"}, {URL: "b"}}}, Intent{}, Kept{Attested: map[string]Attestation{"x": {By: "ana"}}}, time.Time{})
	if a, ok := f.Attested("x"); !ok || a.By != "ana" {
		t.Errorf("%v %v", a, ok)
	}
	if _, ok := f.Attested("y"); ok {
		t.Error("nobody said y")
	}
	if got := f.SiteURLs(); len(got) != 2 || got[1] != "b" || f.HasOkta() || f.HasAtlassian() || f.HasSCIM() {
		t.Errorf("sites %v", got)
	}
}
