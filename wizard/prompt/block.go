package prompt

import "slices"

// Sign says in one character, or one word, what a line is about.
type Sign int

// The signs, in the order of their meaning from good to open.
const (
	None          Sign = iota
	Yes                // it is so
	Wrong              // looked, wrong
	Warning            // works, but look at it
	Unknown            // could not look
	Person             // only a person can see or do it
	NotApplicable      // does not apply
	Here               // where one is
	ToCome             // not yet
	Suppressed         // not well, and accepted by somebody until a day
	Pick               // a choice
)

// Line is one fact: a sign, a text, and what is said beside it. What comes from a tenant needs no care: all text is sanitized when it is shown.
type Line struct {
	Sign   Sign
	Text   string
	Detail string // faint, after the text
	ID     string // faint, at the right edge
	Indent int    // columns
	Hang   int    // columns after Indent at which the rows after the first begin, below the text behind a number or a label; 0: fitting the sign
	Strong bool
	Faint  bool
	Fixed  bool // never broken over rows: a command or a link to copy
	Quiet  bool // true only while it is watched, as an age or an instruction: not said again line by line, and not left behind

	rail     []RailStep
	progress *progress
}

// Block is what is shown at once. An empty Line is an empty row.
type Block []Line

// lasting are the lines that are true beyond the moment.
func (b Block) lasting() Block {
	return slices.DeleteFunc(slices.Clone(b), func(l Line) bool { return l.Quiet })
}

// RailStep is one step of the rail that says where one is.
type RailStep struct {
	Title string
	Sign  Sign
}

// progress is how much of a total is done.
type progress struct{ done, total int }

// Rail is the line that shows all steps and where one is; in words it names the current step and its number.
func Rail(steps []RailStep) Line { return Line{rail: steps} }

// Progress is a line with a bar and "done of total"; in words only the numbers.
func Progress(label string, done, total int) Line {
	return Line{Text: label, progress: &progress{done, total}}
}

// String is the sign's character; empty for None.
func (s Sign) String() string {
	return [...]string{"", "✓", "✗", "!", "?", "☐", "·", "●", "○", "~", "▸"}[s.known()]
}

// Word is what the sign says where signs cannot be shown or read.
func (s Sign) Word() string {
	return [...]string{"", "yes", "wrong", "warning", "could not look", "for a person", "does not apply", "here", "to come", "suppressed", "choice"}[s.known()]
}

func (s Sign) known() Sign {
	if s < None || s > Pick {
		return None
	}
	return s
}
