package cmd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
)

// outputError says that somebody would have missed a part of what was written.
type outputError struct {
	stream string
	err    error
}

func (e *outputError) Error() string {
	why := e.err
	if path, ok := errors.AsType[*os.PathError](e.err); ok {
		why = path.Err
	}
	return fmt.Sprintf("%s could not be written: %v", e.stream, why)
}

func (e *outputError) Unwrap() error { return e.err }

// output is a stream of the process that ends the run in order when it can no longer be written.
type output struct {
	io.Writer
	name string
	lost context.CancelCauseFunc
}

// Write passes on, and cancels the run on the first error.
func (o *output) Write(p []byte) (int, error) {
	n, err := o.Writer.Write(p)
	if err != nil {
		o.lost(&outputError{o.name, err})
	}
	return n, err
}

// File is the open file behind the stream, nil where there is none.
func (o *output) File() *os.File {
	f, _ := o.Writer.(*os.File)
	return f
}

// bare is the stream itself, for forms, which need a terminal that can be read and sized.
func bare(w io.Writer) io.Writer {
	if o, ok := w.(*output); ok {
		return o.Writer
	}
	return w
}

// guarded runs a command whose output may get lost: full disk, closed pipe. The changes under way are finished and recorded as after ctrl-c.
func (a *app) guarded(ctx context.Context, execute func(context.Context) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	a.out, a.err = &output{a.out, "standard output", cancel}, &output{a.err, "standard error", cancel}
	err := execute(ctx)
	var lost *outputError
	if !errors.As(context.Cause(ctx), &lost) {
		return err
	}
	said := new(codeError)
	if exitCode(err) == exitWrong && !errors.As(err, &said) && !errors.As(err, &lost) {
		a.say(explained(err, exitWrong))
	}
	return lost
}
