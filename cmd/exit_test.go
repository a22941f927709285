package cmd

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/cmd/report"
	"github.com/provision-cli/provision/wizard"
	"github.com/provision-cli/provision/wizard/prompt"
	"github.com/provision-cli/provision/wizard/session"
)

func TestExitCodes(t *testing.T) {
	t.Parallel()
	open := func(status checks.Status, refused bool) error {
		return &wizard.OpenError{Step: "Directory", Open: checks.Result{Check: checks.Check{ID: "scim-key"}, Finding: checks.Finding{Status: status, Summary: "it is so", Fix: "mend it", Refused: refused}}}
	}
	remote := &clients.Error{Service: "okta", Method: "GET", Path: "/api/v1/apps", Status: 503}
	person := &wizard.PersonError{Guide: wizard.Guide{Title: "Add the app"}}
	for name, c := range map[string]struct {
		err  error
		code int
		says []string
	}{
		"nothing":           {nil, 0, nil},
		"wrong answer":      {open(checks.Fail, false), 1, []string{"✗ Directory: it is so (scim-key)", "Next: mend it", "provision explain scim-key"}},
		"could not look":    {open(checks.Unknown, false), 3, []string{"? Directory"}},
		"refused":           {open(checks.Fail, true), 3, []string{"? Directory"}},
		"declined":          {wizard.ErrDeclined, 1, []string{"Declined"}},
		"change failed":     {&wizard.ChangeError{Change: wizard.Change{Action: "Push group", Target: "a"}, Err: remote}, 1, []string{"Push group a"}},
		"rail":              {&wizard.RailError{People: 7}, 1, []string{"--accept-affected 7"}},
		"usage":             {&usageError{errors.New("--wait soon")}, 2, []string{"provision --help"}},
		"missing":           {&wizard.MissingError{Inputs: []session.Input{session.OktaURL, session.OktaToken}}, 2, []string{"--okta-url or OKTA_CLIENT_ORGURL", "OKTA_CLIENT_TOKEN"}},
		"service is down":   {fmt.Errorf("list groups: %w", remote), 3, nil},
		"person":            {person, 4, []string{"☐ Waits for a person: Add the app", "run provision setup again"}},
		"handed over":       {&wizard.PersonError{Guide: wizard.Guide{Title: "Add the app"}, Handed: true}, 4, []string{"Handed over: Add the app"}},
		"changes to make":   {&codeError{5}, 5, nil},
		"ctrl-c":            {prompt.ErrCancelled, 130, []string{"! Stopped. Nothing was changed."}},
		"back from all":     {fmt.Errorf("ask: %w", prompt.ErrBack), 130, []string{"! Stopped. Nothing was changed."}},
		"ctrl-c in a run":   {&stoppedError{err: prompt.ErrCancelled}, 130, []string{"! Stopped. What is proven stays", "Nothing was changed by this run."}},
		"ctrl-c inside":     {fmt.Errorf("read groups: %w", prompt.ErrCancelled), 130, []string{"Stopped."}},
		"context":           {context.Canceled, 130, nil},
		"SIGTERM":           {prompt.ErrTerminated, 143, nil},
		"SIGTERM in a call": {fmt.Errorf("read groups: %w", prompt.ErrTerminated), 143, nil},
		"anything else":     {errors.New("the disk is full"), 1, []string{"✗ The disk is full"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var said strings.Builder
			a := &app{err: &said, env: func(string) string { return "" }, color: "never"}
			if code := a.exit(c.err); code != c.code {
				t.Errorf("exit code %d, want %d", code, c.code)
			}
			text := strings.Join(strings.Fields(said.String()), " ")
			for _, want := range c.says {
				if !strings.Contains(text, want) {
					t.Errorf("it says %q, not %q", text, want)
				}
			}
			if _, silent := errors.AsType[*codeError](c.err); (c.err == nil || silent) != (text == "") {
				t.Errorf("it says %q", text)
			}
		})
	}
}

func TestEveryFlagStandsInHelp(t *testing.T) {
	t.Parallel()
	for _, command := range []string{"setup", "check", "sandbox", "explain"} {
		var out strings.Builder
		a := &app{out: &out, err: &out, in: strings.NewReader(""), env: func(string) string { return "" }}
		if code := a.run([]string{command, "--help"}); code != 0 {
			t.Fatalf("%s --help: exit code %d", command, code)
		}
		cmd, _, err := a.root().Find([]string{command})
		if err != nil {
			t.Fatal(err)
		}
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			if !strings.Contains(out.String(), "--"+f.Name) || f.Usage == "" {
				t.Errorf("%s: --%s is not explained by --help", command, f.Name)
			}
		})
	}
	for _, in := range session.Inputs() {
		cmd, _, _ := (&app{env: func(string) string { return "" }}).root().Find([]string{"setup"})
		f := cmd.Flags().Lookup(in.ID)
		if (f == nil) != in.Secret {
			t.Errorf("%s: a secret has no flag, and everything else has one", in.ID)
		}
		if f != nil && !strings.Contains(f.Usage, in.Env) {
			t.Errorf("--%s does not name %s", in.ID, in.Env)
		}
	}
}

// TestAFindingIsSaidOnce: what the events have shown is not repeated by the error, but where it was not shown the error says all.
func TestAFindingIsSaidOnce(t *testing.T) {
	t.Parallel()
	res := checks.Result{Check: checks.Check{ID: "scim-key", Title: "The SCIM key works"}, Finding: checks.Finding{Status: checks.Fail, Summary: "refused", Fix: "paste the key"}}
	err := error(&wizard.OpenError{Step: "Directory", Open: res})
	events := report.NewSetupText(func(prompt.Block) {}, nil)
	if got := told(err, events); got != err { //nolint:errorlint // whether it is wrapped is the question
		t.Errorf("nothing was shown, and the error says only %v", got)
	}
	events.Event(wizard.Event{Kind: wizard.EventCheck, Result: &res})
	var said strings.Builder
	a := &app{err: &said, env: func(string) string { return "" }, color: "never"}
	code := a.exit(told(err, events))
	if got := said.String(); code != exitWrong || got != "\n✗ Directory is still open: scim-key, as said above\n  Next: paste the key\n" {
		t.Errorf("exit code %d, %q", code, got)
	}
	if got := told(err, report.Quiet{}); got != err { //nolint:errorlint // whether it is wrapped is the question
		t.Errorf("nobody was told, and the error says only %v", got)
	}
}

func TestBackOutOfARunIsAStop(t *testing.T) {
	t.Parallel()
	if _, ok := errors.AsType[*stoppedError](stopped(prompt.ErrBack, wizard.Report{}, true)); !ok {
		t.Error("what the run had changed is not said")
	}
}
