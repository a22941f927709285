package report

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/provision-cli/provision/checks/forecast"
)

// TestWhatNothingTellsBeforehandIsShown: a forecast that is silent about it would promise more than it knows.
func TestWhatNothingTellsBeforehandIsShown(t *testing.T) {
	t.Parallel()
	f := everyOutcome()
	f.Unknown = []string{"Guard: what is <billed> could not be read.", "Nobody tells \x1b[31mthe rest."}
	if text := saidIn(t, f); !strings.Contains(text, "? Guard: what is <billed> could not be read.\n") || !strings.Contains(text, "? Nobody tells the rest.\n") {
		t.Errorf("the text says\n%s", text)
	}
	page := string(written(t, f.HTML))
	access := part(t, page, "access")
	for _, want := range []string{"What nothing tells beforehand", "? Unknown: Guard: what is <billed> could not be read.", "? Unknown: Nobody tells the rest."} {
		if !strings.Contains(access, want) {
			t.Errorf("the page lacks %q:\n%s", want, access)
		}
	}
	var doc struct{ Unknown []string }
	if err := json.Unmarshal([]byte(documentOf(t, f)), &doc); err != nil || !slices.Equal(doc.Unknown, f.Unknown) {
		t.Errorf("the document says %q, %v", doc.Unknown, err)
	}
	f.Quiet = true
	if text := saidIn(t, f); strings.Contains(text, "Guard:") {
		t.Errorf("quiet says\n%s", text)
	}
}

// TestNobodyIsSaidToBeBilledFreely: where it could not be read who is billed, nobody may be said not to be.
func TestNobodyIsSaidToBeBilledFreely(t *testing.T) {
	t.Parallel()
	const sure, unsure = "No account would be billed anew.", "No account is known to be billed anew."
	f := Forecast{}
	if page := tagless(string(written(t, f.HTML))); !strings.Contains(page, sure) || strings.Contains(page, "What nothing tells") {
		t.Error("with everything known the page is not sure, or has a heading over nothing")
	}
	if doc := documentOf(t, f); !strings.Contains(doc, `"unknown":[]`) {
		t.Errorf("the document is %s", doc)
	}
	f.Unknown = []string{"Guard: could not be read."}
	if page := tagless(string(written(t, f.HTML))); !strings.Contains(page, unsure) || strings.Contains(page, sure) {
		t.Error("the page is sure of what could not be read")
	}
}

// TestAHeadlinePointsToWhereTheRestStands: below on a page, above in a text, nowhere in a sentence of its own.
func TestAHeadlinePointsToWhereTheRestStands(t *testing.T) {
	t.Parallel()
	f := Forecast{}
	f.Seats = []forecast.Seat{{Product: "jira-software", Site: "one.example", Needed: 3, Left: 2}}
	const all = "Every group and person would arrive, but not as they should"
	if f.Headline() != all+"." {
		t.Errorf("headline %q", f.Headline())
	}
	page := tagless(string(written(t, f.HTML)))
	if !strings.Contains(page, all+": see below.") || strings.Contains(page, "see above") {
		t.Error("the page points elsewhere")
	}
	for _, quiet := range []bool{false, true} {
		f.Quiet = quiet
		if text := saidIn(t, f); !strings.Contains(text, all+": see above.") {
			t.Errorf("quiet %v:\n%s", quiet, text)
		}
	}
}
