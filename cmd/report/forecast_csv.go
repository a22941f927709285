package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/provision-cli/provision/checks/forecast"
	"github.com/provision-cli/provision/wizard/prompt"
)

// forecastColumns are those of the table; a column that does not apply to a row is empty.
var forecastColumns = []string{
	"kind", "id", "name", "login", "email", "outcome", "wrong", "groups", "problems", "user_name", "sign_on_before", "sign_on_after",
	"scim_email", "account", "domain", "gains", "loses", "billed", "refused", "protected", "members", "since",
}

// CSV writes a row for each group, then one for each person.
func (f Forecast) CSV(w io.Writer) error {
	out := csv.NewWriter(w)
	since := f.changed()
	write := func(cells map[string]string) error {
		row := make([]string, len(forecastColumns))
		for i, column := range forecastColumns {
			row[i] = harmless(cells[column])
		}
		return out.Write(row)
	}
	if err := out.Write(forecastColumns); err != nil {
		return fmt.Errorf("write the table: %w", err)
	}
	for _, g := range f.shownGroups() {
		if err := write(groupCells(g, since)); err != nil {
			return fmt.Errorf("write the table: %w", err)
		}
	}
	for _, p := range f.shownPeople() {
		if err := write(personCells(p, since)); err != nil {
			return fmt.Errorf("write the table: %w", err)
		}
	}
	for _, s := range f.gone() {
		if err := write(s); err != nil {
			return fmt.Errorf("write the table: %w", err)
		}
	}
	out.Flush()
	return out.Error()
}

func groupCells(g forecast.GroupOutcome, since map[string]string) map[string]string {
	return map[string]string{
		"kind": "group", "id": g.ID, "name": g.Name, "outcome": string(g.Outcome), "wrong": strconv.FormatBool(g.Bad()), "problems": joined(g.Problems),
		"gains": joined(g.Gains), "loses": joined(g.Loses), "members": strconv.Itoa(g.Members), "since": since[g.ID],
	}
}

func personCells(p forecast.Person, since map[string]string) map[string]string {
	return map[string]string{
		"kind": "person", "id": p.ID, "name": p.Name, "login": p.Login, "email": p.Email, "outcome": string(p.Outcome), "wrong": strconv.FormatBool(p.Bad()),
		"groups": joined(p.Groups), "problems": joined(p.Problems), "user_name": p.UserName, "sign_on_before": p.SSOBefore, "sign_on_after": p.SSOAfter,
		"scim_email": p.SCIMEmail, "account": p.Account, "domain": p.Domain, "gains": joined(p.Gains), "loses": joined(p.Loses),
		"billed": strconv.FormatBool(p.Billed), "refused": strconv.FormatBool(p.Refused), "protected": p.Protected, "since": since[p.ID],
	}
}

// harmless keeps a spreadsheet from taking a tenant's text for a formula: also one that begins after blanks, or after
// control characters, which are gone when the text is looked at.
func harmless(text string) string {
	text = prompt.Sanitize(text)
	if begins := strings.TrimLeft(text, " "); begins != "" && strings.ContainsRune("=+-@", rune(begins[0])) {
		return "'" + text
	}
	return text
}

func joined(texts []string) string { return strings.Join(texts, "; ") }

// changed says by id what changed since a saved forecast.
func (f Forecast) changed() map[string]string {
	words := map[string]string{}
	if f.Since == nil {
		return words
	}
	for _, s := range f.Since.Groups {
		words[s.ID] = s.Words(plain)
	}
	for _, s := range f.Since.People {
		words[s.ID] = s.Words(plain)
	}
	return words
}

// plain leaves an outcome as the outcome column has it.
func plain(o forecast.Outcome) string { return string(o) }

// gone are rows for the groups and people whom only a saved forecast has.
func (f Forecast) gone() []map[string]string {
	var rows []map[string]string
	if f.Since == nil {
		return nil
	}
	for _, s := range f.Since.Groups {
		if s.Is == "" {
			rows = append(rows, map[string]string{"kind": "group", "id": s.ID, "name": s.Name, "since": s.Words(plain)})
		}
	}
	for _, s := range f.Since.People {
		if s.Is == "" {
			rows = append(rows, map[string]string{"kind": "person", "id": s.ID, "login": s.Name, "since": s.Words(plain)})
		}
	}
	return rows
}
