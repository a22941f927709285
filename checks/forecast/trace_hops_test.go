package forecast

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/scim"
)

const hopNow = 1_800_000_000

// wellWay is a person for whom everything is as it should be.
func wellWay() *way {
	app := okta.App{ID: "0oa1", Label: "Atlassian Cloud", Status: "ACTIVE", SignOnMode: "SAML_2_0", Features: []string{"PUSH_NEW_USERS", "GROUP_PUSH"}}
	app.UserName = okta.UsernameTemplate{Template: "${source.email}"}
	group := okta.Group{ID: "00gp", Name: "jira"}
	record := scim.User{ID: "s1", UserName: address, ExternalID: "00u1", Email: address, AccountID: "a1", Active: true}
	w := &way{
		now: hopNow, ours: "d1", user: ana(address, address, "ACTIVE"),
		groups:   asked([]okta.Group{{ID: "00ga", Name: "assign"}, group, {ID: "00gx", Name: "other"}}, nil),
		app:      asked(app, nil),
		a:        asked(okta.AppUser{ID: "00u1", ExternalID: "s1", Scope: "GROUP", Status: "PROVISIONED", SyncState: "SYNCHRONIZED", UserName: address}, nil),
		assigned: asked(map[string]bool{"00ga": true}, nil),
		mappings: asked([]okta.PushMapping{{ID: "m1", GroupID: "00gp", Status: "ACTIVE"}}, nil),
		primary:  asked(facts.PrimaryEmail{Variable: "email", Expression: "user.email", PushStatus: "PUSH", From: facts.ParseSource("user.email")}, nil),
		email:    facts.ParseSource("user.email"),
		toAssign: func(okta.Group) bool { return false }, toPush: func(okta.Group) bool { return false },
		record:  asked(&record, nil),
		domains: asked([]atlassian.Domain{{Name: "acme.example", Status: "verified"}}, nil),
		account: asked(atlassian.User{AccountID: "a1", Email: address, AccountStatus: "active", Status: "active", ClaimStatus: "managed"}, nil),
		links:   asked([]atlassian.SCIMLink{{SCIMUserID: "s1", AccountID: "a1", DirectoryID: "d1"}}, nil),
		inside:  asked([]atlassian.Group{{ID: "g1", Name: "jira", ExternalSynced: true}}, nil),

		followed:   []okta.Group{group},
		scimGroups: map[string]answer[scim.Group]{},
		orgGroups:  asked(map[string][]atlassian.Group{"jira": {{ID: "g1", Name: "jira", ExternalSynced: true}}}, nil),
		opens:      map[string]answer[[]opening]{"g1": asked([]opening{{"jira-software", "acme.atlassian.net", "online"}}, nil)},
	}
	return w
}

var (
	errHop    = &clients.Error{Service: "okta", Method: "GET", Path: "/x", Status: 500, Message: "broken"}
	errDenied = &clients.Error{Service: "admin", Method: "GET", Path: "/x", Status: 403, Message: "no"}
	errGone   = &clients.Error{Service: "okta", Method: "GET", Path: "/x", Status: 404}
	errNobody = errors.Join(errors.New("read: no such thing"), clients.ErrNotFound)
)

func TestAWellWayIsGoodThroughout(t *testing.T) {
	t.Parallel()
	got := wellWay().judge()
	for _, h := range got.Hops {
		if h.Status != HopGood {
			t.Errorf("%+v", h)
		}
	}
	if got.Verdict != "Nothing stops Ana Ruiz on the way from Okta to jira-software on acme.atlassian.net." || got.Next != allGoodNext || got.Status() != HopGood {
		t.Errorf("%s; %s", got.Verdict, got.Next)
	}
	var stages []string
	for _, h := range got.Hops {
		if !slices.Contains(stages, h.Title) {
			stages = append(stages, h.Title)
		}
	}
	want := "Okta profile, Okta groups, Assignment, Mapping, App user name, Sign-on name, Directory record, Atlassian account, Groups in the directory, Groups in the organization, Products, System Log"
	if strings.Join(stages, ", ") != want {
		t.Errorf("the stages are %q", stages)
	}
}

// hopCase changes one thing of a well way and says how one hop stands then.
type hopCase struct {
	name   string
	change func(*way)
	id     string
	status HopStatus
	says   string
}

func judgeEach(t *testing.T, list []hopCase) {
	t.Helper()
	for _, tt := range list {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := wellWay()
			tt.change(w)
			got := w.judge()
			i := slices.IndexFunc(got.Hops, func(h Hop) bool { return h.ID == tt.id })
			if i < 0 {
				t.Fatalf("there is no hop %s in %+v", tt.id, got.Hops)
			}
			if h := got.Hops[i]; h.Status != tt.status || !strings.Contains(h.Says, tt.says) {
				t.Errorf("%s is %s %q, not %s %q", tt.id, h.Status, h.Says, tt.status, tt.says)
			}
			switch h := got.Hops[i]; {
			case tt.status == HopBad && (h.Next == "" || got.Status() != HopBad):
				t.Errorf("bad, and nothing to do: %+v", h)
			case tt.status == HopUnknown && got.Status() == HopGood:
				t.Error("not looked at, and all is called good")
			}
		})
	}
}

func TestProfileHops(t *testing.T) {
	t.Parallel()
	status := func(s string) func(*way) { return func(w *way) { w.user.Status = s } }
	judgeEach(t, []hopCase{
		{"suspended", status("SUSPENDED"), "profile.status", HopBad, "Okta sends Atlassian nothing about it"},
		{"deactivated", status("DEPROVISIONED"), "profile.status", HopBad, "takes the app away"},
		{"staged", status("STAGED"), "profile.status", HopBad, "not activated"},
		{"locked out", status("LOCKED_OUT"), "profile.status", HopBad, "wrong passwords"},
		{"pending", status("PROVISIONED"), "profile.status", HopBad, "not finished activating"},
		{"new password", status("PASSWORD_EXPIRED"), "profile.status", HopOdd, "new password"},
		{"recovery", status("RECOVERY"), "profile.status", HopOdd, "new password"},
		{"no status", status(""), "profile.status", HopUnknown, "no status"},
		{"no address", func(w *way) { w.user.Profile.Email = "" }, "profile.e-mail", HopBad, "no address"},
		{"no real address", func(w *way) { w.user.Profile.Email = "ana" }, "profile.e-mail", HopBad, "this is no address"},
		{"long address", func(w *way) { w.user.Profile.Email = strings.Repeat("x", 100) + "@acme.example" }, "profile.e-mail", HopBad, "100 characters"},
		{"odd zone", func(w *way) { w.user.Profile.Timezone = "GMT+8" }, "profile.time-zone", HopOdd, "ignores it"},
		{"good zone", func(w *way) { w.user.Profile.Timezone = "Europe/Berlin" }, "profile.time-zone", HopGood, ""},
		{"odd locale", func(w *way) { w.user.Profile.Locale = "English" }, "profile.locale", HopOdd, "en_US"},
	})
}

func TestGroupHops(t *testing.T) {
	t.Parallel()
	none := func(w *way) { w.groups.is = nil; w.followed = nil }
	judgeEach(t, []hopCase{
		{"in no assigned group", none, "groups.assigned", HopBad, "in none of the groups that are assigned to the app, of which there is one"},
		{"in no pushed group", none, "groups.pushed", HopOdd, "no product opens"},
		{"no pushed group, at the end", none, "scim-group.pushed-groups", HopBad, "of which there is one, so no product"},
		{"to be assigned", func(w *way) { w.assigned.is = nil; w.toAssign = func(g okta.Group) bool { return g.ID == "00gx" } }, "groups.assigned", HopNotYet, "to be assigned"},
		{"alone", func(w *way) { w.assigned.is = nil; w.a.is.Scope = "USER" }, "groups.assigned", HopOdd, "one by one"},
		{"groups not read", func(w *way) { w.groups.err = errHop }, "groups.assigned", HopUnknown, "broken"},
		{"assigned groups not read", func(w *way) { w.assigned = asked[map[string]bool](nil, errHop) }, "groups.assigned", HopUnknown, "broken"},
		{"no app", func(w *way) { w.app.err = facts.ErrNoApp; w.assigned.is = nil }, "groups.assigned", HopNotYet, "no app yet"},
		{"no app, pushed", func(w *way) { w.app.err = facts.ErrNoApp; w.mappings.is = nil }, "groups.pushed", HopNotYet, "no app yet"},
		{"to be pushed, nothing is", func(w *way) { w.mappings.is = nil; w.toPush = func(g okta.Group) bool { return g.Name == "jira" } }, "groups.pushed", HopNotYet, "to be pushed"},
		{"nothing is pushed", func(w *way) { w.mappings.is = nil; w.followed = nil }, "scim-group.pushed-groups", HopNotYet, "no group is pushed yet"},
		{"mappings not read", func(w *way) { w.mappings = asked[[]okta.PushMapping](nil, errHop); w.followed = nil }, "scim-group.pushed-groups", HopUnknown, "broken"},
		{"several apps", func(w *way) { w.app.err = &facts.AmbiguousError{}; w.assigned.is, w.mappings.is = nil, nil }, "groups.assigned", HopUnknown, "named atlassian"},
	})
}

func TestAssignmentHops(t *testing.T) {
	t.Parallel()
	waiting := func(status string, age time.Duration) func(*way) {
		return func(w *way) {
			w.a.is.ExternalID, w.a.is.Status, w.a.is.Created = "", status, time.Unix(hopNow, 0).Add(-age)
		}
	}
	judgeEach(t, []hopCase{
		{"inactive app", func(w *way) { w.app.is.Status = "INACTIVE" }, "assignment.app", HopBad, "signs nobody in"},
		{"no app", func(w *way) { w.app.err = facts.ErrNoApp }, "assignment.app", HopNotYet, "provision setup"},
		{"app not read", func(w *way) { w.app.err = errHop }, "assignment.app", HopUnknown, "broken"},
		{"not assigned though in the group", func(w *way) { w.a.err = errGone }, "assignment.status", HopBad, "all the same not assigned"},
		{"not assigned", func(w *way) { w.a.err = errGone; w.assigned.is = nil }, "assignment.status", HopBad, "neither sent"},
		{"to be assigned", func(w *way) { w.a.err = errGone; w.toAssign = func(g okta.Group) bool { return g.ID == "00gx" } }, "assignment.status", HopNotYet, "assigned with other"},
		{"not read", func(w *way) { w.a.err = errHop }, "assignment.status", HopUnknown, "broken"},
		{"queued just now", waiting("STAGED", time.Minute), "assignment.status", HopNotYet, "not sent it yet"},
		{"queued for hours", waiting("STAGED", 3*time.Hour), "assignment.status", HopBad, "never sent"},
		{"pending for hours", waiting("PENDING", 3*time.Hour), "assignment.status", HopBad, "never sent"},
		{"before provisioning", waiting("ACTIVE", 3*time.Hour), "assignment.status", HopBad, "before provisioning was on"},
		{"create is off", func(w *way) { waiting("ACTIVE", 0)(w); w.app.is.Features = []string{"PUSH_PROFILE_UPDATES"} }, "assignment.status", HopBad, "Create Users is not ticked"},
		{"features do not tell", func(w *way) { waiting("ACTIVE", 0)(w); w.app.is.Features = nil }, "assignment.status", HopBad, "before provisioning was on"},
		{"no assignment any more", func(w *way) { w.a.is.Status = "DEPROVISIONED" }, "assignment.status", HopBad, "no longer one"},
		{"no external id", waiting("STAGED", 0), "assignment.external-id", HopNotYet, "remembers no record"},
		{"in error", func(w *way) { w.a.is.SyncState = "ERROR" }, "assignment.sync-state", HopBad, "last attempt"},
		{"out of sync", func(w *way) { w.a.is.SyncState = "OUT_OF_SYNC" }, "assignment.sync-state", HopOdd, "not sent"},
		{"only pushes", func(w *way) { w.a.is.SyncState = "DISABLED" }, "assignment.sync-state", HopGood, ""},
	})
}

func TestNameHops(t *testing.T) {
	t.Parallel()
	old := func(w *way) { w.user.Profile.Login = "ana@old.example" }
	judgeEach(t, []hopCase{
		{"nothing mapped", func(w *way) { w.primary.is.Expression = "" }, "mapping.primary-e-mail", HopBad, "nothing is mapped to email"},
		{"not understood", func(w *way) { w.primary.is.From = facts.Source{} }, "mapping.primary-e-mail", HopUnknown, "not understood"},
		{"on creation only", func(w *way) { w.primary.is.PushStatus = "DONT_PUSH" }, "mapping.primary-e-mail", HopOdd, "creation only"},
		{"mapped to nothing", func(w *way) { w.email = facts.ParseSource("user.secondEmail") }, "mapping.primary-e-mail", HopBad, "no address"},
		{"mapping not read", func(w *way) { w.primary.err = errHop }, "mapping.primary-e-mail", HopUnknown, "broken"},
		{"no mapping", func(w *way) { w.primary.err = facts.ErrNoMapping }, "mapping.primary-e-mail", HopUnknown, "no attribute mapping"},
		{"the login, the same", func(w *way) { w.app.is.UserName.Template = "${source.login}" }, "mapping.user-name-format", HopOdd, "another attribute"},
		{"the login, another", func(w *way) { old(w); w.app.is.UserName.Template = "${source.login}" }, "mapping.user-name-format", HopBad, "gives ana@old.example as sign-on name"},
		{"a format of Okta's", func(w *way) { w.app.is.UserName.Template = "String.len(user.email)" }, "mapping.user-name-format", HopOdd, "gave the primary address"},
		{"a format of Okta's, another name", func(w *way) { w.app.is.UserName.Template = "String.len(user.email)"; w.a.is.UserName = "ana" }, "mapping.user-name-format", HopUnknown, "not understood"},
		{"an expression, the app keeps what came of it", func(w *way) {
			w.primary.is.From, w.user.Profile.Email, w.a.is.Profile = facts.Source{}, "ana@elsewhere.example", okta.AttributeMap{"email": address}
		}, "record.primary-address", HopGood, ""},
		{"an empty attribute", func(w *way) { w.app.is.UserName.Template = "user.workEmail" }, "mapping.user-name-format", HopBad, "no user name"},
		{"format on creation only", func(w *way) {
			w.app.is.UserName = okta.UsernameTemplate{Template: "user.email", PushStatus: "DONT_PUSH"}
		}, "mapping.user-name-format", HopOdd, "creation only"},
		{"lower case is the same", func(w *way) { w.app.is.UserName.Template = "${fn:toLowerCase(source.email)}" }, "mapping.user-name-format", HopGood, ""},
		{"an old name", func(w *way) { w.a.is.UserName = "ana@old.example" }, "username.user-name", HopBad, "the format gives " + address},
		{"case aside", func(w *way) { w.a.is.UserName = "ANA@acme.example" }, "username.user-name", HopGood, ""},
		{"no name", func(w *way) { w.a.is.UserName = "" }, "username.user-name", HopBad, "none for this person"},
		{"before the assignment", func(w *way) { w.a = asked(okta.AppUser{}, errGone) }, "username.user-name", HopNotYet, "comes with the assignment"},
		{"two names", func(w *way) { w.a.is.UserName = "ana@old.example" }, "signon.nameid", HopBad, "two people"},
		{"not by SAML", func(w *way) { w.app.is.SignOnMode = "BOOKMARK" }, "signon.nameid", HopUnknown, "BOOKMARK"},
		{"mode not shown", func(w *way) { w.app.is.SignOnMode = "" }, "signon.nameid", HopGood, ""},
		{"no app", func(w *way) { w.app.err = facts.ErrNoApp }, "signon.nameid", HopNotYet, "comes with the app"},
		{"assignment not read", func(w *way) { w.a.err = errHop }, "signon.nameid", HopUnknown, "broken"},
	})
}

func TestRecordHops(t *testing.T) {
	t.Parallel()
	judgeEach(t, []hopCase{
		{"lost", func(w *way) { w.record.is = nil }, "record.id", HopBad, "remembers record s1"},
		{"not sent yet", func(w *way) { w.record.is = nil; w.a.is.ExternalID = "" }, "record.id", HopNotYet, "when Okta sends"},
		{"inactive, never sent", func(w *way) { w.record.is = nil; w.a.is.ExternalID = ""; w.user.Status = "STAGED" }, "record.id", HopNotYet, "nobody who is inactive"},
		{"not read", func(w *way) { w.record.err = errHop }, "record.id", HopUnknown, "broken"},
		{"not configured", func(w *way) { w.record.err = &facts.NotConfiguredError{What: "the SCIM base URL and key"} }, "record.id", HopUnknown, "not configured"},
		{"before the app", func(w *way) { w.app.err = facts.ErrNoApp; w.record.err = &facts.NotConfiguredError{} }, "record.id", HopNotYet, "the app and the directory"},
		{"another record", func(w *way) { w.a.is.ExternalID = "s9" }, "record.id", HopBad, "writes to record s9"},
		{"to be adopted", func(w *way) { w.a.is.ExternalID = "" }, "record.id", HopOdd, "taken it over"},
		{"another user name", func(w *way) { w.record.is.UserName = "someone" }, "record.user-name", HopBad, "the app says " + address},
		{"another's id", func(w *way) { w.record.is.ExternalID = "00u9" }, "record.external-id", HopOdd, "another Okta user"},
		{"an old address", func(w *way) { w.record.is.Email = "ana@old.example" }, "record.primary-address", HopBad, "has not brought it here"},
		{"inactive", func(w *way) { w.record.is.Active = false }, "record.active", HopBad, "disabled everywhere"},
		{"inactive, not assigned", func(w *way) { w.record.is.Active = false; w.a = asked(okta.AppUser{}, errGone) }, "record.active", HopNotYet, "next assignment"},
		{"an orphan", func(w *way) { w.a = asked(okta.AppUser{}, errGone) }, "record.active", HopOdd, "nobody in Okta is behind it"},
		{"active while suspended", func(w *way) { w.user.Status = "SUSPENDED" }, "record.active", HopOdd, "still active"},
	})
}

func TestBlindHopsSayWhatHelps(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		err        error
		says, next string
	}{
		"stopped":        {context.Canceled, "before the run was stopped", "provision check"},
		"not configured": {&facts.NotConfiguredError{What: "the key"}, "the key: not configured", "provision setup asks for it"},
		"refused":        {errDenied, "may not be read with this credential", "provision check"},
		"the directory":  {&clients.Error{Service: "scim", Status: 401}, "the directory refused the key", "provision check"},
		"several apps":   {&facts.AmbiguousError{}, "apps named atlassian", "--app-id"},
		"anything else":  {errHop, "500", "provision check"},
	} {
		if h := blind("x", tt.err); h.Status != HopUnknown || !strings.Contains(h.Says, tt.says) || !strings.Contains(h.Next, tt.next) {
			t.Errorf("%s: %+v", name, h)
		}
	}
}
