package cmd

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/checks/ignore"
	"github.com/provision-cli/provision/cmd/report"
	"github.com/provision-cli/provision/wizard/prompt"
)

const (
	ignoreName = "provision.ignore.yaml"
	ignoreEnv  = "PROVISION_IGNORE_FILE"
)

// suppressions are the entries of one file, and which of them were of use.
type suppressions struct {
	file    string
	entries []ignore.Entry
}

// suppressions reads the file that is named, or that of the working directory where there is one.
func (a *app) suppressions(f *checkFlags) (*suppressions, error) {
	s := &suppressions{file: f.ignoreFile}
	if f.noIgnore {
		return s, nil
	}
	if s.file == "" {
		s.file = a.env(ignoreEnv)
	}
	given := s.file != ""
	if !given {
		s.file = ignoreName
	}
	body, err := os.ReadFile(s.file)
	if errors.Is(err, fs.ErrNotExist) && !given {
		return s, nil
	}
	if err != nil {
		return nil, &usageError{fmt.Errorf("read the suppressions: %w", err)}
	}
	s.entries, err = ignore.Parse(body, ignore.Rules{Known: isCheck, Suggest: nearest, Today: time.Now()})
	if wrong, ok := errors.AsType[*ignore.Error](err); ok {
		a.say(refused(s.file, wrong))
		return nil, &codeError{exitUsage}
	}
	return s, err
}

// refused names every line that is wrong, each on a line of its own.
func refused(file string, e *ignore.Error) prompt.Block {
	b := prompt.Block{{}, {Sign: prompt.Wrong, Text: file + " is not as it should be; nothing was asked", Strong: true}}
	for _, p := range e.Problems {
		b = append(b, prompt.Line{Text: fmt.Sprintf("%s, line %d: %s", file, p.Line, p.Text), Indent: 2, Hang: 2})
	}
	return append(b, prompt.Line{Text: "Next: mend these lines, or leave the file out with --no-ignore", Indent: 2})
}

func isCheck(id string) bool { _, ok := checks.Find(id); return ok }

// apply marks what was accepted. Nothing is to be accepted of an answer that is well.
func (s *suppressions) apply(results []checks.Result) []report.Result {
	list := make([]report.Result, 0, len(results))
	for _, r := range results {
		res := report.Result{Result: r}
		if res.Open() {
			s.accept(&res)
		}
		list = append(list, res)
	}
	return list
}

func (s *suppressions) accept(r *report.Result) {
	for _, e := range s.entries {
		if e.ID != r.ID {
			continue
		}
		word := report.Suppression{Reason: e.Reason, By: e.By, Expires: e.Expires}
		if e.Subject == "" {
			r.Suppressed = &word
			continue
		}
		for _, ev := range r.Evidence {
			if about(ev, e.Subject) && r.AcceptedBy(ev) == nil {
				r.Accepted = append(r.Accepted, report.Accepted{Subject: ev.Subject, Suppression: word})
			}
		}
	}
	if r.Suppressed != nil || len(r.Evidence) == 0 {
		return
	}
	for _, ev := range r.Evidence {
		if r.AcceptedBy(ev) == nil {
			return
		}
	}
	r.Suppressed = &r.Accepted[0].Suppression // all of it is accepted
}

// about compares as people read: letter case and the number of blanks are no difference.
func about(e checks.Evidence, subject string) bool {
	return strings.EqualFold(strings.Join(strings.Fields(e.Subject), " "), subject)
}

// unused are warnings about entries that suppressed nothing although their question was answered.
func (s *suppressions) unused(results []report.Result) prompt.Block {
	var b prompt.Block
	for _, e := range s.entries {
		for _, r := range results {
			if r.ID != e.ID || s.used(e, r) || r.Status == checks.Skip || r.Status == checks.Unknown {
				continue
			}
			what := e.ID
			if e.Subject != "" {
				what += " about " + e.Subject
			}
			b = append(b, prompt.Line{Sign: prompt.Warning, Text: fmt.Sprintf("%s, line %d: there is nothing to suppress for %s; remove the entry", s.file, e.Line, what)})
		}
	}
	return b
}

func (s *suppressions) used(e ignore.Entry, r report.Result) bool {
	if e.Subject == "" {
		return r.Open()
	}
	for _, ev := range r.Evidence {
		if r.Open() && about(ev, e.Subject) {
			return true
		}
	}
	return false
}
