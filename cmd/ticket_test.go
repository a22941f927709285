package cmd

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/provision-cli/provision/wizard"
	"github.com/provision-cli/provision/wizard/prompt"
)

// outside runs a command in this process and returns what it says on stderr.
func outside(t *testing.T, want int, args ...string) string {
	t.Helper()
	var diag strings.Builder
	a := &app{in: strings.NewReader(""), out: io.Discard, err: &diag, env: func(string) string { return "" }}
	if code := a.run(args); code != want {
		t.Fatalf("%q: exit code %d, want %d\n%s", args, code, want, diag.String())
	}
	return strings.Join(strings.Fields(diag.String()), " ")
}

func TestTheDocumentComesInThreeForms(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for form, begins := range map[string]string{"html": "<!DOCTYPE html>", "text": "Change: user provisioning", "json": `{"schema":"provision.plan/1"`} {
		t.Run(form, func(t *testing.T) {
			t.Parallel()
			file := filepath.Join(folder, "change."+form)
			args := []string{"setup", "--sandbox", "-n", "-o", form}
			shown := inside(t, 0, args...)
			if said := inside(t, 0, append(args, "--output-file", file)...); said != "" {
				t.Errorf("it says on stdout what stands in the file: %q", said)
			}
			kept, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for where, doc := range map[string]string{"stdout": shown, "file": string(kept)} {
				if !strings.HasPrefix(doc, begins) {
					t.Errorf("%s begins with %.40q", where, doc)
				}
				for _, want := range []string{"Zoë Becker", "zoe.becker@example.com", "Example Inc (", "Unlink pushed group", "Push group atlassian-test-jira-users"} {
					if form == "json" && strings.HasPrefix(want, "Push group ") {
						want = `"action":"Push group","target":"atlassian-test-jira-users"`
					}
					if !strings.Contains(doc, want) {
						t.Errorf("%s lacks %q", where, want)
					}
				}
			}
			if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("a file that names people may be read by others: %v, %v", info.Mode(), err)
			}
		})
	}
}

func TestADocumentTellsHowARunEnded(t *testing.T) {
	t.Parallel()
	args := []string{"setup", "--sandbox", "--scenario", "ready", "--drift", "okta-app", "-n"}
	page := inside(t, 5, append(args, "-o", "html", "--detailed-exitcode")...)
	if !strings.Contains(page, "Activate the Atlassian Cloud app in Okta") {
		t.Error("the page does not say what is to be done")
	}
	var doc struct {
		Exit int `json:"exit_code"`
		Made struct {
			By, Profile string
			Sandbox     bool
		}
		Costs []struct{ What, Amount string }
	}
	if err := json.Unmarshal([]byte(inside(t, 5, append(args, "-o", "json", "--detailed-exitcode")...)), &doc); err != nil {
		t.Fatal(err)
	}
	if doc.Exit != 5 || !doc.Made.Sandbox || doc.Made.Profile != "default" || doc.Made.By == "" || len(doc.Costs) < 6 {
		t.Errorf("the document tells %+v", doc)
	}
}

func TestWrongUsageOfTheDocument(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for _, c := range []struct {
		says string
		args []string
	}{
		{"-o html goes with -n", []string{"-o", "html"}},
		{"--output-file goes with -n", []string{"--output-file", "a.html"}},
		{"--output-file goes with -n", []string{"-n", "--history", "--output-file", "a.html"}},
		{"--history is told as text or json", []string{"--history", "-o", "html"}},
		{"there is no folder", []string{"-n", "--output-file", filepath.Join(folder, "no", "a.html")}},
		{"no ordinary file", []string{"-n", "--output-file", folder}},
		{`-o "env": choose text or json`, []string{"-n", "-o", "env"}},
	} {
		args := []string{"setup"}
		if !strings.Contains(strings.Join(c.args, " "), "--history") {
			args = append(args, "--sandbox")
		}
		if said := outside(t, 2, append(args, c.args...)...); !strings.Contains(said, c.says) {
			t.Errorf("%q says %q", c.args, said)
		}
	}
	if said := outside(t, 2, "explain", "-o", "html"); !strings.Contains(said, `-o "html": choose text or json`) {
		t.Errorf("explain -o html: %q", said)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("wrong usage left %v, %v", left, err)
	}
}

func TestARunThatCannotBeginLeavesNoDocument(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "change.html")
	outside(t, 2, "setup", "-n", "--no-input", "-o", "html", "--output-file", file)
	if _, err := os.Stat(file); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a document without an answer: %v", err)
	}
}

type answers []*http.Response

func (a *answers) RoundTrip(*http.Request) (*http.Response, error) {
	res := (*a)[0]
	*a = (*a)[1:]
	if res == nil {
		return nil, io.ErrUnexpectedEOF
	}
	return res, nil
}

func TestLimitsAreCounted(t *testing.T) {
	t.Parallel()
	with := func(limit string) *http.Response {
		return &http.Response{Header: http.Header{"X-Rate-Limit-Limit": {limit}}, Body: http.NoBody}
	}
	list := &answers{with("50"), with("10"), with("50"), with("many"), with("0"), {Header: http.Header{}, Body: http.NoBody}, nil}
	l := &limits{next: list}
	if got := l.answered(); len(got) != 0 {
		t.Errorf("nothing was answered, and limits are %v", got)
	}
	for len(*list) > 0 {
		res, err := l.RoundTrip(nil)
		if err == nil {
			_ = res.Body.Close()
		}
	}
	if got := l.answered(); len(got) != 2 || got[50] != 2 || got[10] != 1 {
		t.Errorf("limits: %v", got)
	}
}

func TestStoppingSaysWhatGoesOn(t *testing.T) {
	t.Parallel()
	push := wizard.Change{Action: wizard.ActionPush, Target: "jira", Queued: "sending the group jira and its members"}
	assign := wizard.Change{Action: wizard.ActionAssign, Target: "people", Queued: "creating 12"}
	access := wizard.Change{Action: wizard.ActionAccess, Target: "jira → jira-software"}
	at := wizard.Switch{Label: "Atlassian (prod)", Link: "https://x-admin.okta.com/admin/app/atlassian/instance/0oa1/#tab-user-management"}
	off := "Okta Admin ▸ Applications ▸ Atlassian (prod) ▸ Provisioning ▸ To App ▸ Edit, untick Create Users, Save."
	for name, c := range map[string]struct {
		err       error
		step      wizard.StepReport
		says, not []string
		code      int
	}{
		"nothing sent": {prompt.ErrCancelled, wizard.StepReport{Changes: []wizard.Change{push}}, []string{"Nothing was changed by this run."}, []string{"untick", "Changed by"}, 130},
		"pushed": {prompt.ErrCancelled, wizard.StepReport{Sent: []wizard.Change{push}},
			[]string{"Changed by this run: Push group jira.", "goes on by itself with: sending the group jira", off, at.Link, "Deactivate", "setup --history"}, []string{"Perhaps"}, 130},
		"terminated": {prompt.ErrTerminated, wizard.StepReport{Sent: []wizard.Change{push, assign}},
			[]string{"Push group jira; Assign group people", "jira and its members; creating 12", off}, []string{"--history"}, 143},
		"answer lost": {&wizard.ChangeError{Change: assign, Err: prompt.ErrCancelled}, wizard.StepReport{Unsure: []wizard.Change{assign}},
			[]string{"Perhaps changed too, its answer was not awaited: Assign group people. The next run looks first.", "creating 12", off}, []string{"Changed by this run"}, 130},
		"only access": {prompt.ErrCancelled, wizard.StepReport{Sent: []wizard.Change{access}}, []string{"Nothing of it goes on by itself.", "setup --history"}, []string{"untick"}, 130},
	} {
		var said strings.Builder
		a := &app{err: &said, env: func(string) string { return "" }, color: "never"}
		if code := a.exit(stopped(c.err, wizard.Report{Steps: []wizard.StepReport{c.step}, Off: at}, name != "terminated")); code != c.code {
			t.Errorf("%s: exit code %d", name, code)
		}
		text := strings.Join(strings.Fields(said.String()), " ")
		for _, want := range c.says {
			if !strings.Contains(text, want) {
				t.Errorf("%s: it says %q, not %q", name, text, want)
			}
		}
		for _, not := range c.not {
			if strings.Contains(text, not) {
				t.Errorf("%s: it says %q", name, text)
			}
		}
	}
	if err := errors.New("the disk is full"); !errors.Is(stopped(err, wizard.Report{}, true), err) || errors.As(stopped(err, wizard.Report{}, true), new(*stoppedError)) || stopped(nil, wizard.Report{}, true) != nil {
		t.Error("what is no stop is told as one")
	}
	if lines := switchOff([]string{"a"}, wizard.Switch{Label: "App"}); strings.Contains(strings.Join(lines, "\n"), "http") {
		t.Errorf("without an address: %q", lines)
	}
}
