package prompt

import (
	"io"
	"os"
	"strings"
)

// Streams are the ends of the conversation. Questions are asked on Err, so that the standard output stays free for results.
type Streams struct {
	In    io.Reader           // an *os.File where there may be a terminal
	Err   io.Writer           // an *os.File where there may be a terminal
	Env   func(string) string // nil: Options.Env
	Width func() int          // columns of Err; nil: asked of the terminal
}

// Options are what the person asked for.
type Options struct {
	Color      string              // auto, always, never; empty is auto
	Accessible bool                // one line per fact, nothing redrawn, words instead of signs
	ASCII      bool                // words instead of signs
	Width      int                 // columns; 0: asked of the terminal, else 80
	Env        func(string) string // nil: os.Getenv
}

// New is the Prompter that fits the streams: forms on a terminal; line by line where that was asked for, where TERM is dumb, or where In or Err is no terminal.
// It never decides whether asking is allowed: see CanPrompt. One process makes one Prompter of its standard input: what one has read ahead another cannot see.
func New(s Streams, o Options) Prompter {
	if s.Env != nil {
		o.Env = s.Env
	}
	o = o.filled()
	v := view{out: s.Err, options: o, width: s.Width}
	if s.In == nil {
		s.In = strings.NewReader("")
	}
	in, terminal := s.In.(*os.File)
	terminal = terminal && isTerminal(in) && isTerminal(s.Err)
	if terminal && !o.plainly() {
		return &forms{view: v, in: in}
	}
	return &lines{view: v, in: &reader{source: s.In}}
}

// view is where both prompters show what is so.
type view struct {
	out     io.Writer
	options Options
	width   func() int
}

// now are the options with the width of this moment.
func (v view) now() Options {
	o := v.options
	if v.width != nil && o.Width == 0 {
		o.Width = v.width()
	}
	return o
}

// Show prints a block. A terminal that is gone cannot be told so; the next question finds out.
func (v view) Show(b Block) { _ = Render(v.out, b, v.now()) }

func (v view) sheet() sheet { return newSheet(v.out, v.now()) }
