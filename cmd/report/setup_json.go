package report

import (
	"encoding/json"
	"io"
	"sync"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/wizard"
)

// SetupJSON writes each event as one line of JSON.
type SetupJSON struct {
	mu  sync.Mutex
	enc *json.Encoder
}

// NewSetupJSON writes to w.
func NewSetupJSON(w io.Writer) *SetupJSON { return &SetupJSON{enc: encoder(w)} }

func encoder(w io.Writer) *json.Encoder {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc
}

type eventJSON struct {
	Event   string       `json:"event"`
	Step    string       `json:"step"`
	ID      string       `json:"id"`
	Status  string       `json:"status"`
	Message string       `json:"message"`
	Changes []changeJSON `json:"changes,omitempty"`
	Guide   *guideJSON   `json:"guide,omitempty"`
	Rail    *railJSON    `json:"rail,omitempty"`
	Exit    *int         `json:"exit_code,omitempty"`
}

type changeJSON struct {
	Action  string       `json:"action"`
	Target  string       `json:"target"`
	Was     string       `json:"was"`
	Will    string       `json:"will"`
	Back    string       `json:"back"`
	Affects []personJSON `json:"affects"`
}

type personJSON struct {
	Login     string `json:"login"`
	Name      string `json:"name"`
	Effect    string `json:"effect"`
	Was       string `json:"was"`
	Will      string `json:"will"`
	Note      string `json:"note"`
	Protected string `json:"protected"`
}

type guideJSON struct {
	ID     string      `json:"id"`
	Title  string      `json:"title"`
	Why    string      `json:"why"`
	Menu   string      `json:"menu"`
	Link   string      `json:"link"`
	Do     []string    `json:"do"`
	Values []valueJSON `json:"values"`
	Expect string      `json:"expect"`
}

// valueJSON never holds a secret's text.
type valueJSON struct {
	Label  string `json:"label"`
	Text   string `json:"text"`
	Secret bool   `json:"secret"`
}

type railJSON struct {
	ID     string       `json:"id"`
	Title  string       `json:"title"`
	Count  int          `json:"count"`
	Limit  int          `json:"limit"`
	People []personJSON `json:"people"`
}

type checkJSON struct {
	ID      string `json:"id"`
	Status  string `json:"status"`
	Summary string `json:"summary"`
	Fix     string `json:"fix"`
}

// Event writes one line. An error of the stream ends the run: the stream itself sees to that.
func (j *SetupJSON) Event(e wizard.Event) {
	line := eventJSON{Event: e.Kind, Step: e.Step, ID: e.ID, Status: e.Status, Message: e.Message, Changes: changesOf(e.Changes)}
	if e.Guide != nil {
		line.Guide = guideOf(*e.Guide)
	}
	if e.Rail != nil {
		line.Rail = &railJSON{ID: e.Rail.ID, Title: e.Rail.Title, Count: e.Rail.Count, Limit: e.Rail.Limit, People: peopleOf(e.Rail.People)}
	}
	if e.Kind == wizard.EventEnd {
		line.Exit = &e.Exit
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	_ = j.enc.Encode(line)
}

func changesOf(list []wizard.Change) []changeJSON {
	var out []changeJSON
	for _, c := range list {
		out = append(out, changeJSON{Action: c.Action, Target: c.Target, Was: c.Was, Will: c.Will, Back: c.Back, Affects: peopleOf(c.Affects)})
	}
	return out
}

func peopleOf(list []wizard.Person) []personJSON {
	out := make([]personJSON, 0, len(list))
	for _, p := range list {
		out = append(out, personJSON{Login: p.Login, Name: p.Name, Effect: string(p.Effect), Was: p.Was, Will: p.Will, Note: p.Note, Protected: p.Protected})
	}
	return out
}

func guideOf(g wizard.Guide) *guideJSON {
	out := &guideJSON{ID: g.ID, Title: g.Title, Why: g.Why, Menu: g.Menu, Link: g.Link, Do: g.Steps(), Expect: g.Expect, Values: []valueJSON{}}
	for _, v := range g.Values {
		out.Values = append(out.Values, valueJSON{Label: v.Label, Text: v.Text, Secret: !v.Key.IsZero()})
	}
	return out
}

func checksOf(results []checks.Result) []checkJSON {
	out := make([]checkJSON, 0, len(results))
	for _, r := range results {
		out = append(out, checkJSON{ID: r.ID, Status: r.Status.String(), Summary: r.Summary, Fix: r.Fix})
	}
	return out
}
