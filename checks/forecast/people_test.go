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
	w.domains = map[string]string{"acme.example": claimed, "open.example": verified, "gone.example": foreign}
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
	settled := []okta.AppUser{{ID: "00u1", ExternalID: "s1", UserName: address, Status: "PROVISIONED"}}
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
		{name: "assigned before provisioning was on", user: plain, assigned: []okta.AppUser{{ID: "00u1", UserName: address, Status: "ACTIVE"}}, want: AbsentStuck, problem: "before provisioning was on"},
		{name: "left over in the queue", user: plain, assigned: []okta.AppUser{{ID: "00u1", UserName: address, Status: "STAGED", SyncState: "OUT_OF_SYNC"}}, want: AbsentStuck, problem: "Dashboard ▸ Tasks"},
		{name: "in the queue", user: plain, assigned: []okta.AppUser{{ID: "00u1", UserName: address, Status: "STAGED", SyncState: "SYNCING"}}, want: Create},
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
		{name: "settled", user: plain, records: record(nil), assigned: settled, want: Provisioned},
		{name: "settled, switched off", user: plain, records: record(func(u *scim.User) { u.Active = false }), assigned: settled, want: AbsentStuck, problem: "switched off"},
		{name: "settled, record gone", user: plain, assigned: settled, want: AbsentStuck, problem: "no longer holds"},
		{name: "settled, unlinked", user: plain, records: record(func(u *scim.User) { u.AccountID = "" }), assigned: settled, want: Unlinked, problem: "no account"},
		{name: "settled under an old sign-on name", user: renamed, records: record(func(u *scim.User) { u.UserName = "ana@old.example" }),
			assigned: []okta.AppUser{{ID: "00u1", ExternalID: "s1", UserName: "ana@old.example"}}, want: SecondAccount, problem: "would sign in as ana@old.example"},
		{name: "suspended with an active record", user: ana(address, address, "SUSPENDED"), groups: in, records: record(nil), assigned: settled, want: AbsentInactive, problem: "stays active in Atlassian"},
		{name: "deactivated account", user: plain, groups: in, accounts: []atlassian.User{{AccountID: "a1", Email: address, ClaimStatus: "managed", AccountStatus: "inactive"}}, want: LinkManaged, problem: "activates it"},
		{name: "closed account", user: plain, groups: in, accounts: []atlassian.User{{AccountID: "a1", Email: address, AccountStatus: "closed"}}, want: Unlinked, problem: "is closed"},
		{name: "another record has the address", user: plain, groups: in, records: append(record(func(u *scim.User) { u.Email = "x@acme.example" }),
			scim.User{ID: "s2", UserName: "zoe", Email: address, Active: true}), want: SecondAccount, problem: "under the user name zoe"},
		{name: "verified domain", user: ana("g@open.example", "g@open.example", "ACTIVE"), groups: in, want: Create, problem: "none of its accounts is claimed"},
		{name: "unverified domain", user: ana("g@gone.example", "g@gone.example", "ACTIVE"), groups: in, want: Create, problem: "is not verified"},
		{name: "foreign domain", user: ana("g@guest.example", "g@guest.example", "ACTIVE"), groups: in, want: Create, problem: "stays external"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := known(tt.records, tt.assigned...)
			if tt.login {
				w.format = facts.ParseSource("user.login")
			}
			p := w.start(tt.user, tt.groups)
			w.through[p.ID] = slices.Contains(tt.groups, "assign-me")
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
		mapped   string
		formerly string
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
		{name: "in error", kind: "OKTA_GROUP", there: true, mapped: "ERROR", want: GroupError, problem: "in error: boom", bad: true},
		{name: "mapped", kind: "OKTA_GROUP", there: true, mapped: "ACTIVE", want: GroupSynced, problem: "not in the organization"},
		{name: "mapped, never arrived", kind: "OKTA_GROUP", mapped: "ACTIVE", want: GroupError, problem: "not in the directory", bad: true},
		{name: "switched off", kind: "OKTA_GROUP", there: true, mapped: "INACTIVE", want: GroupSynced, problem: "switched off"},
		{name: "switched off, never arrived", kind: "OKTA_GROUP", mapped: "INACTIVE", want: GroupError, problem: "switched off, and", bad: true},
		{name: "renamed", kind: "OKTA_GROUP", mapped: "ERROR", formerly: "old-name", want: GroupRenamed, problem: "as old-name", bad: true},
		{name: "local, in error", kind: "OKTA_GROUP", twin: &collides, mapped: "ERROR", want: GroupCollides, problem: "local group (ag1)", bad: true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := known(nil)
			w.records = scimGroups(t, tt.there)
			w.assigned["00gp"] = tt.assigned
			p := &pushing{group: group(tt.kind), members: facts.NewUsers(make([]okta.User, tt.members)...), twin: tt.twin, theirs: w.records.Named("atlassian-test-jira-users")}
			if tt.mapped != "" {
				p.mapping = &okta.PushMapping{Status: tt.mapped}
			}
			if tt.mapped == "ERROR" {
				p.mapping.ErrorSummary = "boom"
			}
			o := w.group(p, tt.formerly)
			if o.Outcome != tt.want || o.Bad() != tt.bad || !strings.Contains(strings.Join(o.Problems, "; "), tt.problem) {
				t.Errorf("%+v, want %s, bad %v, with %q", o, tt.want, tt.bad, tt.problem)
			}
		})
	}
}

func TestForecastViews(t *testing.T) {
	t.Parallel()
	f := Forecast{
		Groups: []GroupOutcome{{Name: "a", Outcome: GroupSynced, Loses: []string{"x"}}, {Name: "b", Outcome: GroupCollides, Loses: []string{"y"}}},
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
