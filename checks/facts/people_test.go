package facts

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/scim"
)

func TestPersonInWords(t *testing.T) {
	t.Parallel()
	profile := func(login, first, last string) okta.User {
		return okta.User{ID: "00u1", Status: "ACTIVE", Profile: okta.UserProfile{Login: login, FirstName: first, LastName: last}}
	}
	for _, tt := range []struct {
		p           Person
		name, login string
	}{
		{Person{ID: "00u1", User: profile("ana@x.example", "Ana", "Ruiz"), Known: true}, "Ana Ruiz", "ana@x.example"},
		{Person{ID: "00u1", User: profile("ana@x.example", "Ana", ""), Known: true}, "Ana", "ana@x.example"},
		{Person{ID: "00u1", User: profile("ana@x.example", " ", " "), Known: true}, "ana@x.example", "ana@x.example"},
		{Person{ID: "00u1", App: okta.AppUser{UserName: "ana@y.example"}, Assigned: true}, "ana@y.example", "ana@y.example"},
		{Person{ID: "00u1", User: profile("ana@x.example", "", ""), App: okta.AppUser{UserName: "ana@y.example"}}, "ana@x.example", "ana@x.example"},
		{Person{ID: "00u1"}, "00u1", "00u1"},
	} {
		if tt.p.Name() != tt.name || tt.p.Login() != tt.login {
			t.Errorf("%q, %q, want %q, %q", tt.p.Name(), tt.p.Login(), tt.name, tt.login)
		}
	}
}

// TestPersonActive: what Okta says of the person counts; the state of the assignment only where the person was not read.
func TestPersonActive(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		user, app string
		known     bool
		want      bool
	}{
		{"ACTIVE", "", true, true}, {"SUSPENDED", "PROVISIONED", true, false}, {"DEPROVISIONED", "PROVISIONED", true, false}, {"ACTIVE", "DEPROVISIONED", true, true},
		{"", "PROVISIONED", false, true}, {"", "ACTIVE", false, true}, {"", "", false, true}, {"", "STAGED", false, true},
		{"", "DEPROVISIONED", false, false}, {"", "INACTIVE", false, false}, {"", "REVOKED", false, false}, {"", "SUSPENDED", false, false}, {"", "UNASSIGNED", false, false},
	} {
		p := Person{Known: tt.known, User: okta.User{Status: tt.user}, App: okta.AppUser{Status: tt.app}}
		if p.Active() != tt.want {
			t.Errorf("%+v: %v", tt, p.Active())
		}
	}
}

// TestSent: what a read profile gives wins over what the app keeps, unless the source is not understood.
func TestSent(t *testing.T) {
	t.Parallel()
	app := okta.AppUser{Profile: okta.AttributeMap{"timezone": "Europe/Berlin"}}
	user := okta.User{Profile: okta.UserProfile{Timezone: "Asia/Tokyo"}}
	known := Variable{"timezone", true, ParseSource("user.timezone")}
	for _, tt := range []struct {
		p    Person
		v    Variable
		want string
	}{
		{Person{Known: true, User: user, App: app}, known, "Asia/Tokyo"},
		{Person{Known: true, App: app}, known, ""},
		{Person{User: user, App: app}, known, "Europe/Berlin"},
		{Person{Known: true, User: user, App: app}, Variable{Name: "timezone", From: ParseSource("user.a + user.b")}, "Europe/Berlin"},
		{Person{Known: true, User: user, App: app}, Variable{Name: "nothing"}, ""},
	} {
		if got := tt.p.Sent(tt.v); got != tt.want {
			t.Errorf("%+v: %q, want %q", tt.v, got, tt.want)
		}
	}
}

// team is three people in two groups, of whom one is assigned, and one more who only is assigned.
func team(t *testing.T) *Facts {
	t.Helper()
	f, _ := told(t, map[string]string{
		groups + "/00ga/users": "[" + anaJSON + "," + bobJSON + "]",
		groups + "/00gb/users": "[" + bobJSON + `,{"id":"00u3","status":"SUSPENDED","profile":{"login":"aaa@x.example"}}]`,
		appUsers:               `[{"id":"00u2","externalId":"s2"},{"id":"00u9","credentials":{"userName":"zed@x.example"}}]`,
		records:                pageOf(`{"id":"s2","userName":"else@x.example"}`, `{"id":"s9","userName":"ZED@x.example"}`),
	})
	return f
}

func TestMemberships(t *testing.T) {
	t.Parallel()
	f := team(t)
	m, err := f.Memberships(t.Context(), []okta.Group{{ID: "00gb", Name: "b"}, {ID: "00ga", Name: "a"}, {ID: "00gb", Name: "b"}})
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]string{"00u1": "a", "00u2": "a b", "00u3": "b", "00u9": "", "": ""} {
		if got := strings.Join(m.Of(id), " "); got != want {
			t.Errorf("%s is in %q, want %q", id, got, want)
		}
	}
	same, err := f.Memberships(t.Context(), []okta.Group{{ID: "00ga", Name: "x"}, {ID: "00gb", Name: "x"}})
	if err != nil || len(same.Of("00u2")) != 1 {
		t.Errorf("two groups of one name: %q, %v", same.Of("00u2"), err)
	}
	none, err := f.Memberships(t.Context(), nil)
	if err != nil || none.Of("00u1") != nil {
		t.Errorf("of no group: %q, %v", none.Of("00u1"), err)
	}
}

func TestMembersOf(t *testing.T) {
	t.Parallel()
	f := team(t)
	both := []okta.Group{{ID: "00ga", Name: "a"}, {ID: "00gb", Name: "b"}}
	got, err := f.MembersOf(t.Context(), both)
	if err != nil || logins(slices.Collect(got.All())) != "aaa@x.example ana@old.example bob@x.example" {
		t.Errorf("%s, %v", logins(slices.Collect(got.All())), err)
	}
	for u := range got.All() {
		if u.ID != "00u3" {
			t.Errorf("the first is %s", u.ID)
		}
		break // a loop that is left early ends the list
	}
	if none, err := f.MembersOf(t.Context(), nil); err != nil || none.Len() != 0 {
		t.Errorf("%d people of no group, %v", none.Len(), err)
	}
}

func TestJoinedWhere(t *testing.T) {
	t.Parallel()
	joined, err := team(t).Joined(t.Context(), []okta.Group{{ID: "00ga", Name: "a"}, {ID: "00gb", Name: "b"}}, true)
	if err != nil {
		t.Fatal(err)
	}
	in := func(is func(Person) bool) string {
		var out []string
		for p := range joined.Where(is).All() {
			out = append(out, p.ID)
		}
		return strings.Join(out, " ")
	}
	for want, is := range map[string]func(Person) bool{
		"00u3 00u1 00u2 00u9": func(Person) bool { return true },
		"00u2 00u9":           func(p Person) bool { return p.Assigned },
		"00u3 00u1":           func(p Person) bool { return p.Record == nil },
		"00u1":                func(p Person) bool { return p.Active() && !p.Assigned },
		"00u2":                func(p Person) bool { return len(p.Groups) == 2 },
		"":                    func(Person) bool { return false },
	} {
		if got := in(is); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if joined.Len() != 4 {
		t.Errorf("%d are left: Where changes what it was asked of", joined.Len())
	}
	for range joined.All() {
		break // leaving early is no fault
	}
}

func TestSCIMUsersByEachName(t *testing.T) {
	t.Parallel()
	var none SCIMUsers
	if none.Len() != 0 || none.ByID("s1") != nil || none.ByEmail("") != nil || none.ByExternal("00u1") != nil || none.ByUserName("ana") != nil || none.Of("00u1", okta.AppUser{UserName: "x"}) != nil {
		t.Error("an empty directory holds somebody")
	}
	all := NewSCIMUsers(
		scim.User{ID: "s1", UserName: "Ana@x.example", ExternalID: "00u1", Email: "A@x.example", DisplayName: "Ana", AccountID: "a1", Active: true},
		scim.User{ID: "s2", UserName: "bob@x.example"}, scim.User{ID: "s3", UserName: "BOB@x.example"})
	if got := all.ByID("s1"); fmt.Sprintf("%+v", *got) != fmt.Sprintf("%+v", scim.User{ID: "s1", UserName: "Ana@x.example", ExternalID: "00u1", Email: "A@x.example", DisplayName: "Ana", AccountID: "a1", Active: true}) {
		t.Errorf("%+v", got)
	}
	for name, got := range map[string]*scim.User{"user name": all.ByUserName("ANA@x.example"), "Okta id": all.ByExternal("00u1"), "address": all.ByEmail("a@X.example")} {
		if got == nil || got.ID != "s1" {
			t.Errorf("by %s: %+v", name, got)
		}
	}
	if got := all.ByUserName("bob@x.example"); got == nil || got.ID != "s3" || got.Active {
		t.Errorf("of two with one name the last: %+v", got)
	}
	if all.ByExternal("") != nil || all.ByEmail("") != nil || all.ByID("s4") != nil || all.Len() != 3 {
		t.Error("an empty text finds somebody")
	}
	for u := range all.All() {
		if u.ID != "s1" {
			t.Errorf("the first is %s", u.ID)
		}
		break // the list may be left early
	}
}
