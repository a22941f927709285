package ignore

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
)

func rules() Rules {
	return Rules{
		Known: func(id string) bool { return id == "push-size" || id == "push-members" },
		Suggest: func(id string) string {
			if strings.HasPrefix(id, "push") {
				return "; did you mean push-size?"
			}
			return ""
		},
		Today: time.Date(2026, 11, 23, 21, 0, 0, 0, time.UTC),
	}
}

func TestParse(t *testing.T) {
	t.Parallel()
	const text = `# accepted by the change board
- id: push-size
  reason: split planned, ticket OPS-1
  by: ana
  expires: 2026-11-23

- id: push-members
  subject: "ken.ito@example.com"
  reason: >
    leaves at the end
    of the year
  by: 'ben'
  expires: "2027-01-31" # a comment
`
	got, err := Parse([]byte(text), rules())
	if err != nil {
		t.Fatal(err)
	}
	want := []Entry{
		{Line: 2, ID: "push-size", Reason: "split planned, ticket OPS-1", By: "ana", Expires: "2026-11-23"},
		{Line: 7, ID: "push-members", Subject: "ken.ito@example.com", Reason: "leaves at the end of the year", By: "ben", Expires: "2027-01-31"},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %+v", got)
	}
}

func TestNothingToSuppress(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "\n", "# only a comment\n", "---\n", "[]\n", "null\n"} {
		if got, err := Parse([]byte(text), rules()); err != nil || len(got) > 0 {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
}

func TestProblemsNameTheirLines(t *testing.T) {
	t.Parallel()
	const good = "- id: push-size\n  reason: r\n  by: ana\n  expires: 2027-01-31\n"
	for name, c := range map[string]struct {
		text string
		line int
		says string
	}{
		"unknown id":            {strings.ReplaceAll(good, "push-size", "push-sise"), 1, `no check has the id "push-sise"; did you mean push-size?`},
		"unknown, nothing near": {strings.ReplaceAll(good, "push-size", "nonsense"), 1, `no check has the id "nonsense"`},
		"expired":               {good + strings.ReplaceAll(strings.ReplaceAll(good, "2027-01-31", "2026-11-22"), "push-size", "push-members"), 5, "expired on 22 Nov 2026"},
		"no day":                {strings.ReplaceAll(good, "2027-01-31", "next year"), 1, `"next year" is no day`},
		"no such day":           {strings.ReplaceAll(good, "2027-01-31", "2027-02-30"), 1, `"2027-02-30" is no day`},
		"a time":                {strings.ReplaceAll(good, "2027-01-31", "2027-01-31T10:00:00Z"), 1, "is no day"},
		"without reason":        {strings.ReplaceAll(good, "  reason: r\n", ""), 1, "reason is missing"},
		"without by":            {strings.ReplaceAll(good, "  by: ana\n", ""), 1, "by is missing"},
		"without expires":       {strings.ReplaceAll(good, "  expires: 2027-01-31\n", ""), 1, "expires is missing"},
		"without id":            {"- reason: r\n  by: ana\n  expires: 2027-01-31\n", 1, "id is missing"},
		"empty reason":          {strings.ReplaceAll(good, "reason: r", "reason: ''"), 2, "reason is empty"},
		"no reason after all":   {strings.ReplaceAll(good, "reason: r", "reason:"), 2, "reason must be a text"},
		"a number":              {strings.ReplaceAll(good, "by: ana", "by: 42"), 3, "by must be a text; put it in quotes"},
		"a list for a text":     {strings.ReplaceAll(good, "by: ana", "by: [ana, ben]"), 3, "by must be a text"},
		"unknown field":         {good + "  until: never\n", 5, `"until" is no field`},
		"a field twice":         {good + "  by: ben\n", 5, "not valid YAML"},
		"an entry twice":        {good + "\n" + good, 6, "the same id and subject as in line 1"},
		"a mapping":             {"push-size:\n  reason: r\n", 1, "write a list"},
		"a text":                {"push-size\n", 1, "write a list"},
		"a list of texts":       {"- push-size\n", 1, "write a list"},
		"broken":                {good + "- id: [push-size\n", 5, "not valid YAML"},
		"a tab":                 {"- id: push-size\n\treason: r\n", 2, "not valid YAML"},
		"two documents":         {good + "---\n" + good, 6, "a second document"},
		"an alias":              {strings.ReplaceAll(good, "by: ana", "by: *ana"), 3, "by must be a text"},
		"too large":             {strings.Repeat("#", Largest+1), 1, "larger than 256 KiB"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := Parse([]byte(c.text), rules())
			var wrong *Error
			if !errors.As(err, &wrong) || got != nil {
				t.Fatalf("%v, %v", got, err)
			}
			first := wrong.Problems[0]
			if first.Line != c.line || !strings.Contains(first.Text, c.says) {
				t.Errorf("line %d: %s", first.Line, first.Text)
			}
		})
	}
}

func TestEveryProblemIsNamedAtOnce(t *testing.T) {
	t.Parallel()
	_, err := Parse([]byte("- id: nonsense\n  by: ana\n- id: push-size\n  reason: r\n  by: ben\n  expires: 2020-01-01\n"), rules())
	var wrong *Error
	if !errors.As(err, &wrong) {
		t.Fatal(err)
	}
	lines := strings.Split(wrong.Error(), "\n")
	if len(lines) != 4 || !strings.HasPrefix(lines[0], "line 1: ") || !strings.HasPrefix(lines[3], "line 3: expired on 1 Jan 2020") {
		t.Errorf("said:\n%s", wrong)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("- id: push-size\n  subject: a\n  reason: r\n  by: ana\n  expires: 2027-01-31\n"))
	f.Add([]byte("- {id: push-size, by: &a x, reason: *a}\n---\n- !!str x\n"))
	f.Add([]byte("? [a]\n: |\n  b\n<<: *c\n"))
	f.Fuzz(func(t *testing.T, body []byte) {
		entries, err := Parse(body, rules())
		var wrong *Error
		switch {
		case err == nil:
		case !errors.As(err, &wrong) || len(wrong.Problems) == 0 || entries != nil:
			t.Fatalf("%v, %v", entries, err)
		default:
			for _, p := range wrong.Problems {
				if p.Line < 1 || p.Line > 1+strings.Count(string(body), "\n")+strings.Count(string(body), "\r") || p.Text == "" {
					t.Fatalf("%+v", p)
				}
			}
		}
		for _, e := range entries {
			if e.ID == "" || e.Reason == "" || e.By == "" || e.Expires < rules().Today.Format(Day) || e.Line < 1 {
				t.Fatalf("%+v", e)
			}
		}
	})
}
