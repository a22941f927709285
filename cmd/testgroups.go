package cmd

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/provision-cli/provision/cmd/report"
	"github.com/provision-cli/provision/wizard/session"
)

// testGroupsFlags are the choices of one forecast.
type testGroupsFlags struct {
	setupFlags

	verbose, quiet, schema, changesOnly, userGiven bool
	user, compare                                  string
}

func (a *app) testGroupsCommand() *cobra.Command {
	f := &testGroupsFlags{setupFlags: setupFlags{values: map[string]*[]string{}}}
	cmd := &cobra.Command{
		Use: "test-groups [GROUP…]", Short: "Show what would happen to groups and people, one by one; changes nothing",
		Long: `test-groups says what pushing and assigning Okta groups would do to each group and each of their
members, before anything is done. It is a dry run by construction: its transport refuses to write.

GROUP is the name or id of an Okta group to push. Without one: the groups of --push-group, or of the
configuration, else those named atlassian-test-*, else it asks. People are assigned by --assign-group,
else by the groups that are assigned now, else by atlassian-test-users.

Exit code: 0 nothing would go wrong, 1 something would, 2 usage, 3 could not look. Accounts that would be
created or linked are no fault, however many; accounts left out or doubled, access lost, protected people
and missing seats are.

` + secretsHelp(fromNoPerson),
		Example: `  provision test-groups jira-users confluence-users
  provision test-groups --sandbox
  provision test-groups jira-users -o html --output-file before.html
  provision test-groups jira-users -o json --output-file before.json
  provision test-groups jira-users --compare before.json
  provision test-groups --user mia.larsen@example.com     why can't she log in?`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.schema {
				return report.ForecastSchema(a.out)
			}
			f.userGiven = cmd.Flags().Changed("user")
			return a.testGroups(cmd.Context(), f, args)
		},
	}
	grouped(cmd, []flagGroup{{"Forecast", f.addForecast}, {"Output", f.addForms}, {"Tenants and groups", f.addInputs}, {"Run", f.addReading}, {"Sandbox", f.addStandIn}})
	return cmd
}

func (f *testGroupsFlags) addForecast(fs *pflag.FlagSet) {
	fs.StringVar(&f.user, "user", "", "follow one person, named by login, e-mail address or Okta id, through every hop")
	fs.BoolVar(&f.changesOnly, "changes-only", false, "leave out groups and people for whom nothing changes")
	fs.StringVar(&f.compare, "compare", "", "say what changed since the forecast that -o json wrote into this file")
}

func (f *testGroupsFlags) addForms(fs *pflag.FlagSet) {
	fs.StringVarP(&f.output, "output", "o", "text", "text, json, html or csv")
	fs.StringVar(&f.outputFile, "output-file", "", "write the forecast into this file, readable for you only")
	fs.BoolVarP(&f.verbose, "verbose", "v", false, "text: name everyone")
	fs.BoolVar(&f.verbose, "all", false, "the same as -v")
	fs.BoolVar(&f.quiet, "quiet", false, "text: only what would go wrong, and the last line; no progress")
	fs.BoolVar(&f.schema, "schema", false, "print the JSON Schema of -o json")
}

func (f *testGroupsFlags) addReading(fs *pflag.FlagSet) {
	fs.BoolVarP(&f.dryRun, "dry-run", "n", true, "always so: this command cannot write")
	fs.StringVar(&f.share, "rate-share", "50%", "part of each rate limit that may be used")
	fs.BoolVar(&f.stdin, "secrets-stdin", false, "read VARIABLE=value lines with secrets from standard input")
	fs.BoolVar(&f.insecure, "insecure-storage", false, "secrets are in the plain file")
}

func (f *testGroupsFlags) addStandIn(fs *pflag.FlagSet) {
	fs.BoolVar(&f.sandboxed, "sandbox", false, "work on an embedded stand-in of both tenants")
	f.sandbox.add(fs, "ready")
}

func (f *testGroupsFlags) validForecast(args []string) error {
	switch {
	case !f.dryRun:
		return &usageError{fmt.Errorf("--dry-run=false: test-groups is always a dry run; provision setup carries it out")}
	case len(args) > 0 && len(*f.values[session.PushGroups.ID]) > 0:
		return &usageError{fmt.Errorf("the groups to push are named twice: as arguments and with --push-group")}
	case f.user != "" && f.output == "html":
		return &usageError{fmt.Errorf("-o html: one person is told as text, json or csv")}
	case f.user != "" && (f.compare != "" || f.changesOnly):
		return &usageError{fmt.Errorf("--user follows one person; --compare and --changes-only are about all of them")}
	case f.userGiven && strings.TrimSpace(f.user) == "":
		return &usageError{fmt.Errorf("--user: name somebody by login, e-mail address or Okta id")}
	case slices.Contains(args, ""):
		return &usageError{fmt.Errorf("the name of a group is empty")}
	case f.verbose && f.quiet:
		return &usageError{fmt.Errorf("-v names everyone, --quiet only who would end wrong: choose one")}
	case f.sandboxed && f.insecure:
		return &usageError{fmt.Errorf("--insecure-storage: the sandbox keeps its secrets in memory")}
	}
	return writable(f.outputFile)
}

// saved reads the forecast to compare with, before the first call; nil where none was named.
func (f *testGroupsFlags) saved() (*report.Saved, error) {
	if f.compare == "" {
		return nil, nil
	}
	file, err := os.Open(f.compare)
	if err != nil {
		return nil, &usageError{fmt.Errorf("--compare: %w", err)}
	}
	defer func() { _ = file.Close() }()
	saved, err := report.ReadSaved(f.compare, file)
	if err != nil {
		return nil, &usageError{err}
	}
	return &saved, nil
}

// testGroups reads both tenants, forecasts, and shows it.
func (a *app) testGroups(ctx context.Context, f *testGroupsFlags, args []string) error {
	if err := f.validForecast(args); err != nil {
		return err
	}
	before, err := f.saved()
	if err != nil {
		return err
	}
	run := &setupRun{observer: report.Quiet{}}
	defer func() { run.close() }()
	l, err := a.beginForecast(ctx, f, run)
	if err != nil {
		return err
	}
	l.before = before
	doc, code, err := l.result(ctx, args)
	l.status.clear()
	if err != nil {
		return blind(ctx, err)
	}
	if err := a.writeForecast(f, doc); err != nil {
		return err
	}
	a.warnings(l.session)
	if code != exitOK {
		return &codeError{code}
	}
	return nil
}

// beginForecast finds out what can be wrong with the command line before the first call, and opens a session that
// cannot write.
func (a *app) beginForecast(ctx context.Context, f *testGroupsFlags, run *setupRun) (*look, error) {
	f.dryRun = true
	if f.sandboxed {
		if err := a.openSandbox(ctx, &f.setupFlags, run); err != nil {
			return nil, err
		}
	}
	s, err := a.open(ctx, &f.setupFlags, run)
	if err != nil {
		return nil, err
	}
	if missing := s.Missing(tenantSecrets()); len(missing) > 0 {
		return nil, unconfigured("provision test-groups", missing, "")
	}
	l := &look{app: a, flags: f, session: s, status: &statusLine{}}
	if !f.quiet {
		l.status = a.statusLine()
	}
	s.Progress = l.status.reading
	return l, nil
}
