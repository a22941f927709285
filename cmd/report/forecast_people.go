package report

import (
	"fmt"
	"strings"

	"github.com/provision-cli/provision/checks/forecast"
	"github.com/provision-cli/provision/wizard/prompt"
)

// attentionLines name who is to be looked at first, with what stands side by side for them.
func (f Forecast) attentionLines() prompt.Block {
	people := f.Attention()
	if len(people) == 0 {
		return nil
	}
	shown := people
	if !f.All && len(people) > few {
		shown = people[:few]
	}
	b := prompt.Block{{Text: "Look first at " + number(len(people)) + plural(len(people), " person", " people"), Strong: true, Indent: 2}}
	for _, p := range shown {
		sign := prompt.Warning
		if p.Bad() {
			sign = prompt.Wrong
		}
		b = append(b, prompt.Line{Sign: sign, Text: who(p), Detail: FateWords(p.Outcome), Indent: 4})
		for _, text := range PersonTexts(p) {
			b = append(b, prompt.Line{Text: text, Indent: 8})
		}
	}
	if rest := len(people) - len(shown); rest > 0 {
		b = append(b, prompt.Line{Text: "and " + number(rest) + " more: -v names them, -o csv lists them", Indent: 4, Faint: true})
	}
	return b
}

// remarkLines say what is worth knowing of those for whom nothing goes wrong.
func (f Forecast) remarkLines() prompt.Block {
	var b prompt.Block
	for i, r := range f.Remarks() {
		if i == few && !f.All {
			return append(b, prompt.Line{Text: "and more: -v says everything", Indent: 2, Faint: true})
		}
		b = append(b, prompt.Line{Sign: prompt.Warning, Text: number(len(r.People)) + plural(len(r.People), " person: ", " people: ") + r.Text, Indent: 2},
			prompt.Line{Text: f.named(r.People), Indent: 6, Faint: true})
	}
	return b
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

func who(p forecast.Person) string {
	if p.Name == "" || p.Name == p.Login {
		return p.Login
	}
	return p.Name + "  " + p.Login
}

// PersonTexts are what is to be known of somebody, the addresses side by side where they disagree.
func PersonTexts(p forecast.Person) []string {
	texts := append([]string{}, p.Problems...)
	if p.Outcome == forecast.SecondAccount || p.Outcome == forecast.OtherDirectory {
		texts = append(texts, fmt.Sprintf("sign-on name %s · primary address %s · in the directory %s · account %s",
			orNone(p.UserName), orNone(p.Email), orNone(p.SCIMEmail), orNone(p.Account)))
	}
	if len(p.Loses) > 0 {
		texts = append(texts, "loses "+strings.Join(p.Loses, ", "))
	}
	if p.Protected != "" && p.Changed() {
		texts = append(texts, "protected: "+p.Protected)
	}
	return texts
}

func orNone(text string) string {
	if text == "" {
		return "none"
	}
	return text
}

// everyone names those who need no attention, where everyone is to be named.
func (f Forecast) everyone() prompt.Block {
	if !f.All {
		return nil
	}
	var rows [][]string
	for _, p := range f.shownPeople() {
		if alarm(p) == 0 {
			rows = append(rows, []string{p.Name, p.Login, FateWords(p.Outcome), strings.Join(p.Groups, ", ")})
		}
	}
	b := prompt.Table(rows)
	for i := range b {
		b[i].Sign, b[i].Indent = prompt.Yes, 4
	}
	return b
}
