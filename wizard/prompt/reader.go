package prompt

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"strings"

	"golang.org/x/term"
)

// reader is the one reader of the input for all questions: what it has read beyond one answer is the next answer, not lost.
type reader struct {
	source  io.Reader
	buffer  []byte
	err     error
	pending chan chunk // of a read that goes on; a read cannot be cancelled, so that the next question takes it over
}

type chunk struct {
	bytes []byte
	err   error
}

// terminal is the input if it is one.
func (r *reader) terminal() (*os.File, bool) {
	f, ok := r.source.(*os.File)
	return f, ok && isTerminal(f)
}

// forget throws away what a person typed before the question was there. A pipe is answers given in advance: it is kept.
func (r *reader) forget() {
	f, ok := r.terminal()
	if !ok {
		return
	}
	flush(f)
	r.buffer = nil
	select {
	case c := <-r.pending:
		r.pending, r.err = nil, c.err
	default:
	}
}

// errEnd is the end of the input, or its failure.
var errEnd = errors.New("end of input")

// begin is where the next input arrives; nil after the end.
func (r *reader) begin() <-chan chunk {
	if r.pending == nil && r.err == nil {
		pending := make(chan chunk, 1)
		r.pending = pending
		go func() {
			room := make([]byte, 4096)
			n, err := r.source.Read(room)
			pending <- chunk{room[:n], err}
		}()
	}
	return r.pending
}

func (r *reader) take(c chunk) {
	r.pending = nil
	r.buffer, r.err = append(r.buffer, c.bytes...), c.err
}

// more waits for input, a signal or the end of ctx.
func (r *reader) more(ctx context.Context, heard <-chan os.Signal) error {
	if r.err != nil {
		return errEnd
	}
	select {
	case c := <-r.begin():
		r.take(c)
		return nil
	case s := <-heard:
		return meaning(ctx, s)
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// whole is the next line without its end, if it has arrived. Before the end of the input a line need not be ended.
func (r *reader) whole() (string, bool) {
	at := bytes.IndexByte(r.buffer, '\n')
	if at < 0 && errors.Is(r.err, io.EOF) && len(r.buffer) > 0 {
		at = len(r.buffer)
		r.buffer = append(r.buffer, '\n')
	}
	if at < 0 {
		return "", false
	}
	line := string(bytes.TrimRight(r.buffer[:at], "\r"))
	r.buffer = r.buffer[at+1:]
	return line, true
}

// line is the next line. The end of the input is ErrCancelled, never an empty answer.
func (r *reader) line(ctx context.Context, heard <-chan os.Signal) (string, error) {
	for {
		if ctx.Err() != nil {
			return "", context.Cause(ctx)
		}
		if line, ok := r.whole(); ok {
			return line, nil
		}
		if err := r.more(ctx, heard); err != nil {
			return "", stopped(err)
		}
	}
}

// stopped is the error for a person who can say no more.
func stopped(err error) error {
	if errors.Is(err, errEnd) {
		return ErrCancelled
	}
	return err
}

// secret reads a line from the terminal without showing it. The terminal is in raw mode meanwhile, where ctrl-c is a character, so that no way out leaves it silent.
// It is silent before show asks, for people type at once.
func (r *reader) secret(ctx context.Context, heard <-chan os.Signal, show func()) (string, error) {
	f, ok := r.terminal()
	if !ok {
		return "", ErrNoTerminal
	}
	before, err := term.MakeRaw(int(f.Fd()))
	if err != nil {
		return "", errors.Join(ErrNoTerminal, err)
	}
	defer func() { _ = term.Restore(int(f.Fd()), before) }()
	show()
	var e editor
	for {
		for i, b := range r.buffer {
			if ended, err := e.press(b); ended {
				r.buffer = r.buffer[i+1:]
				return e.text(), err
			}
		}
		r.buffer = nil
		if err := r.more(ctx, heard); err != nil {
			return "", stopped(err)
		}
	}
}

// editor is the little editing that a line needs where the terminal does none.
type editor struct {
	line   []byte
	escape int // 0 outside an escape sequence, 1 after ESC, 2 inside
}

func (e *editor) press(b byte) (ended bool, err error) {
	if e.skip(b) {
		return false, nil
	}
	switch b {
	case '\r', '\n':
		return e.enter()
	case 0x03: // ctrl-c
		e.line = nil
		return true, ErrCancelled
	case 0x04: // ctrl-d
		return len(e.line) == 0, ErrCancelled
	case 0x02: // ctrl-b
		e.line = nil
		return true, ErrBack
	case 0x15: // ctrl-u
		e.line = nil
	case 0x7f, 0x08:
		runes := []rune(string(e.line))
		e.line = []byte(string(runes[:max(0, len(runes)-1)]))
	default:
		if b >= ' ' || b == '\t' {
			e.line = append(e.line, b)
		}
	}
	return false, nil
}

// enter ends the line, but not a PEM key before its last line.
func (e *editor) enter() (ended bool, err error) {
	text := e.text()
	if !strings.HasPrefix(strings.TrimSpace(text), pemStart) || strings.Contains(text, "-----END") {
		return true, nil
	}
	if !strings.HasSuffix(text, "\n") {
		e.line = append(e.line, '\n')
	}
	return false, nil
}

// skip swallows the escape sequences of arrow and function keys.
func (e *editor) skip(b byte) bool {
	switch {
	case e.escape == 0 && b == 0x1b:
		e.escape = 1
	case e.escape == 1:
		e.escape = 0
		if b == '[' || b == 'O' {
			e.escape = 2
		}
		return b != '\r' && b != '\n' && b != 0x03
	case e.escape == 2:
		if b >= 0x40 && b <= 0x7e {
			e.escape = 0
		}
	default:
		return false
	}
	return true
}

func (e *editor) text() string { return string(e.line) }
