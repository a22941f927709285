package cmd

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/provision-cli/provision/clients/sandbox"
	"github.com/provision-cli/provision/cmd/report"
	"github.com/provision-cli/provision/wizard"
	"github.com/provision-cli/provision/wizard/prompt"
	"github.com/provision-cli/provision/wizard/session"
)

// sandboxWait is how long a step by hand is watched in the embedded sandbox, whose operator is quick.
const sandboxWait = 5 * time.Second

// sandboxSettle is how long the embedded sandbox may take to show a change, beyond its own delay.
const sandboxSettle = 15 * time.Second

// setupRun is everything that one run of setup holds open.
type setupRun struct {
	session  *session.Session
	runner   *wizard.Runner
	observer wizard.Observer
	prompt   prompt.Prompter
	sandbox  *sandbox.Sandbox
	limits   *limits
	closers  []func()
}

func (r *setupRun) close() {
	for _, v := range slices.Backward(r.closers) {
		v()
	}
}

// begin builds the run: sandbox, store, session and runner.
func (a *app) begin(ctx context.Context, f *setupFlags) (_ *setupRun, err error) {
	run := &setupRun{}
	defer func() {
		if err != nil {
			run.close()
		}
	}()
	steps, err := pick(f)
	if err != nil {
		return nil, err
	}
	if f.sandboxed {
		if err := a.openSandbox(ctx, f, run); err != nil {
			return nil, err
		}
	}
	if run.session, err = a.open(ctx, f, run); err != nil {
		return nil, err
	}
	if !f.dryRun {
		a.remember(f, run, run.session)
	}
	run.prompt = a.prompter()
	run.observer = a.observer(f, run, steps)
	run.runner, err = a.runner(f, run, steps)
	return run, err
}

// pick returns the steps to run; one that is run alone still finds what the others have proven in the tenants.
func pick(f *setupFlags) ([]wizard.Step, error) {
	all := wizard.Setup(wizard.SetupOptions{EmailByAPI: f.byAPI})
	if f.only == "" {
		return all, nil
	}
	var ids []string
	for _, st := range all {
		if st.ID == f.only {
			return []wizard.Step{credentials(all, st)}, nil
		}
		ids = append(ids, st.ID)
	}
	return nil, &usageError{fmt.Errorf("--only %q: choose one of %s", f.only, strings.Join(ids, ", "))}
}

// credentials gives a step that runs alone the credentials that the first steps would have asked for.
func credentials(all []wizard.Step, st wizard.Step) wizard.Step {
	if st.ID == all[0].ID {
		return st
	}
	needs := slices.Clone(all[0].Needs)
	if len(st.Brings) == 0 && st.ID != "integration" && st.ID != "email" {
		needs = append(needs, session.SCIMBaseURL, session.SCIMKey)
	}
	st.Needs = append(needs, st.Needs...)
	return st
}

func (a *app) observer(f *setupFlags, run *setupRun, steps []wizard.Step) wizard.Observer {
	if f.document() {
		return report.Quiet{}
	}
	if f.output == "json" {
		return report.NewSetupJSON(a.out)
	}
	show := func(b prompt.Block) { prompt.Render(a.err, b, a.options()) }
	if f.dryRun {
		show = func(b prompt.Block) { prompt.Render(a.out, b, a.options()) }
	} else if run.prompt != nil && !f.yes {
		show = run.prompt.Show
	}
	return report.NewSetupText(show, steps)
}

func (a *app) runner(f *setupFlags, run *setupRun, steps []wizard.Step) (*wizard.Runner, error) {
	attest := map[string]string{}
	for _, text := range f.attest {
		id, name, _ := strings.Cut(text, "=")
		if !attestable(steps, id) {
			return nil, &usageError{fmt.Errorf("--attest %q: no step or check has that id; provision explain lists them", text)}
		}
		attest[id] = name
	}
	r := &wizard.Runner{
		Session: run.session, Steps: steps, Observer: run.observer, DryRun: f.dryRun, Unattended: f.yes, Accept: f.accept,
		Wait: f.wait, Every: f.poll, Attest: attest, Who: a.who(), Copy: a.copier(run), Open: a.opener(f), Reveal: a.reveal, Save: saveCSV,
	}
	if !f.yes {
		r.Prompt = run.prompt
	}
	if f.yes && f.waitGiven {
		r.SettleAtMost = max(f.wait, time.Nanosecond) // 0 asks once
	}
	if run.sandbox != nil && !f.waitGiven {
		r.Wait = sandboxWait
	}
	if run.sandbox != nil {
		r.Every, r.SettleAtMost = 150*time.Millisecond, sandboxSettle+2*f.sandbox.delay
		r.Console, r.Operate = run.sandbox.Addresses().ConsoleURL, run.sandbox.Operate
		r.Operates = sandbox.Operates
	}
	return r, nil
}

func attestable(steps []wizard.Step, id string) bool {
	for _, st := range steps {
		if st.ID == id || slices.Contains(st.Checks, id) {
			return true
		}
	}
	return false
}

// start shows what the run needs before any credential is asked for, and waits for a yes.
func (a *app) start(ctx context.Context, f *setupFlags, run *setupRun) error {
	if f.output == "json" || f.document() {
		return nil
	}
	console := ""
	if run.sandbox != nil {
		console = run.sandbox.Addresses().ConsoleURL
	}
	first := report.FirstScreen(run.runner.Steps, report.First{Profile: a.profile, Sandbox: console, DryRun: f.dryRun})
	if f.yes || f.dryRun || run.prompt == nil {
		show := a.say
		if f.dryRun {
			show = func(b prompt.Block) { prompt.Render(a.out, b, a.options()) }
		}
		show(first[:2])
		return nil
	}
	run.prompt.Show(first)
	yes, err := run.prompt.Confirm(ctx, prompt.Confirmation{Title: "Start?", Default: true})
	if err == nil && !yes {
		return prompt.ErrCancelled
	}
	return err
}

// handOver prints the guide of a step that waits for somebody, for whoever takes it up.
func (a *app) handOver(err error) {
	if prompt.IsTerminal(a.out) && prompt.IsTerminal(a.err) {
		return // it stands on this screen already
	}
	if person, ok := errors.AsType[*wizard.PersonError](err); ok {
		prompt.Render(a.out, wizard.GuideBlock(person.Guide), a.options())
	}
}
