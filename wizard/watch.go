package wizard

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/wizard/prompt"
)

var errTimeUp = errors.New("the time is up")

// watching is a wait for the tenants: what is asked again and again, and when it ends.
type watching struct {
	step  Step
	title string
	keys  []prompt.KeyHelp
	limit time.Duration
	until func([]checks.Result) bool
	// only names the check to show; empty shows all that are open.
	only string
	// note takes the place of a reading in blind watches.
	note string
	// blind watches look at nothing, because no API shows what is awaited.
	blind bool
}

// watch asks the step again until its end is reached (KeyDone), a key is pressed, or the time is up (errTimeUp).
func (r *Runner) watch(ctx context.Context, w watching) (prompt.Key, error) {
	timed, cancel := context.WithTimeoutCause(ctx, w.limit, errTimeUp)
	defer cancel()
	p := r.poll(timed, w)
	defer p.stop()
	if r.Prompt != nil && !r.Unattended {
		r.setWatched(true)
		defer r.setWatched(false)
		return r.Prompt.Watch(timed, prompt.Watch{Title: w.title, Body: p.body, Update: p.update, Done: p.done, Keys: w.keys})
	}
	select {
	case <-p.done:
		return prompt.KeyDone, nil
	case <-timed.Done():
		return prompt.KeyDone, context.Cause(timed)
	}
}

// poll is a reading that repeats in the background until it is stopped.
type poll struct {
	update chan struct{}
	done   chan struct{}
	stop   func()

	mu      sync.Mutex
	results []checks.Result
	readAt  time.Time
	next    time.Time
	now     func() time.Time
	only    string
	blind   bool
	note    string
	wait    func(time.Time) string
}

func (r *Runner) poll(ctx context.Context, w watching) *poll {
	ctx, cancel := context.WithCancel(ctx)
	p := &poll{
		update: make(chan struct{}, 1), done: make(chan struct{}), now: r.Session.Now, readAt: r.Session.ReadAt(),
		only: w.only, blind: w.blind, note: w.note, wait: r.wait,
	}
	p.results = r.current.Results
	p.next = p.now().Add(r.Every)
	ended := make(chan struct{})
	p.stop = func() { cancel(); <-ended }
	go func() {
		defer close(ended)
		if !w.blind {
			r.repeat(ctx, w, p)
		}
	}()
	return p
}

func (r *Runner) repeat(ctx context.Context, w watching, p *poll) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(r.Every):
		}
		r.Session.Refresh()
		results := r.ask(ctx, w.step, false)
		if ctx.Err() != nil {
			return
		}
		changed := p.take(results, r.Session.ReadAt(), r.Every)
		if changed && summary(results) != "" && (r.Prompt == nil || r.Unattended) {
			r.emit(Event{Kind: EventProgress, Step: w.step.ID, Status: "reading", Message: summary(results)})
		}
		if w.until(results) {
			close(p.done)
			return
		}
	}
}

// take keeps a reading and says whether it differs from the one before.
func (p *poll) take(results []checks.Result, at time.Time, every time.Duration) bool {
	p.mu.Lock()
	changed := summary(results) != summary(p.results)
	p.results, p.readAt, p.next = results, at, p.now().Add(every)
	p.mu.Unlock()
	select {
	case p.update <- struct{}{}:
	default:
	}
	return changed
}

// body shows what is open and how old the reading is, since a stale number reads like a stuck program.
func (p *poll) body() prompt.Block {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.blind {
		return prompt.Block{{Sign: prompt.Person, Text: p.note, Quiet: true, Indent: 4}}
	}
	var b prompt.Block
	for _, res := range p.results {
		if p.only == "" && !res.Status.OK() || p.only == res.ID {
			b = append(b, prompt.Line{Sign: sign(res.Status), Text: res.Title, Detail: res.Summary, Indent: 4})
		}
	}
	now := p.now()
	if text := p.wait(now); text != "" {
		b = append(b, prompt.Line{Text: text, Faint: true, Quiet: true, Indent: 4})
	}
	age := fmt.Sprintf("read %s ago, next in %s", seconds(now.Sub(p.readAt)), seconds(p.next.Sub(now)))
	return append(b, prompt.Line{Text: age, Faint: true, Quiet: true, Indent: 4})
}

func seconds(d time.Duration) string { return max(0, d).Round(time.Second).String() }

// summary is the open part of a reading in one line.
func summary(results []checks.Result) string {
	var open []string
	for _, res := range results {
		if !res.Status.OK() && res.Status != checks.Manual {
			open = append(open, res.Summary)
		}
	}
	return strings.Join(open, " · ")
}

// settled ends a wait when the step is proven, when something else is to be done, or when waiting cannot help.
func (r *Runner) settled(ctx context.Context, st Step) func([]checks.Result) bool {
	return func(results []checks.Result) bool {
		open := r.firstOpen(results)
		if open == nil || open.Refused || open.Stop || open.Status == checks.Manual {
			return true
		}
		if r.Prompt != nil && !r.Unattended && open.Status != checks.Unknown && !slices.Contains(st.Lags, open.ID) {
			return true // it does not come by itself, and somebody is there to be told what to do
		}
		changes, err := r.plan(ctx, st, *open)
		return err == nil && len(changes) > 0
	}
}

// settle waits until the tenants show what was sent. Running out of time is no error: the step is asked again and says
// what is still open.
func (r *Runner) settle(ctx context.Context, st Step) error {
	return r.await(ctx, st, r.limit(st.Settle))
}

func (r *Runner) await(ctx context.Context, st Step, limit time.Duration) error {
	for {
		key, err := r.watch(ctx, watching{
			step: st, title: st.Title + ": waiting until the tenants show it", limit: limit, until: r.settled(ctx, st),
			keys: []prompt.KeyHelp{{Key: prompt.KeyEnter, Word: "stop waiting"}},
		})
		if errors.Is(err, errTimeUp) {
			return nil
		}
		if err != nil || key == prompt.KeyDone || key == prompt.KeyEnter {
			return err
		}
	}
}

// limit bounds a wait for everybody who asked for short ones.
func (r *Runner) limit(d time.Duration) time.Duration {
	if r.SettleAtMost > 0 {
		return min(d, r.SettleAtMost)
	}
	return d
}
