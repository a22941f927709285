package report

import (
	"io"

	"github.com/provision-cli/provision/wizard"
)

type planJSON struct {
	Schema  string         `json:"schema"`
	Exit    int            `json:"exit_code"`
	Message string         `json:"message"`
	Steps   []planStepJSON `json:"steps"`
	Rails   []railJSON     `json:"rails"`
}

type planStepJSON struct {
	ID      string       `json:"id"`
	Title   string       `json:"title"`
	Status  string       `json:"status"`
	Checks  []checkJSON  `json:"checks"`
	Changes []changeJSON `json:"changes"`
	ByHand  []*guideJSON `json:"by_hand"`
}

// PlanJSON writes a dry run of setup as one document.
func PlanJSON(w io.Writer, rep wizard.Report, exit int, message string) error {
	doc := planJSON{Schema: "provision.plan/1", Exit: exit, Message: message, Steps: []planStepJSON{}, Rails: []railJSON{}}
	for _, s := range rep.Steps {
		step := planStepJSON{ID: s.ID, Title: s.Title, Status: s.Status, Checks: checksOf(s.Results), Changes: changesOf(s.Changes), ByHand: []*guideJSON{}}
		if step.Changes == nil {
			step.Changes = []changeJSON{}
		}
		for _, g := range s.Guides {
			step.ByHand = append(step.ByHand, guideOf(g))
		}
		doc.Steps = append(doc.Steps, step)
		for _, rail := range wizard.Rails(s.Changes) {
			doc.Rails = append(doc.Rails, railJSON{ID: rail.ID, Title: rail.Title, Count: rail.Count, Limit: rail.Limit, People: peopleOf(rail.People)})
		}
	}
	return encoder(w).Encode(doc)
}
