package wizard

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/provision-cli/provision/wizard/prompt"
	"github.com/provision-cli/provision/wizard/session"
)

// person sits at the keyboard: types what the consoles showed, presses p at a guide and Enter where only a person can see,
// says yes to plans and no to everything else. A test changes what it cares about.
type person struct {
	texts map[string][]string // by title; the last one is said again
	// stop ends the n-th prompt (from 1) with an error, by default ErrCancelled.
	stop    int
	stopErr error
	// confirm and press answer in place of the person's habit; a false second result leaves it to the habit.
	confirm func(title string) (yes, ok bool)
	press   func(title string, times int) (key prompt.Key, ok bool)
	choose  func(c prompt.Choice) (labels []string, ok bool)

	mu    sync.Mutex
	asked []string
	shown prompt.Block
	times map[string]int
}

func (b *bench) person() *person {
	a := b.sandbox.Addresses()
	return &person{times: map[string]int{}, texts: map[string][]string{
		session.OktaURL.Title: {a.OktaURL}, session.OktaToken.Title: {a.OktaToken}, session.AtlassianKey.Title: {a.AtlassianAPIKey},
		session.SiteEmail.Title: {a.SiteEmail}, session.SiteToken.Title: {a.SiteToken},
		keyExpiresOn: {""}, session.SCIMBaseURL.Title: {a.SCIMBaseURL}, session.SCIMKey.Title: {a.SCIMAPIKey},
	}}
}

// withPerson is a run that knows where Atlassian answers and asks for all else.
func (b *bench) withPerson(p prompt.Prompter, edits ...func(*Runner)) *Runner {
	env := map[string]string{session.AtlassianURL.Env: b.sandbox.Addresses().AtlassianAPIURL}
	r := b.runner(b.session(env), edits...)
	r.Unattended, r.Prompt, r.Operate = false, p, b.sandbox.Operate
	if r.Every == b.runner(r.Session).Every {
		r.Every = 5_000_000
	}
	return r
}

// ask notes a prompt and says whether it ends here.
func (p *person) ask(ctx context.Context, kind, title string) (int, error) {
	if ctx.Err() != nil {
		return 0, context.Cause(ctx)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asked = append(p.asked, kind+" "+title)
	n := p.times[title]
	p.times[title]++
	if len(p.asked) == p.stop {
		if p.stopErr != nil {
			return n, p.stopErr
		}
		return n, prompt.ErrCancelled
	}
	return n, nil
}

func (p *person) Ask(ctx context.Context, q prompt.Question) (string, error) {
	n, err := p.ask(ctx, "ask", q.Title)
	if err != nil {
		return "", err
	}
	texts := p.texts[q.Title]
	if len(texts) == 0 {
		return "", fmt.Errorf("nobody knows %q", q.Title)
	}
	for _, text := range texts[min(n, len(texts)-1):] {
		if q.Check == nil {
			return text, nil
		}
		if err = q.Check(strings.TrimSpace(text)); err == nil {
			return text, nil
		}
		p.Show(prompt.Block{{Text: err.Error()}})
	}
	return "", fmt.Errorf("every answer to %q is refused: %w", q.Title, err)
}

func (p *person) Choose(ctx context.Context, c prompt.Choice) ([]int, error) {
	if _, err := p.ask(ctx, "choose", c.Title); err != nil {
		return nil, err
	}
	var labels []string
	chosen := false
	if p.choose != nil {
		labels, chosen = p.choose(c)
	}
	var picks []int
	for i, o := range c.Options {
		if chosen && slices.Contains(labels, o.Label) || !chosen && o.Chosen {
			picks = append(picks, i)
		}
	}
	if len(picks) < c.Min || !c.Many && len(picks) != 1 {
		return nil, fmt.Errorf("nothing fits %q", c.Title)
	}
	return picks, nil
}

func (p *person) Confirm(ctx context.Context, c prompt.Confirmation) (bool, error) {
	if _, err := p.ask(ctx, "confirm", c.Title); err != nil {
		return false, err
	}
	if p.confirm != nil {
		if yes, ok := p.confirm(c.Title); ok {
			return yes, nil
		}
	}
	return c.Title == "Apply?", nil
}

func (p *person) Show(b prompt.Block) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.shown = append(p.shown, b...)
}

func (p *person) Watch(ctx context.Context, w prompt.Watch) (prompt.Key, error) {
	n, err := p.ask(ctx, "watch", w.Title)
	if err != nil {
		return prompt.KeyDone, err
	}
	if p.press != nil {
		if key, ok := p.press(w.Title, n); ok {
			return key, nil
		}
	}
	if p.once(w.Title) && acts(w, 'p') {
		return 'p', nil
	}
	return p.wait(ctx, w)
}

// once says whether a title comes up for the first time.
func (p *person) once(title string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.times["p "+title]++
	return p.times["p "+title] == 1
}

// wait looks until the watch ends, or until it shows that only a person can answer.
func (p *person) wait(ctx context.Context, w prompt.Watch) (prompt.Key, error) {
	for {
		body := w.Body()
		p.Show(body)
		if acts(w, 'h') && slices.ContainsFunc(body, func(l prompt.Line) bool { return l.Sign == prompt.Person }) {
			return prompt.KeyEnter, nil
		}
		select {
		case <-ctx.Done():
			return prompt.KeyDone, context.Cause(ctx)
		case <-w.Done:
			return prompt.KeyDone, nil
		case <-w.Update:
		}
	}
}

func acts(w prompt.Watch, key prompt.Key) bool {
	return slices.ContainsFunc(w.Keys, func(k prompt.KeyHelp) bool { return k.Key == key })
}

func (p *person) prompts(kind string) []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var titles []string
	for _, a := range p.asked {
		if title, ok := strings.CutPrefix(a, kind+" "); ok {
			titles = append(titles, title)
		}
	}
	return titles
}

// screen is everything that was shown, as one text.
func (p *person) screen() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var b strings.Builder
	for _, l := range p.shown {
		b.WriteString(strings.Join([]string{l.Text, l.Detail, l.ID}, " ") + "\n")
	}
	return b.String()
}
