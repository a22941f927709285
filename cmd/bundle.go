package cmd

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/cmd/report"
	"github.com/provision-cli/provision/cmd/report/redact"
	"github.com/provision-cli/provision/wizard/prompt"
	"github.com/provision-cli/provision/wizard/session"
)

// bundleFlags are the choices of one bundle.
type bundleFlags struct {
	setupFlags

	show string
}

// collected is what a bundle is made of.
type collected struct {
	who       *redact.Redactor
	answers   *recorder
	session   *session.Session
	results   []checks.Result
	profile   string
	sandbox   bool
	forbidden map[string]string // what must be in no file, by what it is
}

func (a *app) bundleCommand() *cobra.Command {
	f := &bundleFlags{setupFlags: setupFlags{values: map[string]*[]string{}}}
	cmd := &cobra.Command{
		Use: "support-bundle", Short: "Collect what helps others to help you, without names and secrets", Args: cobra.NoArgs,
		Long: `support-bundle reads both tenants as check does, and writes one archive for whoever helps you: versions,
which items are configured and from where, the answers of check, and of each kind of request one answer
of the vendors. Names, addresses, ids and hosts become pseudonyms, the same person the same one in every
file; secrets are no part of it. It shows what it would write before it does, and changes nothing.

` + secretsHelp(fromNoPerson),
		Example: `  provision support-bundle                          list the files, then ask
  provision support-bundle --show findings.json     show one of them; nothing is written
  provision support-bundle --yes --output-file bundle.tar.gz`,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.bundle(cmd.Context(), f) },
	}
	grouped(cmd, []flagGroup{{"Output", f.addBundle}, {"Tenants and groups", f.addInputs}, {"Run", f.addReading}, {"Sandbox", f.addStandIn}})
	return cmd
}

func (f *bundleFlags) addBundle(fs *pflag.FlagSet) {
	fs.StringVar(&f.outputFile, "output-file", "", "the archive to write, .zip or .tar.gz; default provision-support-DATE.zip")
	fs.StringVar(&f.show, "show", "", "show this file of the bundle, and write none")
	fs.BoolVar(&f.yes, "yes", false, "write it without asking")
}

func (f *bundleFlags) addReading(fs *pflag.FlagSet) {
	fs.StringVar(&f.share, "rate-share", "50%", "part of each rate limit that may be used")
	fs.BoolVar(&f.stdin, "secrets-stdin", false, "read VARIABLE=value lines with secrets from standard input")
	fs.BoolVar(&f.insecure, "insecure-storage", false, "secrets are in the plain file")
}

func (f *bundleFlags) addStandIn(fs *pflag.FlagSet) {
	fs.BoolVar(&f.sandboxed, "sandbox", false, "work on an embedded stand-in of both tenants")
	f.sandbox.add(fs, "ready")
}

func (a *app) bundle(ctx context.Context, f *bundleFlags) error {
	f.output, f.poll, f.dryRun = "text", time.Second, true
	if err := f.valid(); err != nil {
		return err
	}
	target, err := f.target(time.Now())
	if err != nil {
		return err
	}
	run := &setupRun{observer: report.Quiet{}}
	defer func() { run.close() }()
	c, err := a.collect(ctx, f, run)
	if err != nil {
		return err
	}
	files, err := c.files()
	if err != nil {
		return err
	}
	if f.show != "" {
		return a.showFile(files, f.show)
	}
	if err := a.listFiles(files); err != nil {
		return err
	}
	if !f.yes {
		if write, err := a.mayWrite(ctx, a.prompter(), files, target); err != nil || !write {
			return err
		}
	}
	if err := writeBundle(target, files); err != nil {
		return err
	}
	a.say(prompt.Block{{}, {Sign: prompt.Yes, Text: "Written: " + target, Detail: "readable for you only; read it before you pass it on"}})
	return nil
}

// target is where the bundle goes; a place that is taken or does not exist is found out before anything is read.
func (f *bundleFlags) target(now time.Time) (string, error) {
	name := f.outputFile
	if name == "" {
		name = "provision-support-" + now.Format("2006-01-02") + ".zip"
	}
	if f.show != "" {
		return name, nil
	}
	if !strings.HasSuffix(name, ".zip") && !strings.HasSuffix(name, ".tar.gz") {
		return "", &usageError{fmt.Errorf("--output-file %s: end it in .zip or .tar.gz", name)}
	}
	if _, err := os.Lstat(name); err == nil {
		return "", &hintedError{&usageError{fmt.Errorf("--output-file %s: it is there already, and nothing is overwritten", name)}, []string{"Next: give another name with --output-file."}}
	}
	if there, err := os.Stat(filepath.Dir(name)); err != nil || !there.IsDir() {
		return "", &usageError{fmt.Errorf("--output-file %s: there is no folder %s", name, filepath.Dir(name))}
	}
	return name, nil
}

// collect reads both tenants as check does, with an ear on every answer.
func (a *app) collect(ctx context.Context, f *bundleFlags, run *setupRun) (*collected, error) {
	who, err := redact.New()
	if err != nil {
		return nil, err
	}
	if f.sandboxed {
		// A ready world's directory key is known only to whoever made it, so the operator hands it over.
		asked := f.yes
		f.yes = true
		err := a.openSandbox(ctx, &f.setupFlags, run)
		if f.yes = asked; err != nil {
			return nil, err
		}
	}
	s, err := a.open(ctx, &f.setupFlags, run)
	if err != nil {
		return nil, err
	}
	if s.Base == nil {
		s.Base = session.NewTransport()
	}
	c := &collected{who: who, session: s, profile: a.profile, sandbox: f.sandboxed, answers: &recorder{next: s.Base, who: who}}
	s.Base = c.answers
	if s.Okta() == nil && s.Atlassian() == nil && s.SCIM() == nil {
		return nil, unconfigured("provision support-bundle", s.Missing(tenantSecrets()), "One of the credentials is enough for a bundle of what it shows.")
	}
	if err := s.FindSites(ctx); err != nil && ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	for _, k := range checks.Catalogue() {
		who.Prose(k.Title, k.Reads, k.Why, k.Detects)
	}
	c.results = checks.Run(ctx, checks.Catalogue(), s.Facts(), nil)
	moreAnswers(ctx, s.Facts())
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	c.learnConfiguration()
	return c, nil
}

// moreAnswers asks what check may not have asked; what cannot be read is missing from the bundle, which says so.
func moreAnswers(ctx context.Context, f *facts.Facts) {
	app, err := f.App(ctx)
	if err == nil {
		_, _ = f.Connection(ctx)
		_, _ = f.Feature(ctx)
		_, _ = f.Schema(ctx)
		_, _ = f.Mapping(ctx)
		_, _ = f.PushMappings(ctx)
		_, _ = f.AppEvents(ctx, f.Now().Add(-7*24*time.Hour), `eventType sw "application.provision"`)
	}
	if app.ID == "" {
		_, _ = f.Family(ctx)
	}
	_, _ = f.SCIMConfig(ctx)
	_, _ = f.Workspaces(ctx)
	_, _ = f.Domains(ctx)
	_, _ = f.Keys(ctx)
}

// learnConfiguration makes names of what is configured, and notes what must leave in no form.
func (c *collected) learnConfiguration() {
	c.forbidden = map[string]string{}
	for _, in := range session.Inputs() {
		if secret := c.session.Secret(in); !secret.IsZero() {
			c.forbidden["the "+in.Title] = secret.Reveal()
		}
		for _, text := range c.session.Texts(in) {
			if in.Secret || text == in.Default || in.ID == session.EmailAttribute.ID {
				continue
			}
			c.who.LearnText(text)
			if len(text) > 7 {
				c.forbidden["the value of "+in.ID] = text
			}
		}
	}
	if c.profile != "default" {
		c.who.LearnText(c.profile)
	}
}

func (a *app) listFiles(files []bundleFile) error {
	b := prompt.Block{{Text: "The bundle would hold", Strong: true}, {}}
	total := 0
	for _, f := range files {
		total += len(f.body)
		b = append(b, prompt.Line{Text: fmt.Sprintf("%-31s %7s", f.name, size(len(f.body))), Detail: f.about, Indent: 2, Hang: 2})
	}
	b = append(b, prompt.Line{}, prompt.Line{Text: fmt.Sprintf("%d files, %s. Names, addresses, ids and hosts are pseudonyms; no secret is in it.", len(files), size(total))})
	return prompt.Render(a.out, b, a.options())
}

func size(n int) string {
	if n < 10_000 {
		return fmt.Sprintf("%d B", n)
	}
	return fmt.Sprintf("%d kB", (n+500)/1000)
}

func (a *app) showFile(files []bundleFile, name string) error {
	var names []string
	for _, f := range files {
		if f.name == name {
			_, err := a.out.Write(f.body)
			return err
		}
		names = append(names, f.name)
	}
	return &usageError{fmt.Errorf("--show %q: choose one of %s", name, strings.Join(names, ", "))}
}

var errNobodyAsked = errors.New("nothing was written, because nobody can be asked here")

// mayWrite asks, and shows files as long as somebody wants to read them.
func (a *app) mayWrite(ctx context.Context, p prompt.Prompter, files []bundleFile, target string) (bool, error) {
	if p == nil {
		return false, &hintedError{&usageError{errNobodyAsked}, []string{"Next: read what it would hold with --show FILE, then write it with --yes."}}
	}
	options := []prompt.Option{{Label: "Write " + target}, {Label: "Write nothing"}}
	for _, file := range files {
		options = append(options, prompt.Option{Label: "Show " + file.name, Detail: file.about})
	}
	for {
		chosen, err := p.Choose(ctx, prompt.Choice{Title: "Write it?", Options: options, Min: 1})
		if err != nil {
			return false, err
		}
		switch i := chosen[0]; i {
		case 0:
			return true, nil
		case 1:
			a.say(prompt.Block{{Text: "Nothing was written."}})
			return false, nil
		default:
			var b prompt.Block
			for line := range strings.Lines(string(files[i-2].body)) {
				b = append(b, prompt.Line{Text: strings.TrimRight(line, "\n"), Fixed: true})
			}
			p.Show(b)
		}
	}
}
