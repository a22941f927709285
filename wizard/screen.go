package wizard

import (
	"fmt"
	"strings"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/wizard/prompt"
)

// listed is how many people a screen names before it says how many more there are.
const listed = 12

// sign is how a status looks on the screen.
func sign(s checks.Status) prompt.Sign {
	switch s {
	case checks.Pass:
		return prompt.Yes
	case checks.Warn:
		return prompt.Warning
	case checks.Fail:
		return prompt.Wrong
	case checks.Manual:
		return prompt.Person
	case checks.Skip:
		return prompt.NotApplicable
	}
	return prompt.Unknown
}

// ResultBlock is one answer: a line, and what is wrong unfolded beneath it.
func ResultBlock(res checks.Result) prompt.Block {
	b := BriefBlock(res)
	if res.Status == checks.Pass || res.Status == checks.Skip {
		return b
	}
	b = append(b, EvidenceBlock(res)...)
	switch {
	case strings.HasPrefix(res.Fix, "Look"): // nothing is known to be wrong
		b = append(b, prompt.Line{Text: res.Fix, Indent: 6})
	case res.Fix != "":
		b = append(b, prompt.Line{Text: "Fix: " + res.Fix, Indent: 6})
	}
	if res.Link != "" {
		b = append(b, prompt.Line{Text: res.Link, Indent: 6, Faint: true, Fixed: true})
	}
	return b
}

// BriefBlock is one answer without its evidence and fix, for where a plan follows.
func BriefBlock(res checks.Result) prompt.Block {
	b := prompt.Block{{Sign: sign(res.Status), Text: res.Title, ID: res.ID, Indent: 4}}
	if res.Status == checks.Pass || res.Status == checks.Skip {
		b[0].ID = ""
		return b
	}
	return append(b, prompt.Line{Text: res.Summary, Indent: 6})
}

// GuidedBlock is one answer with its evidence; the fix is the guide that follows.
func GuidedBlock(res checks.Result) prompt.Block {
	return append(BriefBlock(res), EvidenceBlock(res)...)
}

// EvidenceBlock names who and what is behind an answer, as far as a screen takes it.
func EvidenceBlock(res checks.Result) prompt.Block {
	var b prompt.Block
	for i, e := range res.Evidence {
		if i == listed {
			return append(b, prompt.Line{Text: fmt.Sprintf("and %d more", len(res.Evidence)-listed), Indent: 8, Faint: true})
		}
		b = append(b, prompt.Line{Text: evidence(e), Indent: 8})
	}
	return b
}

func evidence(e checks.Evidence) string {
	if e.Field == "attested" {
		return "attested by " + e.Subject + " on " + e.Got
	}
	got := e.Got
	if got == "(empty)" {
		got = "empty"
	}
	switch {
	case e.Field == "answer" && got != "":
		return e.Subject + " answered " + got
	case e.Want == "yes" && got == "no":
		return e.Subject + ": not " + e.Field
	case e.Want == "no" && got == "yes":
		return e.Subject + ": " + e.Field + ", and should not be"
	}
	subject := e.Subject
	if e.Field != "" {
		subject += ", " + e.Field
	}
	switch {
	case e.Want != "" && got != "":
		return fmt.Sprintf("%s: %s (should be %s)", subject, got, e.Want)
	case got != "":
		return subject + ": " + got
	case e.Want != "":
		return subject + ": should be " + e.Want
	}
	return subject
}

// PlanBlock is a plan: what was, what will be, whom it touches, and the way back.
func PlanBlock(changes []Change) prompt.Block {
	b := prompt.Block{{}, {Text: "The plan: " + planned(changes), Strong: true, Indent: 4}}
	for _, c := range changes {
		b = append(b, prompt.Line{Sign: prompt.Pick, Text: c.Action + " " + c.Target, Indent: 4})
		if c.Was != "" || c.Will != "" {
			b = append(b, prompt.Line{Text: orNone(c.Was) + " → " + orNone(c.Will), Indent: 8})
		}
		b = append(b, affected(c)...)
		if c.Notice != "" {
			b = append(b, prompt.Line{Text: "What people notice: " + c.Notice, Indent: 8})
		}
		if c.Back != "" {
			b = append(b, prompt.Line{Text: "Way back: " + c.Back, Indent: 8, Faint: true})
		}
		if c.Final != "" {
			b = append(b, prompt.Line{Text: "Cannot be taken back: " + c.Final, Indent: 8, Faint: true})
		}
	}
	return b
}

func orNone(text string) string {
	if text == "" {
		return "nothing"
	}
	return text
}

func affected(c Change) prompt.Block {
	var b prompt.Block
	for _, group := range byEffect(c.Affects) {
		b = append(b, prompt.Line{Text: fmt.Sprintf("%s: %d", group.title, len(group.people)), Indent: 8})
		for i, p := range group.people {
			if i == listed {
				b = append(b, prompt.Line{Text: fmt.Sprintf("and %d more", len(group.people)-listed), Indent: 10, Faint: true})
				break
			}
			b = append(b, prompt.Line{Text: p.Name + "  " + p.Login, Detail: p.line(), Indent: 10})
		}
	}
	return b
}

func (p Person) line() string {
	var parts []string
	if p.Was != "" || p.Will != "" {
		parts = append(parts, orNone(p.Was)+" → "+orNone(p.Will))
	}
	for _, text := range []string{p.Note, p.Protected} {
		if text != "" {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, "; ")
}

type effectGroup struct {
	title  string
	people []Person
}

func byEffect(people []Person) []effectGroup {
	var groups []effectGroup
	for _, e := range []struct {
		effect Effect
		title  string
	}{
		{NameChanges, "Sign-on name changes for"}, {AccessLost, "Access is taken from"}, {TakenOver, "Existing accounts linked"},
		{Created, "Accounts created"}, {TakesSeat, "Seats used by"}, {NoEffect, "Nothing changes for"},
	} {
		g := effectGroup{title: e.title}
		for _, p := range people {
			if p.Effect == e.effect {
				g.people = append(g.people, p)
			}
		}
		if len(g.people) > 0 {
			groups = append(groups, g)
		}
	}
	return groups
}

// RailBlock is a limit that stopped a plan.
func RailBlock(rail Rail) prompt.Block {
	b := prompt.Block{{Sign: prompt.Warning, Text: rail.Sentence(), ID: rail.ID, Indent: 4}}
	if rail.Way != "" {
		b = append(b, prompt.Line{Text: rail.Way, Indent: 6})
	}
	for i, p := range rail.People {
		if i == listed {
			return append(b, prompt.Line{Text: fmt.Sprintf("and %d more", len(rail.People)-listed), Indent: 8, Faint: true})
		}
		b = append(b, prompt.Line{Text: p.Name + "  " + p.Login, Detail: p.line(), Indent: 8})
	}
	return b
}

// GuideBlock is a by-hand step as it stands on the screen.
func GuideBlock(g Guide) prompt.Block {
	b := prompt.Block{{}, {Sign: prompt.Person, Text: g.Title, Detail: minutes(g.Minutes), Strong: true, Indent: 4}}
	b = append(b, prompt.Line{Text: g.Why, Indent: 6}, prompt.Line{})
	if g.Menu != "" {
		b = append(b, prompt.Line{Text: g.Menu, Indent: 6})
	}
	if g.Link != "" {
		line := prompt.Line{Text: g.Link, Indent: 6, Faint: true, Fixed: true}
		if g.Unsure {
			line.Detail = "if this address leads nowhere, take the menu path"
		}
		b = append(b, line)
	}
	for i, do := range g.Do {
		number := fmt.Sprintf("%d  ", i+1)
		b = append(b, prompt.Line{Text: number + do, Indent: 6, Hang: len(number)})
	}
	for _, name := range g.Names {
		b = append(b, prompt.Line{Text: name, Indent: 9})
	}
	for _, v := range g.Values {
		b = append(b, prompt.Line{Text: v.Label, Detail: v.shown(), Indent: 9})
	}
	if g.Expect != "" {
		b = append(b, prompt.Line{Text: "At the end: " + g.Expect, Indent: 6})
	}
	return append(b, prompt.Line{})
}

func minutes(n int) string {
	switch n {
	case 0:
		return ""
	case 1:
		return "about a minute"
	}
	return fmt.Sprintf("about %d minutes", n)
}

func whyBlock(g Guide, open checks.Result) prompt.Block {
	b := prompt.Block{{}, {Text: open.Title, ID: open.ID, Strong: true, Indent: 4}, {Text: open.Summary, Indent: 6}}
	for _, text := range append([]string{open.Why, open.Detects}, g.Troubles...) {
		if text != "" {
			b = append(b, prompt.Line{Text: text, Indent: 6})
		}
	}
	if _, known := checks.Find(open.ID); known {
		b = append(b, prompt.Line{Text: "More: provision explain " + open.ID, Indent: 6, Faint: true})
	}
	return append(b, prompt.Line{})
}
