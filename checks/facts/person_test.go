package facts

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/okta"
)

const (
	allPeople  = "GET /api/v1/users"
	anaJSON    = `{"id":"00u1","status":"ACTIVE","profile":{"login":"ana@old.example","email":"ana@x.example","firstName":"Ana","lastName":"Ruiz"}}`
	bobJSON    = `{"id":"00u2","status":"ACTIVE","profile":{"login":"bob@x.example","email":"bob@x.example","firstName":"Ana","lastName":"Ruiz"}}`
	scimPeople = "GET /scim/directory/d1/Users"
)

func logins(list []okta.User) string {
	var out []string
	for _, u := range list {
		out = append(out, u.Profile.Login)
	}
	return strings.Join(out, " ")
}

func TestPeopleNamed(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		text  string
		says  map[string]string
		want  string
		err   error
		calls int // of single people
	}{
		"by login":             {"ana@old.example", map[string]string{allPeople: "[" + anaJSON + "]"}, "ana@old.example", nil, 0},
		"by address":           {" ANA@x.example ", map[string]string{allPeople: "[" + anaJSON + "," + bobJSON + "]"}, "ana@old.example", nil, 0},
		"by name, of two":      {"Ana Ruiz", map[string]string{allPeople: "[" + bobJSON + "," + anaJSON + "]"}, "ana@old.example bob@x.example", nil, 0},
		"by id":                {"00u1", map[string]string{allPeople: "[]", allPeople + "/00u1": anaJSON}, "ana@old.example", nil, 1},
		"the search is behind": {"ana@old.example", map[string]string{allPeople: "[]", allPeople + "/ana@old.example": anaJSON}, "ana@old.example", nil, 1},
		"nobody":               {"eve@x.example", map[string]string{allPeople: "[]"}, "", nil, 1},
		"nobody of two words":  {"Eve Adams", map[string]string{allPeople: "[]"}, "", nil, 0},
		"not the token's own":  {"me", map[string]string{allPeople: "[]", allPeople + "/me": anaJSON}, "", nil, 0},
		"an answer without id": {"x", map[string]string{allPeople: "[]", allPeople + "/x": "{}"}, "", nil, 1},
		"nothing":              {"  ", nil, "", nil, 0},
		"refused":              {"ana@x.example", nil, "", clients.ErrNotFound, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, w := open(t, Intent{}, Kept{}, tt.says)
			got, err := f.PeopleNamed(t.Context(), tt.text)
			if logins(got) != tt.want || !errors.Is(err, tt.err) || (err != nil) != (tt.err != nil) {
				t.Errorf("%q, %v", logins(got), err)
			}
			if n := w.count(allPeople + "/"); n != tt.calls {
				t.Errorf("%d people were looked up one by one", n)
			}
		})
	}
}

func TestNamedSearch(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`a"b`: `profile.login eq "a\"b" or profile.email eq "a\"b" or profile.firstName eq "a\"b" or profile.lastName eq "a\"b"`,
		"Ana Ruiz": `profile.login eq "Ana Ruiz" or profile.email eq "Ana Ruiz" or (profile.firstName eq "Ana" and profile.lastName eq "Ruiz")` +
			` or (profile.firstName eq "Ruiz" and profile.lastName eq "Ana")`,
		"Ana de Vries": `profile.login eq "Ana de Vries" or profile.email eq "Ana de Vries" or (profile.firstName eq "Ana" and profile.lastName eq "de Vries")` +
			` or (profile.firstName eq "de Vries" and profile.lastName eq "Ana") or (profile.firstName eq "Ana de" and profile.lastName eq "Vries")` +
			` or (profile.firstName eq "Vries" and profile.lastName eq "Ana de")`,
	} {
		if got := namedSearch(text); got != want {
			t.Errorf("%q is searched as\n%s", text, got)
		}
	}
}

func TestPeopleNear(t *testing.T) {
	t.Parallel()
	var many []string
	for i := range someLeast + 50 {
		many = append(many, fmt.Sprintf(`{"id":"00u%d","profile":{"login":"an%03d@x.example"}}`, i, i))
	}
	f, w := open(t, Intent{}, Kept{}, map[string]string{allPeople: "[" + strings.Join(many, ",") + "]"})
	got, err := f.PeopleNear(t.Context(), "Anna.Ruis@x.example")
	if err != nil || len(got) != someLeast {
		t.Errorf("%d, %v", len(got), err)
	}
	if want := `profile.login sw "Ann" or profile.email sw "Ann" or profile.firstName sw "Ann" or profile.lastName sw "Ann" or profile.login sw "Rui" or profile.email sw "Rui" or profile.firstName sw "Rui" or profile.lastName sw "Rui"`; w.count(allPeople+" "+want) != 1 {
		t.Errorf("asked %q", w.calls)
	}
	if got, err := f.PeopleNear(t.Context(), " .@ "); err != nil || got != nil || len(w.calls) != 1 {
		t.Errorf("nothing to look for: %v, %v", got, err)
	}
}

func TestOnePersonInOkta(t *testing.T) {
	t.Parallel()
	f, _ := open(t, Intent{}, Kept{}, map[string]string{
		apps: oneApp, allPeople + "/00u1/groups": "[" + group("00g2", "b") + "," + group("00g1", "a") + "]",
		apps + "/0oa1/users/00u1": `{"id":"00u1","scope":"GROUP","status":"PROVISIONED","credentials":{"userName":"ana@x.example"}}`, apps + "/0oa1/users/00u3": `{}`,
	})
	groups, err := f.GroupsOf(t.Context(), "00u1")
	if err != nil || strings.Join(Names(groups), " ") != "a b" {
		t.Errorf("%v, %v", groups, err)
	}
	if a, err := f.AppUser(t.Context(), "00u1"); err != nil || a.UserName != "ana@x.example" {
		t.Errorf("%+v, %v", a, err)
	}
	if _, err := f.AppUser(t.Context(), "00u2"); !errors.Is(err, clients.ErrNotFound) {
		t.Errorf("who is not assigned: %v", err)
	}
	if _, err := f.AppUser(t.Context(), "00u3"); err == nil || errors.Is(err, clients.ErrNotFound) {
		t.Errorf("an answer that is no assignment: %v", err)
	}
}

func TestRecordOf(t *testing.T) {
	t.Parallel()
	list := func(users string, n int) string {
		return fmt.Sprintf(`{"totalResults":%d,"startIndex":1,"Resources":[%s]}`, n, users)
	}
	record := `{"id":"s1","userName":"ana@x.example","externalId":"00u1","active":true}`
	for name, tt := range map[string]struct {
		remembered, userName string
		says                 map[string]string
		want                 string
		err                  error
	}{
		"remembered":               {"s1", "ana@x.example", map[string]string{scimPeople + "/s1": record}, "s1", nil},
		"marked with the Okta id":  {"s9", "", map[string]string{scimPeople: list(record, 1)}, "s1", nil},
		"by user name":             {"", "ana@x.example", map[string]string{scimPeople: list(`{"id":"s2","userName":"Ana@x.example"}`, 1)}, "s2", nil},
		"nobody":                   {"s9", "ana@x.example", map[string]string{scimPeople: list("", 0)}, "", nil},
		"somebody else":            {"", "ana@x.example", map[string]string{scimPeople: list(`{"id":"s3","userName":"eve@x.example"}`, 1)}, "", nil},
		"no directory":             {"s9", "ana@x.example", nil, "", clients.ErrNotFound},
		"no directory, never sent": {"", "", nil, "", clients.ErrNotFound},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, _ := open(t, Intent{}, Kept{}, tt.says)
			got, err := f.RecordOf(t.Context(), "00u1", okta.AppUser{ExternalID: tt.remembered}, tt.userName)
			id := ""
			if got != nil {
				id = got.ID
			}
			if id != tt.want || !errors.Is(err, tt.err) || (err != nil) != (tt.err != nil) {
				t.Errorf("%q, %v", id, err)
			}
		})
	}
}

func TestOneAccount(t *testing.T) {
	t.Parallel()
	const search, inside = "POST /admin/v2/orgs/o1/directories/-/users/search", "POST /admin/v2/orgs/o1/directories/-/groups/search"
	orgs := map[string]string{"GET /admin/v1/orgs": `{"data":[{"id":"o1","attributes":{"name":"Acme"}}]}`}
	with := func(key, answer string) map[string]string {
		return map[string]string{"GET /admin/v1/orgs": orgs["GET /admin/v1/orgs"], key: answer}
	}
	f, w := open(t, Intent{}, Kept{}, with(search, `{"data":[{"accountId":"a2"},{"accountId":"a1","email":"ana@x.example"}]}`))
	if a, err := f.Account(t.Context(), "a1"); err != nil || a.Email != "ana@x.example" {
		t.Errorf("%+v, %v", a, err)
	}
	if _, err := f.Account(t.Context(), "a9"); !errors.Is(err, clients.ErrNotFound) {
		t.Errorf("somebody whom the organization does not know: %v", err)
	}
	if w.count(search+` {"limit":100,"accountIds":["a1"]}`) != 1 {
		t.Errorf("asked %q", w.calls)
	}
	f, _ = open(t, Intent{}, Kept{}, with(inside, `{"data":[{"id":"g2","name":"b"},{"id":"g1","name":"A"}]}`))
	if groups, err := f.GroupsOfAccount(t.Context(), "a1"); err != nil || len(groups) != 2 || groups[0].Name != "A" {
		t.Errorf("%v, %v", groups, err)
	}
	var all []string
	for i := range 101 {
		all = append(all, fmt.Sprintf(`{"id":"g%d","name":"n%d"}`, i, i))
	}
	f, _ = open(t, Intent{}, Kept{}, with(inside, `{"data":[`+strings.Join(all, ",")+`]}`))
	if groups, err := f.GroupsOfAccount(t.Context(), "a1"); !errors.Is(err, ErrManyGroups) || groups != nil {
		t.Errorf("a filter that is ignored: %d groups, %v", len(groups), err)
	}
}

func TestProvisioningOfOnePerson(t *testing.T) {
	t.Parallel()
	const long = `eventType sw "application.provision.user" and (target.id eq "00u1" or target.alternateId eq "ana@x.example")`
	f, asked := log(t, func(filter string) string {
		if filter != long {
			return "[]"
		}
		return "[" + entry("b", "2", appUser, "atlassian") + "," + entry("a", "1", ours, "atlassian") + "," + entry("c", "3", another, "atlassian") + "," + entry("d", "3", appUser, "slack") + "]"
	})
	got, err := f.ProvisioningOf(t.Context(), "00u1", "ana@x.example", 7)
	if err != nil || uuids(got) != "ab" || len(*asked) != 1 {
		t.Errorf("%s, %v, asked %q", uuids(got), err, *asked)
	}
	f, asked = log(t, func(filter string) string {
		if strings.Contains(filter, "alternateId") {
			return "400"
		}
		return "[" + entry("a", "1", ours, "atlassian") + "]"
	})
	got, err = f.ProvisioningOf(t.Context(), "00u1", "ana@x.example", 7)
	if err != nil || uuids(got) != "a" || len(*asked) != 2 || (*asked)[1] != `target.id eq "00u1" and eventType sw "application.provision.user"` {
		t.Errorf("an org that takes no long filter: %s, %v, asked %q", uuids(got), err, *asked)
	}
	if _, err := f.ProvisioningOf(t.Context(), "00u1", "", 7); err != nil || strings.Contains((*asked)[2], "alternateId") {
		t.Errorf("without a user name: %v, asked %q", err, *asked)
	}
}

func TestOnePersonWithoutCredentials(t *testing.T) {
	t.Parallel()
	f := New(Sources{}, Intent{}, Kept{}, time.Now())
	c := t.Context()
	for name, ask := range map[string]func() error{
		"PeopleNamed":     func() error { _, err := f.PeopleNamed(c, "x"); return err },
		"PeopleNear":      func() error { _, err := f.PeopleNear(c, "x"); return err },
		"GroupsOf":        func() error { _, err := f.GroupsOf(c, "x"); return err },
		"AppUser":         func() error { _, err := f.AppUser(c, "x"); return err },
		"RecordOf":        func() error { _, err := f.RecordOf(c, "x", okta.AppUser{}, "x"); return err },
		"SCIMGroupNamed":  func() error { _, err := f.SCIMGroupNamed(c, "x"); return err },
		"Account":         func() error { _, err := f.Account(c, "x"); return err },
		"GroupsOfAccount": func() error { _, err := f.GroupsOfAccount(c, "x"); return err },
		"ProvisioningOf":  func() error { _, err := f.ProvisioningOf(c, "x", "x", 1); return err },
	} {
		if err := ask(); !errors.Is(err, ErrNotConfigured) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
