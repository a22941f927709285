// Package cmd is the command line: flags in, exit code out.
package cmd

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"os/user"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/provision-cli/provision/wizard/prompt"
	"github.com/provision-cli/provision/wizard/store"
)

// app is what every command shares; whatever costs something is built when a command first needs it.
type app struct {
	in       io.Reader
	out, err io.Writer
	env      func(string) string

	profile    string
	color      string
	noInput    bool
	accessible bool
	debug      bool

	// frugal makes the process give memory back early; nil in tests, and not called where a sandbox lives in the process.
	frugal func()
}

// Main runs the program with the process's own streams and returns its exit code.
func Main(args []string) int {
	signal.Ignore(syscall.SIGPIPE) // a closed pipe is a write error like any other, not a sudden death between two changes
	return (&app{in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.Getenv, frugal: frugal}).run(args)
}

// memoryGoal is what the collector tries to stay below, in bytes, without the program itself.
const memoryGoal = 48 << 20

// frugal makes large tenants fit into little memory: a run waits for the tenants most of the time, and the collector does
// not. GOGC and GOMEMLIMIT come before it.
func frugal() {
	if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		debug.SetGCPercent(40)
		debug.SetMemoryLimit(memoryGoal)
	}
}

func (a *app) run(args []string) int {
	ctx, stop := withSignals(context.Background())
	defer stop()
	return a.exit(a.guarded(ctx, func(ctx context.Context) error {
		root := a.root()
		root.SetArgs(args)
		root.SetIn(a.in)
		root.SetOut(a.out)
		root.SetErr(a.err)
		cmd, err := root.ExecuteContextC(ctx)
		return helped(cmd, err)
	}))
}

// withSignals ends the context with a cause that tells ctrl-c from a terminating signal.
func withSignals(parent context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(parent)
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	done := make(chan struct{})
	go func() {
		select {
		case s := <-signals:
			if s == os.Interrupt {
				cancel(prompt.ErrCancelled)
			} else {
				cancel(prompt.ErrTerminated)
			}
		case <-done:
		}
	}()
	return ctx, func() { signal.Stop(signals); close(done); cancel(nil) }
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "provision",
		Short: "User provisioning from Okta to Atlassian, set up and proven step by step",
		Long: `provision takes an admin through user provisioning (SCIM) from Okta to an Atlassian
organization: it proves every step before the next, and guides and watches where the
vendors offer no API.`,
		SilenceErrors: true, SilenceUsage: true,
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: true},
		PersistentPreRunE: a.looks,
		RunE:              func(cmd *cobra.Command, _ []string) error { return a.welcome() },
	}
	f := root.PersistentFlags()
	f.StringVar(&a.profile, "profile", a.fallback("PROVISION_PROFILE", "default"), "pair of tenants to work on (PROVISION_PROFILE)")
	f.StringVar(&a.color, "color", "auto", "colour: auto, always or never")
	f.BoolVar(&a.noInput, "no-input", false, "never ask; what is missing is named instead")
	f.BoolVar(&a.accessible, "accessible", a.env("ACCESSIBLE") != "", "plain lines for screen readers (ACCESSIBLE)")
	f.BoolVar(&a.debug, "debug", false, "log every request to stderr, without headers and bodies")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return &usageError{err} })
	root.AddCommand(a.setupCommand(), a.checkCommand(), a.testGroupsCommand(), a.bundleCommand(), a.keysCommand(), a.explainCommand(), a.sandboxCommand(), a.versionCommand())
	return root
}

// looks refuses a colour or an output format that does not exist, in every command alike.
func (a *app) looks(cmd *cobra.Command, _ []string) error {
	if !slices.Contains([]string{"auto", "always", "never"}, a.color) {
		return &usageError{fmt.Errorf("--color %q: choose auto, always or never", a.color)}
	}
	if f := cmd.Flags().Lookup("output"); f != nil {
		form := f.Value.String()
		if known := slices.Contains([]string{"text", "json", "env", "html", "csv", "junit"}, form); !known || !strings.Contains(f.Usage, form) {
			return &usageError{fmt.Errorf("-o %q: choose %s", form, f.Usage)}
		}
	}
	if err := store.CheckProfile(a.profile); err != nil {
		return &usageError{err}
	}
	return a.dryRun(cmd)
}

func (a *app) fallback(name, value string) string {
	if v := a.env(name); v != "" {
		return v
	}
	return value
}

// options are how text looks on the streams.
func (a *app) options() prompt.Options {
	return prompt.Options{Color: a.color, Accessible: a.accessible, Env: a.env}
}

// prompter asks people, nil where nobody can be asked.
func (a *app) prompter() prompt.Prompter {
	if !prompt.CanPrompt(a.in, a.err, a.env, a.noInput) {
		return nil
	}
	return prompt.New(prompt.Streams{In: a.in, Err: bare(a.err), Env: a.env}, a.options())
}

// say shows a block on stderr, where everything goes that is no result.
func (a *app) say(b prompt.Block) { prompt.Render(a.err, b, a.options()) }

// who names the person at the keyboard, for attestations.
func (a *app) who() string {
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username
	}
	return a.fallback("USER", "somebody")
}
