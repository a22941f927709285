package cmd

import (
	"encoding/json"
	"maps"
	"time"

	"github.com/provision-cli/provision/checks/assume"
	"github.com/provision-cli/provision/wizard/prompt"
	"github.com/provision-cli/provision/wizard/session"
	"github.com/provision-cli/provision/wizard/store"
)

// assumption is a row of the table with what a run here found out about it.
type assumption struct {
	assume.Assumption

	Here string    `json:"here"` // confirmed, refuted, or empty: not seen here
	Saw  string    `json:"saw,omitempty"`
	On   time.Time `json:"on,omitzero"`
}

// assumptions are the whole table with these marks.
func assumptions(marks map[string]store.Assumed) []assumption {
	var out []assumption
	for _, row := range assume.All() {
		line := assumption{Assumption: row}
		if m, seen := marks[string(row.ID)]; seen {
			line.Here, line.Saw, line.On = "confirmed", m.Saw, m.On
			if m.Refuted {
				line.Here = "refuted"
			}
		}
		out = append(out, line)
	}
	return out
}

// marked are the marks kept from earlier runs, and over them those of this run.
func marked(kept map[string]store.Assumed, s *session.Session) map[string]store.Assumed {
	marks := map[string]store.Assumed{}
	maps.Copy(marks, kept)
	for id, m := range s.Assumed.Marks() {
		marks[string(id)] = store.Assumed{Refuted: m.Refuted, Saw: m.Saw, On: s.Now().UTC().Truncate(time.Second)}
	}
	return marks
}

// remember keeps at the end of a run what it found out; a failure loses nothing that the next run does not see again.
func (a *app) remember(f *setupFlags, run *setupRun, s *session.Session) {
	if run.sandbox != nil || f.noStore || a.homeless() || !s.Store.Kept() {
		return
	}
	run.closers = append(run.closers, func() {
		if len(s.Assumed.Marks()) > 0 {
			_ = s.Store.UpdateState(func(st *store.State) { st.Assumed = marked(st.Assumed, s) })
		}
	})
}

func (a *app) explainAssumptions(output string) error {
	marks := map[string]store.Assumed{}
	if !a.homeless() {
		config, state := store.Dirs(a.env)
		kept, err := store.OpenDirs(config, state, a.profile)
		if err != nil {
			return err
		}
		marks = kept.State().Assumed
	}
	list := assumptions(marks)
	if output == "json" {
		enc := json.NewEncoder(a.out)
		enc.SetEscapeHTML(false)
		return enc.Encode(list)
	}
	b := prompt.Block{}
	for _, row := range list {
		here := "not seen here yet"
		if row.Here != "" {
			here = row.Here + " on " + row.On.Format(time.DateOnly)
			if row.Saw != "" {
				here += ": " + row.Saw
			}
		}
		b = append(b, prompt.Line{Text: row.Assume, ID: string(row.ID), Strong: true})
		for _, part := range [][2]string{{"Shows    ", row.Shows}, {"If wrong ", row.Wrong}, {"Open in  ", row.Source}, {"Sandbox  ", row.Variant}, {"Here     ", here}} {
			if part[1] != "" {
				b = append(b, prompt.Line{Text: part[0] + part[1], Indent: 2, Hang: 9})
			}
		}
		b = append(b, prompt.Line{})
	}
	return prompt.Render(a.out, b, a.options())
}
