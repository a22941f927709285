package report

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/wizard/prompt"
)

// oneOf is a question as the catalogue might hold it; the catalogue itself may change without a change of how answers look.
func oneOf(id string) checks.Check {
	for _, c := range []checks.Check{
		{ID: "okta-reachable", Topic: checks.Connection, Severity: checks.High, Title: "Okta answers and accepts the token"},
		{ID: "scim-key", Topic: checks.Directory, Severity: checks.High, Title: "The SCIM key works"},
		{ID: "scim-key-life", Topic: checks.Directory, Severity: checks.High, Title: "The SCIM key has more than 30 days left", After: []string{"scim-key"}},
		{ID: "domain-linked", Topic: checks.Directory, Severity: checks.Medium, Title: "The domain is linked to the directory"},
		{ID: "push-status", Topic: checks.Push, Severity: checks.High, Title: "No push mapping is in error", After: []string{"okta-app"}},
		{ID: "push-size", Topic: checks.Push, Severity: checks.High, Title: "No group to push is too large"},
		{ID: "push-assign-overlap", Topic: checks.Push, Severity: checks.Medium, Title: "No group is both assigned and pushed"},
		{ID: "push-members", Topic: checks.Push, Severity: checks.High, Title: "Pushed groups have the same members on both sides"},
	} {
		if c.ID == id {
			return c
		}
	}
	panic("no check " + id)
}

// asked is an answer to one of them.
func asked(id string, s checks.Status, summary string, evidence ...checks.Evidence) Result {
	c := oneOf(id)
	r := Result{Result: checks.Result{Check: c, Finding: checks.Finding{Status: s, Summary: summary, Evidence: evidence}, Duration: 1500 * time.Microsecond}}
	if s == checks.Fail || s == checks.Warn {
		r.Fix, r.Link = "Mend it.", "https://example.okta.com/app"
	}
	return r
}

func person(n int) checks.Evidence {
	return checks.Evidence{Subject: fmt.Sprintf("person%02d@example.com", n), Field: "member", Want: "yes", Got: "no"}
}

func people20() []checks.Evidence {
	var list []checks.Evidence
	for n := range 20 {
		list = append(list, person(n))
	}
	return list
}

// sample is an audit with every status, in the order of the catalogue.
func sample() Check {
	c := Check{
		Okta: "example.okta.com", Organization: "Example Inc", Calls: map[string]int{"okta": 200, "admin": 12},
		Began: time.Date(2026, 11, 23, 21, 5, 7, 0, time.UTC), Took: 38 * time.Second,
		Results: []Result{
			asked("okta-reachable", checks.Pass, "Okta answers."),
			asked("scim-key", checks.Unknown, "Could not look: the network is down."),
			asked("scim-key-life", checks.Unknown, "Could not look: scim-key could not be answered."),
			asked("domain-linked", checks.Manual, "Only a person can see this."),
			asked("push-status", checks.Skip, "Waits for okta-app."),
			asked("push-assign-overlap", checks.Warn, "Assigned and pushed at once: jira-users."),
			asked("push-members", checks.Fail, "20 people are missing.", people20()...),
		},
	}
	c.Exit = c.Code()
	return c
}

func accept(by string) *Suppression {
	return &Suppression{Reason: "known", By: by, Expires: "2027-01-31"}
}

func shown(t *testing.T, c Check, d Detail) string {
	t.Helper()
	var b bytes.Buffer
	if err := c.Text(&b, d, prompt.Options{Color: "never", Env: func(string) string { return "" }, Width: 80}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestCode(t *testing.T) {
	t.Parallel()
	suppressed := func(r Result) Result { r.Suppressed = accept("ana"); return r }
	info := asked("push-members", checks.Unknown, "x")
	info.Severity = checks.Info
	fail, warn := asked("push-members", checks.Fail, "x"), asked("push-size", checks.Warn, "x")
	manual, unknown := asked("domain-linked", checks.Manual, "x"), asked("scim-key", checks.Unknown, "x")
	skip, pass := asked("push-status", checks.Skip, "x"), asked("okta-reachable", checks.Pass, "x")
	for name, c := range map[string]struct {
		results []Result
		failOn  FailOn
		want    int
	}{
		"nothing":             {nil, nil, 0},
		"well":                {[]Result{pass, warn, manual, skip}, nil, 0},
		"wrong before blind":  {[]Result{unknown, fail}, nil, 1},
		"blind":               {[]Result{unknown, pass}, nil, 3},
		"blind for info only": {[]Result{info}, nil, 0},
		"info counts as told": {[]Result{info}, FailOn{checks.Unknown}, 1},
		"warnings count":      {[]Result{warn}, FailOn{checks.Warn}, 1},
		"persons count":       {[]Result{manual}, FailOn{checks.Warn, checks.Manual}, 1},
		"others do not":       {[]Result{warn, manual}, FailOn{checks.Unknown}, 0},
		"not looking counts":  {[]Result{unknown}, FailOn{checks.Unknown}, 1},
		"suppressed":          {[]Result{suppressed(fail), suppressed(unknown), suppressed(warn)}, FailOn{checks.Warn}, 0},
		"beside suppressed":   {[]Result{suppressed(fail), unknown}, nil, 3},
	} {
		if got := (Check{Results: c.results, FailOn: c.failOn}).Code(); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}

func TestTextUnfoldsWhatIsWrong(t *testing.T) {
	t.Parallel()
	const want = `provision check: example.okta.com → Example Inc     7 questions, 212 calls, 38 s

Connection
  ✓ Okta answers and accepts the token

Directory
  ? The SCIM key works                                                  scim-key
    Could not look: the network is down.
    More: provision explain scim-key
  ? The SCIM key has more than 30 days left                        scim-key-life
    Could not look: scim-key could not be answered.
  ☐ The domain is linked to the directory                          domain-linked
    Only a person can see this.

Push
  · No push mapping is in error                                      push-status
    Waits for okta-app.
  ! No group is both assigned and pushed                     push-assign-overlap
    Assigned and pushed at once: jira-users.
    Fix: Mend it.
    https://example.okta.com/app
    More: provision explain push-assign-overlap
  ✗ Pushed groups have the same members on both sides               push-members
    20 people are missing.
      person00@example.com: not member
`
	got := shown(t, sample(), Usual)
	if !strings.HasPrefix(got, want) {
		t.Errorf("got\n%s", got)
	}
	for _, end := range []string{"      person11@example.com: not member\n      and 8 more; -v names all\n    Fix: Mend it.\n", "    More: provision explain push-members\n\n1 yes, 1 warning, 1 wrong, 2 could not look, 1 for a person, 1 does not apply\n"} {
		if !strings.Contains(got, end) {
			t.Errorf("lacks %q:\n%s", end, got)
		}
	}
	if strings.Contains(got, "person12@") {
		t.Error("names more people than a screen takes")
	}
}

func TestTextInFullAndInShort(t *testing.T) {
	t.Parallel()
	long, short := shown(t, sample(), Verbose), shown(t, sample(), Terse)
	for _, want := range []string{"Okta answers.", "okta-reachable\n", "person19@example.com"} {
		if !strings.Contains(long, want) {
			t.Errorf("-v lacks %q:\n%s", want, long)
		}
	}
	if strings.Contains(long, "more;") {
		t.Errorf("-v leaves people out:\n%s", long)
	}
	for _, not := range []string{"provision check:", "Okta answers", "domain-linked", "push-status"} {
		if strings.Contains(short, not) {
			t.Errorf("--quiet says %q:\n%s", not, short)
		}
	}
	for _, want := range []string{"scim-key\n", "push-assign-overlap", "✗ Pushed groups", "\n1 yes, 1 warning, 1 wrong, "} {
		if !strings.Contains(short, want) {
			t.Errorf("--quiet lacks %q:\n%s", want, short)
		}
	}
	strict := sample()
	strict.Results[1].Severity = checks.Info
	if short := shown(t, strict, Terse); strings.Contains(short, "The SCIM key works") {
		t.Errorf("what is for information only is told:\n%s", short)
	}
	strict.FailOn = FailOn{checks.Manual}
	if short := shown(t, strict, Terse); !strings.Contains(short, "domain-linked") {
		t.Errorf("what counts as wrong is left out:\n%s", short)
	}
	if got := shown(t, Check{Results: sample().Results[:1]}, Terse); got != "1 yes, 0 warnings, 0 wrong, 0 could not look, 0 for a person\n" {
		t.Errorf("all well, in short: %q", got)
	}
}

func TestWhatIsSuppressedStaysVisible(t *testing.T) {
	t.Parallel()
	c := sample()
	c.Results[5].Suppressed = accept("ana")
	c.Results[6].Evidence = c.Results[6].Evidence[:2]
	c.Results[6].Accepted = []Accepted{{Subject: "person01@example.com", Suppression: *accept("ben")}}
	got := shown(t, c, Usual)
	for _, want := range []string{
		"  ~ No group is both assigned and pushed                     push-assign-overlap\n    Suppressed until 2027-01-31 by ana: known\n    warn: Assigned and pushed at once: jira-users.\n  ✗",
		"      person00@example.com: not member\n      ~ person01@example.com: not member   suppressed until 2027-01-31 by ben:\n        known\n",
		"1 yes, 0 warnings, 1 wrong, 2 could not look, 1 for a person, 1 does not apply,\n1 suppressed\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %q:\n%s", want, got)
		}
	}
	if short := shown(t, c, Terse); strings.Contains(short, "push-assign-overlap") || !strings.Contains(short, "suppressed") {
		t.Errorf("--quiet:\n%s", short)
	}
	if n := c.Counts(); n["warn"] != 0 || n["suppressed"] != 1 || n["fail"] != 1 {
		t.Errorf("counts %v", n)
	}
}

func TestTextSaysWhatIsNewSameAndMended(t *testing.T) {
	t.Parallel()
	c := sample()
	c.Since = &Since{Last: time.Date(2026, 11, 22, 3, 0, 0, 0, time.Local), New: 2, Same: 3, Mended: 1}
	c.Results[0].Since, c.Results[6].Since = Mended, New
	c.Results[6].Evidence, c.Results[6].Fresh, c.Results[6].MendedToo = c.Results[6].Evidence[:2], []string{"person01@example.com"}, 3
	got := shown(t, c, Usual)
	for _, want := range []string{
		"✓ Okta answers and accepts the token   mended\n", "✗ Pushed groups have the same members on both sides   new",
		"person00@example.com: not member\n", "person01@example.com: not member   new\n", "3 that the last run named: mended\n",
		"Since the last run, 22 Nov 2026 03:00: 2 new, 3 the same, 1 mended\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %q:\n%s", want, got)
		}
	}
	if short := shown(t, c, Terse); !strings.Contains(short, "mended\n") {
		t.Errorf("--quiet hides what was mended:\n%s", short)
	}
	c.Since = &Since{Last: c.Since.Last, Rotated: true}
	if got := strings.Join(strings.Fields(shown(t, c, Usual)), " "); !strings.Contains(got, "a credential has changed since, so people and groups are not compared") {
		t.Errorf("got\n%s", got)
	}
	c.Since = &Since{}
	if got := shown(t, c, Usual); !strings.Contains(got, "there is no earlier run") {
		t.Errorf("got\n%s", got)
	}
}

// TestNoTenantDraws: names of a tenant reach no terminal as they are.
func TestNoTenantDraws(t *testing.T) {
	t.Parallel()
	const evil = "x\x1b[2J\u202ey"
	c := sample()
	c.Okta, c.Organization = evil, evil
	for i := range c.Results {
		c.Results[i].Summary, c.Results[i].Fix, c.Results[i].Link = evil, evil, evil
		c.Results[i].Evidence = []checks.Evidence{{Subject: evil, Field: evil, Want: evil, Got: evil}}
	}
	c.Results[5].Suppressed = &Suppression{Reason: evil, By: evil, Expires: evil}
	var table, cases bytes.Buffer
	if err := c.CSV(&table); err != nil {
		t.Fatal(err)
	}
	if err := c.JUnit(&cases); err != nil {
		t.Fatal(err)
	}
	for form, text := range map[string]string{"text": shown(t, c, Verbose), "csv": table.String(), "junit": cases.String()} {
		if strings.ContainsAny(text, "\x1b\u202e") || !strings.Contains(text, "xy") {
			t.Errorf("%s:\n%q", form, text)
		}
	}
}

func TestTookSaysSecondsThenMinutes(t *testing.T) {
	t.Parallel()
	for d, want := range map[time.Duration]string{
		40 * time.Millisecond: "0.0 s", 9940 * time.Millisecond: "9.9 s", 38*time.Second + 400*time.Millisecond: "38 s",
		59*time.Second + 700*time.Millisecond: "1 min 0 s", 200 * time.Second: "3 min 20 s",
	} {
		if got := took(d); got != want {
			t.Errorf("%s is %s, not %s", d, got, want)
		}
	}
}

// TestWhatAPersonLooksAtIsNoFix: nothing is known to be wrong.
func TestWhatAPersonLooksAtIsNoFix(t *testing.T) {
	t.Parallel()
	c := sample()
	c.Results[3].Fix = "Look: Atlassian Administration."
	if got := shown(t, c, Usual); !strings.Contains(got, "\n    Look: Atlassian Administration.\n") {
		t.Errorf("got\n%s", got)
	}
}

// TestVeryManyPeopleAreShownAtOnce: the time to show evidence grows with it, and no faster.
func TestVeryManyPeopleAreShownAtOnce(t *testing.T) {
	t.Parallel()
	c := sample()
	r := &c.Results[6]
	r.Evidence = nil
	for n := range 50_000 {
		e := checks.Evidence{Subject: fmt.Sprint("person", n), Field: "member", Want: "yes", Got: "no"}
		r.Evidence = append(r.Evidence, e)
		if n > 0 {
			r.Fresh = append(r.Fresh, e.Subject)
		}
	}
	if got := shown(t, c, Verbose); strings.Count(got, "   new\n") != 49_999 {
		t.Errorf("%d are new", strings.Count(got, "   new\n"))
	}
}
