//go:build !windows

package prompt

import (
	"bytes"
	"io"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// tty is a terminal with a screen that a test can read, and keys that it can press.
type tty struct {
	t     *testing.T
	pty   *os.File
	slave *os.File
	news  chan struct{}

	mu     sync.Mutex
	screen *vt.Emulator
	raw    bytes.Buffer
}

func newTTY(t *testing.T, cols, rows int) *tty {
	t.Helper()
	master, slave, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	if err := pty.Setsize(master, &pty.Winsize{Cols: uint16(cols), Rows: uint16(rows)}); err != nil {
		t.Fatal(err)
	}
	y := &tty{t: t, pty: pollable(t, master), slave: slave, news: make(chan struct{}, 1), screen: vt.NewEmulator(cols, rows)}
	t.Cleanup(func() {
		_ = slave.Close()
		_ = y.pty.Close()
		_ = y.screen.InputPipe().(io.Closer).Close()
	})
	go y.draw()
	go y.answer()
	return y
}

// pollable is the same terminal in a file whose Close ends a Read that waits.
func pollable(t *testing.T, f *os.File) *os.File {
	t.Helper()
	fd, err := syscall.Dup(int(f.Fd()))
	if err == nil {
		err = syscall.SetNonblock(fd, true)
	}
	if err != nil {
		t.Fatal(err)
	}
	_ = f.Close()
	return os.NewFile(uintptr(fd), f.Name())
}

// draw keeps the screen as the terminal would.
func (y *tty) draw() {
	room := make([]byte, 4096)
	for {
		n, err := y.pty.Read(room)
		y.mu.Lock()
		y.raw.Write(room[:n])
		_, _ = y.screen.Write(room[:n])
		y.mu.Unlock()
		select {
		case y.news <- struct{}{}:
		default:
		}
		if err != nil {
			return
		}
	}
}

// answer sends what the terminal answers to queries.
func (y *tty) answer() {
	room := make([]byte, 256)
	for {
		n, err := y.screen.Read(room)
		if err != nil {
			return
		}
		if _, err := y.pty.Write(room[:n]); err != nil {
			return
		}
	}
}

func (y *tty) text() string {
	y.mu.Lock()
	defer y.mu.Unlock()
	return y.screen.String()
}

func (y *tty) written() string {
	y.mu.Lock()
	defer y.mu.Unlock()
	return y.raw.String()
}

// until waits for a condition on the screen.
func (y *tty) until(what string, ok func(screen string) bool) {
	y.t.Helper()
	deadline := time.After(patience)
	again := time.NewTicker(5 * time.Millisecond) // a change of the terminal's mode makes no output
	defer again.Stop()
	for !ok(y.text()) {
		select {
		case <-y.news:
		case <-again.C:
		case <-deadline:
			y.t.Fatalf("no %s; the screen is\n%s", what, y.text())
		}
	}
}

func (y *tty) see(text string) {
	y.t.Helper()
	y.until("text "+text, func(screen string) bool { return strings.Contains(screen, text) })
}

func (y *tty) gone(text string) {
	y.t.Helper()
	y.until("end of "+text, func(screen string) bool { return !strings.Contains(screen, text) })
}

// press types after the text is on the screen.
func (y *tty) press(after, keys string) {
	y.t.Helper()
	y.see(after)
	if _, err := y.pty.WriteString(keys); err != nil {
		y.t.Fatal(err)
	}
}

// paste is what a terminal sends for a paste.
func paste(text string) string { return "\x1b[200~" + text + "\x1b[201~" }

func (y *tty) prompter(o Options) Prompter {
	return New(Streams{In: y.slave, Err: y.slave, Env: modern}, o)
}

func end[T any](t *testing.T, y *tty, c <-chan later[T]) (T, error) {
	t.Helper()
	select {
	case r := <-c:
		return r.value, r.err
	case <-time.After(patience):
		t.Fatalf("still waiting; the screen is\n%s", y.text())
		panic("unreachable")
	}
}
