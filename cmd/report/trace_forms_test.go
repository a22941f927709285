package report

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/provision-cli/provision/checks/forecast"
	"github.com/provision-cli/provision/wizard/prompt"
)

// wideTrace has values, reasons and a next step that no narrow screen holds in one row.
func wideTrace() Trace {
	t := someTrace()
	t.Hops[2].Value = strings.Repeat("very-long-", 12) + "name@a-company-with-a-long-name.example"
	t.Hops[2].Says = "an old name: the format gives ana.ruiz@example.com by now, which is another account than the one that exists"
	t.Hops[3].Says = "the directory refused the key, and says so with a sentence of its own that goes on for quite a while"
	t.Next = "Okta Admin ▸ Applications ▸ Atlassian Cloud ▸ Sign On ▸ Update Now; whoever has an account under the old address logs in once first."
	return t
}

func traceText(t *testing.T, tr Trace, o prompt.Options) string {
	t.Helper()
	var b strings.Builder
	o.Env = func(string) string { return "" }
	if o.Color == "" {
		o.Color = "never"
	}
	if err := tr.Text(&b, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestTraceKeepsToTheWidth: no row is wider than the screen but one that is a single word, which is to be copied whole, and no
// word is lost by breaking rows.
func TestTraceKeepsToTheWidth(t *testing.T) {
	t.Parallel()
	tr := wideTrace()
	words := strings.Fields("an old name: the format gives ana.ruiz@example.com by now, Update Now; whoever has an account under the old address logs in once first. the directory refused the key,")
	for _, o := range []prompt.Options{{Width: 80}, {Width: 40}, {Width: 80, ASCII: true}, {Width: 40, ASCII: true}, {Width: 40, Accessible: true}} {
		name := fmt.Sprintf("%d ascii %v accessible %v", o.Width, o.ASCII, o.Accessible)
		text := traceText(t, tr, o)
		for row := range strings.Lines(text) {
			if got := utf8.RuneCountInString(strings.TrimRight(row, "\n")); got > o.Width && len(strings.Fields(row)) > 1 {
				t.Errorf("%s: a row of %d: %q", name, got, row)
			}
			if row != "\n" && strings.TrimRight(row, " \n") == "" {
				t.Errorf("%s: a row of blanks: %q", name, row)
			}
		}
		plain := strings.Join(strings.Fields(text), " ")
		for _, word := range words {
			if !strings.Contains(plain, word) {
				t.Errorf("%s: %q is lost in\n%s", name, word, text)
			}
		}
		if !strings.Contains(plain, strings.Repeat("very-long-", 12)+"name@a-company-with-a-long-name.example") {
			t.Errorf("%s: the long value is broken or cut off:\n%s", name, text)
		}
	}
}

// TestTraceSigns: each state has its sign, in each of the ways in which signs are shown.
func TestTraceSigns(t *testing.T) {
	t.Parallel()
	for status, sign := range map[forecast.HopStatus]prompt.Sign{
		forecast.HopGood: prompt.Yes, forecast.HopOdd: prompt.Warning, forecast.HopBad: prompt.Wrong,
		forecast.HopNotYet: prompt.ToCome, forecast.HopUnknown: prompt.Unknown, "": prompt.Unknown, "another": prompt.Unknown,
	} {
		if got := hopSign(status); got != sign {
			t.Errorf("%q has sign %v, not %v", status, got, sign)
		}
	}
	tr := someTrace()
	shown := traceText(t, tr, prompt.Options{Width: 80})
	ascii := traceText(t, tr, prompt.Options{Width: 80, ASCII: true})
	spoken := traceText(t, tr, prompt.Options{Width: 80, Accessible: true})
	if strings.ContainsAny(ascii, "✓✗○") || strings.ContainsAny(spoken, "✓✗○") {
		t.Errorf("signs that cannot be shown:\n%s\n%s", ascii, spoken)
	}
	if strings.Count(shown, "✓") != 2 || strings.Count(shown, "✗") != 2 {
		t.Errorf("the signs are\n%s", shown)
	}
	for _, text := range []string{shown, ascii, spoken} {
		for _, part := range []string{"Okta profile", "status: ACTIVE", "an old name", "linked: none", "Next: Update Now."} {
			if !strings.Contains(text, part) {
				t.Errorf("no %q in\n%s", part, text)
			}
		}
	}
}

func TestTheVerdictHasTheSignOfTheWorstHop(t *testing.T) {
	t.Parallel()
	for status, sign := range map[forecast.HopStatus]string{forecast.HopGood: "✓", forecast.HopOdd: "✓", forecast.HopBad: "✗", forecast.HopNotYet: "○", forecast.HopUnknown: "?"} {
		tr := Trace{Trace: forecast.Trace{Name: "Ana", Verdict: "The verdict.", Hops: []forecast.Hop{{Title: "a", Field: "b", Status: status}}}}
		text := traceText(t, tr, prompt.Options{Width: 80})
		if !strings.Contains(text, sign+" The verdict.") || strings.Contains(text, "Next:") {
			t.Errorf("%s:\n%s", status, text)
		}
	}
}

// TestAnEmptyValueIsNoneOnlyWhereItWasLookedAt keeps what was not read from being told as nothing.
func TestAnEmptyValueIsNoneOnlyWhereItWasLookedAt(t *testing.T) {
	t.Parallel()
	for status, want := range map[forecast.HopStatus]string{
		forecast.HopGood: "none", forecast.HopOdd: "none", forecast.HopBad: "none", forecast.HopUnknown: "", forecast.HopNotYet: "",
	} {
		if got := hopValue(forecast.Hop{Status: status}); got != want {
			t.Errorf("%s and empty is %q", status, got)
		}
		if got := hopValue(forecast.Hop{Status: status, Value: "x"}); got != "x" {
			t.Errorf("%s and x is %q", status, got)
		}
		if got := hopLine(forecast.Hop{Status: status, Field: "id", Says: "why"}); got.Text != strings.TrimSuffix("id: "+want, ": ") || got.Detail != "why" || got.Indent != 2 {
			t.Errorf("%s: %+v", status, got)
		}
	}
}

// TestAStageThatComesBackHasItsTitleAgain: the title stands wherever the stage changes, once.
func TestAStageThatComesBackHasItsTitleAgain(t *testing.T) {
	t.Parallel()
	var tr Trace
	for i, title := range []string{"one", "one", "two", "two", "one"} {
		tr.Hops = append(tr.Hops, forecast.Hop{Title: "stage " + title, Where: "Okta", Field: fmt.Sprint("field ", i), Value: "x", Status: forecast.HopGood})
	}
	text := traceText(t, tr, prompt.Options{Width: 80})
	if strings.Count(text, "stage one") != 2 || strings.Count(text, "stage two") != 1 || strings.Index(text, "field 1") > strings.Index(text, "stage two") {
		t.Errorf("the stages are\n%s", text)
	}
}

func keysIn(t *testing.T, body string) map[string]any {
	t.Helper()
	var doc map[string]any
	if err := json.Unmarshal([]byte(body), &doc); err != nil {
		t.Fatalf("%v in %s", err, body)
	}
	return doc
}

func keySet(m map[string]any) string { return strings.Join(slices.Sorted(maps.Keys(m)), " ") }

func traceDoc(t *testing.T, tr Trace) map[string]any {
	t.Helper()
	var b strings.Builder
	if err := tr.JSON(&b); err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(b.String(), "}\n") || strings.Count(b.String(), "\n") != 1 {
		t.Errorf("not one document in one row: %q", b.String())
	}
	return keysIn(t, b.String())
}

// TestTraceJSONHasTheseKeys fails on purpose when a key of provision.person/1 goes, comes or changes its type.
func TestTraceJSONHasTheseKeys(t *testing.T) {
	t.Parallel()
	doc := traceDoc(t, someTrace())
	person, hop := doc["person"].(map[string]any), doc["hops"].([]any)[0].(map[string]any)
	for what, pair := range map[string][2]string{
		"the document": {keySet(doc), "calls exit_code hops login name next person schema status verdict"},
		"a hop":        {keySet(hop), "field id next says status title value where"},
		"the person":   {keySet(person), "account billed domain email gains groups id login loses name outcome problems protected refused scim_email sign_on_after sign_on_before user_name"},
		"the calls":    {keySet(doc["calls"].(map[string]any)), "admin okta scim site"},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s has the keys\n%s, not\n%s", what, pair[0], pair[1])
		}
	}
	for key, value := range hop {
		if _, text := value.(string); !text {
			t.Errorf("%s of a hop is %T", key, value)
		}
	}
	for _, key := range []string{"groups", "problems", "gains", "loses"} {
		if _, list := person[key].([]any); !list {
			t.Errorf("%s of the person is %T", key, person[key])
		}
	}
}

func TestTraceJSONOfNothing(t *testing.T) {
	t.Parallel()
	doc := traceDoc(t, Trace{})
	if doc["person"] != nil || doc["status"] != "good" || doc["schema"] != "provision.person/1" || doc["exit_code"] != 0.0 {
		t.Errorf("%v", doc)
	}
	if hops, is := doc["hops"].([]any); !is || len(hops) != 0 {
		t.Errorf("the hops are %v", doc["hops"])
	}
	for service, n := range doc["calls"].(map[string]any) {
		if n != 0.0 {
			t.Errorf("%v calls to %s", n, service)
		}
	}
}

// TestTraceCSVIsATable: as many cells in each row, quotes and line ends inside cells, no formula.
func TestTraceCSVIsATable(t *testing.T) {
	t.Parallel()
	tr := someTrace()
	tr.Login, tr.Verdict, tr.Next = "@ana", `She said "no", twice`, "-1+2"
	tr.Hops[0].Value, tr.Hops[1].Says, tr.Hops[4].Next = "+49 30", "\t=1", "a, b; \"c\""
	var b strings.Builder
	if err := tr.CSV(&b); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(b.String())).ReadAll()
	if err != nil || len(rows) != len(tr.Hops)+2 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	if strings.Join(rows[0], " ") != "login id title where field value status says next" {
		t.Errorf("the columns are %q", rows[0])
	}
	for i, h := range tr.Hops {
		if row := rows[i+1]; row[0] != "'@ana" || row[1] != h.ID || row[2] != h.Title || row[3] != h.Where || row[4] != h.Field || row[6] != string(h.Status) {
			t.Errorf("row %d is %q", i, row)
		}
	}
	if rows[1][5] != "'+49 30" || rows[5][8] != `a, b; "c"` || strings.HasPrefix(strings.TrimSpace(rows[2][7]), "=") {
		t.Errorf("cells %q, %q, %q", rows[1][5], rows[5][8], rows[2][7])
	}
	if last := strings.Join(rows[len(rows)-1], "|"); last != `'@ana|verdict|Verdict||||bad|She said "no", twice|'-1+2` {
		t.Errorf("the last row is %s", last)
	}
}
