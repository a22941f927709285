package cmd

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/cmd/report"
	"github.com/provision-cli/provision/wizard/session"
)

// checkFlags are the choices of one audit.
type checkFlags struct {
	setupFlags

	list, schema, verbose, quiet, since, noIgnore bool
	chosen, skipped, failOn                       []string
	ignoreFile                                    string
}

func (a *app) checkCommand() *cobra.Command {
	f := &checkFlags{setupFlags: setupFlags{values: map[string]*[]string{}}}
	cmd := &cobra.Command{
		Use: "check", Short: "Ask every question of setup again; changes nothing", Args: cobra.NoArgs,
		Long: `check reads both tenants and answers every question that setup asks: yes, no, could not look,
or only a person can see this. It changes nothing there; its transport refuses to.

Exit code: 0 every answer is yes, 1 something is wrong, 3 could not look. Warnings and what only a person
can see make no difference unless --fail-on names them; what ` + ignoreName + ` suppresses makes none.

` + secretsHelp(fromNoPerson),
		Example: `  provision check
  provision check --select push,scim-key --quiet
  provision check --fail-on warn --since-last -o json
  provision check -o html --output-file audit.html
  provision check --wait 10m       ask again until all is well, ten minutes at most
  provision check --list           every question with its id`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			switch {
			case f.list:
				return a.listChecks(f.output)
			case f.schema:
				return report.CheckSchema(a.out)
			}
			return a.check(cmd.Context(), f)
		},
	}
	grouped(cmd, []flagGroup{{"Questions", f.addQuestions}, {"Output", f.addForms}, {"Tenants and groups", f.addInputs}, {"Run", f.addAsking}, {"Sandbox", f.addStandIn}})
	return cmd
}

func (f *checkFlags) addQuestions(fs *pflag.FlagSet) {
	fs.StringSliceVar(&f.chosen, "select", nil, "ask only these ids or topics")
	fs.StringSliceVar(&f.skipped, "skip", nil, "leave these ids or topics out")
	fs.StringSliceVar(&f.failOn, "fail-on", nil, "let these count as wrong too: warn, manual, unknown")
	fs.StringVar(&f.ignoreFile, "ignore-file", "", "suppressions, instead of "+ignoreName+" in the working directory ("+ignoreEnv+")")
	fs.BoolVar(&f.noIgnore, "no-ignore", false, "suppress nothing")
	fs.BoolVar(&f.since, "since-last", false, "say what is new, the same and mended since the last run")
	fs.BoolVar(&f.list, "list", false, "list the questions")
}

func (f *checkFlags) addForms(fs *pflag.FlagSet) {
	fs.StringVarP(&f.output, "output", "o", "text", "text, json, html, csv or junit")
	fs.StringVar(&f.outputFile, "output-file", "", "write the answers into this file, readable for you only")
	fs.BoolVarP(&f.verbose, "verbose", "v", false, "text: every answer with its summary and all its evidence")
	fs.BoolVar(&f.quiet, "quiet", false, "text: only what is wrong, and the last line")
	fs.BoolVar(&f.schema, "schema", false, "print the JSON Schema of -o json")
}

func (f *checkFlags) addAsking(fs *pflag.FlagSet) {
	fs.DurationVar(&f.wait, "wait", 0, "ask again until all is well, at most this long")
	fs.DurationVar(&f.poll, "poll", 10*time.Second, "with --wait: the first pause; each is longer than the one before")
	fs.StringVar(&f.share, "rate-share", "50%", "part of each rate limit that may be used")
	fs.BoolVar(&f.stdin, "secrets-stdin", false, "read VARIABLE=value lines with secrets from standard input")
	fs.BoolVar(&f.insecure, "insecure-storage", false, "secrets are in the plain file")
	fs.BoolVar(&f.noStore, "no-store", false, "do not remember this run for --since-last")
}

func (f *checkFlags) addStandIn(fs *pflag.FlagSet) {
	fs.BoolVar(&f.sandboxed, "sandbox", false, "work on an embedded stand-in of both tenants")
	f.sandbox.add(fs, "ready")
}

// audit is one run of check.
type audit struct {
	flags    *checkFlags
	session  *session.Session
	asked    selection
	failOn   report.FailOn
	accepted *suppressions
	status   *statusLine
	sandbox  bool
	homeless bool // there is no folder of this user's, so nothing is kept
	began    time.Time
	unkept   error // why the run could not be kept
}

func (a *app) check(ctx context.Context, f *checkFlags) error {
	run := &setupRun{observer: report.Quiet{}}
	defer func() { run.close() }()
	au, err := a.beginAudit(ctx, f, run)
	if err != nil {
		return err
	}
	rep, err := au.ask(ctx)
	au.status.clear()
	if err != nil {
		return err
	}
	if f.output == "html" {
		rep.Made = a.made(ctx, run)
	}
	if err := a.writeAudit(f, rep); err != nil {
		return err
	}
	a.remarks(au, rep)
	if rep.Exit != exitOK {
		return &codeError{rep.Exit}
	}
	return nil
}

// beginAudit finds out everything that can be wrong with the command line before the first call.
func (a *app) beginAudit(ctx context.Context, f *checkFlags, run *setupRun) (*audit, error) {
	au := &audit{flags: f, sandbox: f.sandboxed, homeless: a.homeless(), began: time.Now()}
	var err error
	if au.asked, err = choose(f.chosen, f.skipped); err != nil {
		return nil, err
	}
	if au.failOn, err = failOn(f.failOn); err != nil {
		return nil, err
	}
	if err := f.validAudit(); err != nil {
		return nil, err
	}
	if au.accepted, err = a.suppressions(f); err != nil {
		return nil, err
	}
	f.dryRun = true
	if f.sandboxed {
		// A ready world's directory key is known only to whoever made it, so the operator hands it over.
		f.yes = true
		if err := a.openSandbox(ctx, &f.setupFlags, run); err != nil {
			return nil, err
		}
	}
	if au.session, err = a.open(ctx, &f.setupFlags, run); err != nil {
		return nil, err
	}
	s := au.session
	run.session = s
	if s.Okta() == nil && s.Atlassian() == nil {
		return nil, unconfigured("provision check", s.Missing(tenantSecrets()), "")
	}
	a.remember(&f.setupFlags, run, s)
	au.status = a.statusLine()
	s.Progress = au.status.reading
	return au, nil
}

func (f *checkFlags) validAudit() error {
	switch {
	case f.wait < 0 || f.poll <= 0:
		return &usageError{fmt.Errorf("--wait %s and --poll %s: time does not run backwards", f.wait, f.poll)}
	case f.verbose && f.quiet:
		return &usageError{fmt.Errorf("-v shows everything, --quiet only what is wrong: choose one")}
	case f.sandboxed && f.insecure:
		return &usageError{fmt.Errorf("--insecure-storage: the sandbox keeps its secrets in memory")}
	case f.noIgnore && f.ignoreFile != "":
		return &usageError{fmt.Errorf("--ignore-file names suppressions, --no-ignore wants none: choose one")}
	}
	return writable(f.outputFile)
}

func (a *app) listChecks(output string) error {
	switch output {
	case "json":
		return report.CatalogueJSON(a.out)
	case "text":
	default:
		return &usageError{fmt.Errorf("-o %s: questions are listed as text or json", output)}
	}
	var b strings.Builder
	for _, c := range checks.Catalogue() {
		fmt.Fprintf(&b, "%-26s %-8s %s\n", c.ID, c.Severity, c.Title)
	}
	_, err := a.out.Write([]byte(b.String()))
	return err
}

// tenantSecrets are the credentials without which no question can be asked.
func tenantSecrets() []session.Input {
	return []session.Input{session.OktaURL, session.OktaToken, session.AtlassianKey}
}

// homeless says that no variable names a folder to keep things in; what would be taken instead is the root of the file system.
func (a *app) homeless() bool {
	return runtime.GOOS != "windows" && a.env("HOME") == "" && a.env("XDG_STATE_HOME") == "" && a.env("PROVISION_CONFIG_DIR") == ""
}
