package report

import (
	"strings"
	"testing"

	"github.com/provision-cli/provision/checks/forecast"
)

func savedOf(t *testing.T, f Forecast) Saved {
	t.Helper()
	saved, err := ReadSaved("before.json", strings.NewReader(documentOf(t, f)))
	if err != nil {
		t.Fatal(err)
	}
	return saved
}

func TestCompareSaysWhatChanged(t *testing.T) {
	t.Parallel()
	now := everyOutcome()
	before := everyOutcome()
	before.Groups[0].Outcome = forecast.GroupCreate
	before.Groups = append(before.Groups[:1], before.Groups[2:]...)
	before.People[0].Outcome = forecast.SecondAccount
	before.People[1].ID, before.People[1].Login = "00u99", "gone@example.com"
	now.Since = now.Compare(savedOf(t, before))
	var got []string
	for _, s := range append(now.Since.Groups, now.Since.People...) {
		got = append(got, s.ID+" "+s.Words(plain))
	}
	want := "00g00 create → also-assigned, 00g01 new: built-in, 00u99 gone; was: link-managed, 00u00 second-account → create, 00u01 new: link-managed"
	if strings.Join(got, ", ") != want {
		t.Errorf("changed\n%s, not\n%s", strings.Join(got, ", "), want)
	}
	text := saidIn(t, now)
	for _, part := range []string{"Since before.json", "gone@example.com   gone; was: link to an account", "p00@example.com   would be a second one → create an account"} {
		if !strings.Contains(text, part) {
			t.Errorf("no %q in\n%s", part, text)
		}
	}
	var table strings.Builder
	if err := now.CSV(&table); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(table.String(), "second-account → create") || !strings.Contains(table.String(), "person,00u99,,gone@example.com") {
		t.Errorf("the table is\n%s", table.String())
	}
	if doc := documentOf(t, now); !strings.Contains(doc, `{"id":"00u99","name":"gone@example.com","was":"link-managed","is":""}`) {
		t.Errorf("the document is %s", doc)
	}
}

func TestCompareWithTheSame(t *testing.T) {
	t.Parallel()
	f := everyOutcome()
	f.Since = f.Compare(savedOf(t, everyOutcome()))
	if text := saidIn(t, f); !strings.Contains(text, "✓ The same as in before.json") {
		t.Errorf("the text is\n%s", text)
	}
	if doc := documentOf(t, f); !strings.Contains(doc, `"since":{"groups":[],"people":[]}`) {
		t.Errorf("the document is %s", doc)
	}
}

func TestCompareNamesAFew(t *testing.T) {
	t.Parallel()
	f := crowd(30)
	f.Since = f.Compare(savedOf(t, Forecast{}))
	if text := saidIn(t, f); !strings.Contains(text, "and 50 more people: -v names them") {
		t.Errorf("the text is\n%s", text)
	}
}

func TestReadSavedRefuses(t *testing.T) {
	t.Parallel()
	whole := documentOf(t, everyOutcome())
	partial := everyOutcome()
	partial.ChangesOnly = true
	for name, c := range map[string]struct{ text, why string }{
		"empty":          {"", "no JSON, or not whole"},
		"text":           {"provision test-groups: a dry run", "no JSON"},
		"cut":            {whole[:len(whole)/2], "not whole"},
		"two documents":  {whole + whole, "more than one document"},
		"a list":         {"[]", "no JSON"},
		"another object": {`{"name":"x"}`, "this is no forecast"},
		"an audit":       {`{"schema":"provision.check/1"}`, "this is a provision.check/1, not a forecast"},
		"newer":          {strings.Replace(whole, "forecast/1", "forecast/2", 1), "newer program as provision.forecast/2; this one reads provision.forecast/1"},
		"changes only":   {documentOf(t, partial), "--changes-only"},
		"no people":      {`{"schema":"provision.forecast/1","groups":[]}`, "no groups or no people"},
		"odd people":     {`{"schema":"provision.forecast/1","groups":[],"people":"all"}`, "no JSON"},
	} {
		_, err := ReadSaved("before.json", strings.NewReader(c.text))
		if err == nil || !strings.Contains(err.Error(), "--compare before.json: ") || !strings.Contains(err.Error(), c.why) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
