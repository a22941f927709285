package scale

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/provision-cli/provision/cmd"
)

// auditMemory is the most that a check of 10,000 people may hold, in kilobytes.
const auditMemory = 60 << 10

// TestMain lets the test binary play the program, so that its memory is counted without the sandbox's.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"provision": func() { os.Exit(cmd.Main(os.Args[1:])) }})
}

// remembers runs the check as a process of its own, and holds its memory to the budget; the kernel's count is Linux's.
func remembers(t *testing.T, g *tenants, people int) {
	t.Helper()
	if runtime.GOOS != "linux" {
		return
	}
	began := time.Now()
	text, peak := measured(t, g.box.Env(), "check", "-o", "json", "--no-store")
	t.Logf("%d kB at most, in %v", peak, time.Since(began).Round(time.Millisecond))
	if peak == 0 || !racing && people <= 10_000 && peak > auditMemory {
		t.Errorf("%d kB of memory, at most %d", peak, auditMemory)
	}
	var doc struct{ Calls map[string]int }
	if err := json.Unmarshal([]byte(text), &doc); err != nil || doc.Calls["scim"] < people*9/10/100 || doc.Calls["okta"] < people*9/10/500 {
		t.Errorf("%d people were not read: calls %v, %v", people, doc.Calls, err)
	}
}

// measured runs the program, and returns what it wrote and the most memory that it held, in kilobytes.
func measured(t *testing.T, env []string, args ...string) (stdout string, peak int) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	var out, diag strings.Builder
	run := &exec.Cmd{Path: self, Args: append([]string{"provision"}, args...), Dir: dir, Stdout: &out, Stderr: &diag}
	for i, line := range env {
		env[i] = strings.ReplaceAll(strings.TrimPrefix(line, "export "), "'", "")
	}
	run.Env = append([]string{
		"HOME=" + dir, "XDG_CONFIG_HOME=" + filepath.Join(dir, "config"), "XDG_STATE_HOME=" + filepath.Join(dir, "state"),
		"DBUS_SESSION_BUS_ADDRESS=unix:path=" + filepath.Join(dir, "no-bus"), "USER=tester", "NO_COLOR=1",
	}, env...)
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() { _ = run.Wait(); close(done) }()
	again := time.NewTicker(5 * time.Millisecond)
	defer again.Stop()
	for {
		peak = max(peak, highWater(run.Process.Pid))
		select {
		case <-again.C:
		case <-done:
			if code := run.ProcessState.ExitCode(); code != 0 && code != 1 && code != 4 {
				t.Fatalf("exit code %d: %s", code, diag.String())
			}
			return out.String(), peak
		}
	}
}

// highWater is the most memory that a process has held so far, in kilobytes. What the kernel tells at its end would
// hold the memory of this test as well, from which the process was forked.
func highWater(pid int) int {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	n, _ := strconv.Atoi(strings.Fields(rest + " 0")[0])
	return n
}
