package forecast

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/scim"
)

// known is a world read already: format and primary e-mail are user.email,
// assign-me is to be assigned.
func known(records []scim.User, assigned ...okta.AppUser) *world {
	w := newWorld(facts.New(facts.Sources{}, facts.Intent{}, facts.Kept{DirectoryID: "d1"}, time.Time{}), nil, []okta.Group{{ID: "00ga", Name: "assign-me"}})
	w.format, w.primary = facts.ParseSource("user.email"), facts.ParseSource("user.email")
	w.app = facts.NewAppUsers(assigned...)
	w.users = facts.NewSCIMUsers(records...)
	w.records = facts.NewSCIMGroups(scim.Group{ID: "g1", DisplayName: "old-group", Members: []string{"s1"}})
	w.domains = map[string]bool{"acme.example": true}
	w.protected = map[string]string{}
	return w
}

func ana(login, email, status string) okta.User {
	return okta.User{ID: "00u1", Status: status, Profile: okta.UserProfile{Login: login, Email: email, FirstName: "Ana", LastName: "Ruiz"}}
}

const address = "ana@acme.example"

func TestOutcomes(t *testing.T) {
	t.Parallel()
	plain := ana(address, address, "ACTIVE")
	renamed := ana("ana@old.example", address, "ACTIVE")
	in := []string{"assign-me"}
	record := func(change func(*scim.User)) []scim.User {
		u := scim.User{ID: "s1", UserName: address, ExternalID: "00u1", Email: address, AccountID: "a1", Active: true}
		if change != nil {
			change(&u)
		}
		return []scim.User{u}
	}
	managed := atlassian.User{AccountID: "a1", Email: address, ClaimStatus: "managed"}
	external := atlassian.User{AccountID: "a1", Email: address, ClaimStatus: "unmanaged"}
	old := atlassian.User{AccountID: "a0", Email: "ana@old.example", ClaimStatus: "unmanaged"}
	for _, tt := range []struct {
		name     string
		user     okta.User
		groups   []string
		records  []scim.User
		assigned []okta.AppUser
		accounts []atlassian.User
		login    bool // the app's format is user.login
		want     Outcome
		problem  string
	}{
		{name: "nothing there", user: plain, groups: in, want: Create},
		{name: "assigned one by one", user: plain, assigned: []okta.AppUser{{ID: "00u1", UserName: address}}, want: Create},
		{name: "managed account", user: plain, groups: in, accounts: []atlassian.User{managed}, want: LinkManaged},
		{name: "external account", user: plain, groups: in, accounts: []atlassian.User{external}, want: LinkExternal},
		{name: "inactive", user: ana(address, address, "SUSPENDED"), groups: in, want: AbsentInactive, problem: "SUSPENDED"},
		{name: "not assigned", user: plain, groups: []string{"push-me"}, want: AbsentUnassigned, problem: "not assigned"},
		{name: "provisioned", user: plain, groups: in, records: record(nil), want: Provisioned},
		{name: "adopted by user name", user: plain, groups: in, records: record(func(u *scim.User) { u.ExternalID = "" }), want: Provisioned},
		{name: "unlinked", user: plain, groups: in, records: record(func(u *scim.User) { u.AccountID = "" }), want: Unlinked, problem: "no account"},
		{name: "inactive record", user: plain, groups: in, records: record(func(u *scim.User) { u.Active = false }), want: Reactivate, problem: "back into old-group"},
		{name: "address taken by another account", user: plain, groups: in, records: record(func(u *scim.User) { u.Email = "ana@old.example"; u.AccountID = "a0" }),
			accounts: []atlassian.User{managed}, want: SecondAccount, problem: "belongs to another account"},
		{name: "address of one's own account", user: plain, groups: in, records: record(func(u *scim.User) { u.Email = "ana@old.example" }), accounts: []atlassian.User{managed}, want: Provisioned},
		{name: "address in another record", user: plain, groups: in, records: record(func(u *scim.User) { u.UserName = "someone"; u.ExternalID = "" }), want: SecondAccount, problem: "would refuse"},
		{name: "sign-on name apart from the address", user: renamed, groups: in, login: true, want: SecondAccount, problem: "would sign in as ana@old.example"},
		{name: "account under the old address", user: renamed, groups: in, accounts: []atlassian.User{old}, want: SecondAccount, problem: "has an account as ana@old.example"},
		{name: "accounts under both", user: renamed, groups: in, accounts: []atlassian.User{old, managed}, want: LinkManaged, problem: "log in once first"},
		{name: "no address", user: ana(address, "", "ACTIVE"), groups: in, want: Unusable, problem: "no user name"},
		{name: "no real address", user: ana(address, "ana", "ACTIVE"), groups: in, want: Unusable, problem: "no address"},
		{name: "two addresses in one", user: ana(address, "a@acme.example, b@acme.example", "ACTIVE"), groups: in, want: Unusable, problem: "is no address"},
		{name: "too long", user: ana(address, strings.Repeat("x", 100)+"@acme.example", "ACTIVE"), groups: in, want: Unusable, problem: "100 characters"},
		{name: "foreign domain", user: ana("g@guest.example", "g@guest.example", "ACTIVE"), groups: in, want: Create, problem: "stays external"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := known(tt.records, tt.assigned...)
			if tt.login {
				w.format = facts.ParseSource("user.login")
			}
			p := w.start(tt.user, tt.groups)
			if err := w.outcome(t.Context(), &p, tt.user, facts.NewAccounts(tt.accounts...)); err != nil {
				t.Fatal(err)
			}
			if p.Outcome != tt.want || !strings.Contains(strings.Join(p.Problems, "; "), tt.problem) {
				t.Errorf("%s %q, want %s with %q", p.Outcome, p.Problems, tt.want, tt.problem)
			}
			if tt.problem == "" && len(p.Problems) > 0 {
				t.Errorf("problems %q", p.Problems)
			}
		})
	}
}

func TestProtected(t *testing.T) {
	t.Parallel()
	w := known(nil)
	w.protect("Ana@Acme.example", "organization admin")
	w.protect(address, "named with --protect")
	w.protect("", "nobody")
	if p := w.start(ana("x@acme.example", address, "ACTIVE"), nil); p.Protected != "organization admin" {
		t.Errorf("protected %q", p.Protected)
	}
	if p := w.start(ana("b@acme.example", "b@acme.example", "ACTIVE"), nil); p.Protected != "" {
		t.Errorf("protected %q", p.Protected)
	}
}

func TestGroupOutcomes(t *testing.T) {
	t.Parallel()
	group := func(kind string) okta.Group {
		return okta.Group{ID: "00gp", Name: "atlassian-test-jira-users", Type: kind}
	}
	collides, byDefault, builtIn := Namesake{ID: "ag1", Outcome: GroupCollides, Opens: []string{"jira-software"}}, Namesake{Outcome: GroupDefault, Of: []string{"confluence"}}, Namesake{Outcome: GroupBuiltIn}
	for _, tt := range []struct {
		name     string
		kind     string
		members  int
		twin     *Namesake
		there    bool
		assigned bool
		broken   bool
		want     Outcome
		problem  string
		bad      bool
	}{
		{name: "new", kind: "OKTA_GROUP", want: GroupCreate},
		{name: "there", kind: "OKTA_GROUP", there: true, want: GroupSynced},
		{name: "Everyone", kind: "BUILT_IN", want: GroupKind, problem: "built-in", bad: true},
		{name: "at the limit", kind: "OKTA_GROUP", members: MaxMembers, want: GroupCreate},
		{name: "above the limit", kind: "OKTA_GROUP", members: MaxMembers + 1, want: GroupTooLarge, problem: "35001", bad: true},
		{name: "local", kind: "OKTA_GROUP", twin: &collides, want: GroupCollides, problem: "opens jira-software", bad: true},
		{name: "default", kind: "OKTA_GROUP", twin: &byDefault, want: GroupDefault, problem: "confluence", bad: true},
		{name: "built in", kind: "OKTA_GROUP", twin: &builtIn, want: GroupBuiltIn, problem: "never arrive", bad: true},
		{name: "assigned too", kind: "OKTA_GROUP", assigned: true, want: GroupAlsoAssigned, problem: "left out"},
		{name: "there, assigned too", kind: "OKTA_GROUP", there: true, assigned: true, want: GroupSynced, problem: "left out"},
		{name: "in error", kind: "OKTA_GROUP", there: true, broken: true, want: GroupSynced, problem: "in error: boom"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := known(nil)
			w.records = scimGroups(t, tt.there)
			w.assigned["00gp"] = tt.assigned
			if tt.broken {
				w.mappings["00gp"] = okta.PushMapping{Status: "ERROR", ErrorSummary: "boom"}
			}
			var twin Namesake
			if tt.twin != nil {
				twin = *tt.twin
			}
			o := w.group(group(tt.kind), tt.members, twin, tt.twin != nil)
			if o.Outcome != tt.want || o.Bad() != tt.bad || !strings.Contains(strings.Join(o.Problems, "; "), tt.problem) {
				t.Errorf("%+v, want %s, bad %v, with %q", o, tt.want, tt.bad, tt.problem)
			}
		})
	}
}

func TestForecastViews(t *testing.T) {
	t.Parallel()
	f := Forecast{
		Groups: []GroupOutcome{{Name: "a", Loses: []string{"x"}}, {Name: "b"}},
		People: []Person{
			{ID: "1", Outcome: Create, SSOBefore: "a", SSOAfter: "a", Protected: "admin"},
			{ID: "2", Outcome: Provisioned, SSOBefore: "a", SSOAfter: "b"},
			{ID: "3", Outcome: Provisioned, SSOBefore: "a", SSOAfter: "a", Protected: "admin"},
			{ID: "4", Outcome: AbsentInactive, SSOAfter: "b"},
			{ID: "5", Outcome: SecondAccount},
		},
	}
	ids := func(people []Person) string {
		out := ""
		for _, p := range people {
			out += p.ID
		}
		return out
	}
	for name, got := range map[string]string{
		"with": ids(f.With(Create, SecondAccount)) + "=15", "renamed": ids(f.Renamed()) + "=2", "protected": ids(f.ProtectedTouched()) + "=1",
	} {
		if a, b, _ := strings.Cut(got, "="); a != b {
			t.Errorf("%s: %s, want %s", name, a, b)
		}
	}
	if lost := f.Losing(); len(lost) != 1 || !slices.Equal(lost["a"], []string{"x"}) {
		t.Errorf("losing %v", lost)
	}
	for outcome, bad := range map[Outcome]bool{Create: false, LinkExternal: false, Reactivate: false, Unlinked: true, SecondAccount: true, OtherDirectory: true, AbsentInactive: true} {
		if got := (Person{Outcome: outcome}).Bad(); got != bad {
			t.Errorf("%s is bad: %v", outcome, got)
		}
	}
	if n := counts(f.People)[Provisioned]; n != 2 {
		t.Errorf("counted %d", n)
	}
}

func TestBuiltInNames(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{
		"site-admins": true, "org-admins": true, "Administrators": true, "jira-administrators": true, "jira-software-users-acme": true, "confluence-users-acme": true, "system-administrators": true,
		"atlassian-test-jira-users": false, "jira-developers": false, "my-administrators": false,
	} {
		if got := builtIn.MatchString(name); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
