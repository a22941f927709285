package report

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/checks"
)

// part is the text of a page between the heading with this id and the next heading of its level, without tags.
func part(t *testing.T, page, id string) string {
	t.Helper()
	_, rest, ok := strings.Cut(page, `<h2 id="`+id+`">`)
	if !ok {
		return ""
	}
	rest, _, _ = strings.Cut(rest, "<h2 ")
	return tagless(rest)
}

func tagless(page string) string {
	_, body, ok := strings.Cut(page, "</style>")
	if !ok {
		body = page
	}
	text := html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(body, " "))
	return strings.Join(strings.Fields(text), " ")
}

func TestAnAuditPageHasAPlaceForEveryAnswer(t *testing.T) {
	t.Parallel()
	page := string(written(t, sampleAudit(25).HTML))
	for id, want := range map[string][]string{
		"wrong": {
			"Wrong: 1", "push-members", "✗ wrong severity high", "people still have access", "person00000@example.com", "person00024@example.com", "5 more",
			"What to do Okta ▸ Atlassian Cloud ▸ Push Groups", "Where https://example-admin.okta.com/admin/app/atlassian/instance/0oa1#tab-group-push?a=1&b=2", "provision explain push-members",
		},
		"warnings":   {"Warnings: 1", "scim-key-life", "! warning", "It expires in 12 days", "What to do Make a new key."},
		"blind":      {"Could not look: 1", "push-status", "? could not look", "E0000006", "neither that they are right nor that they are wrong"},
		"person":     {"For a person: 1", "domain-linked", "☐ for a person", "ana attested a person's word 3 Nov 2026"},
		"suppressed": {"Suppressed: 1", "email-wellformed", "Answer fail", "Reason moves in spring", "By ana@example.com", "Until 30 Apr 2027", "old.example"},
		"all":        {"Connection: ", "Access: ", "okta-app ✓ yes One app: Atlassian Cloud.", "site-admin · does not apply No site credential is configured.", "email-wellformed – suppressed"},
		"how":        {"Nothing was written", "Reads", "Matters", "Detects"},
	} {
		got := part(t, page, id)
		for _, text := range want {
			if !strings.Contains(got, text) {
				t.Errorf("%s lacks %q:\n%.1500s", id, text, got)
			}
		}
	}
	if strings.Contains(page, `id="mended"`) {
		t.Error("nothing is mended, and still has a heading")
	}
	for _, c := range checks.Catalogue() {
		for _, want := range []string{c.ID, c.Title, c.Reads, c.Why, c.Detects} {
			if !strings.Contains(part(t, page, "how"), strings.Join(strings.Fields(want), " ")) {
				t.Errorf("%s: how it was asked lacks %q", c.ID, want)
			}
		}
	}
	head, _, _ := strings.Cut(tagless(page), "Wrong: 1")
	for _, want := range []string{
		"Something is wrong: 1 of ", "1 ✗ wrong", "Asked 23 Nov 2026 19:00:00 UTC by ana, with provision v1.2.3", "Profile default", "Okta https://example.okta.com", "Example Inc (7f3c)",
		"1,140 calls (okta 1,120, scim 14, admin 6), 38 s", "Exit code 1: something is wrong",
	} {
		if !strings.Contains(head, want) {
			t.Errorf("the head lacks %q: %s", want, head)
		}
	}
}

func TestTheGravestFindingComesFirstAndWaitingOnesLast(t *testing.T) {
	t.Parallel()
	of := func(id, severity, summary string, after ...string) Result {
		return Result{Result: checks.Result{Check: checks.Check{ID: id, Title: id, Severity: severity, After: after}, Finding: checks.Finding{Status: checks.Unknown, Summary: summary, Fix: "mend " + id}}}
	}
	c := Check{Results: []Result{
		of("a", checks.High, "Could not look: e could not be answered.", "e"), of("b", checks.Info, "x"), of("c", checks.Medium, "x"), of("d", checks.Low, "x"), of("e", checks.High, "x"),
	}}
	var ids []string
	for _, r := range (auditPage{c}).with(checks.Unknown) {
		ids = append(ids, r.ID)
	}
	if !slices.Equal(ids, []string{"e", "c", "d", "b", "a"}) {
		t.Errorf("order %q", ids)
	}
	if got := part(t, string(written(t, c.HTML)), "blind"); strings.Contains(got, "mend a") || !strings.Contains(got, "mend e") {
		t.Errorf("what waits says what to do: %s", got)
	}
}

func TestAnAuditPageSaysHowItStands(t *testing.T) {
	t.Parallel()
	one := func(statuses ...checks.Status) []Result {
		var list []Result
		for i, s := range statuses {
			list = append(list, Result{Result: checks.Result{Check: checks.Check{ID: fmt.Sprint(i), Title: "t", Topic: "push"}, Finding: checks.Finding{Status: s}}})
		}
		return list
	}
	for _, c := range []struct {
		audit              Check
		headline, exitCode string
	}{
		{Check{Results: one(checks.Pass, checks.Manual)}, "Nothing is wrong.", "0: nothing that counts as wrong was found"},
		{Check{Results: one(checks.Pass, checks.Warn)}, "Nothing is wrong; 1 warning.", "0: nothing that counts as wrong was found"},
		{Check{Results: one(checks.Warn, checks.Warn), Exit: 1}, "Nothing is wrong; 2 warnings.", "1: something counts as wrong because --fail-on says so"},
		{Check{Results: one(checks.Unknown, checks.Warn), Exit: 3}, "Nothing was found wrong, but 1 question could not be looked at.", "3: nothing was found wrong, but not everything could be looked at"},
		{Check{Results: one(checks.Fail, checks.Unknown), Exit: 1}, "Something is wrong: 1 of 2 questions.", "1: something is wrong"},
		{Check{}, "Nothing was asked.", "0: nothing that counts as wrong was found"},
	} {
		page := tagless(string(written(t, c.audit.HTML)))
		for _, want := range []string{c.headline, "Exit code " + c.exitCode, "Okta not known yet"} {
			if !strings.Contains(page, want) {
				t.Errorf("the page lacks %q: %.400s", want, page)
			}
		}
	}
}

func TestAnAuditPageComparesWithTheLastRun(t *testing.T) {
	t.Parallel()
	c := sampleAudit(3)
	c.Sandbox, c.Since = true, &Since{Last: c.Began.Add(-24 * time.Hour), New: 1, Mended: 1}
	for i := range c.Results {
		switch r := &c.Results[i]; r.ID {
		case "okta-app":
			r.Since = Mended
		case "push-members":
			r.Since, r.Fresh, r.MendedToo = Same, []string{"person00001@example.com"}, 1200
			r.Accepted = []Accepted{{Subject: "person00002@example.com", Suppression: Suppression{Reason: "leaves soon", By: "ken", Expires: "2027-01-31"}}}
		}
	}
	page := string(written(t, c.HTML))
	for id, want := range map[string][]string{
		"mended": {"Mended since the last run: 1", "okta-app", "One app"},
		"wrong": {
			"severity high, same", "person00001@example.com (new)", "1,200 that the last run named", "Accepted", "leaves soon", "ken",
		},
	} {
		for _, text := range want {
			if got := part(t, page, id); !strings.Contains(got, text) {
				t.Errorf("%s lacks %q: %s", id, text, got)
			}
		}
	}
	if strings.Count(page, "(new)") != 1 {
		t.Error("what the last run had is new as well")
	}
	for _, want := range []string{"Since the last run", "this is no audit of real ones"} {
		if !strings.Contains(tagless(page), want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

func TestATenantCannotWriteIntoAnAudit(t *testing.T) {
	t.Parallel()
	for name, document := range hostiles(t) {
		page := string(document)
		count := elements(t, page)
		for _, element := range []string{"script", "img", "svg", "iframe", "marquee"} {
			if count[element] > 0 {
				t.Errorf("%s: %d <%s>", name, count[element], element)
			}
		}
		if strings.ContainsAny(page, "\x1b\u202e\u2066\x00\u2028") || strings.Contains(page, `href="javascript:`) || strings.Contains(page, "ZgotmplZ") {
			t.Errorf("%s: a tenant's characters or links went through", name)
		}
		if !strings.Contains(page, "&lt;script&gt;alert(1)&lt;/script&gt;") {
			t.Errorf("%s does not show the name as it is", name)
		}
	}
}
