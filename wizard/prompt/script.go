package prompt

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
)

// Answer is what a Script says when it is asked under a title.
type Answer struct {
	Title  string   // the whole title, or a part of it that no other registered title shares
	Text   string   // to Ask
	Labels []string // to Choose: labels of the options
	Yes    bool     // to Confirm
	Key    Key      // to Watch; KeyDone waits for Done
	Err    error    // instead of all this, e.g. ErrBack or a *KeyError
}

// Script is a Prompter for tests: it answers from a list, each answer once, and remembers what it was shown.
type Script struct {
	mu      sync.Mutex
	answers []Answer
	failed  []error
	shown   Block
}

// NewScript answers with the given answers, those of one title in their order.
func NewScript(answers ...Answer) *Script { return &Script{answers: answers} }

// Done returns an error naming every question without an answer, every answer that did not fit, and every answer left over.
func (s *Script) Done() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	errs := append([]error(nil), s.failed...)
	for _, a := range s.answers {
		errs = append(errs, fmt.Errorf("script: nobody asked %q", a.Title))
	}
	return errors.Join(errs...)
}

// Shown is everything that Show and Watch have shown so far.
func (s *Script) Shown() Block {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append(Block(nil), s.shown...)
}

// Show remembers the block.
func (s *Script) Show(b Block) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.shown = append(s.shown, b...)
}

// Ask gives the registered text, checked as a person's would be.
func (s *Script) Ask(ctx context.Context, q Question) (string, error) {
	a, err := s.take(ctx, q.Title)
	if err != nil {
		return a.Text, err
	}
	text, err := q.accept(a.Text)
	if err != nil {
		return "", s.fail(fmt.Errorf("script: the answer to %q is refused: %w", q.Title, err))
	}
	return text, nil
}

// Choose gives the indexes of the registered labels.
func (s *Script) Choose(ctx context.Context, c Choice) ([]int, error) {
	a, err := s.take(ctx, c.Title)
	if err != nil {
		return nil, err
	}
	picks, err := c.find(a.Labels)
	if err == nil {
		err = c.accept(picks)
	}
	if err != nil {
		return nil, s.fail(fmt.Errorf("script: the choice for %q: %w", c.Title, err))
	}
	return picks, nil
}

// Confirm gives the registered answer.
func (s *Script) Confirm(ctx context.Context, c Confirmation) (bool, error) {
	a, err := s.take(ctx, c.Title)
	return a.Yes && err == nil, err
}

// Watch remembers the body and gives the registered key; with KeyDone it waits for Done and remembers the last body.
func (s *Script) Watch(ctx context.Context, w Watch) (Key, error) {
	a, err := s.take(ctx, w.Title)
	if err != nil {
		return KeyDone, err
	}
	s.Show(w.body())
	if a.Key != KeyDone {
		if !listed(w.Keys, a.Key) {
			return KeyDone, s.fail(fmt.Errorf("script: key %s does not act on %q", keyName(a.Key), w.Title))
		}
		return a.Key, nil
	}
	for {
		select {
		case <-ctx.Done():
			return KeyDone, context.Cause(ctx)
		case <-w.Update:
		case <-w.Done:
			s.Show(w.body())
			return KeyDone, nil
		}
	}
}

// take removes and returns the next answer for a title: an exact one first, else one whose title is part of it.
func (s *Script) take(ctx context.Context, title string) (Answer, error) {
	if ctx.Err() != nil {
		return Answer{}, context.Cause(ctx)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, fits := range []func(string) bool{
		func(t string) bool { return t == title },
		func(t string) bool { return t != "" && strings.Contains(title, t) },
	} {
		for i, a := range s.answers {
			if fits(a.Title) {
				s.answers = append(s.answers[:i:i], s.answers[i+1:]...)
				return a, a.Err
			}
		}
	}
	err := fmt.Errorf("script: no answer for %q", title)
	s.failed = append(s.failed, err)
	return Answer{}, err
}

func (s *Script) fail(err error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.failed = append(s.failed, err)
	return err
}
