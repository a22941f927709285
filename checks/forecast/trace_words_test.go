package forecast

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/okta"
)

func somebody(login, first, last, status string) okta.User {
	return okta.User{ID: "00u-" + login, Status: status, Profile: okta.UserProfile{Login: login, FirstName: first, LastName: last}}
}

func TestWhoErrorSaysWhomTheNameCouldMean(t *testing.T) {
	t.Parallel()
	kim, lee := somebody("kim@a.example", "Kim", "Lee", "ACTIVE"), somebody("lee@a.example", "Kim", "Lee", "DEPROVISIONED")
	for name, tt := range map[string]struct {
		err  WhoError
		want string
	}{
		"nobody":       {WhoError{Name: "kim"}, `nobody in Okta has the login, e-mail address, id or name "kim"`},
		"one near":     {WhoError{Name: "kin", Near: []okta.User{kim}}, `nobody in Okta has the login, e-mail address, id or name "kin"; near are: kim@a.example (Kim Lee, active)`},
		"two near":     {WhoError{Name: "kin", Near: []okta.User{kim, lee}}, `nobody in Okta has the login, e-mail address, id or name "kin"; near are: kim@a.example (Kim Lee, active), lee@a.example (Kim Lee, deprovisioned)`},
		"two of it":    {WhoError{Name: "Kim Lee", Found: []okta.User{kim, lee}}, `2 people in Okta are named "Kim Lee"; give the login of the one who is meant: kim@a.example (Kim Lee, active), lee@a.example (Kim Lee, deprovisioned)`},
		"found wins":   {WhoError{Name: "Kim Lee", Found: []okta.User{kim, lee}, Near: []okta.User{kim}}, "2 people in Okta are named"},
		"one is none":  {WhoError{Name: "Kim", Found: []okta.User{kim}}, "nobody in Okta has"},
		"first only":   {WhoError{Name: "x", Near: []okta.User{somebody("x@a.example", "Xi", "", "STAGED")}}, "x@a.example (Xi, staged)"},
		"quoted":       {WhoError{Name: "a\"b\x1b"}, `"a\"b\x1b"`},
		"no full name": {WhoError{Name: "x", Near: []okta.User{somebody("x@a.example", "", "", "ACTIVE")}}, "x@a.example (, active)"},
	} {
		if got := tt.err.Error(); !strings.HasPrefix(got, tt.want) && !strings.Contains(got, tt.want) {
			t.Errorf("%s:\n%s, not\n%s", name, got, tt.want)
		}
	}
}

// TestNearestLooksAtEveryName: the login, the address, and each part of the name.
func TestNearestLooksAtEveryName(t *testing.T) {
	t.Parallel()
	list := []okta.User{somebody("a1@acme.example", "Maria", "Schmidt", "ACTIVE"), somebody("b2@acme.example", "Jon", "Doe", "ACTIVE"), somebody("c3@acme.example", "Ola", "Nordmann", "ACTIVE")}
	list[1].Profile.Email = "jon.doe@home.example"
	for typed, want := range map[string]string{
		"Schmit": "a1@acme.example", "mari": "a1@acme.example", "maria schmitt": "a1@acme.example", "JON.DOE@home.exampel": "b2@acme.example",
		"c4@acme.example": "c3@acme.example", "Norman": "c3@acme.example", "doe": "b2@acme.example",
	} {
		if got := nearest(typed, list); len(got) != len(list) || got[0].Profile.Login != want {
			t.Errorf("%q is nearest to %q, not %s", typed, got[0].Profile.Login, want)
		}
	}
	if got := nearest("anybody", nil); len(got) != 0 {
		t.Errorf("of nobody %d are near", len(got))
	}
}

func TestChosenGroups(t *testing.T) {
	t.Parallel()
	jira, wiki := okta.Group{ID: "00g1", Name: "jira"}, okta.Group{ID: "00g2", Name: "wiki"}
	for name, tt := range map[string]struct {
		groups []okta.Group
		names  []string
		want   []bool // jira, wiki
	}{
		"none":              {nil, nil, []bool{false, false}},
		"by name":           {nil, []string{"wiki"}, []bool{false, true}},
		"by id":             {nil, []string{"00g1"}, []bool{true, false}},
		"letter case":       {nil, []string{"Wiki"}, []bool{false, false}},
		"given":             {[]okta.Group{jira}, nil, []bool{true, false}},
		"given, not named":  {[]okta.Group{jira}, []string{"wiki"}, []bool{true, false}},
		"none given":        {[]okta.Group{}, []string{"wiki"}, []bool{false, false}},
		"another of a name": {[]okta.Group{{ID: "00g9", Name: "jira"}}, nil, []bool{false, false}},
	} {
		is := chosen(tt.groups, tt.names)
		if got := []bool{is(jira), is(wiki)}; !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestTheWorstHopDecides(t *testing.T) {
	t.Parallel()
	for want, list := range map[HopStatus][][]HopStatus{
		HopGood:    {{}, {HopGood}, {HopGood, HopOdd}, {HopOdd}},
		HopNotYet:  {{HopNotYet}, {HopGood, HopNotYet, HopOdd}},
		HopUnknown: {{HopUnknown}, {HopNotYet, HopUnknown}, {HopUnknown, HopNotYet, HopOdd}},
		HopBad:     {{HopBad}, {HopUnknown, HopBad}, {HopNotYet, HopUnknown, HopOdd, HopBad}},
	} {
		for _, statuses := range list {
			var tr Trace
			for _, s := range statuses {
				tr.Hops = append(tr.Hops, Hop{Status: s})
			}
			if got := tr.Status(); got != want {
				t.Errorf("%q together are %s, not %s", statuses, got, want)
			}
		}
	}
}

func TestAHopInASentence(t *testing.T) {
	t.Parallel()
	for want, h := range map[string]Hop{
		"Mapping, primary e-mail":                        {Title: "Mapping", Field: "primary e-mail"},
		"Mapping, primary e-mail a@b":                    {Title: "Mapping", Field: "primary e-mail", Value: "a@b"},
		"Mapping, primary e-mail: no address":            {Title: "Mapping", Field: "primary e-mail", Says: "no address"},
		"Assignment, status STAGED: queued":              {Title: "Assignment", Field: "status", Value: "STAGED", Says: "queued"},
		"Products, jira confluence on x: it is not open": {Title: "Products", Field: "jira", Value: "confluence on x", Says: "it is not open", Next: "Open it."},
	} {
		if got := h.told(); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
	for n, want := range map[int]string{1: "1 value", 2: "2 values", 11: "11 values"} {
		if got := values(n); got != want {
			t.Errorf("%d: %q", n, got)
		}
	}
	for n, want := range map[int]string{0: "of which there are 0", 1: "of which there is one", 7: "of which there are 7"} {
		if got := counted(n); got != want {
			t.Errorf("%d: %q", n, got)
		}
	}
}

// TestTheLogIsNoCauseOfItself: the log's own line, one that succeeded, and one of another stage add nothing.
func TestTheLogIsNoCauseOfItself(t *testing.T) {
	t.Parallel()
	broken := Hop{ID: "record.id", Status: HopBad}
	log := Hop{ID: "log.last-attempt", Status: HopBad, Says: "Bad Gateway."}
	for name, tt := range map[string]struct {
		hops []Hop
		of   Hop
		want string
	}{
		"beside a break": {[]Hop{broken, log}, broken, "; Okta's log: Bad Gateway"},
		"itself":         {[]Hop{log}, log, ""},
		"only odd":       {[]Hop{broken, {ID: log.ID, Status: HopOdd, Says: "x"}}, broken, ""},
		"not read":       {[]Hop{broken, {ID: log.ID, Status: HopUnknown, Says: "x"}}, broken, ""},
		"no log":         {[]Hop{broken, {ID: "products.jira", Status: HopBad, Says: "x"}}, broken, ""},
	} {
		if got := (Trace{Hops: tt.hops}).cause(tt.of); got != tt.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestThePlaceOfARole(t *testing.T) {
	t.Parallel()
	places := []atlassian.Workspace{
		{ID: "ari:1", TypeKey: "jira-software", Status: "online", HostURL: "https://acme.atlassian.net"},
		{ID: "ari:2", TypeKey: "confluence", Status: "offline", HostURL: "https://acme.atlassian.net"},
		{ID: "ari:3", TypeKey: "townsquare", Status: "online"},
	}
	for resource, want := range map[string]string{
		"ari:1": "jira-software on acme.atlassian.net", "ari:2": "confluence on acme.atlassian.net (offline)", "ari:3": "townsquare", "ari:9": "the owner",
	} {
		if got := placeOf(atlassian.RoleAssignment{Resource: resource, Owner: "the owner"}, places).String(); got != want {
			t.Errorf("%s is %q, not %q", resource, got, want)
		}
	}
}

func TestTheGoalNamesEachProductOnce(t *testing.T) {
	t.Parallel()
	w := wellWay()
	w.opens["g2"] = asked([]opening{{"confluence", "b.example", "online"}, {"jira-software", "acme.atlassian.net", "online"}}, nil)
	if got := w.goal(); got != "confluence on b.example, jira-software on acme.atlassian.net" {
		t.Errorf("the goal is %q", got)
	}
	if got := w.judge().Verdict; got != "Nothing stops Ana Ruiz on the way from Okta to confluence on b.example, jira-software on acme.atlassian.net." {
		t.Errorf("the verdict is %q", got)
	}
}

func TestTheAddressesThatAreAskedFor(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ names, want []string }{
		{nil, nil},
		{[]string{"", "ana", "Ana@A.example", "ana@a.example"}, []string{"ana@a.example"}},
		{[]string{"b@x.example", "a@x.example", "B@x.example"}, []string{"b@x.example", "a@x.example"}},
	} {
		if got := addressesOf(tt.names...); !slices.Equal(got, tt.want) {
			t.Errorf("of %q: %q", tt.names, got)
		}
	}
}

func TestTheLastAttemptIsShownWithItsMoment(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 3, 25, 6, 9, 58, 0, time.FixedZone("", 3600))
	for kind, want := range map[string]string{
		"application.provision.user.push_profile": "2026-03-25 05:09 UTC push_profile success",
		"application.provision.group.add":         "2026-03-25 05:09 UTC application.provision.group.add success",
	} {
		w := wellWay()
		w.events.is = []okta.Event{{Type: "application.provision.user.deactivate", Result: "FAILURE", Published: at.Add(-time.Hour)}, {Type: kind, Result: "SUCCESS", Published: at}}
		hops := w.lastAttempt(true)
		if len(hops) != 1 || hops[0].Value != want || hops[0].Status != HopGood || hops[0].Where != "Okta" {
			t.Errorf("%+v", hops)
		}
	}
	w := wellWay()
	if hops := w.lastAttempt(true); hops[0].Value != "nothing in 7 days" {
		t.Errorf("%+v", hops)
	}
	if w.app.err = errHop; len(w.lastAttempt(true)) != 0 {
		t.Error("without the app there is no log to look at")
	}
}
