//go:build !windows

package prompt

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestChooseByKeys(t *testing.T) {
	t.Parallel()
	down, up := "\x1b[B", "\x1b[A"
	for name, c := range map[string]struct {
		choice Choice
		press  string
		want   []int
		err    error
	}{
		"the first":              {Choice{}, "\r", []int{0}, nil},
		"down":                   {Choice{}, down + "\r", []int{1}, nil},
		"up stays at the top":    {Choice{}, up + "\r", []int{0}, nil},
		"end":                    {Choice{}, "\x1b[F\r", []int{4}, nil},
		"j and k":                {Choice{}, "jjk\r", []int{1}, nil},
		"filter":                 {Choice{Filter: true}, "eng\r", []int{1}, nil},
		"filter by detail":       {Choice{Filter: true}, "214\r", []int{1}, nil},
		"filter by paste":        {Choice{Filter: true}, paste("engin\n") + "\r", []int{1}, nil},
		"two of one name":        {Choice{Many: true}, "\x1b[F \r", []int{4}, nil},
		"many, in their order":   {Choice{Many: true}, down + " " + up + " \r", []int{0, 1}, nil},
		"none of many":           {Choice{Many: true}, "\r", nil, nil},
		"marked and unmarked":    {Choice{Many: true}, "  \r", nil, nil},
		"marks outlive a filter": {Choice{Many: true, Filter: true}, "eng \x7f\x7f\x7ftest \r", []int{0, 1}, nil},
		"back":                   {Choice{}, "\x1b", nil, ErrBack},
		"ctrl-c":                 {Choice{}, "\x03", nil, ErrCancelled},
		"a burst ends it once":   {Choice{}, "\r\r" + down + "\r", []int{0}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			y := newTTY(t, 80, 24)
			p, ctx := y.prompter(Options{}), testContext(t)
			c.choice.Title, c.choice.Options = "Which groups?", groups()
			got := start(func() ([]int, error) { return p.Choose(ctx, c.choice) })
			y.press("Which groups?", c.press)
			picks, err := end(t, y, got)
			if !slices.Equal(picks, c.want) || !errors.Is(err, c.err) {
				t.Errorf("got %v, %v", picks, err)
			}
		})
	}
}

func TestChooseEscapeClearsTheFilterFirst(t *testing.T) {
	t.Parallel()
	y := newTTY(t, 80, 24)
	p, ctx := y.prompter(Options{}), testContext(t)
	got := start(func() ([]int, error) {
		return p.Choose(ctx, Choice{Title: "Which?", Filter: true, Options: groups()})
	})
	y.press("5 of 5 shown", "zzz")
	y.press("0 of 5 shown", "\r")
	y.press("choose one", "\x1b")
	y.press("5 of 5 shown", "\x1b")
	if _, err := end(t, y, got); !errors.Is(err, ErrBack) {
		t.Errorf("got %v", err)
	}
}

func TestChooseSaysWhyAnOptionIsDisabled(t *testing.T) {
	t.Parallel()
	y := newTTY(t, 80, 24)
	p, ctx := y.prompter(Options{}), testContext(t)
	got := start(func() ([]int, error) {
		return p.Choose(ctx, Choice{Title: "Which?", Many: true, Min: 1, Options: groups()})
	})
	y.press("Which?", "\x1b[B\x1b[B ")
	y.press("jira-administrators: is a default group", "\r")
	y.press("choose at least 1", "\x1b[A \r")
	if picks, err := end(t, y, got); !slices.Equal(picks, []int{1}) || err != nil {
		t.Errorf("got %v, %v", picks, err)
	}
	y.see("Which?   engineering")
}

func TestChooseOneRefusesADisabledOption(t *testing.T) {
	t.Parallel()
	y := newTTY(t, 80, 24)
	p, ctx := y.prompter(Options{}), testContext(t)
	got := start(func() ([]int, error) {
		return p.Choose(ctx, Choice{Title: "Which?", Options: groups()})
	})
	y.press("Which?", "\x1b[B\x1b[B\r")
	y.press("is a default group", "\x1b[B\r")
	if picks, err := end(t, y, got); !slices.Equal(picks, []int{3}) || err != nil {
		t.Errorf("got %v, %v", picks, err)
	}
}

func TestLongListsArePaged(t *testing.T) {
	t.Parallel()
	y := newTTY(t, 60, 12)
	p, ctx := y.prompter(Options{}), testContext(t)
	var c Choice
	c.Title = "Which of many?"
	for i := range 2000 {
		c.Options = append(c.Options, Option{Label: fmt.Sprintf("group-%04d", i)})
	}
	got := start(func() ([]int, error) { return p.Choose(ctx, c) })
	y.press("group-0003", "\x1b[6~")
	y.gone("group-0000")
	y.press("Which of many?", "\x1b[F")
	y.press("group-1999", "\r")
	if picks, err := end(t, y, got); !slices.Equal(picks, []int{1999}) || err != nil {
		t.Errorf("got %v, %v", picks, err)
	}
}

func TestChooseFromNothing(t *testing.T) {
	t.Parallel()
	y := newTTY(t, 80, 24)
	for _, p := range []Prompter{y.prompter(Options{}), y.prompter(Options{Accessible: true})} {
		if _, err := p.Choose(testContext(t), Choice{Title: "Which?"}); err == nil || !strings.Contains(err.Error(), "nothing to choose") {
			t.Errorf("got %v", err)
		}
	}
}
