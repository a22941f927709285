package facts

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	people         = "GET /api/v1/users"
	searchAccounts = "POST /admin/v2/orgs/o1/directories/-/users/search"
	oneMapping     = "GET /api/v1/mappings/prm1"
	appSchema      = "GET /api/v1/meta/schemas/apps/0oa1/default"
)

// saying is everything answered once, with some answers changed.
func saying(change map[string]string) map[string]string {
	says := whole()
	maps.Copy(says, change)
	return says
}

func TestSuspended(t *testing.T) {
	t.Parallel()
	f, w := open(t, Intent{}, Kept{}, saying(map[string]string{people: `[{"id":"00u1","status":"SUSPENDED"},{"id":"00u2","status":"ACTIVE"}]`}))
	for range 2 {
		got, err := f.Suspended(t.Context())
		if err != nil || !got["00u1"] || got["00u2"] || len(got) != 1 {
			t.Errorf("%v, %v: a service may ignore a search", got, err)
		}
	}
	if n := w.count(people + ` status eq "SUSPENDED"`); n != 1 {
		t.Errorf("asked %d times: %v", n, w.calls)
	}
	f, _ = open(t, Intent{}, Kept{}, saying(map[string]string{people: `[{"id"`}))
	if got, err := f.Suspended(t.Context()); err == nil {
		t.Errorf("half a list gave %v", got)
	}
}

func TestLinked(t *testing.T) {
	t.Parallel()
	says := saying(map[string]string{searchAccounts: `{"data":[{"accountId":"a1","email":"ana@x.example","accountStatus":"active"},{"accountId":"a2","email":"bob@x.example","accountStatus":"inactive"}]}`})
	f, w := open(t, Intent{}, Kept{}, says)
	got, err := f.Linked(t.Context(), []string{"a1", "a2", "a3"})
	if err != nil || got.ByID("a1").Email != "ana@x.example" || got.ByID("a2").AccountStatus != "inactive" || got.ByID("a3").AccountID != "" {
		t.Errorf("%+v %+v %+v, %v", got.ByID("a1"), got.ByID("a2"), got.ByID("a3"), err)
	}
	if _, err := f.Linked(t.Context(), []string{"a2", "a1"}); err != nil || w.count(searchAccounts) != 1 {
		t.Errorf("what is known was asked for again: %d calls, %v", w.count(searchAccounts), err)
	}
	if none, err := f.Linked(t.Context(), nil); err != nil || none.ByID("a9").AccountID != "" || w.count(searchAccounts) != 1 {
		t.Errorf("nobody to look for took %d calls, %v", w.count(searchAccounts), err)
	}
}

// TestLinkedOfMany reads the one list of all accounts where asking by id would take more calls.
func TestLinkedOfMany(t *testing.T) {
	t.Parallel()
	f, w := open(t, Intent{}, Kept{}, saying(map[string]string{searchAccounts: `{"data":[{"accountId":"a7","email":"ana@x.example"}]}`}))
	var ids []string
	for i := range fewEmails + 1 {
		ids = append(ids, "a"+strconv.Itoa(i))
	}
	got, err := f.Linked(t.Context(), ids)
	if err != nil || got.ByID("a7").Email != "ana@x.example" || w.count(searchAccounts) != 1 {
		t.Errorf("%+v, %v, %d calls", got.ByID("a7"), err, w.count(searchAccounts))
	}
	if slices.ContainsFunc(w.calls, func(c string) bool { return strings.Contains(c, "accountIds") }) {
		t.Error("asked for single accounts")
	}
}

func TestVariableOf(t *testing.T) {
	t.Parallel()
	property := func(name, external string) string {
		return `{"definitions":{"base":{"properties":{"` + name + `":{"title":"x","externalName":"` + external + `"}}}}}`
	}
	mapped := func(name, expression string) string {
		return `{"id":"prm1","properties":{"` + name + `":{"expression":"` + expression + `"}}}`
	}
	for name, tt := range map[string]struct {
		schema, mapping string
		want            Variable
	}{
		"by its own name":    {`{"definitions":{}}`, mapped("timezone", "user.timezone"), Variable{"timezone", true, ParseSource("user.timezone")}},
		"by its outer name":  {property("tz", "timezone"), mapped("tz", "user.zone"), Variable{"tz", true, ParseSource("user.zone")}},
		"not mapped":         {property("tz", "timezone"), mapped("other", "user.zone"), Variable{Name: "tz", From: ParseSource("")}},
		"not understood":     {`{"definitions":{}}`, mapped("timezone", "user.a + user.b"), Variable{"timezone", true, ParseSource("user.a + user.b")}},
		"another outer name": {property("tz", "locale"), mapped("timezone", "user.timezone"), Variable{"timezone", true, ParseSource("user.timezone")}},
	} {
		f, _ := open(t, Intent{}, Kept{}, saying(map[string]string{appSchema: tt.schema, oneMapping: tt.mapping}))
		if got, err := f.VariableOf(t.Context(), "timezone"); err != nil || got != tt.want {
			t.Errorf("%s: %+v, %v, want %+v", name, got, err, tt.want)
		}
	}
	f, _ := open(t, Intent{}, Kept{}, saying(map[string]string{"GET /api/v1/mappings": `[]`}))
	if got, err := f.VariableOf(t.Context(), "timezone"); err != nil || !got.Mapped || got.From.Known() {
		t.Errorf("without a mapping to show: %+v, %v", got, err)
	}
	for _, route := range []string{appSchema, oneMapping} {
		f, _ := open(t, Intent{}, Kept{}, saying(map[string]string{route: `{"id"`}))
		if got, err := f.VariableOf(t.Context(), "timezone"); err == nil {
			t.Errorf("%s unreadable: %+v", route, got)
		}
	}
}

func TestSourceOf(t *testing.T) {
	t.Parallel()
	email := `{"id":"prm1","properties":{"email":{"expression":"user.workMail"}}}`
	for name, tt := range map[string]struct {
		change map[string]string
		intent string
		want   string
	}{
		"mapped":                     {map[string]string{oneMapping: email}, "", "workMail"},
		"mapped, and wished":         {map[string]string{oneMapping: email}, "login", "workMail"},
		"no mapping to show":         {map[string]string{"GET /api/v1/mappings": `[]`}, "", "email"},
		"no mapping, a wish":         {map[string]string{"GET /api/v1/mappings": `[]`}, "login", "login"},
		"no app yet":                 {map[string]string{apps: `[]`}, "", "email"},
		"unreadable, but wished for": {map[string]string{oneMapping: `{"id"`}, "user.login", "login"},
		"unreadable":                 {map[string]string{oneMapping: `{"id"`}, "", ""},
	} {
		f, _ := open(t, Intent{EmailAttribute: tt.intent}, Kept{}, saying(tt.change))
		got, err := f.SourceOf(t.Context())
		if got.Attribute != tt.want || (err == nil) != (tt.want != "") {
			t.Errorf("%s: %q, %v, want %q", name, got.Attribute, err, tt.want)
		}
	}
}

func TestTokensAndHeadroom(t *testing.T) {
	t.Parallel()
	f, w := open(t, Intent{}, Kept{}, saying(map[string]string{
		"GET /api/v1/api-tokens": `[{"id":"00T2","name":"b","userId":"00ume"},{"id":"00T1","name":"a","userId":"00uother"}]`,
		records:                  `{"totalResults":149500,"startIndex":1,"itemsPerPage":1,"Resources":[{"id":"s1"}]}`,
	}))
	tokens, err := f.Tokens(t.Context())
	if err != nil || len(tokens) != 2 || tokens[0].Name != "a" {
		t.Errorf("tokens %+v, %v", tokens, err)
	}
	for range 2 {
		if n, err := f.Headroom(t.Context()); n != 149500 || err != nil {
			t.Errorf("%d people, %v", n, err)
		}
	}
	if n := w.count(records); n != 1 {
		t.Errorf("%d calls for a total", n)
	}
	bare := New(Sources{}, Intent{}, Kept{}, f.Now())
	if _, err := bare.Headroom(t.Context()); !errors.Is(err, ErrNotConfigured) {
		t.Errorf("without a directory: %v", err)
	}
	if _, err := bare.Tokens(t.Context()); !errors.Is(err, ErrNotConfigured) {
		t.Errorf("without Okta: %v", err)
	}
	if _, err := bare.Linked(t.Context(), []string{"a"}); !errors.Is(err, ErrNotConfigured) {
		t.Errorf("without a key: %v", err)
	}
}

func TestInScopeIsEveryoneOnce(t *testing.T) {
	t.Parallel()
	f, _ := open(t, Intent{}, Kept{}, saying(map[string]string{
		pushes:                         `[{"id":"1","sourceGroupId":"00gb"}]`,
		groups + "/00gb":               group("00gb", "b"),
		groups + "/00gb/users":         `[{"id":"00u1","status":"ACTIVE","profile":{"login":"ana@x.example"}},{"id":"00u2","status":"ACTIVE","profile":{"login":"bob@x.example"}}]`,
		"GET /api/v1/apps/0oa1/users":  `[{"id":"00u1"},{"id":"00u3","credentials":{"userName":"cy@x.example"}}]`,
		"GET /scim/directory/d1/Users": pageOf(),
	}))
	joined, err := f.InScope(t.Context())
	var got []string
	for p := range joined.All() {
		got = append(got, p.Login())
	}
	if want := []string{"ana@x.example", "bob@x.example", "cy@x.example"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%v, %v, want %v", got, err, want)
	}
}
