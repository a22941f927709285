// Package report renders results: it is the only place that does.
package report

import (
	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/wizard"
	"github.com/provision-cli/provision/wizard/prompt"
)

// SetupText shows the events of setup as lines.
type SetupText struct {
	show  func(prompt.Block)
	steps []prompt.RailStep
	ids   []string
	said  map[string]string
}

// NewSetupText shows events through show.
func NewSetupText(show func(prompt.Block), steps []wizard.Step) *SetupText {
	t := &SetupText{show: show, said: map[string]string{}}
	for _, st := range steps {
		t.steps = append(t.steps, prompt.RailStep{Title: st.Title, Sign: prompt.ToCome})
		t.ids = append(t.ids, st.ID)
	}
	return t
}

// Quiet ignores events, for results that are one document.
type Quiet struct{}

// Event does nothing.
func (Quiet) Event(wizard.Event) {}

// Event shows what is new; an answer that did not change since it was last shown is not repeated.
func (t *SetupText) Event(e wizard.Event) {
	switch e.Kind {
	case wizard.EventStep:
		t.step(e)
	case wizard.EventCheck:
		t.check(e)
	case wizard.EventPlan:
		t.show(wizard.PlanBlock(e.Changes))
	case wizard.EventRail:
		t.show(wizard.RailBlock(*e.Rail))
	case wizard.EventGuide:
		t.show(wizard.GuideBlock(*e.Guide))
	case wizard.EventChange:
		t.show(prompt.Block{{Sign: changeSign(e.Status), Text: e.Message, Detail: e.Status, Indent: 4}})
	case wizard.EventAttest:
		t.show(prompt.Block{{Sign: prompt.Person, Text: e.Message, ID: e.ID, Detail: notAttested(e.Status), Indent: 4}})
	case wizard.EventProgress:
		t.show(prompt.Block{{Sign: progressSign(e.Status), Text: e.Message, Indent: 4, Faint: e.Status != "warning"}})
	}
}

func (t *SetupText) step(e wizard.Event) {
	for i, id := range t.ids {
		if id != e.Step {
			continue
		}
		if e.Status != "begin" {
			t.steps[i].Sign = stepSign(e.Status)
			return
		}
		t.steps[i].Sign = prompt.Here
	}
	t.show(prompt.Block{{}, prompt.Rail(append([]prompt.RailStep(nil), t.steps...)), {}})
}

func stepSign(status string) prompt.Sign {
	if status == "planned" {
		return prompt.Person
	}
	return prompt.Yes
}

func (t *SetupText) check(e wizard.Event) {
	res := *e.Result
	key := wording(res)
	if t.said[res.ID] == key || res.Status == checks.Skip {
		return
	}
	t.said[res.ID] = key
	switch {
	case res.Status == checks.Manual && (e.Later || e.Guided):
		delete(t.said, res.ID)
	case res.Status == checks.Manual:
		t.show(prompt.Block{{Sign: prompt.Person, Text: res.Title, Detail: res.Summary, Indent: 4}})
	case e.Later:
		delete(t.said, res.ID)
		t.later(res)
	case e.Planned, e.Named:
		t.show(wizard.BriefBlock(res))
	case e.Guided:
		t.show(wizard.GuidedBlock(res))
	default:
		t.show(wizard.ResultBlock(res))
	}
}

// wording is what tells one answer to a question from another.
func wording(res checks.Result) string {
	if res.Status == checks.Manual {
		return res.Status.String()
	}
	return res.Status.String() + "\x00" + res.Summary
}

// Told says whether an answer was shown, and nothing else about its question since.
func (t *SetupText) Told(res checks.Result) bool { return t.said[res.ID] == wording(res) }

// later says once that an answer is still to come.
func (t *SetupText) later(res checks.Result) {
	if t.said["later "+res.ID] == "" {
		t.said["later "+res.ID] = "said"
		t.show(prompt.Block{{Sign: prompt.ToCome, Text: res.Title, Indent: 4}})
	}
}

func changeSign(status string) prompt.Sign {
	if status == "sent" {
		return prompt.Yes
	}
	return prompt.Wrong
}

func notAttested(status string) string {
	if status == "attested" {
		return ""
	}
	return "not attested; only a person can see this"
}

func progressSign(status string) prompt.Sign {
	switch status {
	case "warning":
		return prompt.Warning
	case "so":
		return prompt.Yes
	}
	return prompt.NotApplicable
}
