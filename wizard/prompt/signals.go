package prompt

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// interrupts hears what would kill the process while the terminal is in another mode; stop ends that.
func interrupts() (heard <-chan os.Signal, stop func()) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	return c, func() { signal.Stop(c) }
}

// meaning is the error for a signal. The context's cause comes first, because whoever ended it knows why.
func meaning(ctx context.Context, s os.Signal) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if s == os.Interrupt {
		return ErrCancelled
	}
	return ErrTerminated
}
