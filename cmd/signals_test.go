//go:build !windows

package cmd

import (
	"bufio"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestSignalsEndARunAndTheNextGoesOn(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		signal syscall.Signal
		code   int
	}{"SIGTERM": {syscall.SIGTERM, 143}, "SIGINT": {syscall.SIGINT, 130}, "SIGHUP": {syscall.SIGHUP, 143}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, err := startStand()
			if err != nil {
				t.Fatal(err)
			}
			defer s.stop()
			dir := t.TempDir()
			cmd := program("setup", "--yes", "--wait", "1m", "--poll", "100ms", "--only", "integration", "--insecure-storage")
			cmd.Dir, cmd.Env = dir, append(isolated(dir), s.env()...)
			stderr, err := cmd.StderrPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			stuck := time.AfterFunc(patience, func() { _ = cmd.Process.Kill() })
			defer stuck.Stop()
			var said strings.Builder
			for lines := bufio.NewScanner(stderr); lines.Scan(); {
				said.WriteString(lines.Text() + "\n")
				if strings.Contains(lines.Text(), "the app is listed as active") { // the guide is shown, and watched
					if err := cmd.Process.Signal(c.signal); err != nil {
						t.Fatal(err)
					}
				}
			}
			_ = cmd.Wait()
			if code := cmd.ProcessState.ExitCode(); code != c.code {
				t.Errorf("exit code %d, want %d:\n%s", code, c.code, said.String())
			}
			if got, err := readStats(s.addr["console_url"]); err != nil || got.Mutations.Client != 0 {
				t.Errorf("changed: %+v, %v", got, err)
			}
			out, _ := ran(t, dir, s.env(), "setup", "--yes", "--wait", "0s", "--only", "prerequisites", "--insecure-storage")
			if !strings.Contains(string(out), "Done.") {
				t.Errorf("the next run says %s", out)
			}
		})
	}
}
