package report

import (
	"io"

	"github.com/provision-cli/provision/wizard"
)

type planJSON struct {
	Schema   string         `json:"schema"`
	Exit     int            `json:"exit_code"`
	Message  string         `json:"message"`
	Made     Made           `json:"made"`
	Steps    []planStepJSON `json:"steps"`
	Rails    []railJSON     `json:"rails"`
	Affected []affected     `json:"affected"`
	Costs    []cost         `json:"costs"`
	NotSeen  []notSeen      `json:"not_seen"`
}

type planStepJSON struct {
	ID      string           `json:"id"`
	Title   string           `json:"title"`
	Status  string           `json:"status"`
	Checks  []checkJSON      `json:"checks"`
	Changes []planChangeJSON `json:"changes"`
	ByHand  []planGuideJSON  `json:"by_hand"`
}

type planChangeJSON struct {
	changeJSON
	Notice string        `json:"notice"`
	Final  string        `json:"cannot_be_taken_back"`
	Queued string        `json:"goes_on_by_itself"`
	Calls  planCallsJSON `json:"calls"`
}

type planCallsJSON struct {
	Own  int    `json:"own"`
	Sent int    `json:"sent_by_okta"`
	How  string `json:"how"`
}

type planGuideJSON struct {
	*guideJSON
	Minutes int          `json:"minutes"`
	Look    bool         `json:"only_look"`
	Notice  string       `json:"notice"`
	Back    string       `json:"back"`
	Final   string       `json:"cannot_be_taken_back"`
	Affects []personJSON `json:"affects"`
}

// PlanJSON writes a dry run of setup as one document.
func PlanJSON(w io.Writer, t Ticket) error {
	d := t.document()
	doc := planJSON{
		Schema: "provision.plan/1", Exit: t.Exit, Message: t.Message, Made: t.Made, Steps: []planStepJSON{}, Rails: []railJSON{},
		Affected: d.Affected, Costs: d.Costs, NotSeen: append([]notSeen{}, d.NotSeen...),
	}
	doc.Made.Sites = append([]string{}, t.Made.Sites...)
	for _, s := range t.Report.Steps {
		doc.Steps = append(doc.Steps, planStep(s))
	}
	for _, rail := range d.Rails {
		doc.Rails = append(doc.Rails, railJSON{ID: rail.ID, Title: rail.Title, Count: rail.Count, Limit: rail.Limit, People: peopleOf(rail.People)})
	}
	return encoder(w).Encode(doc)
}

func planStep(s wizard.StepReport) planStepJSON {
	step := planStepJSON{ID: s.ID, Title: s.Title, Status: s.Status, Checks: checksOf(s.Results), Changes: []planChangeJSON{}, ByHand: []planGuideJSON{}}
	for i, c := range changesOf(s.Changes) {
		from := s.Changes[i]
		step.Changes = append(step.Changes, planChangeJSON{c, from.Notice, from.Final, from.Queued, planCallsJSON(from.Cost)})
	}
	for _, g := range s.Guides {
		a := g.Aftermath()
		step.ByHand = append(step.ByHand, planGuideJSON{guideOf(g), g.Minutes, g.Word, a.Notice, a.Back, a.Final, peopleOf(g.Affects)})
	}
	return step
}
