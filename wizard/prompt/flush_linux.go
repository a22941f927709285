package prompt

import (
	"os"

	"golang.org/x/sys/unix"
)

// flush throws away what was typed and not read.
func flush(f *os.File) { _ = unix.IoctlSetInt(int(f.Fd()), unix.TCFLSH, unix.TCIFLUSH) }
