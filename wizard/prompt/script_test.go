package prompt

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestScriptAnswersByTitle(t *testing.T) {
	t.Parallel()
	s := NewScript(
		Answer{Title: "Apply?", Yes: true},
		Answer{Title: "Okta URL", Text: " https://a.okta.com "},
		Answer{Title: "Which", Labels: []string{"b", "a"}},
		Answer{Title: "Directory", Key: 'o'},
		Answer{Title: "Directory", Key: KeyDone},
		Answer{Title: "Okta URL", Err: ErrBack},
	)
	ctx := testContext(t)
	if text, err := s.Ask(ctx, Question{Title: "Okta URL"}); text != "https://a.okta.com" || err != nil {
		t.Errorf("ask: %q, %v", text, err)
	}
	if _, err := s.Ask(ctx, Question{Title: "Okta URL"}); !errors.Is(err, ErrBack) {
		t.Errorf("ask again: %v", err)
	}
	if picks, err := s.Choose(ctx, Choice{Title: "Which groups?", Many: true, Options: []Option{{Label: "a"}, {Label: "b"}}}); !slices.Equal(picks, []int{0, 1}) || err != nil {
		t.Errorf("choose: %v, %v", picks, err)
	}
	if yes, err := s.Confirm(ctx, Confirmation{Title: "Apply?"}); !yes || err != nil {
		t.Errorf("confirm: %v, %v", yes, err)
	}
	finished := make(chan struct{})
	close(finished)
	w := Watch{Title: "Directory", Keys: []KeyHelp{{'o', "open"}}, Done: finished, Body: func() Block { return Block{{Text: "body"}} }}
	if key, err := s.Watch(ctx, w); key != 'o' || err != nil {
		t.Errorf("watch: %v, %v", key, err)
	}
	if key, err := s.Watch(ctx, w); key != KeyDone || err != nil {
		t.Errorf("watch to the end: %v, %v", key, err)
	}
	s.Show(Block{{Text: "shown"}})
	if shown := s.Shown(); len(shown) != 4 || shown[3].Text != "shown" {
		t.Errorf("shown: %v", shown)
	}
	if err := s.Done(); err != nil {
		t.Error(err)
	}
}

func TestScriptFails(t *testing.T) {
	t.Parallel()
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	for name, c := range map[string]struct {
		answers []Answer
		call    func(s *Script) error
		want    string
	}{
		"unknown title": {nil, func(s *Script) error { _, err := s.Confirm(t.Context(), Confirmation{Title: "Apply?"}); return err }, `no answer for "Apply?"`},
		"left over":     {[]Answer{{Title: "Never"}}, func(*Script) error { return nil }, `nobody asked "Never"`},
		"refused": {[]Answer{{Title: "A", Text: "x"}}, func(s *Script) error {
			_, err := s.Ask(t.Context(), Question{Title: "A", Check: func(string) error { return errors.New("bad") }})
			return err
		}, "refused: bad"},
		"no such option": {[]Answer{{Title: "A", Labels: []string{"z"}}}, func(s *Script) error {
			_, err := s.Choose(t.Context(), Choice{Title: "A", Options: []Option{{Label: "a"}}})
			return err
		}, `no option "z"`},
		"disabled option": {[]Answer{{Title: "A", Labels: []string{"a"}}}, func(s *Script) error {
			_, err := s.Choose(t.Context(), Choice{Title: "A", Options: []Option{{Label: "a", Disabled: true}}})
			return err
		}, "cannot be chosen"},
		"dead key": {[]Answer{{Title: "A", Key: 'x'}}, func(s *Script) error {
			_, err := s.Watch(t.Context(), Watch{Title: "A"})
			return err
		}, "key x does not act"},
		"ended context": {[]Answer{{Title: "A"}}, func(s *Script) error {
			if _, err := s.Confirm(stopped, Confirmation{Title: "A"}); !errors.Is(err, context.Canceled) {
				t.Errorf("got %v", err)
			}
			return nil
		}, `nobody asked "A"`},
	} {
		t.Run(name, func(t *testing.T) {
			s := NewScript(c.answers...)
			_ = c.call(s)
			if err := s.Done(); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}
