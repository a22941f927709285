//go:build !windows

package cmd

import (
	"bytes"
	"io"
	"os"
	"os/exec"
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
	t     *testing.T
	pty   *os.File
	slave *os.File
	cmd   *exec.Cmd
	news  chan struct{}
	ended chan struct{}

	mu     sync.Mutex
	screen *vt.Emulator
	raw    bytes.Buffer

	prompts, keys int
	asked         []string
}

// onTerminal starts the program on a terminal of its own.
func onTerminal(t *testing.T, cols, rows int, env []string, args ...string) *terminal {
	t.Helper()
	master, slave, err := pty.Open()
	if err == nil {
		err = pty.Setsize(master, &pty.Winsize{Cols: uint16(cols), Rows: uint16(rows)})
	}
	if err != nil {
		t.Fatal(err)
	}
	y := &terminal{t: t, pty: pollable(t, master), slave: slave, news: make(chan struct{}, 1), ended: make(chan struct{}), screen: vt.NewEmulator(cols, rows)}
	dir := t.TempDir()
	y.cmd = program(args...)
	y.cmd.Dir, y.cmd.Env = dir, append(append(isolated(dir), "TERM=xterm-256color", "PATH="+os.Getenv("PATH"), "SSH_CONNECTION=nobody"), env...)
	y.cmd.Stdin, y.cmd.Stdout, y.cmd.Stderr = slave, slave, slave
	y.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	go y.draw()
	go y.answer()
	if err := y.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { _ = y.cmd.Wait(); close(y.ended) }()
	t.Cleanup(func() {
		_ = y.cmd.Process.Kill()
		<-y.ended
		_ = slave.Close()
		_ = y.pty.Close()
		_ = y.screen.InputPipe().(io.Closer).Close()
	})
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

// until waits for a condition on the screen; the program's end ends the wait as well.
func (y *terminal) until(what string, ok func(screen string) bool) {
	y.t.Helper()
	deadline := time.After(patience)
	again := time.NewTicker(10 * time.Millisecond)
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

func (y *terminal) see(text string) {
	y.t.Helper()
	y.until("text "+text, func(screen string) bool { return strings.Contains(screen, text) })
}

func (y *terminal) typed(keys string) {
	y.t.Helper()
	y.keys += len([]rune(keys))
	if _, err := y.pty.WriteString(keys); err != nil {
		y.t.Fatal(err)
	}
}

// wait returns the exit code.
func (y *terminal) wait() int {
	y.t.Helper()
	select {
	case <-y.ended:
	case <-time.After(patience):
		y.t.Fatalf("the program does not end; the screen is\n%s", y.text())
	}
	return y.cmd.ProcessState.ExitCode()
}

// sane proves that the terminal is as it was: it shows what is typed, and the kernel edits lines.
func (y *terminal) sane() {
	y.t.Helper()
	if _, err := y.pty.WriteString("sayx\x7f\r"); err != nil {
		y.t.Fatal(err)
	}
	line := make(chan string, 1)
	go func() {
		room := make([]byte, 64)
		n, _ := y.slave.Read(room)
		line <- string(room[:n])
	}()
	select {
	case got := <-line:
		if !strings.HasSuffix(got, "say\n") { // before it may stand what the terminal answered to a question of the last page
			y.t.Errorf("the terminal was left raw: it read %q", got)
		}
	case <-time.After(patience):
		y.t.Error("the terminal was left without line editing")
	}
	y.until("echo", func(string) bool { return strings.Contains(y.written(), "sayx") })
	if i, j := strings.LastIndex(y.written(), "\x1b[?25l"), strings.LastIndex(y.written(), "\x1b[?25h"); i > j {
		y.t.Error("the cursor was left hidden")
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
	if n := len(lines); n > 1 && strings.Contains(lines[n-2], " shown") {
		return "pick", strings.Join(lines[:n-2], "\n")
	}
	for i, line := range slices.Backward(lines) {
		if strings.HasPrefix(line, "┃ ") && (i == 0 || !strings.HasPrefix(lines[i-1], "┃")) {
			return strings.TrimSpace(strings.TrimPrefix(line, "┃ ")), strings.Join(lines[:i], "\n")
		}
		if strings.HasPrefix(line, "Waiting for: ") || strings.Contains(line, ": waiting until the tenants show it") {
			return strings.TrimSpace(line), strings.Join(lines[:i], "\n")
		}
	}
	return "", ""
}

// walk answers every prompt as it comes, once for each time it appears, until the program ends.
func (y *terminal) walk(keys func(title, screen string) string) int {
	y.t.Helper()
	deadline := time.After(patience)
	again := time.NewTicker(10 * time.Millisecond)
	defer again.Stop()
	for answered := ""; ; {
		select {
		case <-y.ended:
			return y.cmd.ProcessState.ExitCode()
		case <-y.news:
		case <-again.C:
		case <-deadline:
			y.t.Fatalf("the walk does not end; the screen is\n%s", y.text())
		}
		screen := y.text()
		title, above := question(screen)
		if title == "" || title+above == answered {
			continue
		}
		answered = title + above
		if text := keys(title, screen); text != "" {
			y.prompts++
			y.asked = append(y.asked, title)
			y.typed(text)
		}
	}
}

// person does what the guides say with the operator's help, takes what is proposed, and agrees to every plan.
func person(title, screen string) string {
	switch {
	case strings.HasPrefix(title, "Waiting for: ") && title != "Waiting for: The SCIM key works" && strings.HasSuffix(strings.TrimSpace(strings.Split(screen[strings.LastIndex(screen, title):], "\n")[2]), "Press Enter when it is so."):
		return "\r"
	case strings.HasPrefix(title, "Waiting for: "):
		return "p"
	case strings.HasSuffix(title, "waiting until the tenants show it"):
		return ""
	case strings.HasPrefix(title, "Apply"):
		return "y"
	case strings.HasPrefix(title, "The test groups work"):
		return "n"
	}
	return "\r"
}

func TestInteractiveSetupFromFirstKeyToLastScreen(t *testing.T) {
	t.Parallel()
	y := onTerminal(t, 100, 60, nil, "setup", "--sandbox")
	y.see("Start?")
	began := time.Now()
	code := y.walk(person)
	if code != 0 {
		t.Fatalf("exit code %d; asked %q; the screen is\n%s", code, y.asked, y.text())
	}
	t.Logf("%d prompts, %d keystrokes, %v: %q", y.prompts, y.keys, time.Since(began).Round(time.Millisecond), y.asked)
	y.see("From now on: provision check") // the last lines may still be on their way
	for _, text := range []string{"Done. 12 people in the directory, all linked", "attested in this run", "From now on: provision check"} {
		if !strings.Contains(y.written(), text) {
			t.Errorf("the last screen lacks %q:\n%s", text, y.text())
		}
	}
	y.sane()
}

func TestSmallAndLargeScreens(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		columns, rows int
		answered      string // what stands below the answer to a key
	}{"80x24": {80, 24, "provision explain"}, "40x10": {40, 10, "Any key goes on"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			y := onTerminal(t, c.columns, c.rows, nil, "setup", "--sandbox")
			y.walkRaw("Start", "\r")
			y.walkRaw("I have done it", "?")
			y.walkRaw(c.answered, "\x03")
			if code := y.wait(); code != 130 {
				t.Errorf("exit code %d; the screen is\n%s", code, y.text())
			}
			if strings.Contains(y.written(), "panic:") {
				t.Errorf("it crashed:\n%s", y.text())
			}
			y.sane()
		})
	}
}

// walkRaw presses keys once a text was written, however narrow the screen that broke its line.
func (y *terminal) walkRaw(text, keys string) {
	y.t.Helper()
	flat := strings.NewReplacer("\r", "", "\n", " ")
	y.until("text "+text, func(screen string) bool {
		return strings.Contains(strings.Join(strings.Fields(flat.Replace(screen)), " "), text)
	})
	y.typed(keys)
}

func TestCtrlCRestoresTheTerminal(t *testing.T) {
	t.Parallel()
	for name, stop := range map[string]string{"first question": "Start?", "watch": "Waiting for: Okta has exactly one", "confirm": "Apply?", "list": "choose"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			y := onTerminal(t, 100, 60, nil, "setup", "--sandbox")
			code := y.walk(func(title, screen string) string {
				if strings.HasPrefix(title, stop) {
					return "\x03"
				}
				return person(title, screen)
			})
			if code != 130 {
				t.Errorf("exit code %d; the screen is\n%s", code, y.text())
			}
			y.see("Stopped.") // the last lines may still be on their way
			y.sane()
		})
	}
}

func TestEscapeOnTheFirstQuestionStops(t *testing.T) {
	t.Parallel()
	y := onTerminal(t, 100, 60, nil, "setup", "--sandbox")
	y.see("Start?")
	y.typed("\x1b")
	if code := y.wait(); code != 130 {
		t.Errorf("exit code %d; the screen is\n%s", code, y.text())
	}
	y.see("Stopped. Nothing was changed.")
}

func TestDeclinedPlanChangesNothing(t *testing.T) {
	t.Parallel()
	s, err := startStand("--operator")
	if err != nil {
		t.Fatal(err)
	}
	defer s.stop()
	y := onTerminal(t, 100, 60, s.env(), "setup", "--poll", "100ms")
	code := y.walk(func(title, screen string) string {
		switch {
		case strings.HasPrefix(title, "Apply"):
			return "\r" // the answer that stands there is no
		case strings.HasPrefix(title, "Waiting for: ") && !strings.Contains(screen, "No API shows this"):
			return ""
		}
		return person(title, screen)
	})
	y.until("the last line", func(string) bool { return strings.Contains(y.written(), "eclined") })
	if code != 1 {
		t.Errorf("exit code %d; the screen is\n%s", code, y.text())
	}
	if got, err := readStats(s.addr["console_url"]); err != nil || got.Mutations.Client != 0 {
		t.Errorf("changed: %+v, %v", got.Mutations, err)
	}
}

func TestClosedTerminalEndsTheRun(t *testing.T) {
	t.Parallel()
	y := onTerminal(t, 100, 60, nil, "setup", "--sandbox", "--accessible")
	y.see("Enter means yes")
	y.typed("\x04")
	if code := y.wait(); code != 130 {
		t.Errorf("exit code %d; the screen is\n%s", code, y.text())
	}
	y.sane()
}

func TestAccessibleSetupInPlainLines(t *testing.T) {
	t.Parallel()
	y := onTerminal(t, 100, 60, nil, "setup", "--sandbox", "--accessible")
	y.see("Start?")
	last, operated := 0, map[string]bool{}
	for alive := true; alive; {
		y.until("question or end", func(string) bool {
			select {
			case <-y.ended:
				alive = false
				return true
			default:
			}
			return len(y.written()) > last && asks(y.written()[last:])
		})
		if !alive {
			break
		}
		asked := flat(y.written()[last:])
		last = len(y.written())
		_, watched, _ := strings.Cut(asked, "Waiting for: ")
		if watching := strings.Contains(asked, keyLine); watching && (watched == "" || operated[watched]) {
			continue // the same watch once more, after its key was pressed
		}
		operated[watched] = true
		y.prompts++
		switch {
		case strings.Contains(asked, operators) && (!strings.Contains(asked, "No API shows this") || strings.Contains(asked, "Waiting for: The SCIM key works")):
			y.typed("p\r")
		case strings.Contains(asked, "Apply?"):
			y.typed("yes\r")
		default:
			y.typed("\r")
		}
	}
	if code := y.cmd.ProcessState.ExitCode(); code != 0 {
		t.Fatalf("exit code %d; the screen is\n%s", code, y.text())
	}
	t.Logf("%d prompts, %d keystrokes", y.prompts, y.keys)
	if text := y.written(); strings.Contains(text, "\x1b[") || strings.ContainsAny(text, "┃▸●○✓") {
		t.Error("plain lines hold codes or signs")
	}
	y.sane()
}

// keyLine begins the line of keys of a watch, and a full stop ends it; operators is the key that only some have.
const (
	keyLine   = "Type a letter and Enter"
	operators = "sandbox's operator do it"
)

func flat(text string) string { return strings.Join(strings.Fields(text), " ") }

// asks says whether plain lines end in a question, or in a watch with keys, that waits for an answer.
func asks(text string) bool {
	return strings.HasSuffix(text, ": ") || strings.Contains(flat(text), keyLine) && strings.HasSuffix(strings.TrimSpace(text), ".")
}
