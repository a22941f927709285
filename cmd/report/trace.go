package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"maps"

	"github.com/provision-cli/provision/checks/forecast"
	"github.com/provision-cli/provision/wizard/prompt"
)

// traceForm names the form of a followed person's JSON.
const traceForm = "provision.person/1"

// Trace is one person followed from their Okta profile to the products.
type Trace struct {
	forecast.Trace
	Calls map[string]int // by service
	Exit  int
}

// hopSign is the sign of a hop's state.
func hopSign(s forecast.HopStatus) prompt.Sign {
	switch s {
	case forecast.HopGood:
		return prompt.Yes
	case forecast.HopOdd:
		return prompt.Warning
	case forecast.HopBad:
		return prompt.Wrong
	case forecast.HopNotYet:
		return prompt.ToCome
	}
	return prompt.Unknown
}

// Text writes hop under hop, and below them where the way breaks first and what to do.
func (t Trace) Text(w io.Writer, o prompt.Options) error {
	b := prompt.Block{{Text: t.Name, Detail: t.Login, Strong: true}}
	title := ""
	for _, h := range t.Hops {
		if h.Title != title {
			title = h.Title
			b = append(b, prompt.Line{}, prompt.Line{Text: title, Detail: h.Where, Strong: true})
		}
		b = append(b, hopLine(h))
	}
	sign := hopSign(t.Status())
	b = append(b, prompt.Line{}, prompt.Line{Sign: sign, Text: t.Verdict, Strong: true})
	if t.Next != "" {
		b = append(b, prompt.Line{Text: "Next: " + t.Next, Indent: 2, Hang: 6})
	}
	return prompt.Render(w, b, o)
}

func hopLine(h forecast.Hop) prompt.Line {
	text := h.Field
	if value := hopValue(h); value != "" {
		text += ": " + value
	}
	return prompt.Line{Sign: hopSign(h.Status), Text: text, Detail: h.Says, Indent: 2}
}

// hopValue is the value of a hop; what was looked at and is empty is none.
func hopValue(h forecast.Hop) string {
	if h.Value == "" && h.Status != forecast.HopUnknown && h.Status != forecast.HopNotYet {
		return "none"
	}
	return h.Value
}

type traceJSON struct {
	Schema  string             `json:"schema"`
	Exit    int                `json:"exit_code"`
	Login   string             `json:"login"`
	Name    string             `json:"name"`
	Status  forecast.HopStatus `json:"status"`
	Verdict string             `json:"verdict"`
	Next    string             `json:"next"`
	Person  *memberJSON        `json:"person"` // null where not everything that a forecast rests on was read
	Hops    []hopJSON          `json:"hops"`
	Calls   map[string]int     `json:"calls"`
}

type hopJSON struct {
	ID     string             `json:"id"`
	Title  string             `json:"title"`
	Where  string             `json:"where"`
	Field  string             `json:"field"`
	Value  string             `json:"value"`
	Status forecast.HopStatus `json:"status"`
	Says   string             `json:"says"`
	Next   string             `json:"next"`
}

// JSON writes the trace as provision.person/1.
func (t Trace) JSON(w io.Writer) error {
	doc := traceJSON{
		Schema: traceForm, Exit: t.Exit, Login: t.Login, Name: t.Name, Status: t.Status(), Verdict: t.Verdict, Next: t.Next,
		Hops: []hopJSON{}, Calls: map[string]int{"okta": 0, "scim": 0, "admin": 0, "site": 0},
	}
	maps.Copy(doc.Calls, t.Calls)
	if t.Person.ID != "" {
		p := memberOf(t.Person)
		doc.Person = &p
	}
	for _, h := range t.Hops {
		doc.Hops = append(doc.Hops, hopJSON{h.ID, h.Title, h.Where, h.Field, h.Value, h.Status, h.Says, h.Next})
	}
	return encoder(w).Encode(doc)
}

// CSV writes a row for each hop, and the verdict as the last.
func (t Trace) CSV(w io.Writer) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"login", "id", "title", "where", "field", "value", "status", "says", "next"}}
	for _, h := range t.Hops {
		rows = append(rows, []string{t.Login, h.ID, h.Title, h.Where, h.Field, h.Value, string(h.Status), h.Says, h.Next})
	}
	rows = append(rows, []string{t.Login, "verdict", "Verdict", "", "", "", string(t.Status()), t.Verdict, t.Next})
	for _, row := range rows {
		for i := range row {
			row[i] = harmless(row[i])
		}
	}
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("write the table: %w", err)
	}
	return nil
}
