package prompt

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// pageSize is how many options are read out at once.
const pageSize = 20

// Choose lists the options with numbers. A number picks; other text lists the options that have it.
func (l *lines) Choose(ctx context.Context, c Choice) ([]int, error) {
	if len(c.Options) == 0 {
		return nil, fmt.Errorf("choose %s: there is nothing to choose from", c.Title)
	}
	l.in.forget()
	l.intro(c.Title, Sanitize(c.Help))
	found, from := c.matching(""), 0
	from = l.page(c, found, from)
	l.Show(Block{{Text: c.howTo()}})
	for {
		text, err := l.next(ctx, c.Title)
		if err != nil {
			return nil, err
		}
		l.in.forget()
		if strings.EqualFold(text, "more") {
			from = l.page(c, found, from)
			continue
		}
		picks, err := c.parse(text)
		var name *notNumbers
		if errors.As(err, &name) && len(c.matching(text)) > 0 {
			found = c.matching(text)
			from = l.page(c, found, 0)
			continue
		}
		if err == nil {
			err = c.accept(picks)
		}
		if err == nil {
			l.Show(Block{{Text: "Chosen: " + c.summary(picks)}})
			return picks, nil
		}
		l.wrong(c.Title, err)
	}
}

// page lists options from one on and returns where the next page begins; after the last it begins again.
func (l *lines) page(c Choice, found []int, from int) int {
	to := min(from+pageSize, len(found))
	var b Block
	for _, i := range found[from:to] {
		b = append(b, Line{Text: c.Options[i].spoken(i + 1)})
	}
	if to < len(found) {
		b = append(b, Line{Text: fmt.Sprintf("%d of %d listed. Type more for the next, or a part of a name.", to, len(found))})
		l.Show(b)
		return to
	}
	l.Show(b)
	return 0
}

func (o Option) spoken(number int) string {
	text := fmt.Sprintf("%d. %s", number, Sanitize(o.Label))
	if o.Detail != "" {
		text += ", " + Sanitize(o.Detail)
	}
	switch {
	case o.Disabled:
		text += ", not available: " + o.why()
	case o.Chosen:
		text += ", chosen"
	}
	return text
}

func (c Choice) howTo() string {
	enter := ""
	if len(c.chosen()) > 0 {
		enter = " Enter takes " + c.summary(c.chosen()) + "."
	}
	if c.Many {
		return "Type numbers such as 1,3-5, all, or none." + enter + " Type back to return."
	}
	return "Type a number." + enter + " Type back to return."
}

// chosen are the options that Enter alone takes.
func (c Choice) chosen() []int {
	var picks []int
	for i, o := range c.Options {
		if o.Chosen && !o.Disabled && (c.Many || len(picks) == 0) {
			picks = append(picks, i)
		}
	}
	return picks
}

// notNumbers is text that may be a part of a name.
type notNumbers struct{ text string }

// Error quotes the text.
func (e *notNumbers) Error() string { return fmt.Sprintf("nothing is called %q", Sanitize(e.text)) }

// parse reads "2", "1,3-5", "all", "none", or nothing for what is chosen already.
func (c Choice) parse(text string) ([]int, error) {
	switch {
	case text == "":
		return c.chosen(), nil
	case c.Many && strings.EqualFold(text, "none"):
		return nil, nil
	case c.Many && strings.EqualFold(text, "all"):
		return c.able(), nil
	}
	wanted := make([]bool, len(c.Options))
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ',' || r == ' ' }) {
		first, last, err := span(part)
		if err != nil {
			return nil, &notNumbers{text}
		}
		if first < 1 || last > len(c.Options) || first > last {
			return nil, fmt.Errorf("%s is not between 1 and %d", part, len(c.Options))
		}
		for i := first; i <= last; i++ {
			wanted[i-1] = true
		}
	}
	var picks []int
	for i, yes := range wanted {
		if yes {
			picks = append(picks, i)
		}
	}
	return picks, nil
}

func (c Choice) able() []int {
	var picks []int
	for i, o := range c.Options {
		if !o.Disabled {
			picks = append(picks, i)
		}
	}
	return picks
}

// span reads "3" or "3-5".
func span(part string) (first, last int, err error) {
	from, to, ranged := strings.Cut(part, "-")
	if first, err = strconv.Atoi(from); err != nil || !ranged {
		return first, first, err
	}
	last, err = strconv.Atoi(to)
	return first, last, err
}
