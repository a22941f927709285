package cmd

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/cmd/report"
	"github.com/provision-cli/provision/wizard"
	"github.com/provision-cli/provision/wizard/session"
)

func (a *app) checkCommand() *cobra.Command {
	f := &setupFlags{values: map[string]*[]string{}}
	var list bool
	cmd := &cobra.Command{
		Use: "check", Short: "Ask every question of setup again; changes nothing", Args: cobra.NoArgs,
		Long: `check reads both tenants and answers every question that setup asks: yes, no, could not look,
or only a person can see this. It writes nothing; its transport refuses to.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if list {
				return a.listChecks(f.output)
			}
			return a.check(cmd.Context(), f)
		},
	}
	fs := cmd.Flags()
	f.addInputs(fs)
	fs.BoolVar(&list, "list", false, "list the questions")
	fs.BoolVar(&f.sandboxed, "sandbox", false, "work on an embedded stand-in of both tenants")
	fs.BoolVar(&f.stdin, "secrets-stdin", false, "read VARIABLE=value lines with secrets from standard input")
	fs.BoolVar(&f.insecure, "insecure-storage", false, "secrets are in the plain file")
	fs.StringVar(&f.share, "rate-share", "50%", "part of each rate limit that may be used")
	fs.StringVarP(&f.output, "output", "o", "text", "text or json")
	f.sandbox.add(cmd.Flags(), "ready")
	return cmd
}

func (a *app) check(ctx context.Context, f *setupFlags) error {
	f.dryRun, f.poll = true, time.Second
	if err := f.valid(); err != nil {
		return err
	}
	run := &setupRun{observer: report.Quiet{}}
	defer func() { run.close() }()
	if f.sandboxed {
		// A ready world's directory key is known only to whoever made it, so the operator hands it over.
		f.yes = true
		if err := a.openSandbox(ctx, f, run); err != nil {
			return err
		}
	}
	s, err := a.open(f, run)
	if err != nil {
		return err
	}
	if s.Okta() == nil && s.Atlassian() == nil {
		return &wizard.MissingError{Inputs: s.Missing(tenantSecrets()), Hint: "provision setup asks for them and keeps them"}
	}
	if err := s.FindSites(ctx); err != nil && ctx.Err() != nil {
		return context.Cause(ctx)
	}
	results := checks.Run(ctx, checks.Catalogue(), s.Facts(), nil)
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	rep := report.Check{Results: results, Calls: s.Meter.Count(), Exit: auditCode(results)}
	if f.output == "json" {
		if err := rep.JSON(a.out); err != nil {
			return err
		}
	} else {
		rep.Text(a.out, a.options())
	}
	if rep.Exit != exitOK {
		return &codeError{rep.Exit}
	}
	return nil
}

// auditCode is 1 where something is wrong, before 3 where something could not be looked at.
func auditCode(results []checks.Result) int {
	code := exitOK
	for _, r := range results {
		switch {
		case r.Status == checks.Fail:
			return exitWrong
		case r.Status == checks.Unknown && r.Severity != checks.Info:
			code = exitBlind
		}
	}
	return code
}

func (a *app) listChecks(output string) error {
	if output == "json" {
		return report.CatalogueJSON(a.out)
	}
	var b strings.Builder
	for _, c := range checks.Catalogue() {
		fmt.Fprintf(&b, "%-24s %-8s %s\n", c.ID, c.Severity, c.Title)
	}
	_, err := a.out.Write([]byte(b.String()))
	return err
}

// tenantSecrets are the credentials without which no question can be asked.
func tenantSecrets() []session.Input {
	return []session.Input{session.OktaURL, session.OktaToken, session.AtlassianKey}
}
