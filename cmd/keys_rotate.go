package cmd

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/provision-cli/provision/wizard"
	"github.com/provision-cli/provision/wizard/prompt"
	"github.com/provision-cli/provision/wizard/session"
)

func (a *app) rotateCommand() *cobra.Command {
	f := &setupFlags{values: map[string]*[]string{}, output: "text"}
	cmd := &cobra.Command{
		Use: "rotate", Short: "Replace the directory's API key, step by step, with as short an outage as can be", Args: cobra.NoArgs,
		Long: `rotate replaces the directory's SCIM API key, which lives one year. Regenerating stops the old key at
once, so everything is looked at first. Then it guides: regenerate in Atlassian, paste here, enter in
Okta, push once. The new key is proven and kept as soon as it is pasted, a success of Okta with it is
watched for, and the outage is measured. It can be stopped at any point: the next run goes on from there.

` + secretsHelp(fromAPerson),
		Example: `  provision keys rotate              with two real tenants
  provision keys rotate --sandbox    the same on a stand-in; nothing real is touched
  provision keys rotate --yes        nobody is asked: ends with exit code 4 and the guide where a person is needed`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			f.waitGiven = cmd.Flags().Changed("wait")
			return a.rotate(cmd.Context(), f)
		},
	}
	grouped(cmd, []flagGroup{{"Tenants and groups", f.addInputs}, {"Run", f.addRotation}, {"Sandbox", func(fs *pflag.FlagSet) {
		fs.BoolVar(&f.sandboxed, "sandbox", false, "work on an embedded stand-in of both tenants")
		f.sandbox.add(fs, "ready")
	}}})
	return cmd
}

func (f *setupFlags) addRotation(fs *pflag.FlagSet) {
	fs.BoolVar(&f.yes, "yes", false, "do not ask; end where a person is needed")
	fs.DurationVar(&f.wait, "wait", 30*time.Second, "with --yes: how long a step by hand is watched; 0 asks once")
	fs.DurationVar(&f.poll, "poll", 10*time.Second, "pause between two readings while something is awaited")
	fs.StringVar(&f.share, "rate-share", "50%", "part of each rate limit that may be used")
	fs.BoolVar(&f.stdin, "secrets-stdin", false, "read VARIABLE=value lines with secrets from standard input")
	fs.BoolVar(&f.insecure, "insecure-storage", false, "keep secrets in a plain file instead of the keyring")
	fs.BoolVar(&f.noBrowser, "no-browser", false, "never open a browser; addresses are printed anyway")
}

func (a *app) rotate(ctx context.Context, f *setupFlags) error {
	if err := f.valid(); err != nil {
		return err
	}
	if dry, err := strconv.ParseBool(a.env(dryRunEnv)); dry && err == nil {
		return &usageError{fmt.Errorf("%s is set, and a rotation has no dry run; provision keys shows what is so", dryRunEnv)}
	}
	run := &setupRun{}
	defer func() { run.close() }()
	if f.sandboxed {
		if err := a.openSandbox(ctx, f, run); err != nil {
			return err
		}
	}
	var err error
	if run.session, err = a.open(ctx, f, run); err != nil {
		return err
	}
	run.prompt = a.prompter()
	if run.runner, err = a.runner(f, run, nil); err != nil {
		return err
	}
	rotation := wizard.NewRotation(run.runner)
	run.observer = a.observer(f, run, run.runner.Steps)
	run.runner.Observer = run.observer
	done, rep, err := rotation.Run(ctx)
	if err != nil {
		return a.rotationStopped(f, run, rep, err)
	}
	if !done.Nothing {
		prompt.Render(a.out, rotatedBlock(done, run.session), a.options())
	}
	return nil
}

// rotationStopped says what stopped with the run, and that the next one goes on.
func (a *app) rotationStopped(f *setupFlags, run *setupRun, rep wizard.Report, err error) error {
	dead := !run.session.Store.State().KeyStopped.IsZero()
	var hints []string
	if dead {
		hints = append(hints, "The old key is dead: nothing reaches Atlassian until Okta has the new one.")
	}
	err = stopped(err, rep, run.session.Store.Kept())
	var halted *stoppedError
	var person *wizard.PersonError
	var missing *wizard.MissingError
	switch {
	case errors.As(err, &halted) && !dead:
		hints = []string{"No key was changed, as far as was seen."}
	case errors.As(err, &halted):
	case errors.As(err, &person):
		a.handOver(err)
		hints = append(hints, "Without a terminal: make the key, and give it to the next run in "+session.SCIMKey.Env+".")
	case errors.As(err, &missing):
		hints = append(hints, missingHints(missing, "provision keys rotate")...)
		return &hintedError{err, hints}
	default:
		return told(err, run.observer)
	}
	if !f.sandboxed {
		hints = append(hints, "Next: provision keys rotate goes on from here.")
	}
	return &hintedError{err, hints}
}

func rotatedBlock(done wizard.Rotated, s *session.Session) prompt.Block {
	says := "Okta writes with the new key, as its log shows."
	if done.By != "" {
		says = "Okta writes with the new key, as " + done.By + " attests; no log shows it."
	}
	b := prompt.Block{
		{}, {Sign: prompt.Yes, Text: "Done. " + says, Strong: true},
		{Text: fmt.Sprintf("Nothing reached Atlassian for %s: from %s, when the old key was first seen dead, to %s.",
			done.Outage(), done.Stopped.Local().Format("2 Jan 15:04:05"), done.Works.Local().Format("2 Jan 15:04:05")), Indent: 2},
	}
	if end := s.Store.State().KeyExpires; !end.IsZero() {
		b = append(b, prompt.Line{Text: "The key expires about " + end.Local().Format("2 Jan 2006") + "; every command warns from 30 days before.", Indent: 2})
	}
	return append(b, prompt.Line{Text: "What was refused meanwhile is not sent again by itself: Okta Admin ▸ Dashboard ▸ Tasks ▸ Retry Selected; then provision check.", Indent: 2})
}
