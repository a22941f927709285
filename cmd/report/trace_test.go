package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"github.com/provision-cli/provision/checks/forecast"
	"github.com/provision-cli/provision/wizard/prompt"
)

func someTrace() Trace {
	return Trace{
		Trace: forecast.Trace{
			Login: "ana@example.com", Name: "Ana\x1b[31m Ruiz", Verdict: "Ana Ruiz is stopped at App user name.", Next: "Update Now.",
			Person: forecast.Person{ID: "00u1", Login: "ana@example.com", Outcome: forecast.SecondAccount},
			Hops: []forecast.Hop{
				{ID: "profile.status", Title: "Okta profile", Where: "Okta", Field: "status", Value: "ACTIVE", Status: forecast.HopGood},
				{ID: "profile.locale", Title: "Okta profile", Where: "Okta", Field: "locale", Status: forecast.HopGood},
				{ID: "username.user-name", Title: "App user name", Where: "Okta app", Field: "user name", Value: "=cmd@old.example", Says: "an old name", Next: "Update Now.", Status: forecast.HopBad},
				{ID: "record.id", Title: "Directory record", Where: "SCIM directory", Field: "id", Says: "not configured", Status: forecast.HopUnknown},
				{ID: "account.linked", Title: "Atlassian account", Where: "Atlassian organization", Field: "linked", Value: "none", Says: "comes with the record", Status: forecast.HopNotYet},
				{ID: "log.last-attempt", Title: "System Log", Where: "Okta", Field: "last attempt", Value: "push failure", Says: "a\nb", Status: forecast.HopOdd},
			},
		},
		Calls: map[string]int{"okta": 12}, Exit: 1,
	}
}

func TestTraceText(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := someTrace().Text(&b, prompt.Options{Color: "never", Env: func(string) string { return "" }}); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	at := -1
	for _, want := range []string{"Ana Ruiz", "Okta profile", "✓ status: ACTIVE", "✓ locale: none", "App user name", "✗ user name: =cmd@old.example", "an old name", "? id", "not configured", "○ linked: none", "! last attempt", "✗ Ana Ruiz is stopped at App user name.", "Next: Update Now."} {
		i := strings.Index(text, want)
		if i <= at {
			t.Errorf("%q is missing or out of order in\n%s", want, text)
		}
		at = i
	}
	if strings.Count(text, "Okta profile") != 1 || strings.Contains(text, "\x1b") {
		t.Errorf("a stage twice, or a control character:\n%q", text)
	}
}

func TestTraceJSON(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := someTrace().JSON(&b); err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Schema, Status, Verdict, Next string
		Exit                          int `json:"exit_code"`
		Calls                         map[string]int
		Person                        *struct{ ID, Outcome string }
		Hops                          []map[string]string
	}
	if err := json.Unmarshal(b.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	if doc.Schema != "provision.person/1" || doc.Exit != 1 || doc.Status != "bad" || doc.Person.Outcome != "second-account" || doc.Calls["okta"] != 12 || len(doc.Hops) != 6 {
		t.Errorf("%+v", doc)
	}
	if hop := doc.Hops[2]; hop["id"] != "username.user-name" || hop["status"] != "bad" || hop["value"] != "=cmd@old.example" || hop["where"] != "Okta app" || hop["next"] != "Update Now." {
		t.Errorf("%v", hop)
	}
	blind := someTrace()
	blind.Person = forecast.Person{}
	b.Reset()
	if err := blind.JSON(&b); err != nil || !strings.Contains(b.String(), `"person":null`) {
		t.Errorf("%v: %s", err, b.String())
	}
}

func TestTraceCSV(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := someTrace().CSV(&b); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil || len(rows) != 8 || rows[3][5] != "'=cmd@old.example" || rows[7][1] != "verdict" || rows[7][6] != "bad" {
		t.Errorf("%v, %q", err, rows)
	}
}

func TestTraceEndsWithItsError(t *testing.T) {
	t.Parallel()
	if err := someTrace().CSV(broken{}); err == nil {
		t.Error("a table that could not be written is told as written")
	}
	if err := someTrace().Text(broken{}, prompt.Options{Env: func(string) string { return "" }}); err == nil {
		t.Error("a text that could not be written is told as written")
	}
}

// broken is a full disk.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, bytes.ErrTooLarge }
