package report

import (
	"io"
	"slices"
	"time"

	"github.com/provision-cli/provision/wizard"
	"github.com/provision-cli/provision/wizard/prompt"
	"github.com/provision-cli/provision/wizard/store"
)

// History writes what this program changed in the tenants, newest first, with the way back of each change.
func History(w io.Writer, changes []store.Change, o prompt.Options) {
	if len(changes) == 0 {
		prompt.Render(w, prompt.Block{{Text: "Nothing was changed by this program in this profile."}}, o)
		return
	}
	b := prompt.Block{{Text: "What this program changed, the last change first; go back in the same order.", Strong: true}, {}}
	for _, c := range slices.Backward(changes) {
		b = append(b, prompt.Line{Text: c.When.Local().Format("2 Jan 2006 15:04") + "  " + c.Action + " " + c.Target, Detail: c.Step, Strong: true})
		if c.Was != "" || c.Will != "" {
			b = append(b, prompt.Line{Text: orNothing(c.Was) + " → " + orNothing(c.Will), Indent: 4})
		}
		if c.Unsure {
			b = append(b, prompt.Line{Sign: prompt.Unknown, Text: "The run was stopped while this was being sent; whether it arrived was not seen. provision check shows how it is now.", Indent: 4})
		}
		if c.Back != "" {
			b = append(b, prompt.Line{Text: "Way back: " + c.Back, Indent: 4})
		}
		if final := wizard.Final(c.Action); final != "" {
			b = append(b, prompt.Line{Text: "Cannot be taken back: " + final, Indent: 4})
		}
		if c.BeforeImage != "" {
			b = append(b, prompt.Line{Text: "Before-image: " + c.BeforeImage, Indent: 4, Fixed: true})
		}
		b = append(b, prompt.Line{})
	}
	prompt.Render(w, b, o)
}

func orNothing(text string) string {
	if text == "" {
		return "nothing"
	}
	return text
}

type historyJSON struct {
	When        time.Time `json:"when"`
	Step        string    `json:"step"`
	Action      string    `json:"action"`
	Target      string    `json:"target"`
	Was         string    `json:"was"`
	Will        string    `json:"will"`
	Back        string    `json:"back"`
	BeforeImage string    `json:"before_image"`
	Unsure      bool      `json:"unsure"`
}

// historyEntry is a change with what of it stays whatever is done; old records hold no such sentence.
type historyEntry struct {
	historyJSON
	Final string `json:"cannot_be_taken_back"`
}

// HistoryJSON writes the same as one document, oldest first.
func HistoryJSON(w io.Writer, changes []store.Change) error {
	list := make([]historyEntry, 0, len(changes))
	for _, c := range changes {
		list = append(list, historyEntry{historyJSON(c), wizard.Final(c.Action)})
	}
	return encoder(w).Encode(map[string]any{"schema": "provision.history/1", "changes": list})
}
