package report

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/provision-cli/provision/checks/forecast"
)

// unchanging is a forecast in which the first group and the first person stay as they are.
func unchanging() Forecast {
	f := Forecast{}
	f.Groups = []forecast.GroupOutcome{
		{ID: "g0", Name: "still", Outcome: forecast.GroupSynced, Members: 2},
		{ID: "g1", Name: "gains", Outcome: forecast.GroupSynced, Members: 2, Gains: []string{"a@x.example"}},
		{ID: "g2", Name: "loses", Outcome: forecast.GroupSynced, Members: 2, Loses: []string{"b@x.example"}},
		{ID: "g3", Name: "troubled", Outcome: forecast.GroupSynced, Problems: []string{"late members"}},
		{ID: "g4", Name: "fresh", Outcome: forecast.GroupCreate},
	}
	f.People = []forecast.Person{
		{ID: "u0", Login: "still@x.example", Outcome: forecast.Provisioned},
		{ID: "u1", Login: "new@x.example", Outcome: forecast.Create},
		{ID: "u2", Login: "gains@x.example", Outcome: forecast.Provisioned, Gains: []string{"confluence"}},
		{ID: "u3", Login: "loses@x.example", Outcome: forecast.Provisioned, Loses: []string{"confluence"}},
	}
	return f
}

// TestChangesOnlyLeavesOutWhatStays: in every form alike, and the counts still count everybody.
func TestChangesOnlyLeavesOutWhatStays(t *testing.T) {
	t.Parallel()
	f := unchanging()
	f.All = true
	for _, only := range []bool{false, true} {
		f.ChangesOnly = only
		var table strings.Builder
		if err := f.CSV(&table); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(strings.NewReader(table.String())).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		var doc struct {
			ChangesOnly bool `json:"changes_only"`
			Groups      []struct{ ID string }
			People      []struct{ ID string }
		}
		if err := json.Unmarshal([]byte(documentOf(t, f)), &doc); err != nil {
			t.Fatal(err)
		}
		var groups, people []string
		for _, row := range rows[1:] {
			if row[0] == "group" {
				groups = append(groups, row[1])
			} else {
				people = append(people, row[1])
			}
		}
		wantGroups, wantPeople := []string{"g0", "g1", "g2", "g3", "g4"}, []string{"u0", "u1", "u2", "u3"}
		if only {
			wantGroups, wantPeople = wantGroups[1:], wantPeople[1:]
		}
		if !slices.Equal(groups, wantGroups) || !slices.Equal(people, wantPeople) {
			t.Errorf("changes only %v: the table has %q and %q", only, groups, people)
		}
		if doc.ChangesOnly != only || len(doc.Groups) != len(wantGroups) || len(doc.People) != len(wantPeople) || doc.Groups[0].ID != wantGroups[0] || doc.People[0].ID != wantPeople[0] {
			t.Errorf("changes only %v: the document has %+v", only, doc)
		}
		text := saidIn(t, f)
		if strings.Contains(text, "still@x.example") == only || strings.Contains(text, "✓ still ") == only || !strings.Contains(text, "gains ") {
			t.Errorf("changes only %v:\n%s", only, text)
		}
		if got := f.Headline(); !strings.Contains(got, "5 groups, 4 people") && !strings.Contains(got, "of 5") {
			t.Errorf("changes only %v: %s", only, got)
		}
	}
	f.Groups = f.Groups[:1]
	if text := saidIn(t, f); !strings.Contains(text, "No group would change.") {
		t.Errorf("where none changes:\n%s", text)
	}
}

// TestAFileThatCannotBeReadIsTold with its name, and is no forecast.
func TestAFileThatCannotBeReadIsTold(t *testing.T) {
	t.Parallel()
	_, err := ReadSaved("before.json", iotest.ErrReader(errors.New("input/output error")))
	if saved, is := errors.AsType[*SavedError](err); !is || saved.File != "before.json" || err.Error() != "--compare before.json: cannot be read: input/output error" {
		t.Errorf("%v", err)
	}
}

// TestBrokenSavedFiles: none of them is taken for a forecast without anybody.
func TestBrokenSavedFiles(t *testing.T) {
	t.Parallel()
	const head = `{"schema":"provision.forecast/1",`
	for name, tt := range map[string]struct{ text, why string }{
		"blanks":                {" \n\t", "no JSON, or not whole"},
		"null":                  {"null", "this is no forecast"},
		"a number":              {"12", "no JSON"},
		"a text":                {`"provision.forecast/1"`, "no JSON"},
		"no end":                {head + `"groups":[],"people":[`, "not whole"},
		"a comma too many":      {head + `"groups":[],"people":[],}`, "no JSON"},
		"groups without people": {head + `"groups":[]}`, "no groups or no people"},
		"people without groups": {head + `"people":[]}`, "no groups or no people"},
		"null groups":           {head + `"groups":null,"people":[]}`, "no groups or no people"},
		"people as an object":   {head + `"groups":[],"people":{}}`, "no JSON"},
		"a person as a text":    {head + `"groups":[],"people":["ana"]}`, "no JSON"},
		"an id as a number":     {head + `"groups":[{"id":1}],"people":[]}`, "no JSON"},
		"text behind it":        {head + `"groups":[],"people":[]} and more`, "more than one document"},
		"bytes before it":       {"\xef\xbb\xbf" + head + `"groups":[],"people":[]}`, "no JSON"},
		"UTF-16":                {"\xff\xfe{\x00}\x00", "no JSON"},
		"a page":                {"<!doctype html><title>Forecast</title>", "no JSON"},
		"a table":               {"kind,id,name\ngroup,g0,still\n", "no JSON"},
		"a person followed":     {`{"schema":"provision.person/1","hops":[]}`, "this is a provision.person/1, not a forecast"},
		"an older form":         {`{"schema":"provision.forecast/0","groups":[],"people":[]}`, "provision.forecast/0"},
		"a schema with a tail":  {`{"schema":"provision.forecast/10","groups":[],"people":[]}`, "newer program as provision.forecast/10"},
		"an odd schema":         {`{"schema":"forecast/1","groups":[],"people":[]}`, "this is a forecast/1, not a forecast"},
		"a schema as a number":  {`{"schema":1}`, "no JSON"},
	} {
		saved, err := ReadSaved("before.json", strings.NewReader(tt.text))
		if err == nil || !strings.HasPrefix(err.Error(), "--compare before.json: ") || !strings.Contains(err.Error(), tt.why) {
			t.Errorf("%s: %v", name, err)
		}
		if len(saved.groups)+len(saved.people) > 0 {
			t.Errorf("%s: something was taken from it: %+v", name, saved)
		}
	}
}

// TestSavedFilesThatAreWhole: blanks around the document and keys of a later program do no harm.
func TestSavedFilesThatAreWhole(t *testing.T) {
	t.Parallel()
	const groups, people = `"groups":[{"id":"g0","name":"still","outcome":"synced","colour":"blue"}]`, `"people":[{"id":"u0","login":"still@x.example","outcome":"provisioned"}]`
	for name, text := range map[string]string{
		"blanks around it":  "\n \t{" + groups + "," + people + `,"schema":"provision.forecast/1"}` + "\r\n\n",
		"a later key":       `{"schema":"provision.forecast/1","moon":{"phase":1},` + groups + "," + people + "}",
		"people first":      `{` + people + `,"schema":"provision.forecast/1",` + groups + "}",
		"nothing left out":  `{"schema":"provision.forecast/1","changes_only":false,` + groups + "," + people + "}",
		"spread over lines": "{\n" + `"schema":"provision.forecast/1",` + "\n" + groups + ",\n" + people + "\n}",
	} {
		saved, err := ReadSaved("before.json", strings.NewReader(text))
		if err != nil || len(saved.groups) != 1 || len(saved.people) != 1 {
			t.Errorf("%s: %v, %+v", name, err, saved)
			continue
		}
		f := unchanging()
		f.Groups, f.People = f.Groups[:1], f.People[:1]
		if since := f.Compare(saved); len(since.Groups)+len(since.People) > 0 || since.File != "before.json" {
			t.Errorf("%s: changed %+v", name, since)
		}
	}
}

// TestShiftsAreByID: a renamed group is the same group, and one that took another's name is not.
func TestShiftsAreByID(t *testing.T) {
	t.Parallel()
	was := unchanging()
	saved := savedOf(t, was)
	for name, tt := range map[string]struct {
		change func(*Forecast)
		want   string
	}{
		"nothing":           {func(*Forecast) {}, ""},
		"another name":      {func(f *Forecast) { f.Groups[0].Name = "other" }, ""},
		"another id":        {func(f *Forecast) { f.Groups[0].ID = "g9" }, "g0 still gone; was: synced, g9 still new: synced"},
		"another outcome":   {func(f *Forecast) { f.Groups[4].Outcome = forecast.GroupSynced }, "g4 fresh create → synced"},
		"swapped":           {func(f *Forecast) { f.Groups[0].ID, f.Groups[4].ID = "g4", "g0" }, "g0 fresh synced → create, g4 still create → synced"},
		"another order":     {func(f *Forecast) { slices.Reverse(f.Groups); slices.Reverse(f.People) }, ""},
		"somebody gone":     {func(f *Forecast) { f.People = f.People[1:] }, "u0 still@x.example gone; was: provisioned"},
		"another login":     {func(f *Forecast) { f.People[1].Login = "renamed@x.example" }, ""},
		"everybody gone":    {func(f *Forecast) { f.Groups, f.People = nil, f.People[:3] }, "g4 fresh gone; was: create, g1 gains gone; was: synced, g2 loses gone; was: synced, g0 still gone; was: synced, g3 troubled gone; was: synced, u3 loses@x.example gone; was: provisioned"},
		"only what it says": {func(f *Forecast) { f.People[0].Problems = []string{"an odd locale"} }, ""},
	} {
		f := unchanging()
		tt.change(&f)
		since := f.Compare(saved)
		var got []string
		for _, s := range append(slices.Clone(since.Groups), since.People...) {
			got = append(got, s.ID+" "+s.Name+" "+s.Words(plain))
		}
		if strings.Join(got, ", ") != tt.want {
			t.Errorf("%s:\n%s, not\n%s", name, strings.Join(got, ", "), tt.want)
		}
	}
}
