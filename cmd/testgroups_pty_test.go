//go:build !windows

package cmd

import (
	"strings"
	"syscall"
	"testing"
	"time"
)

// unnamed is a sandbox without any group that the page recommends.
func unnamed(t *testing.T, flags ...string) *stand {
	t.Helper()
	s, err := startStand(append([]string{"--scenario", "ready"}, flags...)...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.stop() })
	for from, to := range map[string]string{"atlassian-test-jira-users": "a-jira", "atlassian-test-confluence-users": "b-wiki", "atlassian-test-users": "c-all"} {
		if err := renameGroup(s.addr["okta_url"], s.addr["okta_token"], from, to); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func TestTestGroupsAsksWhichGroups(t *testing.T) {
	t.Parallel()
	y := onTerminal(t, 100, 60, unnamed(t).env(), "test-groups", "--assign-group", "c-all")
	y.see("Which groups would be pushed?")
	y.see("a-jira")
	y.typed(" \r")
	if code := y.wait(); code != exitWrong {
		t.Errorf("exit code %d; the screen is\n%s", code, y.text())
	}
	for _, text := range []string{"a-jira   8 members", "--push-group a-jira --assign-group c-all"} {
		y.see(text)
	}
	if !strings.Contains(y.written(), "Reading ") {
		t.Error("nothing said what was being read")
	}
	if strings.Contains(y.text(), "Reading ") {
		t.Errorf("the progress was left on the screen:\n%s", y.text())
	}
	y.sane()
}

func TestTestGroupsQuietShowsNoProgress(t *testing.T) {
	t.Parallel()
	y := onTerminal(t, 100, 60, unnamed(t).env(), "test-groups", "a-jira", "--quiet")
	if code := y.wait(); code != exitWrong || strings.Contains(y.written(), "Reading ") {
		t.Errorf("exit code %d; it wrote\n%s", code, y.written())
	}
}

func TestCtrlCEndsAForecast(t *testing.T) {
	t.Parallel()
	t.Run("at the question", func(t *testing.T) {
		t.Parallel()
		y := onTerminal(t, 100, 60, unnamed(t).env(), "test-groups")
		y.see("Which groups would be pushed?")
		y.typed("\x03")
		if code := y.wait(); code != exitCancelled {
			t.Errorf("exit code %d; the screen is\n%s", code, y.text())
		}
		y.see("Nothing was changed")
		y.sane()
	})
	for name, c := range map[string]struct {
		signal syscall.Signal
		code   int
	}{"while reading": {syscall.SIGINT, exitCancelled}, "terminated": {syscall.SIGTERM, exitTerminated}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := unnamed(t, "--fault", "scim/GET /scim/directory/{id}/Users:timeout")
			var out, diag strings.Builder
			dir := t.TempDir()
			cmd := program("test-groups", "a-jira", "-o", "json", "--output-file", dir+"/forecast.json")
			cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = dir, append(isolated(dir), s.env()...), &out, &diag
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			asked := func() bool {
				now, err := readStats(s.addr["console_url"])
				if err != nil {
					t.Fatal(err)
				}
				for _, r := range now.Requests {
					if r.Service == "okta" && r.From == "client" && strings.HasSuffix(r.Route, "/users") {
						return true // which is read side by side with the directory, which never answers
					}
				}
				return false
			}
			over, again := time.After(patience), time.NewTicker(10*time.Millisecond)
			defer again.Stop()
			for !asked() {
				select {
				case <-again.C:
				case <-over:
					_ = cmd.Process.Kill()
					t.Fatal("no members were read")
				}
			}
			if err := cmd.Process.Signal(c.signal); err != nil {
				t.Fatal(err)
			}
			_ = cmd.Wait()
			if code := cmd.ProcessState.ExitCode(); code != c.code || out.Len() > 0 {
				t.Errorf("exit code %d, want %d\n%s%s", code, c.code, out.String(), diag.String())
			}
			if left := filesBelow(dir); len(left) > 0 {
				t.Errorf("it left %q", left)
			}
		})
	}
}
