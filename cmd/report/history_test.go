package report

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/wizard"
	"github.com/provision-cli/provision/wizard/prompt"
	"github.com/provision-cli/provision/wizard/store"
)

// record is what four changes leave, one of which was cut off and one made by a later version.
func record(zone *time.Location) []store.Change {
	at := func(minute int) time.Time { return time.Date(2026, 11, 23, 19, minute, 0, 0, zone) }
	return []store.Change{
		{When: at(0), Step: "email", Action: wizard.ActionUserName, Target: "Atlassian Cloud", Was: "login", Will: "user.email, on create and update",
			Back: "Okta Admin ▸ Applications ▸ Atlassian Cloud ▸ Sign On ▸ Edit ▸ Application username format: login", BeforeImage: "/home/ana/.local/state/provision/state/images/default/email-1.json"},
		{When: at(1), Step: "push", Action: wizard.ActionPush, Target: "jira-users", Was: "not pushed", Will: "pushed", Back: "Okta Admin ▸ Applications ▸ Atlassian Cloud ▸ Push Groups ▸ jira-users ▸ Unlink pushed group"},
		{When: at(2), Step: "assign", Action: wizard.ActionAssign, Target: "people", Will: "assigned", Back: "Okta Admin ▸ … ▸ ✕", Unsure: true},
		{When: at(3), Step: "later", Action: "Paint", Target: "it\x1b[31m red", Was: "white"},
	}
}

func same(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if wanted := strings.ReplaceAll(string(want), "\r\n", "\n"); got != wanted {
		t.Errorf("%s (UPDATE=1 rewrites it) has become:\n%s", name, got)
	}
}

func TestHistoryLooksAsBefore(t *testing.T) {
	t.Parallel()
	var text, doc, lines bytes.Buffer
	History(&text, record(time.Local), prompt.Options{Color: "never", Env: func(string) string { return "" }})
	same(t, "history.txt", text.String())
	if err := HistoryJSON(&doc, record(time.UTC)); err != nil {
		t.Fatal(err)
	}
	if err := json.Indent(&lines, doc.Bytes(), "", " "); err != nil {
		t.Fatal(err)
	}
	same(t, "history.json", lines.String())
}

func TestEveryEntryHasItsWayBack(t *testing.T) {
	t.Parallel()
	var text bytes.Buffer
	History(&text, record(time.Local), prompt.Options{Color: "never", Env: func(string) string { return "" }})
	joined := strings.Join(strings.Fields(text.String()), " ")
	last := -1
	for _, c := range record(time.Local)[:3] {
		for _, want := range []string{"Way back: " + c.Back, "Cannot be taken back: " + wizard.Final(c.Action), c.BeforeImage} {
			if !strings.Contains(joined, want) {
				t.Errorf("%s %s lacks %q", c.Action, c.Target, want)
			}
		}
		if at := strings.Index(joined, c.Action+" "+c.Target); last >= 0 && at > last {
			t.Errorf("%s stands after an older change", c.Action)
		} else {
			last = at
		}
	}
	if n := strings.Count(joined, "whether it arrived was not seen"); n != 1 {
		t.Errorf("%d changes are unsure", n)
	}
	if strings.Contains(joined, "\x1b") {
		t.Error("a target writes to the terminal")
	}
	var doc struct {
		Schema  string
		Changes []struct {
			Final string `json:"cannot_be_taken_back"`
			Back  string
		}
	}
	var b bytes.Buffer
	if err := HistoryJSON(&b, record(time.UTC)); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b.Bytes(), &doc); err != nil || doc.Schema != "provision.history/1" || len(doc.Changes) != 4 {
		t.Fatalf("%s: %v", b.String(), err)
	}
	if doc.Changes[1].Final != wizard.Final(wizard.ActionPush) || doc.Changes[1].Back == "" || doc.Changes[3].Final != "" {
		t.Errorf("%+v", doc.Changes)
	}
}

func TestAnEmptyHistory(t *testing.T) {
	t.Parallel()
	var text, doc bytes.Buffer
	History(&text, nil, prompt.Options{Color: "never", Env: func(string) string { return "" }})
	if !strings.Contains(text.String(), "Nothing was changed") {
		t.Errorf("%q", text.String())
	}
	if err := HistoryJSON(&doc, nil); err != nil || doc.String() != `{"changes":[],"schema":"provision.history/1"}`+"\n" {
		t.Errorf("%q, %v", doc.String(), err)
	}
}
