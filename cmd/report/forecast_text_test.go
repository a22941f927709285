package report

import (
	"encoding/csv"
	"fmt"
	"strings"
	"testing"

	"github.com/provision-cli/provision/checks/forecast"
)

func TestForecastTextSaysWhatMatters(t *testing.T) {
	t.Parallel()
	text := saidIn(t, everyOutcome())
	for _, part := range []string{
		"provision test-groups: a dry run; nothing is written", "example.okta.com → Example Inc", "Assigned: atlassian-test-users", "the directory is taken for empty",
		"✗ group default-group   ", "the push would remove 1: a@example.com", "✗ would be a second one ", "✓ already provisioned ",
		"Look first at 8 people", "loses confluence on example.atlassian.net",
		"? Seats of confluence on a.example: 4 needed, no API tells what is left", "✗ Seats of jira-software on a.example: 34 needed, 20 left",
		"✓ Seats of jira-core on a.example: 1 needed, no limit", "1 person would gain jira-software on example.atlassian.net",
		"Guard would bill 1 account anew", "people who lose access: 2, the limit is 1", "Look first.", "about 120 calls to Atlassian, in about 4 minutes",
		"It would go wrong for ", "When it is right:", "provision setup --push-group jira",
	} {
		if !strings.Contains(text, part) {
			t.Errorf("no %q in\n%s", part, text)
		}
	}
	if strings.ContainsRune(text, 0x1b) {
		t.Error("a name moves the terminal")
	}
	if strings.Contains(text, "Person provisioned") {
		t.Error("somebody is named who needs no attention")
	}
}

// TestForecastAttentionComesFirst wants what cannot be taken back before what a tick mends.
func TestForecastAttentionComesFirst(t *testing.T) {
	t.Parallel()
	f := everyOutcome()
	f.People[4].Protected, f.People[4].Gains = "organization admin", []string{"jira"} // already provisioned
	f.People[0].Problems = []string{"foreign.example is no domain of the organization"}
	f.People[3].Problems = []string{"foreign.example is no domain of the organization", "an odd locale"}
	var got []string
	for _, p := range f.Attention() {
		got = append(got, string(p.Outcome))
	}
	want := "second-account other-directory unusable unlinked absent-stuck absent-inactive absent-unassigned link-managed provisioned"
	if strings.Join(got, " ") != want {
		t.Errorf("attention is\n%s, not\n%s", strings.Join(got, " "), want)
	}
	text := saidIn(t, f)
	for _, part := range []string{"! 2 people: foreign.example is no domain", "p00@example.com, p03@example.com", "! 1 person: an odd locale"} {
		if !strings.Contains(text, part) {
			t.Errorf("no %q in\n%s", part, text)
		}
	}
}

// crowd has n people who would end wrong and n who would not.
func crowd(n int) Forecast {
	f := Forecast{}
	for i := range n {
		f.People = append(f.People, forecast.Person{ID: fmt.Sprint("b", i), Login: fmt.Sprintf("bad%03d", i), Outcome: forecast.Unlinked},
			forecast.Person{ID: fmt.Sprint("g", i), Login: fmt.Sprintf("good%03d", i), Outcome: forecast.Create})
	}
	return f
}

func TestForecastTextNamesAFewUnlessAskedForAll(t *testing.T) {
	t.Parallel()
	f := crowd(25)
	short := saidIn(t, f)
	if strings.Count(short, "bad0") != few || !strings.Contains(short, "and 15 more: -v names them") || strings.Contains(short, "good0") {
		t.Errorf("the short text is\n%s", short)
	}
	f.All = true
	if all := saidIn(t, f); strings.Count(all, "bad0") != 25 || strings.Count(all, "good0") != 25 || strings.Contains(all, "more: -v") {
		t.Errorf("the whole text is\n%s", all)
	}
}

func TestForecastTextQuiet(t *testing.T) {
	t.Parallel()
	f := everyOutcome()
	f.Quiet = true
	text := saidIn(t, f)
	for _, part := range []string{"nothing is written", "group synced", "jira-core", "Person create", "provision setup"} {
		if strings.Contains(text, part) {
			t.Errorf("quiet says %q:\n%s", part, text)
		}
	}
	for _, part := range []string{"✗ group kind", "Person second-account", "34 needed, 20 left", "people who lose access: 2", "It would go wrong for"} {
		if !strings.Contains(text, part) {
			t.Errorf("quiet does not say %q:\n%s", part, text)
		}
	}
	well := Forecast{Quiet: true}
	if text := saidIn(t, well); strings.TrimSpace(text) != "✓ Nothing would go wrong: 0 groups, 0 people." {
		t.Errorf("a good forecast says %q", text)
	}
}

func TestForecastChangesOnly(t *testing.T) {
	t.Parallel()
	f := everyOutcome()
	f.ChangesOnly, f.All = true, true
	text := saidIn(t, f)
	for _, gone := range []string{"group synced", "Person provisioned", "Person absent-inactive"} {
		if strings.Contains(text, gone) {
			t.Errorf("%q does not change:\n%s", gone, text)
		}
	}
	if !strings.Contains(text, "group create") || !strings.Contains(text, "already provisioned") {
		t.Errorf("what changes, and the counts, must stay:\n%s", text)
	}
	if doc := documentOf(t, f); strings.Contains(doc, `"outcome":"provisioned"`) || !strings.Contains(doc, `"provisioned":1`) || !strings.Contains(doc, `"changes_only":true`) {
		t.Errorf("the document is %s", doc)
	}
	f.Groups, f.People = nil, nil
	if text := saidIn(t, f); !strings.Contains(text, "No group would change.") {
		t.Errorf("nothing changes, and the text is\n%s", text)
	}
}

func TestForecastCSVIsNoProgram(t *testing.T) {
	t.Parallel()
	f := everyOutcome()
	for i, name := range []string{"=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\x1b[0m=1", "\u202e=1", "plain; \"quoted\""} {
		f.People[i].Name = name
	}
	var b strings.Builder
	if err := f.CSV(&b); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(b.String())).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if want := 1 + len(f.Groups) + len(f.People); len(rows) != want {
		t.Errorf("%d rows, not %d", len(rows), want)
	}
	for _, row := range rows {
		for i, text := range row {
			if strings.ContainsAny(firstOf(strings.TrimLeft(text, " ")), "=+-@") || strings.ContainsAny(text, "\t\r\n\x1b\u202e") {
				t.Errorf("column %s has %q", rows[0][i], text)
			}
		}
	}
	if !strings.Contains(b.String(), "'=cmd") || !strings.Contains(b.String(), `plain; ""quoted""`) {
		t.Errorf("the names are lost:\n%s", b.String())
	}
}

func firstOf(text string) string {
	if text == "" {
		return ""
	}
	return text[:1]
}
