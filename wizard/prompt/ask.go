package prompt

import (
	"context"
	"errors"

	"charm.land/huh/v2"
	"charm.land/lipgloss/v2"
)

const dots = "••••••••••••••••••••" // as many for every secret: the length is nobody's business

// Ask asks for one line of text.
func (f *forms) Ask(ctx context.Context, q Question) (string, error) {
	text := q.Typed
	for {
		err := f.ask(ctx, q, &text)
		if err != nil {
			if _, key := errors.AsType[*KeyError](err); key {
				return text, err
			}
			return "", err
		}
		// The form has checked before, but what counts is what came back.
		answer, err := q.accept(unfold(text))
		if err == nil {
			f.Show(Block{{Text: q.Title, Detail: q.shown(answer, f.sheet().words)}})
			return answer, nil
		}
		f.Show(Block{{Sign: Wrong, Text: err.Error()}})
	}
}

func (f *forms) ask(ctx context.Context, q Question, text *string) error {
	s := f.sheet()
	field := huh.NewInput().Title(Sanitize(q.Title)).Description(q.help()).Placeholder(q.placeholder()).Value(text).
		Prompt(s.say("▸ ")).Validate(q.checked(s.mark(Wrong)))
	if q.Secret {
		field.EchoMode(huh.EchoModePassword)
	}
	var e ended
	p := f.page(field, q.Keys, text, &e)
	p.foot = append([]KeyHelp{{KeyEnter, "accept"}}, without(q.Keys, KeyEnter)...)
	return f.run(ctx, p, &e)
}

// checked is accept for the form, which asks twice for one answer; the second time it gets the first verdict.
func (q Question) checked(mark string) func(string) error {
	var last *string
	var verdict error
	return func(text string) error {
		if last == nil || *last != text {
			_, err := q.accept(unfold(text))
			if err != nil {
				err = errors.New(mark + Sanitize(err.Error()))
			}
			last, verdict = &text, err
		}
		return verdict
	}
}

func (q Question) help() string {
	help := Sanitize(q.Help)
	if q.Default == "" {
		return help
	}
	if help != "" {
		help += " "
	}
	if q.Secret {
		return help + "Enter keeps the one there is."
	}
	return help + "Enter takes " + Sanitize(q.Default) + "."
}

func (q Question) placeholder() string {
	if q.Default != "" && !q.Secret {
		return Sanitize(q.Default)
	}
	return Sanitize(q.Placeholder)
}

// shown is the answer as it may stand on the screen.
func (q Question) shown(answer string, words bool) string {
	switch {
	case !q.Secret:
		return answer
	case answer == "":
		return "left out"
	case words:
		return "given, not shown"
	}
	return dots
}

// Confirm asks yes or no.
func (f *forms) Confirm(ctx context.Context, c Confirmation) (bool, error) {
	yes := c.Default
	var e ended
	field := huh.NewConfirm().Title(Sanitize(c.Title)).Description(Sanitize(c.Help)).Affirmative(c.yes()).Negative(c.no()).Value(&yes).WithButtonAlignment(lipgloss.Left)
	p := f.page(field, nil, nil, &e)
	p.foot = []KeyHelp{{KeyEnter, "accept"}, {'y', c.yes()}, {'n', c.no()}}
	if err := f.run(ctx, p, &e); err != nil {
		return false, err
	}
	f.Show(Block{{Text: c.Title, Detail: c.word(yes)}})
	return yes, nil
}

func (c Confirmation) yes() string { return orElse(Sanitize(c.Yes), "Yes") }
func (c Confirmation) no() string  { return orElse(Sanitize(c.No), "No") }

func (c Confirmation) word(yes bool) string {
	if yes {
		return c.yes()
	}
	return c.no()
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}
