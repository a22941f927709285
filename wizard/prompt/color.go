package prompt

import (
	"io"
	"os"
	"runtime"
	"strings"

	"github.com/charmbracelet/colorprofile"
	"golang.org/x/term"
)

// UseColor decides for one stream; the first rule that matches wins: --color, NO_COLOR, CLICOLOR_FORCE and FORCE_COLOR, no terminal, TERM=dumb, CLICOLOR=0.
func UseColor(w io.Writer, choice string, env func(string) string) bool {
	switch choice {
	case "always":
		return true
	case "never":
		return false
	}
	switch {
	case env("NO_COLOR") != "":
		return false
	case forced(env("CLICOLOR_FORCE")), forced(env("FORCE_COLOR")):
		return true
	}
	return isTerminal(w) && !dumb(env) && env("CLICOLOR") != "0"
}

func forced(value string) bool { return value != "" && value != "0" }

// dumb: on Windows no terminal sets TERM.
func dumb(env func(string) string) bool {
	t := env("TERM")
	return t == "dumb" || t == "" && runtime.GOOS != "windows"
}

// Writer passes colour codes on to w only as far as w takes them; where it takes none, no code passes.
func Writer(w io.Writer, o Options) io.Writer {
	o = o.filled()
	return &colorprofile.Writer{Forward: w, Profile: profileOf(w, o)}
}

// profileOf is decided here alone: the library's own detection lets colour win over NO_COLOR and ignores CLICOLOR=0.
func profileOf(w io.Writer, o Options) colorprofile.Profile {
	if !UseColor(w, o.Color, o.Env) {
		return colorprofile.NoTTY
	}
	return max(colorprofile.ANSI, colorprofile.Env(environ(o.Env)))
}

// environ is what the libraries may know of the environment: what the terminal can do, nothing of what was decided about colour.
func environ(env func(string) string) []string {
	var list []string
	for _, name := range []string{"TERM", "COLORTERM", "TERM_PROGRAM", "WT_SESSION", "TMUX", "SSH_TTY", "COLUMNS", "LINES", "GOOGLE_CLOUD_SHELL", "ConEmuANSI", "ANSICON"} {
		if v := env(name); v != "" {
			list = append(list, name+"="+v)
		}
	}
	return list
}

// CanPrompt says whether a question may be asked: stdin and stderr are terminals, and neither --no-input nor CI forbids it.
func CanPrompt(stdin io.Reader, stderr io.Writer, env func(string) string, noInput bool) bool {
	return !noInput && env("CI") == "" && isTerminal(stdin) && isTerminal(stderr)
}

// IsTerminal says whether a stream is a terminal.
func IsTerminal(stream any) bool { return isTerminal(stream) }

func isTerminal(stream any) bool {
	f := fileOf(stream)
	return f != nil && term.IsTerminal(int(f.Fd()))
}

// fileOf is the open file that a stream is, or is a layer upon; nil for others.
func fileOf(stream any) *os.File {
	if layer, ok := stream.(interface{ File() *os.File }); ok {
		return layer.File()
	}
	f, _ := stream.(*os.File)
	return f
}

// widthOf is the number of columns of a terminal, else 0.
func widthOf(stream any) int {
	if !isTerminal(stream) {
		return 0
	}
	width, _, err := term.GetSize(int(fileOf(stream).Fd()))
	if err != nil {
		return 0
	}
	return width
}

// heightOf is the number of rows of a terminal, else the usual 24.
func heightOf(stream any) int {
	if isTerminal(stream) {
		if _, height, err := term.GetSize(int(fileOf(stream).Fd())); err == nil && height > 0 {
			return height
		}
	}
	return 24
}

// filled puts the defaults where nothing was said.
func (o Options) filled() Options {
	if o.Env == nil {
		o.Env = os.Getenv
	}
	return o
}

// plainly says whether the person wants facts line by line.
func (o Options) plainly() bool {
	return o.Accessible || o.Env("ACCESSIBLE") != "" || o.Env("PROVISION_ACCESSIBLE") != "" || dumb(o.Env)
}

// words says whether words stand for signs. An environment that names no locale at all is taken for a modern terminal.
func (o Options) words() bool {
	if o.ASCII || o.Accessible || o.Env("ACCESSIBLE") != "" || o.Env("PROVISION_ACCESSIBLE") != "" || o.Env("TERM") == "dumb" {
		return true
	}
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := strings.ToLower(o.Env(name)); v != "" {
			return !strings.Contains(v, "utf-8") && !strings.Contains(v, "utf8")
		}
	}
	return false
}
