package report

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/wizard"
)

// Ticket is a dry run as a document for a change ticket.
type Ticket struct {
	Made    Made
	Reading Reading
	Report  wizard.Report
	Exit    int
	// Message says why the run ended early, empty where it did not.
	Message string
}

// Made says who made a document when, on which profile and tenants.
type Made struct {
	By           string    `json:"by"`
	On           time.Time `json:"on"`
	With         string    `json:"with"`
	Profile      string    `json:"profile"`
	Sandbox      bool      `json:"sandbox"`
	Okta         string    `json:"okta"`
	Organization string    `json:"organization"`
	Directory    string    `json:"directory"`
	Sites        []string  `json:"sites"`
}

// Reading is what the dry run itself took, which is what numbers are reckoned from.
type Reading struct {
	// Calls are the requests of this run, by service.
	Calls map[string]int
	// Limits counts the calls by the calls a minute that Okta answered to be allowed; Share is the part of it that a run
	// uses, 0 to 1.
	Limits map[int]int
	Share  float64
}

// ticket is what all three forms of the document show.
type ticket struct {
	Made     Made
	Message  string
	Changes  int
	ByHand   int
	Touched  int
	Steps    []ticketStep
	Rails    []wizard.Rail
	Affected []affected
	Costs    []cost
	NotSeen  []notSeen
}

type ticketStep struct {
	ID, Title string
	Wrong     []checks.Result
	Changes   []wizard.Change
	Guides    []ticketGuide
}

type ticketGuide struct {
	wizard.Guide
	wizard.Aftermath
}

// notSeen is an answer that the document does not rest on, and why.
type notSeen struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Why     string `json:"why"`
	Summary string `json:"summary"`
}

// Why an answer was not seen.
const (
	whyBlind  = "could not look"
	whyLater  = "can be asked only after an earlier step"
	whyPerson = "only a person can see it"
)

func (t Ticket) document() ticket {
	doc := ticket{Made: t.Made, Message: t.Message, Affected: affectedBy(t.Report), Costs: costs(t.Report, t.Reading)}
	told := map[string]bool{}
	for _, s := range t.Report.Steps {
		step := ticketStep{ID: s.ID, Title: s.Title, Changes: s.Changes}
		for _, g := range s.Guides {
			step.Guides = append(step.Guides, ticketGuide{g, g.Aftermath()})
		}
		for _, r := range s.Results {
			if r.Status != checks.Fail && r.Status != checks.Warn {
				continue
			}
			if told[r.Summary] { // what is wrong for the same reason can be asked only once that is mended
				doc.NotSeen = append(doc.NotSeen, notSeen{ID: r.ID, Title: r.Title, Why: whyLater, Summary: r.Summary})
				continue
			}
			told[r.Summary] = true
			step.Wrong = append(step.Wrong, r)
		}
		doc.Steps = append(doc.Steps, step)
		doc.NotSeen = append(doc.NotSeen, unseen(s)...)
		doc.Rails = append(doc.Rails, wizard.Rails(s.Changes)...)
		doc.Changes += len(s.Changes)
		doc.ByHand += len(s.ByHand())
	}
	doc.NotSeen = once(doc.NotSeen)
	for _, p := range doc.Affected {
		if p.Touched {
			doc.Touched++
		}
	}
	return doc
}

func once(list []notSeen) []notSeen {
	seen := map[string]bool{}
	return slices.DeleteFunc(list, func(n notSeen) bool {
		before := seen[n.ID]
		seen[n.ID] = true
		return before
	})
}

func unseen(s wizard.StepReport) []notSeen {
	why := map[checks.Status]string{checks.Unknown: whyBlind, checks.Skip: whyLater, checks.Manual: whyPerson}
	var list []notSeen
	if len(s.Results) == 0 && s.Status != "done" {
		list = append(list, notSeen{ID: s.ID, Title: "The whole step " + s.Title, Why: whyLater, Summary: "the run ended before it"})
	}
	for _, r := range s.Results {
		open := s.Status != "done" || r.Status != checks.Skip // what does not apply to proven tenants is not missing
		if text := why[r.Status]; text != "" && open {
			list = append(list, notSeen{ID: r.ID, Title: r.Title, Why: text, Summary: r.Summary})
		}
	}
	return list
}

// way is how one change is taken back.
type way struct{ What, Back, Final string }

// Returns are the ways back of everything that changes something, the last change first.
func (t ticket) Returns() []way {
	var list []way
	for _, s := range t.Steps {
		for _, g := range s.Guides {
			if g.Back != "" && !g.Word {
				list = append(list, way{g.Title, g.Back, g.Final})
			}
		}
		for _, c := range s.Changes {
			list = append(list, way{c.Action + " " + c.Target, c.Back, c.Final})
		}
	}
	slices.Reverse(list)
	return list
}

// affected is somebody whom any of the changes names, and everything that it does to them.
type affected struct {
	Login     string   `json:"login"`
	Name      string   `json:"name"`
	Protected string   `json:"protected"`
	Touched   bool     `json:"touched"`
	How       []string `json:"how"`
}

// affectedBy names everyone once, sorted by login; whoever is touched comes before those for whom nothing changes.
func affectedBy(rep wizard.Report) []affected {
	byLogin := map[string]*affected{}
	add := func(p wizard.Person, target string) {
		key := strings.ToLower(p.Login)
		a := byLogin[key]
		if a == nil {
			a = &affected{Login: p.Login, Name: p.Name}
			byLogin[key] = a
		}
		if p.Protected != "" {
			a.Protected = p.Protected
		}
		a.Touched = a.Touched || p.Effect != wizard.NoEffect
		if text := effect(p, target); !slices.Contains(a.How, text) {
			a.How = append(a.How, text)
		}
	}
	for _, s := range rep.Steps {
		for _, g := range s.Guides {
			for _, p := range g.Affects {
				add(p, "")
			}
		}
		for _, c := range s.Changes {
			for _, p := range c.Affects {
				add(p, c.Target)
			}
		}
	}
	list := make([]affected, 0, len(byLogin))
	for _, key := range slices.Sorted(maps.Keys(byLogin)) {
		list = append(list, *byLogin[key])
	}
	slices.SortStableFunc(list, func(a, b affected) int { return order(b.Touched) - order(a.Touched) })
	return list
}

func order(touched bool) int {
	if touched {
		return 1
	}
	return 0
}

// effect is what a change does to somebody, in the words of whoever reads a ticket.
func effect(p wizard.Person, target string) string {
	text := "nothing changes"
	switch p.Effect {
	case wizard.NameChanges:
		text = fmt.Sprintf("signs on as %s instead of %s", p.Will, p.Was)
	case wizard.AccessLost:
		text = "leaves " + target
	case wizard.TakenOver:
		text = "the existing account is linked to the directory"
	case wizard.Created:
		text = "gets a new Atlassian account"
	case wizard.TakesSeat:
		text = "uses a seat: " + target
	}
	if p.Note != "" {
		text += " (" + p.Note + ")"
	}
	return text
}
