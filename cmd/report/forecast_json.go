package report

import (
	"bufio"
	"bytes"
	_ "embed" // the schema is a file, so that editors and validators can read it too
	"io"
	"maps"
	"strings"

	"github.com/provision-cli/provision/checks/forecast"
)

// forecastForm names the form of a forecast's JSON.
const forecastForm = "provision.forecast/1"

//go:embed forecast.schema.json
var forecastSchema string

// ForecastSchema writes the JSON Schema of provision.forecast/1.
func ForecastSchema(w io.Writer) error {
	_, err := io.WriteString(w, forecastSchema)
	return err
}

// forecastHead and forecastTail are the document before and after its people.
type forecastHead struct {
	Schema string      `json:"schema"`
	Exit   int         `json:"exit_code"`
	Groups []groupJSON `json:"groups"`
}

type forecastTail struct {
	Seats []seatJSON     `json:"seats"`
	Calls map[string]int `json:"calls"`

	Counts      map[forecast.Outcome]int `json:"counts"`
	ChangesOnly bool                     `json:"changes_only"`
	Assign      []string                 `json:"assign"`
	Billed      int                      `json:"billed"`
	Cost        costJSON                 `json:"cost"`
	Rails       []limitJSON              `json:"rails"`
	Notes       []string                 `json:"notes"`
	Unknown     []string                 `json:"unknown"`
	Next        string                   `json:"next"`
	Since       *shiftsJSON              `json:"since"`
}

type groupJSON struct {
	Name        string           `json:"name"`
	ID          string           `json:"id"`
	Outcome     forecast.Outcome `json:"outcome"`
	Members     int              `json:"members"`
	Problems    []string         `json:"problems"`
	AtlassianID string           `json:"atlassian_id"`
	Opens       []string         `json:"opens"`
	Gains       []string         `json:"gains"`
	Loses       []string         `json:"loses"`
	After       *int             `json:"members_after"`
}

type memberJSON struct {
	ID        string           `json:"id"`
	Login     string           `json:"login"`
	Email     string           `json:"email"`
	Outcome   forecast.Outcome `json:"outcome"`
	Groups    []string         `json:"groups"`
	Problems  []string         `json:"problems"`
	Name      string           `json:"name"`
	UserName  string           `json:"user_name"`
	Before    string           `json:"sign_on_before"`
	After     string           `json:"sign_on_after"`
	SCIMEmail string           `json:"scim_email"`
	Account   string           `json:"account"`
	Domain    string           `json:"domain"`
	Gains     []string         `json:"gains"`
	Loses     []string         `json:"loses"`
	Billed    bool             `json:"billed"`
	Refused   bool             `json:"refused"`
	Protected string           `json:"protected"`
}

// seatJSON has no number of seats left where no API tells one, or where there is no end of them.
type seatJSON struct {
	Product   string `json:"product"`
	Site      string `json:"site"`
	Needed    int    `json:"needed"`
	Left      *int   `json:"left"`
	Unlimited bool   `json:"unlimited"`
}

type costJSON struct {
	Calls   int `json:"calls"`
	Minutes int `json:"minutes"`
}

type limitJSON struct {
	ID     string   `json:"id"`
	Title  string   `json:"title"`
	Count  int      `json:"count"`
	Limit  int      `json:"limit"`
	People []string `json:"people"`
	Way    string   `json:"way"`
}

type shiftsJSON struct {
	Groups []Shift `json:"groups"`
	People []Shift `json:"people"`
}

// JSON writes the forecast as provision.forecast/1: the same world gives the same bytes. People go out one by one, so
// that very many of them need no memory for the document.
func (f Forecast) JSON(w io.Writer) error {
	out := bufio.NewWriterSize(w, 1<<16)
	enc := encoder(&unended{out})
	head, err := object(f.opening())
	if err != nil {
		return err
	}
	tail, err := object(f.closing())
	if err != nil {
		return err
	}
	_, _ = out.WriteString("{" + head + `,"people":[`)
	for i, p := range f.shownPeople() {
		if i > 0 {
			_ = out.WriteByte(',')
		}
		if err := enc.Encode(memberOf(p)); err != nil {
			return err
		}
	}
	_, _ = out.WriteString("]," + tail + "}\n")
	return out.Flush() // which returns the first error of all
}

// unended leaves out the line end that an encoder puts after each value.
type unended struct{ w io.Writer }

func (u *unended) Write(p []byte) (int, error) {
	if _, err := u.w.Write(bytes.TrimSuffix(p, []byte("\n"))); err != nil {
		return 0, err
	}
	return len(p), nil
}

// object is a value's keys without the braces around them.
func object(v any) (string, error) {
	var b strings.Builder
	if err := encoder(&b).Encode(v); err != nil {
		return "", err
	}
	return strings.TrimSuffix(strings.TrimPrefix(b.String(), "{"), "}\n"), nil
}

func (f Forecast) opening() forecastHead {
	head := forecastHead{Schema: forecastForm, Exit: f.Exit, Groups: []groupJSON{}}
	for _, g := range f.shownGroups() {
		head.Groups = append(head.Groups, groupOf(g))
	}
	return head
}

func (f Forecast) closing() forecastTail {
	tail := forecastTail{
		Seats: []seatJSON{}, Calls: map[string]int{"okta": 0, "scim": 0, "admin": 0, "site": 0}, Counts: map[forecast.Outcome]int{},
		ChangesOnly: f.ChangesOnly, Assign: list(f.Assign), Billed: f.Billed, Cost: costJSON(f.Cost), Rails: []limitJSON{}, Notes: list(f.Notes), Unknown: list(f.Unknown), Next: f.Next,
	}
	maps.Copy(tail.Calls, f.Calls)
	maps.Copy(tail.Counts, f.Counts)
	for _, s := range f.Seats {
		tail.Seats = append(tail.Seats, seatOf(s))
	}
	for _, r := range f.Rails {
		tail.Rails = append(tail.Rails, limitJSON{r.ID, r.Title, r.Count, r.Limit, list(r.People), r.Way})
	}
	if f.Since != nil {
		tail.Since = &shiftsJSON{Groups: append([]Shift{}, f.Since.Groups...), People: append([]Shift{}, f.Since.People...)}
	}
	return tail
}

func groupOf(g forecast.GroupOutcome) groupJSON {
	out := groupJSON{
		Name: g.Name, ID: g.ID, Outcome: g.Outcome, Members: g.Members, Problems: list(g.Problems), AtlassianID: g.AtlassianID,
		Opens: list(g.Opens), Gains: list(g.Gains), Loses: list(g.Loses),
	}
	if g.After >= 0 {
		out.After = &g.After
	}
	return out
}

func memberOf(p forecast.Person) memberJSON {
	return memberJSON{
		ID: p.ID, Login: p.Login, Email: p.Email, Outcome: p.Outcome, Groups: list(p.Groups), Problems: list(p.Problems),
		Name: p.Name, UserName: p.UserName, Before: p.SSOBefore, After: p.SSOAfter, SCIMEmail: p.SCIMEmail, Account: p.Account,
		Domain: p.Domain, Gains: list(p.Gains), Loses: list(p.Loses), Billed: p.Billed, Refused: p.Refused, Protected: p.Protected,
	}
}

func seatOf(s forecast.Seat) seatJSON {
	out := seatJSON{Product: s.Product, Site: s.Site, Needed: s.Needed, Unlimited: s.Unlimited()}
	if s.Left >= 0 && !out.Unlimited {
		out.Left = &s.Left
	}
	return out
}

// list is never null, so that a reader need not ask.
func list(texts []string) []string { return append([]string{}, texts...) }
