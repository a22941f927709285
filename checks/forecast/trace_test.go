package forecast

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/sandbox"
)

// mostCalls is what following one person may cost, whatever the tenants' size.
const mostCalls = 25

func clientCalls(box *sandbox.Sandbox) int {
	n := 0
	for _, r := range box.Stats().Requests {
		if r.From == "client" {
			n += r.Count
		}
	}
	return n
}

// follow follows one person and holds the promises that hold for everybody.
func follow(t *testing.T, box *sandbox.Sandbox, in facts.Intent, who string) Trace {
	t.Helper()
	before, calls := box.Stats().Mutations, clientCalls(box)
	got, err := Follow(t.Context(), look1(t, box, in), nil, nil, who)
	if err != nil {
		t.Fatal(err)
	}
	if n := clientCalls(box) - calls; n > mostCalls {
		t.Errorf("%s cost %d calls", who, n)
	}
	if after := box.Stats().Mutations; after != before {
		t.Errorf("following somebody changed the tenants: %+v, then %+v", before, after)
	}
	for _, h := range got.Hops {
		if h.ID == "" || h.Title == "" || h.Where == "" || h.Field == "" || h.Status == "" {
			t.Errorf("half a hop: %+v", h)
		}
		if h.Status != HopGood && h.Says == "" || h.Status == HopBad && h.Next == "" {
			t.Errorf("%s says too little: %+v", h.ID, h)
		}
	}
	if got.Verdict == "" || got.Next == "" || !strings.Contains(got.Verdict, got.Name) {
		t.Errorf("verdict %q, next %q", got.Verdict, got.Next)
	}
	return got
}

// firstBad is the id of the hop where the way breaks first.
func firstBad(tr Trace) string {
	h, _ := tr.first(HopBad)
	return h.ID
}

// TestEveryDriftOfAPersonBreaksItsHop goes through the drifts that concern somebody.
func TestEveryDriftOfAPersonBreaksItsHop(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		drift, who string
		breaks     string // id of the first bad hop
		verdict    string
		next       string
	}{
		{"assign-linked", "jonas.lind@example.com", "account.linked", "linked to no account", "unassign and assign again"},
		{"assign-inactive", "Rita Gomes", "profile.status", "status SUSPENDED: no sign-in while suspended", "Unsuspend"},
		{"assign-provisioned", "nina.keller@example.com", "assignment.status", "queued and never sent", "Retry Selected"},
		{"assign-before-provisioning", "paul.adler@example.com", "assignment.status", "before provisioning was on", "Provision User"},
		{"assign-errors", "ken.ito@example.com", "assignment.sync-state", "already exists", "Retry Selected"},
		{"assign-orphans", "otto.lorenz@example.com", "groups.assigned", "in none of the groups that are assigned", "Assign people"},
		{"email-population", "ana.ruiz@example.com", "username.user-name", "an old name: the format gives ana.ruiz@example.com", "Update Now"},
		{"email-attribute", "ana@old.example", "mapping.user-name-format", "two names, two accounts", "username format"},
		{"push-members", "eva.berg@example.com", "scim-group.atlassian-test-jira-users", "in the group in Okta, and not here", "Push now"},
		{"push-name-conflict", "priya.sharma@example.com", "scim-group.atlassian-service-desk", "has this name", "Rename the local group"},
		{"push-default-group", "priya.sharma@example.com", "org-group.jira-users-example", "local group", "Review groups"},
		{"push-status", "priya.sharma@example.com", "scim-group.atlassian-design-users", "the push failed", "Retry All Groups"},
		{"push-arrived", "priya.sharma@example.com", "scim-group.atlassian-research-users", "never arrived", "Push now"},
		{"push-renamed", "priya.sharma@example.com", "scim-group.atlassian-legal-and-compliance-users", "renamed in Okta", "unlink"},
		{"access-granted", "yuki.tanaka@example.com", "products.atlassian-test-confluence-users", "opens no product", "access"},
		{"domain-verified", "ken.ito@example.com", "account.domain", "not a verified domain", "Verify"},
		{"domain-claimed", "ken.ito@example.com", "account.domain", "no account of it is claimed", "Claim accounts"},
		{"okta-app", "ken.ito@example.com", "assignment.app", "not active", "Activate"},
		{"sites-present", "ken.ito@example.com", "products.atlassian-test-jira-users", "not online", "subscription"},
		{"domain-elsewhere", "ken.ito@example.com", "account.domain", "another organization", "remove it"},
		{"", "Tom Becker", "groups.assigned", "in none of the groups", "add tbecker@old.example"},
		{"", "li.wei@example.com", "profile.status", "no sign-in", "Unsuspend"},
	} {
		t.Run(orElse(tt.drift, "ready")+" "+tt.who, func(t *testing.T) {
			t.Parallel()
			o := sandbox.Options{Scenario: "ready"}
			if tt.drift != "" {
				o.Drifts = []string{tt.drift}
			}
			got := follow(t, begin(t, o), facts.Intent{}, tt.who)
			if id := firstBad(got); id != tt.breaks || got.Status() != HopBad {
				t.Errorf("breaks at %q, want %q", id, tt.breaks)
			}
			if !strings.Contains(got.Verdict, tt.verdict) || !strings.Contains(got.Next, tt.next) {
				t.Errorf("verdict %q\nnext %q", got.Verdict, got.Next)
			}
		})
	}
}

// TestNobodyElseIsCalledBroken: a drift of one person leaves the others alone.
func TestNobodyElseIsCalledBroken(t *testing.T) {
	t.Parallel()
	for _, drift := range []string{"", "assign-linked", "push-members", "assign-errors", "email-population", "push-assign-overlap", "integration-options"} {
		t.Run(orElse(drift, "ready"), func(t *testing.T) {
			t.Parallel()
			o := sandbox.Options{Scenario: "ready"}
			if drift != "" {
				o.Drifts = []string{drift}
			}
			got := follow(t, begin(t, o), facts.Intent{}, "jon.doe@example.com")
			if got.Status() != HopGood || !strings.HasPrefix(got.Verdict, "Nothing stops Jon Doe on the way from Okta to jira-software on ") {
				t.Errorf("%s: %s", got.Status(), got.Verdict)
			}
		})
	}
}

func TestSomebodyNotProvisionedYet(t *testing.T) {
	t.Parallel()
	box := begin(t, sandbox.Options{Scenario: "fresh"})
	got := follow(t, box, testRun, "ken.ito@example.com")
	if got.Status() != HopUnknown && got.Status() != HopNotYet || firstBad(got) != "" {
		t.Errorf("before anything exists: %s, bad %q", got.Status(), firstBad(got))
	}
	if !strings.Contains(got.Verdict, "not there yet: Okta groups, assigned atlassian-test-users: to be assigned") || !strings.Contains(got.Next, "provision setup") {
		t.Errorf("verdict %q, next %q", got.Verdict, got.Next)
	}
	for _, h := range got.Hops {
		if h.Status == HopGood && !slices.Contains([]string{"Okta profile", "Atlassian account"}, h.Title) {
			t.Errorf("good before it exists: %+v", h)
		}
	}
	mia := follow(t, box, testRun, "mia@old.example")
	if !slices.ContainsFunc(mia.Hops, func(h Hop) bool {
		return h.ID == "account.other-accounts" && h.Status == HopNotYet && strings.Contains(h.Value, "mia@old.example")
	}) {
		t.Errorf("her two accounts are not shown: %+v", mia.Hops)
	}
	tom := follow(t, box, testRun, "tom.becker@example.com")
	if id := firstBad(tom); id != "account.other-accounts" || !strings.Contains(tom.Verdict, "would get another") {
		t.Errorf("his old account breaks nothing: %q, %s", id, tom.Verdict)
	}
}

func TestWhoIsMeant(t *testing.T) {
	t.Parallel()
	box := begin(t, sandbox.Options{Scenario: "ready"})
	f := look1(t, box, facts.Intent{})
	for name, want := range map[string]string{
		"KEN.ITO@example.com": "ken.ito@example.com", "ken ito": "ken.ito@example.com", "Ito Ken": "ken.ito@example.com", " Ken  Ito ": "ken.ito@example.com",
		"ana.ruiz@example.com": "ana@old.example", "Zoë Becker": "zoe.becker@example.com", idOf(t, box, "ken.ito@example.com"): "ken.ito@example.com",
	} {
		got, err := Follow(t.Context(), f, nil, nil, name)
		if err != nil || got.Login != want {
			t.Errorf("%q is %q, %v", name, got.Login, err)
		}
	}
	for name, want := range map[string]string{
		"ken.itoo@example.com": "near are: ken.ito@example.com (Ken Ito, active)", "Ana Ruis": "near are: ana@old.example (Ana Ruiz, active)",
		"Becker": `named "Becker"; give the login of the one who is meant: jamal.becker@example.org (Jamal Becker, active), tbecker@old.example (Tom Becker, active), zoe.becker@example.com`,
		"qqq":    `name "qqq"`, "me": `"me"`, "": `""`, `x"y`: `x\"y`,
	} {
		_, err := Follow(t.Context(), f, nil, nil, name)
		if who, ok := errors.AsType[*WhoError](err); !ok || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, %+v", name, err, who)
		}
	}
}

func idOf(t *testing.T, box *sandbox.Sandbox, login string) string {
	t.Helper()
	w := box.World()
	w.Lock()
	defer w.Unlock()
	for _, u := range w.Okta.Users {
		if u.Login == login {
			return u.ID
		}
	}
	t.Fatal("nobody has the login " + login)
	return ""
}

func TestNearest(t *testing.T) {
	t.Parallel()
	var list []okta.User
	for _, login := range []string{"xxxx", "anna", "an", "ana.ruiz", "anb", "ann"} {
		list = append(list, okta.User{Profile: okta.UserProfile{Login: login}})
	}
	var got []string
	for _, u := range nearest("ana", list) {
		got = append(got, u.Profile.Login)
	}
	if !slices.Equal(got, []string{"anna", "an", "anb", "ann", "xxxx"}) {
		t.Errorf("%q", got)
	}
	for _, tt := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"a", "", 1}, {"kitten", "sitting", 3}, {"zoë", "zoe", 1}, {"ab", "ba", 2}} {
		if got := steps(tt.a, tt.b); got != tt.want || steps(tt.b, tt.a) != got {
			t.Errorf("%q to %q: %d steps", tt.a, tt.b, got)
		}
	}
}
