package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/provision-cli/provision/checks"
)

// compiled is the schema that --schema prints, with its formats asserted.
func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	var b bytes.Buffer
	if err := CheckSchema(&b); err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(&b)
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource("check.json", doc); err != nil {
		t.Fatal(err)
	}
	return compiler.MustCompile("check.json")
}

func document(t *testing.T, c Check) (text string, doc any) {
	t.Helper()
	var b bytes.Buffer
	if err := c.JSON(&b); err != nil {
		t.Fatal(err)
	}
	text = b.String()
	doc, err := jsonschema.UnmarshalJSON(&b)
	if err != nil {
		t.Fatal(err)
	}
	return text, doc
}

// everything is an audit with everything that a document can hold.
func everything() Check {
	c := sample()
	c.Since = &Since{Last: time.Date(2026, 11, 22, 3, 0, 0, 5, time.Local), New: 1, Same: 2, Mended: 3}
	c.Results[0].Since = Mended
	c.Results[5].Suppressed = accept("ana")
	c.Results[6].Accepted = []Accepted{{Subject: "person01@example.com", Suppression: *accept("ben")}}
	return c
}

func TestJSONFollowsItsSchema(t *testing.T) {
	t.Parallel()
	schema := compiled(t)
	never := sample()
	never.Since = &Since{}
	for name, c := range map[string]Check{"nothing asked": {}, "usual": sample(), "never before": never, "everything": everything()} {
		if _, doc := document(t, c); schema.Validate(doc) != nil {
			t.Errorf("%s: %v", name, schema.Validate(doc))
		}
	}
}

func TestTheSchemaRefuses(t *testing.T) {
	t.Parallel()
	schema := compiled(t)
	whole, _ := document(t, everything())
	for _, edit := range [][2]string{
		{`"exit_code":1`, `"exit_code":2`}, {`"provision.check/1"`, `"provision.check/2"`}, {`"severity":"high"`, `"severity":"urgent"`},
		{`"status":"fail"`, `"status":"failed"`}, {`"suppressed":null`, `"suppressed":false`}, {`"expires":"2027-01-31"`, `"expires":"some day"`},
		{`"since":"mended"`, `"since":"gone"`}, {`"okta":200`, `"okta":-1`}, {`"topic":"push"`, `"topic":"other"`}, {`"id":"scim-key"`, `"id":"SCIM key"`},
		{`"pass":1`, `"passed":1`}, {`"got":"no"`, `"is":"no"`}, {`"results":[`, `"more":[],"results":[`}, {`"last":"2026`, `"last":"about 2026`},
	} {
		text := strings.Replace(whole, edit[0], edit[1], 1)
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil || text == whole {
			t.Fatalf("%v changes nothing, %v", edit, err)
		}
		if schema.Validate(doc) == nil {
			t.Errorf("%s passes for %s", edit[1], edit[0])
		}
	}
}

func TestJSONIsFrozen(t *testing.T) {
	t.Parallel()
	c := everything()
	c.Results = c.Results[5:]
	c.Results[1].Evidence = c.Results[1].Evidence[1:2]
	text, _ := document(t, c)
	const want = `{"schema":"provision.check/1","exit_code":1,"summary":{"fail":1,"manual":0,"pass":0,"skip":0,"suppressed":1,"unknown":0,"warn":0},` +
		`"since":{"last":"LAST","new":1,"same":2,"mended":3},"calls":{"admin":12,"okta":200,"scim":0,"site":0},"results":[` +
		`{"id":"push-assign-overlap","topic":"push","title":"No group is both assigned and pushed","severity":"medium","status":"warn","summary":"Assigned and pushed at once: jira-users.","fix":"Mend it.","link":"https://example.okta.com/app","evidence":[],"suppressed":{"reason":"known","by":"ana","expires":"2027-01-31"}},` +
		`{"id":"push-members","topic":"push","title":"Pushed groups have the same members on both sides","severity":"high","status":"fail","summary":"20 people are missing.","fix":"Mend it.","link":"https://example.okta.com/app","evidence":[` +
		`{"subject":"person01@example.com","field":"member","want":"yes","got":"no","suppressed":{"reason":"known","by":"ben","expires":"2027-01-31"}}],"suppressed":null}]}` + "\n"
	if got := strings.Replace(text, c.Since.Last.UTC().Format(time.RFC3339), "LAST", 1); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestJSONHoldsNoTimeOfTheRun(t *testing.T) {
	t.Parallel()
	early, late := sample(), sample()
	late.Began, late.Took, late.Results[0].Duration = late.Began.Add(time.Hour), time.Minute, time.Minute
	a, _ := document(t, early)
	if b, _ := document(t, late); a != b {
		t.Errorf("%s\n%s", a, b)
	}
}

func TestCSV(t *testing.T) {
	t.Parallel()
	c := everything()
	c.Results[6].Evidence[0] = checks.Evidence{Subject: "=cmd()", Field: "+1", Want: "-1", Got: "@x"}
	c.Results[6].Summary = "two\nlines, \"quoted\""
	var b bytes.Buffer
	if err := c.CSV(&b); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(rows[0], " "); got != "id topic title severity status since suppressed summary fix link subject field want got" {
		t.Errorf("heading %q", got)
	}
	if len(rows) != 1+6+20 {
		t.Errorf("%d rows", len(rows))
	}
	by := map[string][]string{}
	for _, row := range rows[1:] {
		by[row[0]+" "+row[10]] = row
	}
	for key, want := range map[string]map[int]string{
		"okta-reachable ":                   {4: "pass", 5: "mended", 6: "", 7: "Okta answers."},
		"push-assign-overlap ":              {4: "warn", 6: "until 2027-01-31 by ana: known"},
		"push-members person01@example.com": {6: "until 2027-01-31 by ben: known", 11: "member", 12: "yes", 13: "no"},
		"push-members '=cmd()":              {6: "", 7: `two lines, "quoted"`, 11: "'+1", 12: "'-1", 13: "'@x"},
	} {
		for i, text := range want {
			if row := by[key]; row == nil || row[i] != text {
				t.Errorf("%s: %q, column %d is not %q", key, row, i, text)
			}
		}
	}
}

// TestCSVIsNoProgram puts every way to begin a formula into each cell that a tenant may fill.
func TestCSVIsNoProgram(t *testing.T) {
	t.Parallel()
	for _, begins := range []string{"", " ", "\t", "\r", "\n", "\x1b7", "\x1b=", "\x00", "\x1b[31m", "\u202e", "\u2028", "\ufeff", " \x1b7 "} {
		for _, sign := range []string{"=", "+", "-", "@"} {
			text := begins + sign + "HYPERLINK(1)"
			c := everything()
			c.Results[6].Summary, c.Results[6].Fix, c.Results[6].Link = text, text, text
			c.Results[6].Evidence = []checks.Evidence{{Subject: text, Field: text, Want: text, Got: text}}
			var b bytes.Buffer
			if err := c.CSV(&b); err != nil {
				t.Fatal(err)
			}
			rows, err := csv.NewReader(&b).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			n := 0
			for _, row := range rows {
				for _, cell := range row {
					if strings.HasSuffix(cell, sign+"HYPERLINK(1)") {
						n++
						if !strings.HasPrefix(cell, "'") {
							t.Errorf("%q became the cell %q", text, cell)
						}
					}
				}
			}
			if n != 7 {
				t.Errorf("%q: %d cells", text, n)
			}
		}
	}
}

func TestCatalogueJSONNamesWhatExplainShows(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	var list []map[string]any
	if err := CatalogueJSON(&b); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b.Bytes(), &list); err != nil || len(list) != len(checks.Catalogue()) {
		t.Fatalf("%d questions, %v", len(list), err)
	}
	for i, q := range list {
		for _, key := range []string{"id", "topic", "title", "severity", "reads", "why", "detects"} {
			if text, _ := q[key].(string); text == "" {
				t.Errorf("%v has no %s", q["id"], key)
			}
		}
		links, isList := q["links"].([]any)
		if _, after := q["after"].([]any); !isList || !after || len(links) != len(checks.Catalogue()[i].Docs) {
			t.Errorf("%v has links %v, after %v", q["id"], q["links"], q["after"])
		}
	}
}
