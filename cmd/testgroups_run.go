package cmd

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/url"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/checks/forecast"
	"github.com/provision-cli/provision/cmd/report"
	"github.com/provision-cli/provision/wizard"
	"github.com/provision-cli/provision/wizard/prompt"
	"github.com/provision-cli/provision/wizard/session"
)

// look is one run of test-groups.
type look struct {
	app     *app
	flags   *testGroupsFlags
	session *session.Session
	status  *statusLine
	before  *report.Saved // nil: nothing to compare with
}

// document is what a run ends in: the forecast of groups, or one person followed.
type document interface {
	Text(w io.Writer, o prompt.Options) error
	JSON(w io.Writer) error
	CSV(w io.Writer) error
}

// result reads both tenants and forecasts.
func (l *look) result(ctx context.Context, args []string) (document, int, error) {
	if err := l.session.FindSites(ctx); err != nil && ctx.Err() != nil {
		return nil, 0, context.Cause(ctx)
	}
	if l.flags.user != "" {
		return l.follow(ctx, args)
	}
	sc, err := l.scope(ctx, args)
	if err != nil {
		return nil, 0, err
	}
	rep, err := l.forecast(ctx, sc)
	return rep, rep.Exit, err
}

func (l *look) forecast(ctx context.Context, sc scope) (report.Forecast, error) {
	f := l.session.Facts()
	notes, err := l.notes(ctx, sc)
	if err != nil {
		return report.Forecast{}, err
	}
	fc, err := forecast.Of(ctx, f, sc.push, sc.assign)
	if err != nil {
		return report.Forecast{}, err
	}
	org, err := f.Org(ctx)
	if err != nil {
		return report.Forecast{}, err
	}
	rep := report.Forecast{
		Forecast: fc, Profile: l.app.profile, Organization: org.Name, Sandbox: l.flags.sandboxed, Assign: sc.assigned, AssignFrom: sc.from,
		Notes: notes, Next: l.next(sc), Calls: l.session.Meter.Count(), ChangesOnly: l.flags.changesOnly, All: l.flags.verbose, Quiet: l.flags.quiet,
	}
	if u, err := url.Parse(l.session.Text(session.OktaURL)); err == nil {
		rep.Okta = u.Host
	}
	rep.Follow = l.follows(sc, rep.Attention())
	if rep.Wrong() {
		rep.Exit = exitWrong
	}
	if l.flags.output == "html" {
		rep.Made = l.app.made(ctx, &setupRun{session: l.session})
	}
	if l.before != nil {
		rep.Since = rep.Compare(*l.before)
	}
	return rep, nil
}

// notes say what the forecast does not rest on. A directory that Okta has filled already is not taken for empty.
func (l *look) notes(ctx context.Context, sc scope) ([]string, error) {
	var notes []string
	f := l.session.Facts()
	app, err := f.AppUsers(ctx)
	switch {
	case errors.Is(err, facts.ErrNoApp):
		notes = append(notes, "Okta has no Atlassian Cloud app yet: nobody is assigned, and the sign-on name is reckoned as setup would make it.")
	case err != nil:
		return nil, err
	}
	if !f.HasSCIM() {
		if err == nil && sent(app) {
			return nil, &wizard.MissingError{
				Inputs: l.session.Missing([]session.Input{session.SCIMBaseURL, session.SCIMKey}), Hint: "Okta has sent people to the directory already, so it cannot be taken for empty",
			}
		}
		notes = append(notes, "No SCIM base URL and key are known: the directory is taken for empty.")
	}
	if len(sc.assigned) == 0 && (err != nil || app.Len() == 0) {
		notes = append(notes, "Nothing assigns these people to the app, so nobody would get an account. Name a group with --assign-group.")
	}
	return notes, nil
}

// sent says whether Okta knows anybody's record in the directory.
func sent(app *facts.AppUsers) bool {
	for u := range app.All() {
		if u.ExternalID != "" {
			return true
		}
	}
	return false
}

// writeForecast writes to standard output or into the file that was named.
func (a *app) writeForecast(f *testGroupsFlags, doc document) error {
	if f.outputFile == "" {
		return a.renderForecast(a.out, f, doc, a.options())
	}
	o := a.options()
	if o.Color == "auto" {
		o.Color = "never"
	}
	var text bytes.Buffer
	if err := a.renderForecast(&text, f, doc, o); err != nil {
		return err
	}
	if err := replaceFile(f.outputFile, text.Bytes()); err != nil {
		return err
	}
	line := prompt.Line{Sign: prompt.Yes, Text: "Written: " + f.outputFile, Detail: "it names people: readable for you only"}
	if rep, ok := doc.(report.Forecast); ok {
		line.Detail = rep.Headline()
	}
	a.say(prompt.Block{line})
	return nil
}

func (a *app) renderForecast(w io.Writer, f *testGroupsFlags, doc document, o prompt.Options) error {
	switch f.output {
	case "json":
		return doc.JSON(w)
	case "text":
		return doc.Text(w, o)
	}
	if rep, ok := doc.(report.Forecast); ok && f.output == "html" {
		return rep.HTML(w)
	}
	return doc.CSV(w)
}

// warnings say what the session noticed, such as a keyring that did not answer.
func (a *app) warnings(s *session.Session) {
	var b prompt.Block
	for _, text := range s.Warnings() {
		b = append(b, prompt.Line{Sign: prompt.Warning, Text: text})
	}
	if len(b) > 0 {
		a.say(b)
	}
}
