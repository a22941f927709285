package report

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/provision-cli/provision/checks/forecast"
)

// Shifts are what changed between a saved forecast and this one.
type Shifts struct {
	// File is where the earlier one was saved.
	File   string
	Groups []Shift
	People []Shift
}

// Shift is a group or somebody whose outcome is another, who is new, or gone.
type Shift struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	// Was and Is are outcomes; empty where there was or is none.
	Was string `json:"was"`
	Is  string `json:"is"`
}

// Saved is a forecast that was written as JSON some time ago.
type Saved struct {
	file           string
	groups, people map[string]Shift
}

// SavedError says why a file is no forecast to compare with.
type SavedError struct{ File, Why string }

// Error names the file.
func (e *SavedError) Error() string { return "--compare " + e.File + ": " + e.Why }

// ReadSaved reads a forecast that -o json wrote. The error is a *SavedError.
func ReadSaved(file string, r io.Reader) (Saved, error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return Saved{}, &SavedError{file, "cannot be read: " + err.Error()}
	}
	var doc struct {
		Schema      string       `json:"schema"`
		ChangesOnly bool         `json:"changes_only"`
		Groups      []groupJSON  `json:"groups"`
		People      []memberJSON `json:"people"`
	}
	strict := json.NewDecoder(bytes.NewReader(text))
	if err := strict.Decode(&doc); err != nil {
		return Saved{}, &SavedError{file, "this is no JSON, or not whole: " + err.Error()}
	}
	if _, err := strict.Token(); err != io.EOF {
		return Saved{}, &SavedError{file, "more than one document; give a file with one forecast"}
	}
	if why := unlike(doc.Schema, doc.ChangesOnly, doc.Groups == nil || doc.People == nil); why != "" {
		return Saved{}, &SavedError{file, why}
	}
	saved := Saved{file, map[string]Shift{}, map[string]Shift{}}
	for _, g := range doc.Groups {
		saved.groups[g.ID] = Shift{ID: g.ID, Name: g.Name, Was: string(g.Outcome)}
	}
	for _, p := range doc.People {
		saved.people[p.ID] = Shift{ID: p.ID, Name: p.Login, Was: string(p.Outcome)}
	}
	return saved, nil
}

// unlike says why a document cannot be compared with, empty where it can.
func unlike(schema string, partial, cut bool) string {
	kind, _, _ := strings.Cut(forecastForm, "/")
	switch {
	case schema == "":
		return "this is no forecast; save one with provision test-groups -o json"
	case !strings.HasPrefix(schema, kind+"/"):
		return fmt.Sprintf("this is a %s, not a forecast; save one with provision test-groups -o json", schema)
	case schema != forecastForm:
		return fmt.Sprintf("it was saved by a newer program as %s; this one reads %s", schema, forecastForm)
	case partial:
		return "it was saved with --changes-only and does not hold everyone; save one without"
	case cut:
		return "it holds no groups or no people; save one with provision test-groups -o json"
	}
	return ""
}

// Compare says what is another, new or gone since a saved forecast.
func (f Forecast) Compare(before Saved) *Shifts {
	groups := make([]Shift, len(f.Groups))
	for i, g := range f.Groups {
		groups[i] = Shift{ID: g.ID, Name: g.Name, Is: string(g.Outcome)}
	}
	people := make([]Shift, len(f.People))
	for i, p := range f.People {
		people[i] = Shift{ID: p.ID, Name: p.Login, Is: string(p.Outcome)}
	}
	return &Shifts{File: before.file, Groups: shifts(before.groups, groups), People: shifts(before.people, people)}
}

func shifts(before map[string]Shift, now []Shift) []Shift {
	var list []Shift
	still := make(map[string]bool, len(now))
	for _, s := range now {
		still[s.ID] = true
		if s.Was = before[s.ID].Was; s.Was != s.Is {
			list = append(list, s)
		}
	}
	for id, s := range before {
		if !still[id] {
			list = append(list, s)
		}
	}
	slices.SortFunc(list, func(a, b Shift) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	return list
}

// Words say what changed, with the words for the outcomes.
func (s Shift) Words(of func(forecast.Outcome) string) string {
	switch {
	case s.Was == "":
		return "new: " + of(forecast.Outcome(s.Is))
	case s.Is == "":
		return "gone; was: " + of(forecast.Outcome(s.Was))
	}
	return of(forecast.Outcome(s.Was)) + " → " + of(forecast.Outcome(s.Is))
}
