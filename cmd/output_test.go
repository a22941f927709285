//go:build !windows

package cmd

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"syscall"
	"testing"
)

// full is a stream that takes some bytes and no more.
type full struct{ room int }

func (f *full) Write(p []byte) (int, error) {
	if f.room -= len(p); f.room < 0 {
		return 0, &os.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.ENOSPC}
	}
	return len(p), nil
}

// TestLostOutputIsAnError: whatever a command writes, it fails when that cannot be written.
func TestLostOutputIsAnError(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{
		{"version"}, {"setup", "--help"}, {"explain", "page"}, {"check", "--sandbox"}, {"check", "--sandbox", "-o", "json"},
		{"setup", "--sandbox", "-n", "--detailed-exitcode"}, {"setup", "--sandbox", "-n", "-o", "json"}, {"setup", "--sandbox", "--yes"},
	} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			t.Parallel()
			var diag strings.Builder
			a := &app{in: strings.NewReader(""), out: &full{}, err: &diag, env: func(string) string { return "" }}
			if code := a.run(args); code != exitWrong || !strings.Contains(diag.String(), "✗ Standard output could not be written: no space left on device") {
				t.Errorf("exit code %d, and on standard error:\n%s", code, diag.String())
			}
		})
	}
}

// TestEventsThatNobodyReadsEndTheRun: the run stops at the first event that is lost, long before its end.
func TestEventsThatNobodyReadsEndTheRun(t *testing.T) {
	t.Parallel()
	cmd := program("setup", "--sandbox", "--yes", "-o", "json")
	cmd.Dir = t.TempDir()
	cmd.Env = isolated(cmd.Dir)
	var diag strings.Builder
	cmd.Stderr = &diag
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err == nil {
		_, err = bufio.NewReader(io.LimitReader(out, 1)).ReadByte()
	}
	if err == nil {
		err = out.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err == nil || cmd.ProcessState.ExitCode() != exitWrong {
		t.Errorf("ended with %v", err)
	}
	if !strings.Contains(diag.String(), "Standard output could not be written: broken pipe") || !strings.Contains(diag.String(), "what was done is kept") {
		t.Errorf("on standard error:\n%s", diag.String())
	}
}

// TestLostDiagnosticsAreAnError: a run whose steps nobody can read is not left to go on.
func TestLostDiagnosticsAreAnError(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	a := &app{in: strings.NewReader(""), out: &out, err: &full{room: 200}, env: func(string) string { return "" }}
	if code := a.run([]string{"setup", "--sandbox", "--yes"}); code != exitWrong || strings.Contains(out.String(), "Done.") {
		t.Errorf("exit code %d, and on standard output:\n%s", code, out.String())
	}
}

// TestOtherErrorsStandBesideALostOutput: a full disk hides no other finding.
func TestOtherErrorsStandBesideALostOutput(t *testing.T) {
	t.Parallel()
	var diag strings.Builder
	a := &app{out: &full{}, err: &diag, env: func(string) string { return "" }}
	err := a.guarded(t.Context(), func(context.Context) error {
		_, _ = a.out.Write([]byte("x"))
		return errors.New("the tenant is gone")
	})
	if exitCode(err) != exitWrong || !strings.Contains(diag.String(), "The tenant is gone") {
		t.Errorf("%v, and %s", err, diag.String())
	}
}
