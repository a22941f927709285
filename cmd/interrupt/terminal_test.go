//go:build !windows

package interrupt

import (
	"bytes"
	"io"
	"os"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// terminal is a screen with a keyboard, and the program on it.
type terminal struct {
	t          *testing.T
	pty, slave *os.File
	program    *process
	news       chan struct{}
	asked      []string

	mu     sync.Mutex
	screen *vt.Emulator
	raw    bytes.Buffer
}

const (
	cols = 100
	rows = 60
)

// onTerminal starts a program on a terminal of its own.
func onTerminal(t *testing.T, p *process) *terminal {
	t.Helper()
	master, slave, err := pty.Open()
	if err == nil {
		err = pty.Setsize(master, &pty.Winsize{Cols: cols, Rows: rows})
	}
	if err != nil {
		t.Fatal(err)
	}
	y := &terminal{t: t, pty: pollable(t, master), slave: slave, program: p, news: make(chan struct{}, 1), screen: vt.NewEmulator(cols, rows)}
	p.cmd.Env = append(p.cmd.Env, "TERM=xterm-256color", "PATH="+os.Getenv("PATH"), "SSH_CONNECTION=nobody")
	p.cmd.Stdin, p.cmd.Stderr = slave, slave
	if p.cmd.Stdout == io.Writer(&p.out) {
		p.cmd.Stdout = slave
	}
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	t.Cleanup(func() {
		_ = slave.Close()
		_ = y.pty.Close()
		_ = y.screen.InputPipe().(io.Closer).Close()
	})
	go y.draw()
	go y.answer()
	p.start()
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

func (y *terminal) draw() {
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
func (y *terminal) answer() {
	room := make([]byte, 256)
	for {
		n, err := y.screen.Read(room)
		if err == nil {
			_, err = y.pty.Write(room[:n])
		}
		if err != nil {
			return
		}
	}
}

func (y *terminal) resize(width, height int) {
	y.t.Helper()
	y.mu.Lock()
	y.screen.Resize(width, height)
	y.mu.Unlock()
	if err := pty.Setsize(y.pty, &pty.Winsize{Cols: uint16(width), Rows: uint16(height)}); err != nil {
		y.t.Fatal(err)
	}
}

func (y *terminal) text() string {
	y.mu.Lock()
	defer y.mu.Unlock()
	return y.screen.String()
}

func (y *terminal) written() string {
	y.mu.Lock()
	defer y.mu.Unlock()
	return y.raw.String()
}

func (y *terminal) typed(keys string) {
	y.t.Helper()
	if _, err := y.pty.WriteString(keys); err != nil {
		y.t.Fatal(err)
	}
}

// until waits for what may be written at any moment.
func (y *terminal) until(what string, ok func() bool) {
	y.t.Helper()
	deadline := time.After(patience)
	again := time.NewTicker(10 * time.Millisecond)
	defer again.Stop()
	for !ok() {
		select {
		case <-y.news:
		case <-again.C:
		case <-deadline:
			y.t.Fatalf("no %s; the screen is\n%s", what, y.text())
		}
	}
}

// walk answers every prompt as it comes, once for each time it appears, until the program ends.
func (y *terminal) walk(keys func(title, screen string) string) int {
	y.t.Helper()
	deadline := time.After(patience)
	again := time.NewTicker(10 * time.Millisecond)
	defer again.Stop()
	for answered := ""; ; {
		select {
		case <-y.program.ended:
			return y.program.cmd.ProcessState.ExitCode()
		case <-y.news:
		case <-again.C:
		case <-deadline:
			y.t.Fatalf("the walk does not end; asked %q; the screen is\n%s", y.asked, y.text())
		}
		screen := y.text()
		title, above := question(screen)
		if title == "" || title+above == answered {
			continue
		}
		answered = title + above
		y.asked = append(y.asked, title)
		if text := keys(title, screen); text != "" {
			y.typed(text)
		}
	}
}

// question returns the title of the prompt that is waiting, and the screen above it.
func question(screen string) (title, above string) {
	lines := strings.Split(strings.TrimRight(screen, " \n"), "\n")
	if !strings.Contains(lines[len(lines)-1], "ctrl-c") {
		return "", ""
	}
	if strings.Contains(lines[len(lines)-1], "Space choose") {
		i := slices.IndexFunc(lines, func(line string) bool { return strings.Contains(line, " [x] ") || strings.Contains(line, " [ ] ") })
		return "choose", strings.Join(lines[:max(i, 0)], "\n")
	}
	for i, line := range slices.Backward(lines) {
		if strings.HasPrefix(line, "┃ ") && (i == 0 || !strings.HasPrefix(lines[i-1], "┃")) {
			return strings.TrimSpace(strings.TrimPrefix(line, "┃ ")), strings.Join(lines[:i], "\n")
		}
		if strings.HasPrefix(line, waitingFor) || strings.Contains(line, ": waiting until the tenants show it") {
			return strings.TrimSpace(line), strings.Join(lines[:i], "\n")
		}
	}
	return "", ""
}

const waitingFor = "Waiting for: "

// person takes what is proposed, agrees to every plan, and says of what nobody can see that it is done; the rest does the operator.
func person(title, screen string) string {
	switch {
	case strings.HasPrefix(title, waitingFor) && strings.Contains(screen[strings.LastIndex(screen, title):], "No API shows this"):
		return "\r"
	case strings.HasPrefix(title, waitingFor), strings.HasSuffix(title, "waiting until the tenants show it"):
		return ""
	case strings.HasPrefix(title, "Apply"):
		return "y"
	case strings.HasPrefix(title, "The test groups work"):
		return "n"
	}
	return "\r"
}

// sane proves that the terminal is as it was: it shows what is typed, and the kernel edits lines.
func (y *terminal) sane() {
	y.t.Helper()
	y.typed("sayx\x7f\r")
	line := make(chan string, 1)
	go func() {
		room := make([]byte, 256)
		n, _ := y.slave.Read(room)
		line <- string(room[:n])
	}()
	select {
	case got := <-line:
		if !strings.HasSuffix(got, "say\n") {
			y.t.Errorf("the terminal was left raw: it read %q", got)
		}
	case <-time.After(patience):
		y.t.Fatal("the terminal was left without line editing")
	}
	y.until("echo", func() bool { return strings.Contains(y.written(), "sayx") })
	if i, j := strings.LastIndex(y.written(), "\x1b[?25l"), strings.LastIndex(y.written(), "\x1b[?25h"); i > j {
		y.t.Error("the cursor was left hidden")
	}
}
