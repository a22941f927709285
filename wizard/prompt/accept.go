package prompt

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// accept is the one judge of an answer, whatever asked for it: trimmed, the default for nothing, then Check.
func (q Question) accept(text string) (string, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		text = strings.TrimSpace(q.Default)
	}
	if q.Check != nil {
		return text, q.Check(text)
	}
	if text == "" {
		return "", errors.New("an answer is needed")
	}
	return text, nil
}

// accept judges a set of picked indexes.
func (c Choice) accept(picks []int) error {
	for _, i := range picks {
		if i < 0 || i >= len(c.Options) {
			return fmt.Errorf("there is no choice %d", i+1)
		}
		if o := c.Options[i]; o.Disabled {
			return fmt.Errorf("%s: %s", Sanitize(o.Label), o.why())
		}
	}
	if !c.Many && len(picks) != 1 {
		return errors.New("choose one")
	}
	if len(picks) < c.Min {
		return fmt.Errorf("choose at least %d", c.Min)
	}
	return nil
}

// find turns labels into indexes, in the order of the options.
func (c Choice) find(labels []string) ([]int, error) {
	var picks []int
	for _, l := range labels {
		i := slices.IndexFunc(c.Options, func(o Option) bool { return o.Label == l })
		if i < 0 {
			return nil, fmt.Errorf("no option %q", l)
		}
		picks = append(picks, i)
	}
	slices.Sort(picks)
	return slices.Compact(picks), nil
}

func (o Option) why() string {
	if o.Why == "" {
		return "cannot be chosen"
	}
	return Sanitize(o.Why)
}

func (w Watch) body() Block {
	if w.Body == nil {
		return nil
	}
	return w.Body()
}
