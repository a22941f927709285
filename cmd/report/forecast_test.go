package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/provision-cli/provision/checks/forecast"
	"github.com/provision-cli/provision/wizard/prompt"
)

// plainText are options for text without colour, wide enough that no test depends on where a row is broken.
var plainText = prompt.Options{Color: "never", Width: 100, Env: func(string) string { return "" }}

// everyOutcome is a forecast with each outcome that there is once, and names that somebody chose to do harm.
func everyOutcome() Forecast {
	f := Forecast{
		Okta: "example.okta.com", Organization: "Example Inc", Assign: []string{"atlassian-test-users"}, AssignFrom: "assigned now",
		Notes: []string{"No SCIM base URL and key are known: the directory is taken for empty."}, Calls: map[string]int{"okta": 12, "scim": 3}, Exit: 1,
		Next: "provision setup --push-group jira",
	}
	for i, o := range slices.Sorted(keysOf(groupWords)) {
		f.Groups = append(f.Groups, forecast.GroupOutcome{ID: fmt.Sprintf("00g%02d", i), Name: "group " + string(o), Outcome: o, Members: i})
	}
	f.Counts = map[forecast.Outcome]int{}
	for i, o := range fates {
		login := fmt.Sprintf("p%02d@example.com", i)
		f.People = append(f.People, forecast.Person{
			ID: fmt.Sprintf("00u%02d", i), Login: login, Name: "Person " + string(o), Email: login, UserName: login,
			SSOBefore: login, SSOAfter: login, Outcome: o, Groups: []string{"group create"},
		})
		f.Counts[o]++
	}
	f.Groups[0].Problems, f.Groups[0].Loses = []string{"=HYPERLINK(\"http://x\")"}, []string{"a@example.com"}
	f.Groups[0].AtlassianID, f.Groups[0].Opens = "g-1", []string{"jira-software on example.atlassian.net"}
	f.People[0].Name, f.People[1].Name = "=1+1", "\x1b[31m@evil\x1b[0m"
	f.People[1].Loses = []string{"confluence on example.atlassian.net"}
	f.People[0].Gains, f.People[0].Billed, f.Billed = []string{"jira-software on example.atlassian.net"}, true, 1
	f.Seats = []forecast.Seat{{Product: "confluence", Site: "https://a.example", Needed: 4, Left: -1}, {Product: "jira-software", Site: "https://a.example", Needed: 34, Left: 20}, {Product: "jira-core", Site: "https://a.example", Needed: 1, Left: 1 << 30}}
	f.Rails = []forecast.Rail{{ID: "access-lost", Title: "people who lose access", Count: 2, Limit: 1, People: []string{"p01@example.com"}, Missing: 1, Way: "Look first."}}
	f.Cost = forecast.Cost{Calls: 120, Minutes: 4}
	return f
}

func keysOf(m map[forecast.Outcome]string) func(func(forecast.Outcome) bool) {
	return func(yield func(forecast.Outcome) bool) {
		for o := range m {
			if !yield(o) {
				return
			}
		}
	}
}

func schemaOf(t *testing.T) *jsonschema.Schema {
	t.Helper()
	var text bytes.Buffer
	if err := ForecastSchema(&text); err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(&text)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("forecast.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("forecast.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func documentOf(t *testing.T, f Forecast) string {
	t.Helper()
	var b strings.Builder
	if err := f.JSON(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func saidIn(t *testing.T, f Forecast) string {
	t.Helper()
	var b strings.Builder
	if err := f.Text(&b, plainText); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestForecastJSONKeepsToItsSchema(t *testing.T) {
	t.Parallel()
	compared := everyOutcome()
	compared.Since = &Shifts{People: []Shift{{ID: "00u01", Name: "a", Was: "create"}}}
	narrow := everyOutcome()
	narrow.ChangesOnly = true
	schema := schemaOf(t)
	for name, f := range map[string]Forecast{"everything": everyOutcome(), "nothing": {}, "compared": compared, "changes only": narrow} {
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(documentOf(t, f)))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(doc); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	wrong, err := jsonschema.UnmarshalJSON(strings.NewReader(strings.Replace(documentOf(t, everyOutcome()), `"outcome":"unlinked"`, `"outcome":"lost"`, 1)))
	if err != nil || schema.Validate(wrong) == nil {
		t.Errorf("the schema takes an outcome that does not exist (%v)", err)
	}
}

// TestForecastSchemaIsFrozen fails on purpose when the schema changes: others read this document. A change that breaks
// none of them is written into the golden file; another one needs a new number.
func TestForecastSchemaIsFrozen(t *testing.T) {
	t.Parallel()
	frozen, err := os.ReadFile("testdata/forecast.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	if forecastSchema != string(frozen) {
		t.Error("forecast.schema.json differs from testdata/forecast.schema.json")
	}
}

// TestForecastKnowsEveryOutcome reads the outcomes where they are declared: one more of them needs words and a place in
// the schema.
func TestForecastKnowsEveryOutcome(t *testing.T) {
	t.Parallel()
	source, err := os.ReadFile("../../checks/forecast/outcome.go")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`(?m)^\s(\w+)\s+Outcome = "([a-z-]+)"`).FindAllStringSubmatch(string(source), -1)
	people, groups := 0, 0
	for _, m := range found {
		o := forecast.Outcome(m[2])
		if strings.HasPrefix(m[1], "Group") {
			groups++
			if groupWords[o] == "" {
				t.Errorf("no words for a group that is %s", o)
			}
			continue
		}
		people++
		if fateWords[o] == "" || !slices.Contains(fates, o) {
			t.Errorf("no words or no place for somebody who is %s", o)
		}
		if (forecast.Person{Outcome: o}).Bad() != (hardship(o) >= 0) {
			t.Errorf("%s is bad without a hardship, or good with one", o)
		}
	}
	if people != len(fateWords) || people != len(fates) || groups != len(groupWords) {
		t.Errorf("%d people's and %d groups' outcomes are declared, %d, %d and %d known", people, groups, len(fateWords), len(fates), len(groupWords))
	}
}

func TestForecastJSONBeginsWithTheKeysOfTheContract(t *testing.T) {
	t.Parallel()
	text := documentOf(t, everyOutcome())
	order := []string{`{"schema":"provision.forecast/1","exit_code":1,"groups":[{"name":`, `"people":[{"id":`, `"seats":[{"product":`, `"calls":{"admin":0,"okta":12,"scim":3,"site":0}`, `"counts":`}
	at := 0
	for _, part := range order {
		i := strings.Index(text[at:], part)
		if i < 0 {
			t.Fatalf("no %s after byte %d of %s", part, at, text)
		}
		at += i
	}
	if strings.Contains(text, "null") && !strings.Contains(text, `"since":null`) || strings.Count(text, "null") != 3 {
		t.Errorf("only seats that are not known or without end, and since, may be null: %s", text)
	}
	if documentOf(t, everyOutcome()) != text {
		t.Error("the same forecast gave other bytes")
	}
}

func TestForecastSeatsLeft(t *testing.T) {
	t.Parallel()
	var doc struct{ Seats []map[string]any }
	if err := json.Unmarshal([]byte(documentOf(t, everyOutcome())), &doc); err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprint(doc.Seats[0]["left"], doc.Seats[0]["unlimited"], doc.Seats[1]["left"], doc.Seats[2]["left"], doc.Seats[2]["unlimited"])
	if got != "<nil> false 20 <nil> true" {
		t.Errorf("seats are %s", got)
	}
}

func TestForecastWrong(t *testing.T) {
	t.Parallel()
	with := func(change func(*Forecast)) Forecast {
		f := Forecast{}
		f.Groups = []forecast.GroupOutcome{{Name: "a", Outcome: forecast.GroupCreate}}
		f.People = []forecast.Person{{Login: "a", Outcome: forecast.Create}}
		change(&f)
		return f
	}
	for name, c := range map[string]struct {
		f    Forecast
		want bool
		says string
	}{
		"well":          {with(func(*Forecast) {}), false, "Nothing would go wrong: 1 group, 1 person."},
		"many created":  {with(func(f *Forecast) { f.Rails = []forecast.Rail{{ID: "created"}, {ID: "taken-over"}} }), false, "Nothing would go wrong"},
		"access lost":   {with(func(f *Forecast) { f.Rails = []forecast.Rail{{ID: "access-lost"}} }), true, "but not as they should"},
		"too few seats": {with(func(f *Forecast) { f.Seats = []forecast.Seat{{Needed: 3, Left: 2}} }), true, "but not as they should"},
		"seats unknown": {with(func(f *Forecast) { f.Seats = []forecast.Seat{{Needed: 3, Left: -1}} }), false, "Nothing would go wrong"},
		"a bad group":   {with(func(f *Forecast) { f.Groups[0].Outcome = forecast.GroupDefault }), true, "wrong for 1 of 1 group."},
		"a bad person":  {with(func(f *Forecast) { f.People[0].Outcome = forecast.AbsentInactive }), true, "wrong for 1 of 1 person."},
	} {
		if got := c.f.Wrong(); got != c.want || !strings.Contains(c.f.Headline(), c.says) {
			t.Errorf("%s: %v, %q", name, got, c.f.Headline())
		}
	}
}
