package cmd

import (
	"os/signal"
	"syscall"
)

// outliveReaders keeps a run alive whose output nobody reads any more, as after `| head`: dying in the middle of a write would
// leave a terminal raw and a change half done. What is returned undoes it.
func outliveReaders() func() {
	signal.Ignore(syscall.SIGPIPE)
	return func() { signal.Reset(syscall.SIGPIPE) }
}
