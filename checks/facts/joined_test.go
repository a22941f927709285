package facts

import (
	"slices"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/scim"
)

var day = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func TestUsersComeBackAsTheyWent(t *testing.T) {
	t.Parallel()
	list := []okta.User{
		{ID: "00u1", Status: "ACTIVE", Profile: okta.UserProfile{Login: "a@x.example", Email: "a@x.example", SecondEmail: "s", FirstName: "A", LastName: "B", DisplayName: "A B", Timezone: "Europe/Berlin", Locale: "de_DE", PreferredLanguage: "de", Extra: map[string]any{"title": "Engineer"}}},
		{ID: "00u2", Status: "SUSPENDED"},
	}
	users := NewUsers(list...)
	got := slices.Collect(users.All())
	if users.Len() != 2 || got[0].Profile.Extra["title"] != "Engineer" || got[1].ID != "00u2" || got[1].Profile.Extra != nil {
		t.Fatalf("%+v", got)
	}
	for _, name := range []string{"login", "email", "secondEmail", "firstName", "lastName", "displayName", "timezone", "locale", "preferredLanguage", "title"} {
		if got[0].Attribute(name) != list[0].Attribute(name) {
			t.Errorf("%s: %q, want %q", name, got[0].Attribute(name), list[0].Attribute(name))
		}
	}
	if (Users{}).Len() != 0 || slices.Collect((Users{}).All()) != nil {
		t.Error("nobody is somebody")
	}
}

func TestCrowdKeepsOnlyWhatIsWanted(t *testing.T) {
	t.Parallel()
	f := New(Sources{}, Intent{}, Kept{}, day)
	at := f.crowd.keep(okta.User{ID: "1", Profile: okta.UserProfile{Extra: map[string]any{"title": "x", "number": 7.0}}}, func(name string) bool { return name == "number" })
	u := f.crowd.at(at)
	if u.Attribute("title") != "" || u.Attribute("number") != "7" {
		t.Errorf("%+v", u.Profile.Extra)
	}
	if again := f.crowd.keep(okta.User{ID: "1"}, nil); again != at || f.crowd.len() != 1 {
		t.Errorf("one person twice: %d and %d", at, again)
	}
}

func TestAppUsersComeBackAsTheyWent(t *testing.T) {
	t.Parallel()
	users := NewAppUsers(
		okta.AppUser{ID: "1", ExternalID: "s1", Scope: "GROUP", Status: "PROVISIONED", SyncState: "SYNCHRONIZED", UserName: "a", GroupID: "g", GroupName: "G", Created: day, LastSync: day, Profile: okta.AttributeMap{"email": "a@x.example", "n": 7}},
		okta.AppUser{ID: "2"})
	one := users.Of("1")
	if users.Len() != 2 || !users.Has("2") || users.Has("3") || users.Of("3").ID != "" || !one.Created.Equal(day) || !one.LastSync.Equal(day) || !users.Of("2").LastSync.IsZero() {
		t.Errorf("%+v", one)
	}
	if one.ExternalID != "s1" || one.Scope != "GROUP" || one.Status != "PROVISIONED" || one.SyncState != "SYNCHRONIZED" || one.UserName != "a" || one.GroupID != "g" || one.GroupName != "G" || one.Attribute("email") != "a@x.example" || one.Attribute("n") != "" || one.Attribute("zip") != "" {
		t.Errorf("%+v", one)
	}
	var none AppUsers
	if none.Len() != 0 || none.Has("1") {
		t.Error("nobody is somebody")
	}
}

func TestSCIMGroupsAndAccounts(t *testing.T) {
	t.Parallel()
	groups := NewSCIMGroups(scim.Group{ID: "g1", DisplayName: "One", Members: []string{"b", "a"}})
	g := groups.Named("ONE")
	if g.Len() != 2 || !g.Has("a") || g.Has("c") || !slices.Equal(slices.Collect(g.Members()), []string{"b", "a"}) {
		t.Errorf("%+v", g)
	}
	if gone := groups.Named("two"); gone.Len() != 0 || gone.Has("a") || slices.Collect(gone.Members()) != nil {
		t.Error("a group that is not there has members")
	}
	accounts := NewAccounts(atlassian.User{AccountID: "1", Email: "A@x.example", Name: "n", Status: "s", ClaimStatus: "managed"}, atlassian.User{AccountID: "2", Email: "a@X.example"})
	same := accounts.Of("a@x.EXAMPLE")
	if len(same) != 2 || same[0].AccountID != "1" || same[0].ClaimStatus != "managed" || accounts.ByID("2").Email != "a@X.example" || accounts.ByID("3").AccountID != "" || len(accounts.Of("")) != 0 {
		t.Errorf("%+v", same)
	}
}
