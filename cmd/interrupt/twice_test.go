package interrupt

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// TestTwoAtOnce: while one run works on a profile another says who holds it, since when, and what to do; another profile is free.
func TestTwoAtOnce(t *testing.T) {
	t.Parallel()
	s := start(t)
	hit, let := s.arm(func(requests, _ int) bool { return requests == 20 })
	defer let()
	first := s.setup()
	first.start()
	<-hit
	second := s.setup()
	second.start()
	if code := second.wait(); code != 1 {
		t.Errorf("exit code %d:\n%s", code, last(second.said()))
	}
	said := strings.Join(strings.Fields(second.said()), " ")
	holder := fmt.Sprintf(`This profile is in use by process %d since \d\d:\d\d:\d\d on \d{1,2} [A-Z][a-z]{2} \d{4}`, first.cmd.Process.Pid)
	if !regexp.MustCompile(holder).MatchString(said) || !strings.Contains(said, "Next: let the other run end, or stop it") {
		t.Errorf("it says %s", said)
	}
	requests, _ := s.counts()
	if requests != 20 {
		t.Errorf("the second run sent requests: %d in all", requests)
	}
	for name, args := range map[string][]string{
		"another profile": {"setup", "--yes", "--wait", "0s", "--only", "prerequisites", "--insecure-storage", "--profile", "other"},
		"a dry run":       {"setup", "-n", "--insecure-storage"},
		"the history":     {"setup", "--history"},
	} {
		other := s.program(s.variables(), args...)
		other.start()
		if code := other.wait(); code != 0 {
			t.Errorf("%s is kept off: exit code %d\n%s", name, code, last(other.said()))
		}
	}
	if err := first.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	first.wait()
	let()
	s.must(s.setup()) // the killed one holds nothing
}
