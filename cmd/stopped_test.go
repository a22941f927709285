//go:build !windows

package cmd

import (
	"bufio"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestStoppedAfterAWrite stops a whole run as soon as it has pushed a group: what Okta goes on with, and where that ends,
// must be on the screen, and what was changed in the record.
func TestStoppedAfterAWrite(t *testing.T) {
	t.Parallel()
	s, err := startStand("--operator", "--delay", "500ms")
	if err != nil {
		t.Fatal(err)
	}
	defer s.stop()
	dir := t.TempDir()
	cmd := program("setup", "--yes", "--wait", "20s", "--poll", "200ms", "--insecure-storage")
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
		if strings.Contains(lines.Text(), "✓ Push group") && strings.Contains(lines.Text(), "sent") {
			if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
				t.Fatal(err)
			}
		}
	}
	_ = cmd.Wait()
	text := strings.Join(strings.Fields(said.String()), " ")
	_, end, _ := strings.Cut(text, "! Stopped.")
	for _, want := range []string{"Changed by this run: Push group atlassian-test-", "Okta goes on by itself with: sending the group atlassian-test-", "▸ Atlassian Cloud ▸ Provisioning ▸ To App ▸ Edit, untick Create Users, Save.", "provision setup --history"} {
		if !strings.Contains(end, want) {
			t.Errorf("exit code %d; it says %q, not %q", cmd.ProcessState.ExitCode(), end, want)
		}
	}
	out, _ := ran(t, dir, s.env(), "setup", "--history")
	if !strings.Contains(string(out), "Push group atlassian-test-") || !strings.Contains(string(out), "Way back: ") {
		t.Errorf("the record says %s", out)
	}
}
