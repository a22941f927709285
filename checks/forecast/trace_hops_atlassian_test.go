package forecast

import (
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/scim"
)

func TestAccountHops(t *testing.T) {
	t.Parallel()
	unmanaged := func(w *way) { w.account.is.ClaimStatus = "unmanaged" }
	judgeEach(t, []hopCase{
		{"not linked", func(w *way) { w.record.is.AccountID = ""; w.links.is = nil }, "account.linked", HopBad, "linked to no account"},
		{"linked as the organization shows", func(w *way) { w.record.is.AccountID = "" }, "account.linked", HopOdd, "the organization does"},
		{"no record yet", func(w *way) { w.record.is = nil; w.a.is.ExternalID = "" }, "account.linked", HopNotYet, "comes with the record"},
		{"record not read", func(w *way) { w.record.err = errHop }, "account.linked", HopUnknown, "broken"},
		{"unknown account", func(w *way) { w.account.err = clients.ErrNotFound }, "account.linked", HopBad, "does not know this account"},
		{"account not read", func(w *way) { w.account.err = errDenied }, "account.linked", HopUnknown, "may not be read"},
		{"another address", func(w *way) { w.account.is.Email = "ana@old.example" }, "account.address", HopBad, "did not reach the account"},
		{"inactive", func(w *way) { w.account.is.AccountStatus = "inactive" }, "account.status", HopBad, "cannot be used"},
		{"suspended", func(w *way) { w.account.is.MembershipStatus = "suspended" }, "account.status", HopBad, "cannot be used"},
		{"no membership", func(w *way) { w.account.is.MembershipStatus = "no_membership" }, "account.status", HopGood, ""},
		{"no status", func(w *way) { w.account.is.AccountStatus, w.account.is.Status = "", "" }, "account.status", HopUnknown, "no status"},
		{"no claim status", func(w *way) { w.account.is.ClaimStatus = "" }, "account.claimed", HopUnknown, "no claim status"},
		{"unmanaged, others are", func(w *way) { unmanaged(w); w.claimed.is = true }, "account.claimed", HopOdd, "others of this domain"},
		{"unmanaged, claim not read", func(w *way) { unmanaged(w); w.claimed.err = errHop }, "account.claimed", HopOdd, "external account"},
		{"unmanaged, nobody is", unmanaged, "account.domain", HopBad, "no account of it is claimed"},
		{"unverified", func(w *way) { w.domains.is[0].Status = "unverified" }, "account.domain", HopBad, "not a verified domain, so"},
		{"unverified and unclaimed", func(w *way) { unmanaged(w); w.domains.is[0].Status = "unverified" }, "account.domain", HopBad, "not a verified domain, and no account"},
		{"superseded", func(w *way) { w.domains.is[0].Status = "superseded" }, "account.domain", HopBad, "another organization"},
		{"foreign", func(w *way) { w.domains.is = nil }, "account.domain", HopOdd, "external account"},
		{"domains not read", func(w *way) { w.domains.err = errHop }, "account.domain", HopUnknown, "broken"},
		{"another directory", func(w *way) { w.links.is = append(w.links.is, atlassian.SCIMLink{SCIMUserID: "s7", DirectoryID: "d9"}) }, "account.other-directories", HopBad, "another directory"},
		{"two records", func(w *way) { w.links.is = append(w.links.is, atlassian.SCIMLink{SCIMUserID: "s7", DirectoryID: "d1"}) }, "account.other-directories", HopBad, "two records"},
		{"directory not known", func(w *way) { w.ours = "" }, "account.other-directories", HopNotYet, "base URL"},
		{"links not read", func(w *way) { w.links.err = errDenied }, "account.other-directories", HopUnknown, "may not be read"},
	})
}

func TestOtherAccountHops(t *testing.T) {
	t.Parallel()
	const id = "account.other-accounts"
	other := func(email string) func(*way) {
		return func(w *way) { w.others.is = []atlassian.User{{AccountID: "a0", Email: email}} }
	}
	fresh := func(email string) func(*way) {
		return func(w *way) {
			other(email)(w)
			w.record.is, w.a.is.ExternalID = nil, ""
			w.account = asked(atlassian.User{}, clients.ErrNotFound)
		}
	}
	judgeEach(t, []hopCase{
		{"the address is another's", other(address), id, HopBad, "second account"},
		{"the sign-on name is another's", func(w *way) { other("ana@old.example")(w); w.a.is.UserName = "ana@old.example" }, id, HopBad, "second account"},
		{"an old one", other("ana@old.example"), id, HopOdd, "nothing here leads to"},
		{"to be linked", fresh(address), id, HopNotYet, "will be linked"},
		{"an old one, and none yet", fresh("ana@old.example"), id, HopBad, "would get another as " + address},
		{"not linked", func(w *way) { other(address)(w); w.record.is.AccountID = "" }, id, HopOdd, "not the record's"},
		{"not read", func(w *way) { w.others.err = errHop }, id, HopUnknown, "broken"},
	})
}

func TestGroupsOnTheOtherSide(t *testing.T) {
	t.Parallel()
	outside := func(w *way) { w.inside.is = nil }
	member := func(w *way, ids ...string) {
		w.scimGroups["00gp"] = asked(scim.Group{ID: "sg1", DisplayName: "jira", Members: ids}, nil)
	}
	local := map[string][]atlassian.Group{"jira": {{ID: "g9", Name: "jira"}}}
	judgeEach(t, []hopCase{
		{"left out", func(w *way) { outside(w); member(w, "s2") }, "scim-group.jira", HopBad, "Okta leaves out"},
		{"a member, not yet there", func(w *way) { outside(w); member(w, "s1") }, "scim-group.jira", HopGood, ""},
		{"a member, not in the organization", func(w *way) { outside(w); member(w, "s1") }, "org-group.jira", HopBad, "and not here"},
		{"left out, in the organization", func(w *way) { outside(w); member(w, "s2") }, "org-group.jira", HopNotYet, "membership in the directory"},
		{"inactive", func(w *way) { outside(w); member(w); w.user.Status = "SUSPENDED" }, "scim-group.jira", HopNotYet, "nobody who is inactive"},
		{"never arrived", func(w *way) { outside(w); w.scimGroups["00gp"] = asked(scim.Group{}, errNobody) }, "scim-group.jira", HopBad, "never arrived"},
		{"directory gone", func(w *way) {
			outside(w)
			w.scimGroups["00gp"] = asked(scim.Group{}, error(&clients.Error{Service: "scim", Status: 404, Path: "/Groups"}))
		}, "scim-group.jira", HopUnknown, "no directory answers"},
		{"not read", func(w *way) { outside(w); w.scimGroups["00gp"] = asked(scim.Group{}, error(errHop)) }, "scim-group.jira", HopUnknown, "broken"},
		{"in error", func(w *way) {
			w.mappings.is[0] = okta.PushMapping{GroupID: "00gp", Status: "ERROR", ErrorSummary: "Bad Gateway"}
		}, "scim-group.jira", HopBad, "Bad Gateway"},
		{"in error, the name is taken", func(w *way) { w.mappings.is[0].Status = "ERROR"; w.orgGroups.is = local }, "scim-group.jira", HopBad, "local group g9 has this name"},
		{"inactive mapping", func(w *way) { w.mappings.is[0].Status = "INACTIVE" }, "scim-group.jira", HopBad, "no change of its members"},
		{"to be pushed", func(w *way) { w.mappings.is = nil }, "scim-group.jira", HopNotYet, "to be pushed"},
		{"no record", func(w *way) { outside(w); w.record.is = nil; member(w) }, "scim-group.jira", HopNotYet, "comes with the record"},
		{"record not read", func(w *way) { outside(w); w.record.err = errHop }, "scim-group.jira", HopUnknown, "broken"},
		{"a local group", func(w *way) { w.orgGroups.is = local }, "org-group.jira", HopBad, "taken by local group g9"},
		{"never synced", func(w *way) { w.orgGroups.is = nil; member(w, "s1") }, "org-group.jira", HopBad, "default or built-in"},
		{"not pushed", func(w *way) { w.orgGroups.is = nil; w.mappings.is = nil }, "org-group.jira", HopNotYet, "comes with the push"},
		{"groups not read", func(w *way) { w.orgGroups.err = errDenied }, "org-group.jira", HopUnknown, "may not be read"},
		{"account's groups not read", func(w *way) { outside(w); w.inside.err = facts.ErrManyGroups }, "org-group.jira", HopUnknown, "more than 100"},
		{"no account", func(w *way) { outside(w); w.account.err = clients.ErrNotFound }, "org-group.jira", HopNotYet, "comes with the account"},
		{"account not read", func(w *way) { outside(w); w.account.err = errHop }, "org-group.jira", HopUnknown, "broken"},
	})
}

func TestProductHops(t *testing.T) {
	t.Parallel()
	opens := func(list ...opening) func(*way) { return func(w *way) { w.opens["g1"] = asked(list, nil) } }
	second := func(list ...opening) func(*way) {
		return func(w *way) {
			w.followed = append(w.followed, okta.Group{ID: "00gq", Name: "wiki"})
			w.orgGroups.is["wiki"] = []atlassian.Group{{ID: "g2", Name: "wiki", ExternalSynced: true}}
			w.opens["g2"] = asked(list, nil)
		}
	}
	judgeEach(t, []hopCase{
		{"nothing", opens(), "products.jira", HopBad, "opens no product"},
		{"offline", opens(opening{"jira-software", "acme.atlassian.net", "offline"}), "products.jira", HopBad, "not online"},
		{"one of two online", opens(opening{"jira-software", "a", "offline"}, opening{"jira-software", "b", "online"}), "products.jira", HopGood, ""},
		{"not in the list of products", opens(opening{Product: "jira-software"}), "products.jira", HopGood, ""},
		{"not read", func(w *way) { w.opens["g1"] = asked[[]opening](nil, errHop) }, "products.jira", HopUnknown, "broken"},
		{"one group opens, the other does not", second(), "products.wiki", HopOdd, "opens no product"},
		{"both open", second(opening{"confluence", "acme.atlassian.net", "online"}), "products.wiki", HopGood, ""},
		{"no group there", func(w *way) { w.orgGroups.is = nil }, "products.access", HopNotYet, "comes with the groups"},
		{"own groups not read", func(w *way) { w.groups = asked[[]okta.Group](nil, errHop); w.followed = nil }, "products.access", HopUnknown, "broken"},
	})
	for o, want := range map[opening]string{{"jira-software", "a.example", "online"}: "jira-software on a.example", {"confluence", "a.example", "offline"}: "confluence on a.example (offline)", {"jira-core", "", ""}: "jira-core"} {
		if o.String() != want {
			t.Errorf("%+v is %s", o, o)
		}
	}
}

func TestTheLogIsTheCauseOfABreak(t *testing.T) {
	t.Parallel()
	failed := okta.Event{Type: "application.provision.user.push_profile", Result: "FAILURE", Reason: "Resource [USER]: with email[x] already exists.", Published: time.Unix(hopNow, 0)}
	done := okta.Event{Type: "application.provision.user.push", Result: "SUCCESS", Published: time.Unix(hopNow, 0)}
	judgeEach(t, []hopCase{
		{"nothing", func(*way) {}, "log.last-attempt", HopGood, ""},
		{"a success after it", func(w *way) { w.events.is = []okta.Event{failed, done} }, "log.last-attempt", HopGood, ""},
		{"both sides agree", func(w *way) { w.events.is = []okta.Event{done, failed} }, "log.last-attempt", HopOdd, "already exists"},
		{"beside a break", func(w *way) { w.events.is = []okta.Event{failed}; w.a.is.SyncState = "ERROR" }, "log.last-attempt", HopBad, "already exists"},
		{"no reason", func(w *way) { w.events.is = []okta.Event{{Type: failed.Type, Result: "FAILURE"}} }, "log.last-attempt", HopOdd, "gives no reason"},
		{"not read", func(w *way) { w.events.err = errDenied }, "log.last-attempt", HopUnknown, "may not be read"},
	})
	w := wellWay()
	w.events.is, w.a.is.SyncState = []okta.Event{failed}, "ERROR"
	if got := w.judge(); !strings.HasSuffix(got.Verdict, "; Okta's log: Resource [USER]: with email[x] already exists.") || !strings.Contains(got.Next, "Retry Selected") {
		t.Errorf("%s; %s", got.Verdict, got.Next)
	}
}

func TestVerdicts(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		change func(*way)
		want   string
		next   string
	}{
		"bad before unknown":  {func(w *way) { w.links.err = errHop; w.domains.is[0].Status = "superseded" }, "stopped at Atlassian account, domain acme.example, superseded: another organization has verified this domain since, and its accounts went there. 1 value could not be looked at.", "find out who"},
		"the first of two":    {func(w *way) { w.record.is.Active = false; w.user.Status = "SUSPENDED" }, "stopped at Okta profile, status SUSPENDED", "People ▸ Ana Ruiz ▸ Unsuspend"},
		"unknown before late": {func(w *way) { w.groups.err = errHop }, "Nothing that was looked at stops Ana Ruiz; not looked at: Okta groups, assigned", "provision check"},
		"late before unknown": {func(w *way) {
			w.a = asked(okta.AppUser{}, errGone)
			w.toAssign = func(g okta.Group) bool { return g.ID == "00gx" }
			w.assigned.is = nil
			w.links.err = errHop
		}, "Ana Ruiz is not there yet: Okta groups, assigned other: to be assigned to the app. 1 value could not be looked at.", "provision setup"},
		"only odd":           {func(w *way) { w.user.Profile.Timezone = "GMT" }, "Nothing stops Ana Ruiz; worth a look: Okta profile, time zone GMT", "authentication policy"},
		"no name":            {func(w *way) { w.user.Profile.FirstName, w.user.Profile.LastName = "", "" }, "Nothing stops " + address + " on the way", "authentication policy"},
		"the group is named": {func(w *way) { w.mappings.is[0].Status = "INACTIVE" }, "jira mapping inactive", "Activate"},
	} {
		w := wellWay()
		tt.change(w)
		if got := w.judge(); !strings.Contains(got.Verdict, tt.want) || !strings.Contains(got.Next, tt.next) {
			t.Errorf("%s: %s\n%s", name, got.Verdict, got.Next)
		}
	}
}
