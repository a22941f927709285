package facts

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
)

// again begins the next reading of the same tenants.
func again(f *Facts, l *Lasting) *Facts {
	return New(f.sources, f.intent, f.kept, f.now.Add(time.Minute)).After(l)
}

// readAll asks what every poll of a set-up asks.
func readAll(t *testing.T, f *Facts) {
	t.Helper()
	ctx := t.Context()
	_, organization := f.Organization(ctx)
	_, me := f.Me(ctx)
	_, app := f.App(ctx)
	_, mapping := f.Mapping(ctx)
	_, family := f.Family(ctx)
	_, org := f.Org(ctx)
	_, pushes := f.PushMappings(ctx)
	if err := errors.Join(organization, me, app, mapping, family, org, pushes); err != nil {
		t.Fatal(err)
	}
}

func TestALaterReadingAsksOnlyWhatCanChange(t *testing.T) {
	t.Parallel()
	says := whole()
	says["GET /api/v1/apps/0oa1"] = strings.Trim(oneApp, "[]")
	f, w := open(t, Intent{}, Kept{}, says)
	l := &Lasting{}
	readAll(t, f.After(l))
	w.mu.Lock()
	w.calls = nil
	w.mu.Unlock()
	for range 2 {
		readAll(t, again(f, l))
	}
	want := []string{"GET /api/v1/apps/0oa1", "GET /api/v1/apps/0oa1/group-push/mappings", "GET /api/v1/mappings/prm1"}
	slices.Sort(w.calls)
	if got := strings.Join(slices.Compact(slices.Clone(w.calls)), "\n"); got != strings.Join(want, "\n") || len(w.calls) != 6 {
		t.Errorf("asked %q", w.calls)
	}
}

func TestAReadingWithoutAPastAsksEverything(t *testing.T) {
	t.Parallel()
	f, w := open(t, Intent{}, Kept{}, whole())
	readAll(t, f)
	first := len(w.calls)
	readAll(t, New(f.sources, f.intent, f.kept, f.now))
	if len(w.calls) != 2*first {
		t.Errorf("%d calls, then %d", first, len(w.calls)-first)
	}
}

func TestTheOnlyAppIsAskedForAgain(t *testing.T) {
	t.Parallel()
	const byID = "GET /api/v1/apps/0oa1"
	two := `[{"id":"0oa1","name":"atlassian","status":"ACTIVE"},{"id":"0oa2","name":"atlassian","status":"ACTIVE"}]`
	renewed := `[{"id":"0oa2","name":"atlassian","status":"ACTIVE"}]`
	for _, tt := range []struct {
		name, list, one string
		app, only       string // ids, or the kind of error
	}{
		{"as it was", oneApp, strings.Trim(oneApp, "[]"), "0oa1", "0oa1"},
		{"a second one came", two, strings.Trim(oneApp, "[]"), "0oa1", "ambiguous"},
		{"another took its place", renewed, "", "0oa2", "0oa2"},
		{"it was switched off", strings.Replace(oneApp, "ACTIVE", "INACTIVE", 1), `{"id":"0oa1","status":"INACTIVE"}`, "0oa1", "0oa1"},
		{"it is gone", `[]`, "", "none", "none"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f, w := open(t, Intent{}, Kept{}, map[string]string{apps: oneApp})
			l := &Lasting{}
			if _, err := f.After(l).App(t.Context()); err != nil {
				t.Fatal(err)
			}
			w.says[apps] = tt.list
			if tt.one != "" {
				w.says[byID] = tt.one
			}
			for range 2 { // what was forgotten is found anew
				next := again(f, l)
				app, err := next.App(t.Context())
				if got := word(app.ID, err); got != tt.app {
					t.Errorf("App is %s, want %s", got, tt.app)
				}
				app, err = next.OneApp(t.Context())
				if got := word(app.ID, err); got != tt.only {
					t.Errorf("OneApp is %s, want %s", got, tt.only)
				}
			}
		})
	}
}

func word(id string, err error) string {
	var ambiguous *AmbiguousError
	switch {
	case errors.As(err, &ambiguous):
		return "ambiguous"
	case errors.Is(err, ErrNoApp):
		return "none"
	case err != nil:
		return err.Error()
	}
	return id
}

func TestAMappingThatWasMadeAnewIsFound(t *testing.T) {
	t.Parallel()
	says := whole()
	says["GET /api/v1/apps/0oa1"] = strings.Trim(oneApp, "[]")
	f, w := open(t, Intent{}, Kept{}, says)
	l := &Lasting{}
	if _, err := f.After(l).Mapping(t.Context()); err != nil {
		t.Fatal(err)
	}
	delete(w.says, "GET /api/v1/mappings/prm1")
	w.says["GET /api/v1/mappings"] = `[{"id":"prm2","source":{"id":"oty1"},"target":{"id":"0oa1"}}]`
	w.says["GET /api/v1/mappings/prm2"] = `{"id":"prm2","properties":{}}`
	if m, err := again(f, l).Mapping(t.Context()); err != nil || m.ID != "prm2" {
		t.Errorf("%+v, %v", m, err)
	}
}

func TestFailuresDoNotLast(t *testing.T) {
	t.Parallel()
	says := whole()
	delete(says, "GET /api/v1/users/me")
	says["GET /admin/v1/orgs"] = `{"data":[`
	f, w := open(t, Intent{}, Kept{}, says)
	l := &Lasting{}
	if _, err := f.After(l).Me(t.Context()); err == nil {
		t.Error("no error")
	}
	if _, err := f.Org(t.Context()); err == nil {
		t.Error("no error")
	}
	maps.Copy(w.says, whole())
	next := again(f, l)
	if _, err := next.Me(t.Context()); err != nil {
		t.Error(err)
	}
	if _, err := next.Org(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestOrderIsOurs holds two readings of the same tenants to the same order, whatever the vendor's was.
func TestOrderIsOurs(t *testing.T) {
	t.Parallel()
	says := whole()
	says[apps] = `[{"id":"0oa2","label":"B"},{"id":"0oa3","label":"A"},{"id":"0oa1","label":"B"}]`
	says["GET /admin/v1/orgs/o1/domains"] = `{"data":[{"id":"1","attributes":{"name":"b.example"}},{"id":"2","attributes":{"name":"a.example"}}]}`
	says["GET /admin/api-access/v1/orgs/o1/api-keys"] = `{"data":[{"id":"2","label":"k"},{"id":"1","label":"k"}]}`
	f, _ := open(t, Intent{}, Kept{}, says)
	got := ""
	list, _ := f.Apps(t.Context())
	for _, a := range list {
		got += a.ID + " "
	}
	domains, _ := f.Domains(t.Context())
	for _, d := range domains {
		got += d.Name + " "
	}
	keys, _ := f.Keys(t.Context())
	for _, k := range keys {
		got += k.ID
	}
	if got != "0oa3 0oa1 0oa2 a.example b.example 12" {
		t.Errorf("got %s", got)
	}
}
