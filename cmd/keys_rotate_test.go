package cmd

import (
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/cmd/report"
	"github.com/provision-cli/provision/wizard"
	"github.com/provision-cli/provision/wizard/prompt"
	"github.com/provision-cli/provision/wizard/session"
	"github.com/provision-cli/provision/wizard/store"
)

// TestAStoppedRotationSaysWhetherTheOldKeyIsDead, and how it goes on.
func TestAStoppedRotationSaysWhetherTheOldKeyIsDead(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		err     error
		dead    bool
		code    int
		says    []string
		without string
	}{
		"before anything":  {prompt.ErrCancelled, false, exitCancelled, []string{"No key was changed", "provision keys rotate"}, "dead"},
		"after":            {prompt.ErrCancelled, true, exitCancelled, []string{"The old key is dead", "provision keys rotate"}, "No key was changed"},
		"terminated":       {prompt.ErrTerminated, true, exitTerminated, []string{"The old key is dead"}, "Nothing was changed"},
		"a person":         {&wizard.PersonError{Guide: wizard.Guide{Title: "x"}}, false, exitPerson, []string{"PROVISION_SCIM_API_KEY", "provision keys rotate"}, "provision setup"},
		"something absent": {&wizard.MissingError{Inputs: []session.Input{session.OktaToken}}, false, exitUsage, []string{"OKTA_CLIENT_TOKEN", "provision keys rotate"}, "provision setup"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := &app{out: io.Discard, err: io.Discard, env: func(string) string { return "" }}
			kept := store.Discard("acme")
			if c.dead {
				if err := kept.UpdateState(func(st *store.State) { st.KeyStopped = time.Now() }); err != nil {
					t.Fatal(err)
				}
			}
			run := &setupRun{session: session.New(session.Options{Store: kept, Secrets: &store.Memory{}}), observer: report.Quiet{}}
			err := a.rotationStopped(&setupFlags{}, run, wizard.Report{}, c.err)
			if code := exitCode(err); code != c.code || !errors.Is(err, c.err) {
				t.Errorf("exit code %d of %v", code, err)
			}
			said := shownText(explained(err, c.code))
			for _, want := range c.says {
				if !strings.Contains(said, want) {
					t.Errorf("nothing says %q: %s", want, said)
				}
			}
			if strings.Contains(said, c.without) {
				t.Errorf("says %q: %s", c.without, said)
			}
		})
	}
}

// TestTheEndOfARotationSaysHowLong nothing was sent, and by whose word.
func TestTheEndOfARotationSaysHowLong(t *testing.T) {
	t.Parallel()
	kept, from := store.Discard("acme"), time.Date(2026, 11, 23, 10, 0, 0, 900, time.UTC)
	if err := kept.SetKey(from, from.AddDate(1, 0, 0)); err != nil {
		t.Fatal(err)
	}
	s := session.New(session.Options{Store: kept, Secrets: &store.Memory{}})
	for by, want := range map[string]string{"": "as its log shows", "ana": "as ana attests"} {
		text := shownText(rotatedBlock(wizard.Rotated{Stopped: from, Works: from.Add(252 * time.Second), By: by}, s))
		for _, want := range []string{want, "for 4m12s", "2027", "Retry Selected"} {
			if !strings.Contains(text, want) {
				t.Errorf("%q is missing: %s", want, text)
			}
		}
	}
	if d := (wizard.Rotated{Stopped: from, Works: from.Add(-time.Minute)}).Outage(); d != 0 {
		t.Errorf("an outage of %s", d)
	}
}

func shownText(b prompt.Block) string {
	var text strings.Builder
	prompt.Render(&text, b, prompt.Options{Env: func(name string) string { return map[string]string{"COLUMNS": "1000"}[name] }})
	return strings.Join(strings.Fields(text.String()), " ")
}
