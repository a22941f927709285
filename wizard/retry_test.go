package wizard

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/clients/sandbox"
	"github.com/provision-cli/provision/wizard/prompt"
	"github.com/provision-cli/provision/wizard/session"
)

// backs goes back from the first question that is asked.
type backs struct{ *person }

func (p *backs) Ask(ctx context.Context, q prompt.Question) (string, error) {
	if len(p.prompts("ask")) == 0 {
		_, _ = p.ask(ctx, "ask", q.Title)
		return "", prompt.ErrBack
	}
	return p.person.Ask(ctx, q)
}

// dead answers no request to a directory as long as it is off.
type dead struct {
	next http.RoundTripper
	on   *atomic.Bool
}

func (d dead) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.Contains(r.URL.Path, "/scim/") && !d.on.Load() {
		return nil, http.ErrServerClosed
	}
	return d.next.RoundTrip(r)
}

// TestADeadNetworkForgetsNoKey: while a pasted key is proven nobody answers; the same key is tried again, and nothing typed twice.
func TestADeadNetworkForgetsNoKey(t *testing.T) {
	t.Parallel()
	b := start(t, sandbox.Options{})
	b.operate("create-directory")
	var on atomic.Bool
	p := b.person()
	d := b.sandbox.World().Handed
	p.texts[session.SCIMBaseURL.Title], p.texts[session.SCIMKey.Title] = []string{d.BaseURL}, []string{d.Key}
	p.press = func(title string, _ int) (prompt.Key, bool) {
		return prompt.KeyEnter, strings.Contains(title, "SCIM key works")
	}
	p.choose = func(c prompt.Choice) ([]string, bool) {
		on.Store(true)
		return []string{"Look again"}, c.Title == "What now?"
	}
	env := b.variables()
	delete(env, session.SCIMBaseURL.Env)
	delete(env, session.SCIMKey.Env)
	r := b.runner(b.session(env, func(o *session.Options) { o.Base = dead{session.NewTransport(), &on} }), func(r *Runner) { r.Steps = r.Steps[1:2] })
	r.Unattended, r.Prompt, r.Operate = false, p, b.sandbox.Operate
	b.must(r)
	if n := len(slices.DeleteFunc(p.prompts("ask"), func(title string) bool { return title != session.SCIMKey.Title })); n != 1 {
		t.Errorf("the key was asked for %d times: %q", n, p.asked)
	}
	if !slices.Contains(p.prompts("choose"), "What now?") {
		t.Errorf("nobody was asked what now: %q", p.asked)
	}
}

// TestASiteCredentialWithoutRight offers what mends it: the right, another token, or none.
func TestASiteCredentialWithoutRight(t *testing.T) {
	t.Parallel()
	for label, c := range map[string]struct {
		token string
		reads bool
	}{"Let the sandbox's operator do it": {"", true}, "Another token": {"", false}} {
		t.Run(label, func(t *testing.T) {
			t.Parallel()
			b := start(t, sandbox.Options{Scenario: "ready", Drifts: []string{"site-admin"}})
			p := b.person()
			p.texts[session.SiteToken.Title] = []string{c.token}
			p.choose = func(choice prompt.Choice) ([]string, bool) { return []string{label}, choice.Title == "What now?" }
			r := b.knowing(p, func(r *Runner) { r.Steps = r.Steps[:1] })
			rep := b.must(r)
			i := slices.IndexFunc(rep.Steps[0].Results, func(res checks.Result) bool { return res.ID == "site-admin" })
			if got := rep.Steps[0].Results[i].Status; (got == checks.Pass) != c.reads {
				t.Errorf("site-admin is %s", got)
			}
		})
	}
}

// TestAnswersSpeakOfSetup: what would ask again is setup, and a sandbox's links lead to its consoles.
func TestAnswersSpeakOfSetup(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		console, fix, link   string
		wantFix, wantLinking string
	}{
		"asked again":  {"", "Ask again: provision check.", "https://a.example", "Run provision setup again; it goes on from here.", "https://a.example"},
		"in a while":   {"", "Ask again in a few minutes: provision check.", "", "Run provision setup again in a few minutes; it goes on from here.", ""},
		"another fix":  {"", "Press Update Now.", "", "Press Update Now.", ""},
		"in a sandbox": {"http://127.0.0.1:1", "x", "https://admin.atlassian.com/o/1", "x", "http://127.0.0.1:1"},
		"no link":      {"http://127.0.0.1:1", "x", "", "x", ""},
	} {
		r := &Runner{Console: c.console}
		res := r.own(checks.Result{Finding: checks.Finding{Fix: c.fix, Link: c.link}})
		if res.Fix != c.wantFix || res.Link != c.wantLinking {
			t.Errorf("%s: %q, %q", name, res.Fix, res.Link)
		}
	}
}
