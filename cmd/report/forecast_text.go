package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/provision-cli/provision/checks/forecast"
	"github.com/provision-cli/provision/wizard/prompt"
)

// few is how many people are named at once before the rest is only counted.
const few = 10

// Text writes the forecast for people: groups, counts, who needs attention first, and the command to go on with.
func (f Forecast) Text(w io.Writer, o prompt.Options) error {
	return prompt.Render(w, f.block(), o)
}

func (f Forecast) block() prompt.Block {
	if f.Quiet {
		return f.quietBlock()
	}
	b := f.head()
	for _, part := range []prompt.Block{f.groupLines(), f.countLines(), f.attentionLines(), f.remarkLines(), f.everyone(), f.seatLines(), f.accessLines(), f.railLines(), f.sinceLines()} {
		if len(part) > 0 {
			b = append(append(b, prompt.Line{}), part...)
		}
	}
	return append(b, f.end()...)
}

// quietBlock is what would go wrong, and the whole in one sentence.
func (f Forecast) quietBlock() prompt.Block {
	wrong := f
	wrong.Groups = slices.DeleteFunc(slices.Clone(f.Groups), func(g forecast.GroupOutcome) bool { return !g.Bad() })
	wrong.People = slices.DeleteFunc(slices.Clone(f.People), func(p forecast.Person) bool { return !p.Bad() && len(p.Loses) == 0 })
	wrong.Seats = slices.DeleteFunc(slices.Clone(f.Seats), func(s forecast.Seat) bool { return !s.Short() })
	var b prompt.Block
	if len(wrong.Groups) > 0 {
		b = wrong.groupLines()
	}
	b = append(append(append(b, wrong.attentionLines()...), wrong.seatLines()...), f.railLines()...)
	sign := prompt.Yes
	if f.Wrong() {
		sign = prompt.Wrong
	}
	return append(b, prompt.Line{Sign: sign, Text: f.headline(above), Strong: true})
}

func (f Forecast) head() prompt.Block {
	b := prompt.Block{{Text: "provision test-groups: a dry run; nothing is written", Strong: true}}
	if f.Sandbox {
		b = append(b, prompt.Line{Text: "Sandbox: stand-ins of both tenants", Indent: 2, Faint: true})
	} else if f.Okta != "" {
		b = append(b, prompt.Line{Text: strings.TrimSuffix(f.Okta+" → "+f.Organization, " → "), Indent: 2, Faint: true})
	}
	if len(f.Assign) > 0 {
		b = append(b, prompt.Line{Text: "Assigned: " + some(f.Assign), Detail: f.AssignFrom, Indent: 2, Hang: 2})
	}
	for _, note := range f.Notes {
		b = append(b, prompt.Line{Sign: prompt.Warning, Text: note, Indent: 2})
	}
	return b
}

// some names the first few, and counts the rest.
func some(names []string) string {
	if len(names) <= few {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:few], ", "), len(names)-few)
}

func (f Forecast) groupLines() prompt.Block {
	groups := f.shownGroups()
	if len(groups) == 0 {
		return prompt.Block{{Text: "No group would change.", Indent: 2}}
	}
	rows := make([][]string, len(groups))
	for i, g := range groups {
		rows[i] = []string{g.Name, members(g.Members), GroupWords(g.Outcome)}
	}
	var b prompt.Block
	for i, line := range prompt.Table(rows) {
		g := groups[i]
		line.Sign, line.Indent = groupSign(g), 2
		b = append(b, line)
		for _, text := range f.groupTexts(g) {
			b = append(b, prompt.Line{Text: text, Indent: 6})
		}
	}
	return b
}

func members(n int) string {
	if n == 1 {
		return "1 member"
	}
	return fmt.Sprintf("%d members", n)
}

func groupSign(g forecast.GroupOutcome) prompt.Sign {
	switch {
	case g.Bad():
		return prompt.Wrong
	case len(g.Problems)+len(g.Loses) > 0:
		return prompt.Warning
	}
	return prompt.Yes
}

// groupTexts are what is known of a group beyond its outcome.
func (f Forecast) groupTexts(g forecast.GroupOutcome) []string {
	texts := append([]string{}, g.Problems...)
	told := strings.Contains(joined(g.Problems), g.AtlassianID) // which an empty one is
	if !told && (g.Bad() || len(g.Gains)+len(g.Loses) > 0) {
		text := "in Atlassian: " + g.AtlassianID
		if len(g.Opens) > 0 {
			text += ", opens " + strings.Join(g.Opens, ", ")
		}
		texts = append(texts, text)
	}
	what := "the push"
	if g.Bad() {
		what = "taking it over"
	}
	if len(g.Gains) > 0 {
		texts = append(texts, fmt.Sprintf("%s would add %d: %s", what, len(g.Gains), f.named(g.Gains)))
	}
	if len(g.Loses) > 0 {
		texts = append(texts, fmt.Sprintf("%s would remove %d: %s", what, len(g.Loses), f.named(g.Loses)))
	}
	return texts
}

func (f Forecast) named(names []string) string {
	if f.All {
		return strings.Join(names, ", ")
	}
	return some(names)
}

func (f Forecast) countLines() prompt.Block {
	fates := f.Fates()
	if len(fates) == 0 {
		return prompt.Block{{Text: "The groups have no members.", Indent: 2}}
	}
	rows := make([][]string, len(fates))
	for i, fate := range fates {
		rows[i] = []string{fate.Words, number(len(fate.People))}
	}
	var b prompt.Block
	for i, line := range prompt.Table(rows) {
		line.Indent = 2
		if line.Sign = prompt.Yes; fates[i].Bad {
			line.Sign = prompt.Wrong
		}
		b = append(b, line)
	}
	return b
}
