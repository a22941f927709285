package cmd

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/wizard/prompt"
)

// pick asks a person, and names the candidates where nobody can be asked.
func (l *look) pick(ctx context.Context) ([]okta.Group, error) {
	all, err := l.all(ctx)
	if err != nil {
		return nil, err
	}
	p := l.app.prompter()
	if p == nil {
		return nil, &hintedError{
			&usageError{fmt.Errorf("no group is named, no Okta group begins with %s, and nobody can be asked", testPrefix)},
			append(candidates(all), "Next: provision test-groups GROUP"),
		}
	}
	l.status.clear()
	options := make([]prompt.Option, len(all))
	for i, g := range all {
		options[i] = prompt.Option{Label: g.Name, Detail: sizeOf(g)}
	}
	picks, err := p.Choose(ctx, prompt.Choice{Title: "Which groups would be pushed?", Help: "Only looked at: nothing is written.", Options: options, Many: true, Filter: true, Min: 1})
	if err != nil {
		return nil, err
	}
	groups := make([]okta.Group, len(picks))
	for i, n := range picks {
		groups[i] = all[n]
	}
	return groups, nil
}

// all are the groups of the Okta org by name.
func (l *look) all(ctx context.Context) ([]okta.Group, error) {
	var groups []okta.Group
	for g, err := range l.session.Okta().Groups(ctx, okta.GroupQuery{Stats: true}) {
		if err != nil {
			return nil, fmt.Errorf("list Okta groups: %w", err)
		}
		groups = append(groups, g)
	}
	slices.SortFunc(groups, func(a, b okta.Group) int {
		return strings.Compare(strings.ToLower(a.Name)+"\x00"+a.ID, strings.ToLower(b.Name)+"\x00"+b.ID)
	})
	return groups, nil
}

func sizeOf(g okta.Group) string {
	text := fmt.Sprintf("%d members", g.Users)
	switch g.Users {
	case -1:
		text = "members unknown"
	case 1:
		text = "1 member"
	}
	if g.Type != "OKTA_GROUP" {
		text += ", " + g.Type
	}
	return text
}

// mostCandidates is how many groups a message lists.
const mostCandidates = 20

func candidates(groups []okta.Group) []string {
	rows := make([][]string, 0, mostCandidates)
	for _, g := range groups[:min(len(groups), mostCandidates)] {
		rows = append(rows, []string{g.Name, sizeOf(g)})
	}
	var lines []string
	for _, line := range prompt.Table(rows) {
		lines = append(lines, line.Text)
	}
	if rest := len(groups) - mostCandidates; rest > 0 {
		lines = append(lines, fmt.Sprintf("and %d more: Okta Admin ▸ Directory ▸ Groups", rest))
	}
	return lines
}
