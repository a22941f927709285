package cmd

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/provision-cli/provision/cmd/report"
	"github.com/provision-cli/provision/wizard"
	"github.com/provision-cli/provision/wizard/session"
	"github.com/provision-cli/provision/wizard/store"
)

// setupFlags are the choices of one setup run beside its data items.
type setupFlags struct {
	sandboxed, dryRun, yes, detailed, noStore, noBrowser, insecure, stdin, byAPI, history, outputGiven bool

	accept                   int
	only, output, outputFile string
	wait, poll               time.Duration
	waitGiven                bool
	attest, commands         []string
	share                    string
	sandbox                  sandboxFlags
	values                   map[string]*[]string
}

func (a *app) setupCommand() *cobra.Command {
	f := &setupFlags{values: map[string]*[]string{}}
	cmd := &cobra.Command{
		Use: "setup", Short: "Connect both tenants and set everything up, step by step", Args: cobra.NoArgs,
		Long: `setup takes you through seven steps. It asks only for what is missing, shows every plan before
it changes anything, guides and watches what no API can do, and proves each step before the next.
It can be stopped at any time: what is proven stays, and the next run goes on from there.

` + secretsHelp(fromAPerson),
		Example: `  provision setup                  with two real tenants
  provision setup --sandbox        the same on a stand-in; nothing real is touched
  provision setup -n               show what would change, and write nothing anywhere
  provision setup -n -o html --output-file change.html    the same as a document for a change ticket
  provision setup --history        what was changed, and the way back of each change
  provision setup --yes --push-group jira-users --assign-group atlassian-users \
    --grant jira-users=jira-software`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			f.waitGiven, f.outputGiven = cmd.Flags().Changed("wait"), cmd.Flags().Changed("output")
			return a.setup(cmd.Context(), f)
		},
	}
	grouped(cmd, []flagGroup{{"Tenants and groups", f.addInputs}, {"Run", f.addRun}, {"Output", f.addOutput}, {"Sandbox", f.addSandbox}})
	return cmd
}

// addInputs declares a flag for every data item that is no secret.
func (f *setupFlags) addInputs(fs *pflag.FlagSet) {
	for _, in := range session.Inputs() {
		if in.Secret {
			continue
		}
		var texts []string
		f.values[in.ID] = &texts
		fs.Var(&inputFlag{texts: &texts, many: in.List}, in.ID, in.Title+" ("+in.Env+")")
	}
	fs.StringArrayVar(&f.commands, "secret-command", nil, "[VARIABLE=]COMMAND that prints a secret, of a password manager; no shell ("+secretCommandEnv+")")
}

// secretCommands are those of the command line, or else the one of the variable.
func (f *setupFlags) secretCommands(env func(string) string) []string {
	if text := env(secretCommandEnv); len(f.commands) == 0 && text != "" {
		return []string{text}
	}
	return f.commands
}

func (f *setupFlags) addRun(fs *pflag.FlagSet) {
	fs.BoolVarP(&f.dryRun, "dry-run", "n", false, "show what would change; nothing is written anywhere")
	fs.BoolVar(&f.yes, "yes", false, "apply plans without asking; never passes a rail")
	fs.IntVar(&f.accept, "accept-affected", 0, "the exact number of people that a tripped rail counted")
	fs.StringVar(&f.only, "only", "", "run one step: prerequisites, directory, integration, email, push, assign or access")
	fs.BoolVar(&f.byAPI, "email-by-api", false, "change the application username format by API, behind a rail")
	fs.StringArrayVar(&f.attest, "attest", nil, "ID[=NAME]: attest a step or check that only a person can see")
	fs.DurationVar(&f.wait, "wait", 30*time.Second, "with --yes: how long a step by hand is watched; 0 asks once")
	fs.DurationVar(&f.poll, "poll", 10*time.Second, "pause between two readings while something is awaited")
	fs.StringVar(&f.share, "rate-share", "50%", "part of each rate limit that may be used")
	fs.BoolVar(&f.stdin, "secrets-stdin", false, "read VARIABLE=value lines with secrets from standard input")
	fs.BoolVar(&f.noStore, "no-store", false, "leave configuration and keyring as they are")
	fs.BoolVar(&f.insecure, "insecure-storage", false, "keep secrets in a plain file instead of the keyring")
	fs.BoolVar(&f.noBrowser, "no-browser", false, "never open a browser; addresses are printed anyway")
}

func (f *setupFlags) addOutput(fs *pflag.FlagSet) {
	fs.StringVarP(&f.output, "output", "o", "text", "text or json; with -n also html: a document for a change ticket that names everyone")
	fs.StringVar(&f.outputFile, "output-file", "", "with -n: write the document into this file")
	fs.BoolVar(&f.detailed, "detailed-exitcode", false, "with -n: exit 5 when there is something to change")
	fs.BoolVar(&f.history, "history", false, "show what this program changed in the tenants, and the way back of each change")
}

func (f *setupFlags) addSandbox(fs *pflag.FlagSet) {
	fs.BoolVar(&f.sandboxed, "sandbox", false, "work on an embedded stand-in of both tenants")
	f.sandbox.add(fs, "fresh")
}

// inputFlag is a flag of a data item: given several times where the item is a list.
type inputFlag struct {
	texts *[]string
	many  bool
}

// Type is what the help calls the value.
func (f *inputFlag) Type() string { return "text" }

// String is the value as the help shows it.
func (f *inputFlag) String() string {
	if f.texts == nil {
		return ""
	}
	return strings.Join(*f.texts, ",")
}

// Set takes one more text, or another where there can be one only.
func (f *inputFlag) Set(text string) error {
	if !f.many {
		*f.texts = nil
	}
	*f.texts = append(*f.texts, text)
	return nil
}

func (a *app) setup(ctx context.Context, f *setupFlags) error {
	if err := f.valid(); err != nil {
		return err
	}
	if f.history {
		return a.history(f.output)
	}
	run, err := a.begin(ctx, f)
	if err != nil {
		return err
	}
	defer run.close()
	if err := a.start(ctx, f, run); err != nil {
		return err
	}
	rep, err := run.runner.Run(ctx)
	return a.finish(ctx, f, run, rep, err)
}

// history reads the record of one profile; it needs no tenant, no credential and no lock.
func (a *app) history(output string) error {
	config, state := store.Dirs(a.env)
	s, err := store.OpenDirs(config, state, a.profile)
	if err != nil {
		return err
	}
	if output == "json" {
		return report.HistoryJSON(a.out, s.State().History)
	}
	report.History(a.out, s.State().History, a.options())
	return nil
}

func (f *setupFlags) valid() error {
	switch {
	case f.wait < 0 || f.poll <= 0:
		return &usageError{fmt.Errorf("--wait %s and --poll %s: time does not run backwards", f.wait, f.poll)}
	case f.accept < 0:
		return &usageError{fmt.Errorf("--accept-affected %d: give the number that the plan counted", f.accept)}
	case f.history && f.sandboxed:
		return &usageError{fmt.Errorf("--history: the embedded sandbox keeps none")}
	case f.sandboxed && f.insecure:
		return &usageError{fmt.Errorf("--insecure-storage: the sandbox keeps its secrets in memory")}
	case f.detailed && !f.dryRun:
		return &usageError{fmt.Errorf("--detailed-exitcode goes with -n")}
	}
	return f.validDocument()
}

// finish shows the end of a run and returns what its exit code follows from.
func (a *app) finish(ctx context.Context, f *setupFlags, run *setupRun, rep wizard.Report, err error) error {
	err = stopped(err, rep, run.session.Store.Kept() && !run.session.NoStore)
	code := exitCode(err)
	if err == nil && f.dryRun && f.detailed && rep.Pending() > 0 {
		code = exitChanges
	}
	switch {
	case f.document():
		if err := a.ticket(ctx, f, run, report.Ticket{Report: rep, Exit: code, Message: message(err)}); err != nil {
			return err
		}
	case f.output == "json":
		run.observer.Event(wizard.Event{Kind: wizard.EventEnd, Status: endStatus(code), Message: message(err), Exit: code})
	}
	if err != nil {
		if f.output == "text" {
			a.handOver(err)
		}
		if f.dryRun { // whose events are on the standard output
			return err
		}
		return told(err, run.observer)
	}
	if f.output == "text" && !f.document() {
		state := run.session.Store.State()
		report.SetupEnd(a.out, rep, report.End{
			DryRun: f.dryRun, KeyExpires: state.KeyExpires, KeyRead: !state.KeyExpires.Equal(state.KeyCreated.AddDate(1, 0, 0)),
			Again: f.again(), Options: a.options(),
		})
	}
	if code != exitOK {
		return &codeError{code}
	}
	return nil
}

// again is the command that carries out what a dry run has shown.
func (f *setupFlags) again() string {
	words := []string{"provision setup"}
	for _, in := range session.Inputs() {
		if texts := f.values[in.ID]; texts != nil {
			for _, text := range *texts {
				words = append(words, "--"+in.ID, quoted(text))
			}
		}
	}
	if f.sandboxed {
		words = append(words, "--sandbox")
		if f.sandbox.scenario != "" && f.sandbox.scenario != "fresh" {
			words = append(words, "--scenario", f.sandbox.scenario)
		}
		for _, id := range f.sandbox.drifts {
			words = append(words, "--drift", id)
		}
		if f.sandbox.oauth {
			words = append(words, "--oauth")
		}
	}
	return strings.Join(words, " ")
}

func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func endStatus(code int) string {
	if code == exitOK || code == exitChanges {
		return "done"
	}
	return "stopped"
}
