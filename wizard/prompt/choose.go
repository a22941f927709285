package prompt

import (
	"context"
	"fmt"
	"strings"
)

// Choose asks for one or several of a list.
func (f *forms) Choose(ctx context.Context, c Choice) ([]int, error) {
	if len(c.Options) == 0 {
		return nil, fmt.Errorf("choose %s: there is nothing to choose from", c.Title)
	}
	s := f.sheet()
	s.hard = true
	var e ended
	l := newList(c, s, &e)
	if err := f.run(ctx, l, &e); err != nil {
		return nil, err
	}
	picks := l.picks()
	f.Show(Block{{Text: c.Title, Detail: c.summary(picks)}})
	return picks, nil
}

// summary names the first few of what was chosen.
func (c Choice) summary(picks []int) string {
	const most = 3
	var names []string
	for _, i := range picks[:min(most, len(picks))] {
		names = append(names, c.Options[i].Label)
	}
	switch rest := len(picks) - most; {
	case len(picks) == 0:
		return "none"
	case rest > 0:
		return fmt.Sprintf("%s and %d more", strings.Join(names, ", "), rest)
	}
	return strings.Join(names, ", ")
}
