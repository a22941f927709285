package sandbox

import (
	"context"
	"maps"
	"sync"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/traffic"
)

// The operator waits for a pause in the program's requests, so that it never acts between a reading and the change that follows.
const (
	operatorPause = 60 * time.Millisecond
	operatorLimit = time.Second
)

// operator plays the person in both consoles: it does a by-hand step once the program has been seen looking for its effect.
type operator struct {
	s     *Sandbox
	wake  chan struct{}
	ended chan struct{}

	mu sync.Mutex
	// asked are the routes that the program read since it was last quiet.
	asked map[string]bool
	// looks counts, by rule, in how many bursts of requests the program looked for an effect that is not there.
	looks map[string]int
}

func newOperator(s *Sandbox) *operator {
	o := &operator{s: s, wake: make(chan struct{}, 1), ended: make(chan struct{}), asked: map[string]bool{}, looks: map[string]int{}}
	s.traffic.OnRequest(o.seen)
	return o
}

// seen runs on the request's goroutine: it only notes what was asked.
func (o *operator) seen(r traffic.Seen) {
	if r.From != traffic.Client || r.Service == "console" {
		return
	}
	o.mu.Lock()
	o.asked[r.Method+" "+r.Route] = true
	o.mu.Unlock()
	select {
	case o.wake <- struct{}{}:
	default:
	}
}

// start prepares what only a person can have beforehand, and then follows the program until ctx ends.
func (o *operator) start(ctx context.Context) {
	o.s.world.Lock()
	missing := len(o.s.world.Atlassian.Directories) == 0 && o.s.world.Handed.BaseURL == ""
	o.s.world.Unlock()
	if missing {
		o.play(ctx, "create-directory")
	}
	go func() {
		defer close(o.ended)
		for {
			quiet, alive := o.pause(ctx)
			if !alive {
				return
			}
			o.act(ctx, quiet)
		}
	}()
}

func (o *operator) wait() { <-o.ended }

// pause returns once the program has asked something and then kept quiet for a moment, or, not quiet, after the limit.
// It is no longer alive once ctx has ended.
func (o *operator) pause(ctx context.Context) (quiet, alive bool) {
	select {
	case <-ctx.Done():
		return false, false
	case <-o.wake:
	}
	limit := time.NewTimer(operatorLimit)
	defer limit.Stop()
	silence := time.NewTimer(operatorPause)
	defer silence.Stop()
	for {
		select {
		case <-ctx.Done():
			return false, false
		case <-o.wake:
			silence.Reset(operatorPause)
		case <-silence.C:
			return true, true
		case <-limit.C:
			return false, true
		}
	}
}

// act does what the program was seen looking for and what a person can do. While the program is not quiet it may be about
// to do by itself what some rules are about: they wait.
func (o *operator) act(ctx context.Context, quiet bool) {
	asked := o.take(quiet)
	for _, r := range rules() {
		if !r.looked(asked) || !quiet && r.looks > 1 {
			continue
		}
		o.s.world.Lock()
		actions := r.missing(o.s)
		o.s.world.Unlock()
		if len(actions) == 0 {
			o.looks[r.name] = 0
			continue
		}
		o.looks[r.name]++
		if o.looks[r.name] < r.looks {
			continue
		}
		o.looks[r.name] = 0
		for _, action := range actions {
			o.play(ctx, action)
		}
	}
}

// take returns what was asked since the last quiet moment.
func (o *operator) take(quiet bool) map[string]bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	asked := maps.Clone(o.asked)
	if quiet {
		clear(o.asked)
	}
	return asked
}

// play does one action; a refusal is what a person would see too, and changes nothing.
func (o *operator) play(ctx context.Context, action string) {
	_, _ = o.s.Operate(ctx, action)
}
