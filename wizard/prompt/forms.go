package prompt

import (
	"context"
	"fmt"
	"io"
	"os"
	"sync/atomic"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

// forms is the Prompter of a terminal: each question is one program that draws in place, without the alternate screen, and leaves its answer as a line.
type forms struct {
	view
	in *os.File

	answers bool // a key of a Watch was pressed, and what is shown now answers it
	above   int  // rows shown as that answer
}

// Show prints a block and notes how much room it took, if it was asked for by a key of a Watch.
func (f *forms) Show(b Block) {
	f.view.Show(b)
	if f.answers {
		f.above += len(f.sheet().rows(b))
	}
}

// answered returns the rows of the answer to a key, and forgets them: the next question covers them anyway.
func (f *forms) answered() int {
	rows := f.above
	f.above, f.answers = 0, false
	return rows
}

// ended is the end of a program: the error that ends the question, or nil for an answer.
type ended struct {
	err  error
	done bool
	over bool // the program ends, answered or not
}

func (e *ended) with(err error) tea.Cmd {
	e.err, e.done = err, true
	return tea.Quit
}

// run runs one program to its end. What was typed before its first screen is thrown away: nobody answers a question that he has not seen.
func (f *forms) run(ctx context.Context, m tea.Model, e *ended) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	_ = f.answered()
	flush(f.in)
	in := &input{File: f.in}
	program := tea.NewProgram(m, tea.WithInput(in), tea.WithOutput(f.out), tea.WithoutSignalHandler(), tea.WithFilter(e.once),
		tea.WithEnvironment(environ(f.options.Env)), tea.WithColorProfile(f.profile()))
	in.quit = program.Quit
	heard, stop := interrupts()
	var signalled atomic.Pointer[os.Signal]
	over := make(chan struct{})
	go func() {
		select {
		case s := <-heard:
			signalled.Store(&s)
			program.Quit()
		case <-ctx.Done(): // not by tea.WithContext, which does not wait for the reader and calls every end a kill
			program.Quit()
		case <-over:
		}
	}()
	_, err := program.Run()
	close(over)
	stop()
	flush(f.in)
	return f.verdict(ctx, e, err, signalled.Load())
}

// once drops huh's question for the size of the window: the program tells it at its start anyway, and the second look races with a resize and outlives the program.
// The end is noted, so that the last screen can be an empty one also where time ran out.
func (e *ended) once(_ tea.Model, msg tea.Msg) tea.Msg {
	if _, quit := msg.(tea.QuitMsg); quit {
		e.over = true
	}
	if msg == tea.RequestWindowSize() {
		return nil
	}
	return msg
}

// verdict: a program that ends without an error has not therefore been answered.
func (f *forms) verdict(ctx context.Context, e *ended, err error, signalled *os.Signal) error {
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case signalled != nil:
		return meaning(ctx, *signalled)
	case err != nil:
		return fmt.Errorf("ask on the terminal: %w", err)
	case !e.done:
		return ErrCancelled
	}
	return e.err
}

// profile keeps bold and reverse where colour is off: the cursor is drawn with them.
func (f *forms) profile() colorprofile.Profile {
	return max(colorprofile.ASCII, profileOf(f.out, f.options))
}

// input is the terminal; its end, when the window is closed, ends the question, which the form library would go on asking.
type input struct {
	*os.File
	quit func()
}

// Read reads from the terminal.
func (i *input) Read(p []byte) (int, error) {
	n, err := i.File.Read(p)
	if err != nil && i.quit != nil {
		go i.quit()
		if n == 0 {
			err = io.EOF
		}
	}
	return n, err
}
