package wire

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox"
)

// methodsRun is the run that calls every method of every client.
const methodsRun = "every method"

// deviation is a difference from a description that is meant, and why.
type deviation struct {
	service, operation, side, field string
	// says is a part of the reason that the library gives; empty is any.
	says string
	// variant is the only one in which it may occur; empty is any run.
	variant string
	why     string
}

func (d deviation) covers(f finding, variant string) bool {
	return d.service == f.service && d.operation == f.operation && d.side == f.side && d.field == f.field &&
		strings.Contains(f.reason, d.says) && (d.variant == "" || d.variant == variant)
}

// ledger holds what all runs together showed.
type ledger struct {
	descriptions
	mu   sync.Mutex
	used map[int]bool
	// covered are the operations by service, with the senders of each.
	covered map[string]map[string]map[string]int
}

func newLedger(t *testing.T) *ledger {
	t.Helper()
	return &ledger{descriptions: describe(t), used: map[int]bool{}, covered: map[string]map[string]map[string]int{}}
}

// hold fails the test for every exchange that differs in a way nobody meant.
func (l *ledger) hold(t *testing.T, run, variant string, list []sandbox.Exchange) {
	t.Helper()
	unmeant := map[string]int{}
	for _, x := range list {
		if l.descriptions[x.Service].router == nil {
			continue // the console is ours alone
		}
		operation, findings := l.descriptions.hold(x)
		l.note(x, operation, run)
		for _, f := range findings {
			if !l.meant(f, variant) {
				unmeant[fmt.Sprintf("%s from %s: %s %d: %s %s: %s", f.service, x.From, f.operation, x.Status, f.side, f.field, f.reason)]++
			}
		}
	}
	for _, text := range slices.Sorted(maps.Keys(unmeant)) {
		t.Errorf("%s (%d times)", text, unmeant[text])
	}
}

func (l *ledger) meant(f finding, variant string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	found := false
	for i, d := range deviations() {
		if d.covers(f, variant) {
			l.used[i], found = true, true
		}
	}
	return found
}

func (l *ledger) note(x sandbox.Exchange, operation, run string) {
	if operation == "" {
		operation = x.Method + " " + shape(x.Path) + " (not described)"
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.covered[run] == nil {
		l.covered[run] = map[string]map[string]int{}
	}
	if l.covered[run][x.Service] == nil {
		l.covered[run][x.Service] = map[string]int{}
	}
	l.covered[run][x.Service][x.From+" "+operation]++
}

// unused fails for every deviation that no run showed.
func (l *ledger) unused(t *testing.T) {
	t.Helper()
	for i, d := range deviations() {
		if !l.used[i] {
			t.Errorf("no run shows this deviation any more: %+v", d)
		}
	}
}

// report prints, by service, what each kind of run covered, and what the clients can do that none of the runs did.
func (l *ledger) report(t *testing.T) {
	t.Helper()
	for _, service := range slices.Sorted(maps.Keys(l.descriptions)) {
		t.Logf("%s: %d operations described", service, len(l.descriptions[service].operations))
		ran := map[string]bool{}
		for _, run := range slices.Sorted(maps.Keys(l.covered)) {
			seen := l.covered[run][service]
			t.Logf("  %s: %d operations", run, len(seen))
			for _, o := range slices.Sorted(maps.Keys(seen)) {
				if run != methodsRun {
					ran[o] = true
					t.Logf("    %6d %s", seen[o], o)
				}
			}
		}
		for _, o := range slices.Sorted(maps.Keys(l.covered[methodsRun][service])) {
			if !ran[o] {
				t.Logf("  only a method of a client, no run: %s", o)
			}
		}
	}
}
