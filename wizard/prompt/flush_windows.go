package prompt

import (
	"os"

	"golang.org/x/sys/windows"
)

// flush throws away what was typed and not read.
func flush(f *os.File) { _ = windows.FlushConsoleInputBuffer(windows.Handle(f.Fd())) }
