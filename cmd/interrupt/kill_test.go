package interrupt

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/provision-cli/provision/wizard"
	"github.com/provision-cli/provision/wizard/store"
)

// reference is an undisturbed run: what it leaves, how much it asks, what it records.
type reference struct {
	world    []string
	history  []string
	requests int
	writes   []string
}

func undisturbed(t *testing.T, args ...string) reference {
	t.Helper()
	s := start(t)
	s.must(s.setup(args...))
	r := reference{world: outline(s.sandbox.World()), history: s.history()}
	r.requests, r.writes = s.counts()
	return r
}

// history is what the program's record says it changed, each change once and without ports. Pushing again is left out: how
// often that is needed is a matter of chance.
func (s *stand) history() []string {
	s.t.Helper()
	kept, err := store.Open(filepath.Join(s.dir, "kept"), "default")
	if err != nil {
		s.t.Fatalf("what was kept is not readable: %v", err)
	}
	var lines []string
	for _, c := range kept.State().History {
		if c.Action != wizard.ActionPushAgain {
			target, _, _ := strings.Cut(c.Target, " on ")
			lines = append(lines, c.Step+": "+c.Action+" "+target)
		}
	}
	slices.Sort(lines)
	return slices.Compact(lines)
}

// kill stops the program with SIGKILL at a request, whose answer it never gets. It says whether the run got that far.
func (s *stand) kill(p *process, at func(requests, writes int) bool) bool {
	s.t.Helper()
	hit, let := s.arm(at)
	defer let()
	p.start()
	select {
	case <-hit:
	case <-p.ended:
		return false
	}
	if err := p.cmd.Process.Kill(); err != nil {
		s.t.Fatal(err)
	}
	p.wait()
	s.history() // readable
	return true
}

// every is the distance between two requests after which the program is killed; PROVISION_EVERY=1 takes each.
func every(t *testing.T) int {
	t.Helper()
	text := os.Getenv("PROVISION_EVERY")
	if text == "" {
		return 41
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("PROVISION_EVERY=%s is no distance", text)
	}
	return n
}

func TestKilledAfterARequest(t *testing.T) {
	t.Parallel()
	want := undisturbed(t)
	t.Logf("an undisturbed run sends %d requests and %d writes: %q", want.requests, len(want.writes), want.writes)
	for n := range want.writes {
		t.Run("write "+strconv.Itoa(n+1), func(t *testing.T) {
			t.Parallel()
			killedAndRunAgain(t, want, func(_, writes int) bool { return writes == n+1 })
		})
	}
	for n := 1; n <= want.requests; n += every(t) {
		t.Run("request "+strconv.Itoa(n), func(t *testing.T) {
			t.Parallel()
			killedAndRunAgain(t, want, func(requests, _ int) bool { return requests == n })
		})
	}
}

func killedAndRunAgain(t *testing.T, want reference, at func(requests, writes int) bool) {
	t.Helper()
	s := start(t)
	if !s.kill(s.setup(), at) {
		t.Log("the run had ended before")
	}
	s.must(s.setup())
	s.as(want)
}

// as fails the test where the world or the record is other than after an undisturbed run.
func (s *stand) as(want reference) {
	s.t.Helper()
	if lines := differs(want.world, outline(s.sandbox.World())); len(lines) > 0 {
		s.t.Errorf("other than undisturbed:\n%s", strings.Join(lines, "\n"))
	}
	if lines := differs(want.history, s.history()); len(lines) > 0 {
		s.t.Errorf("the record is other than undisturbed:\n%s", strings.Join(lines, "\n"))
	}
}
