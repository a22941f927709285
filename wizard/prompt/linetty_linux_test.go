package prompt

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

func dumbEnv(name string) string { return map[string]string{"TERM": "dumb"}[name] }

// echoes says whether the terminal shows what is typed and reads by lines.
func (y *tty) echoes() bool {
	y.t.Helper()
	s, err := unix.IoctlGetTermios(int(y.slave.Fd()), unix.TCGETS)
	if err != nil {
		y.t.Fatal(err)
	}
	return s.Lflag&(unix.ECHO|unix.ICANON) == unix.ECHO|unix.ICANON
}

func TestDumbTerminalIsAskedByLines(t *testing.T) {
	t.Parallel()
	y := newTTY(t, 80, 24)
	p := New(Streams{In: y.slave, Err: y.slave, Env: dumbEnv}, Options{})
	got := ask(t, p, Question{Title: "Okta URL"})
	y.press("Okta URL:", "https://a.okta.com\r")
	if text, err := end(t, y, got); text != "https://a.okta.com" || err != nil {
		t.Errorf("got %q, %v", text, err)
	}
	if strings.Contains(y.written(), "\x1b") {
		t.Errorf("codes on a dumb terminal: %q", y.written())
	}
}

func TestLineSecretIsNotShown(t *testing.T) {
	t.Parallel()
	y := newTTY(t, 80, 24)
	p := y.prompter(Options{Accessible: true})
	for name, c := range map[string]struct {
		press, want string
		err         error
	}{
		"typed":         {"hunterz\x7f2\r", "hunter2", nil},
		"erased":        {"wrong\x15hunter2\r", "hunter2", nil},
		"PEM key":       {"-----BEGIN X-----\r\nMII\r\n-----END X-----\r\n", "-----BEGIN X-----\nMII\n-----END X-----", nil},
		"arrow keys":    {"hun\x1b[D\x1bOCter2\r", "hunter2", nil},
		"padded paste":  {"  hunter2 \r\nand more\r\n", "hunter2", nil},
		"ctrl-c":        {"hunter2\x03", "", ErrCancelled},
		"ctrl-d":        {"\x04", "", ErrCancelled},
		"ctrl-b":        {"\x02", "", ErrBack},
		"the word back": {"back\r", "", ErrBack},
	} {
		before := strings.Count(y.written(), "not shown while you type")
		got := ask(t, p, Question{Title: "API key", Secret: true})
		y.until("question", func(string) bool { return strings.Count(y.written(), "not shown while you type") > before })
		y.until("silence", func(string) bool { return !y.echoes() })
		if _, err := y.pty.WriteString(c.press); err != nil {
			t.Fatal(err)
		}
		text, err := end(t, y, got)
		if text != c.want || !errors.Is(err, c.err) {
			t.Errorf("%s: got %q, %v", name, text, err)
		}
		if !y.echoes() {
			t.Fatalf("%s left the terminal silent", name)
		}
	}
	next := ask(t, p, Question{Title: "Next"})
	y.press("Next:", "seen\r")
	if text, err := end(t, y, next); text != "seen" || err != nil {
		t.Errorf("got %q, %v: a paste answered the next question", text, err)
	}
	if strings.Contains(y.written(), "hunter") {
		t.Error("the secret was on the screen")
	}
}

func TestTypeAheadAnswersNothing(t *testing.T) {
	t.Parallel()
	y := newTTY(t, 80, 24)
	p, ctx := y.prompter(Options{Accessible: true}), testContext(t)
	first := ask(t, p, Question{Title: "First"})
	y.press("First:", "one\ryes\ryes\r")
	if text, err := end(t, y, first); text != "one" || err != nil {
		t.Fatalf("got %q, %v", text, err)
	}
	second := start(func() (bool, error) { return p.Confirm(ctx, Confirmation{Title: "Apply?"}) })
	y.press("Enter means no:", "\r")
	if yes, err := end(t, y, second); yes || err != nil {
		t.Errorf("got %v, %v", yes, err)
	}
}

func TestLineWatchTakesTypedKeys(t *testing.T) {
	t.Parallel()
	keys := []KeyHelp{{'o', "open"}, {'b', "back"}, {KeyEnter, "I have done it"}}
	for name, c := range map[string]struct {
		keys  []KeyHelp
		press string
		want  Key
		err   error
	}{
		"letter":        {keys, "O\r", 'o', nil},
		"word":          {keys, "open\r", 'o', nil},
		"Enter alone":   {keys, "\r", KeyEnter, nil},
		"back":          {keys, "back\r", 'b', nil},
		"back, unasked": {nil, "back\r", KeyDone, ErrBack},
		"nothing else":  {keys, "zzz\ro\r", 'o', nil},
		"ctrl-d":        {keys, "\x04", KeyDone, ErrCancelled},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			y := newTTY(t, 100, 24)
			p, ctx := y.prompter(Options{Accessible: true}), testContext(t)
			got := start(func() (Key, error) { return p.Watch(ctx, Watch{Title: "Directory", Keys: c.keys}) })
			y.press("Type a letter and Enter", c.press)
			if key, err := end(t, y, got); key != c.want || !errors.Is(err, c.err) {
				t.Errorf("got %q, %v", key, err)
			}
		})
	}
}

// TestMain lets the test binary play a program that asks, so that it can be sent signals.
func TestMain(m *testing.M) {
	kind := os.Getenv("PROMPT_TEST_CHILD")
	if kind == "" {
		os.Exit(m.Run())
	}
	err := play(kind)
	switch {
	case errors.Is(err, ErrTerminated):
		os.Exit(43)
	case errors.Is(err, ErrCancelled):
		os.Exit(30)
	case err != nil:
		os.Exit(1)
	}
}

// play asks what the kind of child says.
func play(kind string) error {
	p := New(Streams{In: os.Stdin, Err: os.Stderr}, Options{Accessible: strings.HasPrefix(kind, "plain")})
	ctx := context.Background()
	var err error
	switch kind {
	case "choose":
		_, err = p.Choose(ctx, Choice{Title: "Which?", Many: true, Filter: true, Options: groups()})
	case "watch":
		_, err = p.Watch(ctx, Watch{Title: "Directory", Body: func() Block { return Table([][]string{{"a", strings.Repeat("b ", 60)}}) }, Keys: []KeyHelp{{KeyEnter, "done"}}})
	case "confirm":
		_, err = p.Confirm(ctx, Confirmation{Title: "Apply?", Help: strings.Repeat("help ", 40)})
	default:
		_, err = p.Ask(ctx, Question{Title: "Name", Secret: strings.HasSuffix(kind, "secret")})
	}
	return err
}

// TestResizeToAlmostNothing: the terminal shrinks to 20x5 while a question is open, and the question can still be answered.
func TestResizeToAlmostNothing(t *testing.T) {
	t.Parallel()
	for kind, title := range map[string]string{"form": "Name", "choose": "Which?", "watch": "Directory", "confirm": "Apply?"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			y := newTTY(t, 80, 24)
			child := exec.CommandContext(testContext(t), os.Args[0])
			child.Stdin, child.Stderr = y.slave, y.slave
			child.Env = []string{"PROMPT_TEST_CHILD=" + kind, "TERM=xterm-256color", "LANG=C.UTF-8"}
			child.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
			if err := child.Start(); err != nil {
				t.Fatal(err)
			}
			y.press(title, "ab")
			y.resize(20, 5)
			y.until("redrawing", func(screen string) bool { return strings.TrimSpace(screen) != "" })
			y.resize(3, 2)
			y.resize(80, 24)
			if kind == "choose" {
				y.press(title, "\x7f\x7f")
			}
			y.press(title, "\r")
			if err := child.Wait(); err != nil {
				t.Errorf("%v; the screen is\n%s", err, y.text())
			}
		})
	}
}

func (y *tty) resize(cols, rows int) {
	y.t.Helper()
	size := &unix.Winsize{Col: uint16(cols), Row: uint16(rows)}
	if err := unix.IoctlSetWinsize(int(y.slave.Fd()), unix.TIOCSWINSZ, size); err != nil {
		y.t.Fatal(err)
	}
	y.mu.Lock()
	defer y.mu.Unlock()
	y.screen.Resize(cols, rows)
}

func TestSignalsEndAQuestion(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"form", "form secret", "plain", "plain secret"} {
		for signal, want := range map[syscall.Signal]int{syscall.SIGINT: 30, syscall.SIGTERM: 43, syscall.SIGHUP: 43} {
			t.Run(kind+" "+signal.String(), func(t *testing.T) {
				t.Parallel()
				y := newTTY(t, 80, 24)
				child := exec.CommandContext(testContext(t), os.Args[0])
				child.Stdin, child.Stderr = y.slave, y.slave
				child.Env = []string{"PROMPT_TEST_CHILD=" + kind, "TERM=xterm-256color", "LANG=C.UTF-8"}
				if err := child.Start(); err != nil {
					t.Fatal(err)
				}
				y.see("Name")
				y.until("mode", func(string) bool { return kind == "plain" || !y.echoes() })
				if kind == "plain" {
					y.see("Name:")
				}
				if err := child.Process.Signal(signal); err != nil {
					t.Fatal(err)
				}
				var exit *exec.ExitError
				if err := child.Wait(); !errors.As(err, &exit) || exit.ExitCode() != want {
					t.Errorf("got %v, want exit %d; the screen is\n%s", err, want, y.text())
				}
				if !y.echoes() {
					t.Error("the terminal was left silent")
				}
			})
		}
	}
}
