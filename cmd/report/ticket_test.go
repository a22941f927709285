package report

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/checks/forecast"
	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/wizard"
	"github.com/provision-cli/provision/wizard/prompt"
)

const hostile = `<script>alert(1)</script>"'&{{.Made}}` + "\u202e\x1b[31m"

// plan is a dry run that touches 30 people, one of them twice.
func plan() Ticket {
	var created, seated []wizard.Person
	for i := range 30 {
		login := fmt.Sprintf("person%02d@example.com", i)
		created = append(created, wizard.Person{Login: login, Name: fmt.Sprintf("Person %02d", i), Effect: wizard.Created})
		if i < 20 {
			seated = append(seated, wizard.Person{Login: strings.ToUpper(login), Name: fmt.Sprintf("Person %02d", i), Effect: wizard.TakesSeat})
		}
	}
	created[0].Protected = "the token's owner"
	created = append(created, wizard.Person{Login: "li@example.com", Name: "Li Wei", Note: "inactive in Okta"})
	seat := func(site string, left int) []forecast.Seat {
		return []forecast.Seat{{Product: "jira-software", Site: site, Needed: 20, Left: left}}
	}
	return Ticket{
		Made: Made{
			By: "ana", On: time.Date(2026, 11, 23, 19, 0, 0, 0, time.UTC), With: "v1.2.3", Profile: "default", Okta: "https://example.okta.com",
			Organization: "Example Inc (7f3c)", Sites: []string{"https://one.example"},
		},
		Reading: Reading{Calls: map[string]int{"okta": 40, "admin": 10}, Limits: map[int]int{50: 30, 10: 10}, Share: 0.5},
		Report: wizard.Report{Steps: []wizard.StepReport{
			{ID: "prerequisites", Title: "Prerequisites", Status: "done", Results: []checks.Result{
				answer("site-admin", checks.Skip, "no site credential"), answer("okta-rights", checks.Pass, "may read")}},
			{ID: "directory", Title: "Directory", Status: "planned", Results: []checks.Result{
				answer("scim-key", checks.Unknown, "503"), answer("domain-linked", checks.Manual, "only a person")},
				Guides: []wizard.Guide{{
					ID: "enter-credentials", Title: "Enter URL and key", Minutes: 2, Menu: "Okta Admin", Do: []string{"Save."}, Link: "https://x.example/a?b=1&c=2",
					Values: []wizard.GuideValue{{Label: "API Token", Key: clients.NewSecret("s3cret")}, {Label: "Base URL", Text: "https://d.example"}},
				}, {ID: "set-username-format", Title: "Set the format", Minutes: 3, Affects: []wizard.Person{
					{Login: "mia@old.example", Name: "Mia", Effect: wizard.NameChanges, Was: "mia@old.example", Will: "mia@example.com"}}}}},
			{ID: "assign", Title: "Assignment", Status: "planned", Results: []checks.Result{
				answer("assign-groups", checks.Fail, "not assigned"), answer("push-status", checks.Fail, "not assigned"), answer("push-members", checks.Skip, "waits")},
				Changes: []wizard.Change{
					{
						Action: wizard.ActionAssign, Target: hostile, Was: "not assigned", Will: "assigned", Affects: created, Scope: 31, Back: "unassign it",
						Final: wizard.Final(wizard.ActionAssign), Notice: "a tile", Queued: "creating", Cost: wizard.Cost{Own: 2, Sent: 60, How: "two each"},
					},
					{Action: wizard.ActionAccess, Target: "g → jira-software", Affects: seated, Seats: seat("https://one.example", 5), Cost: wizard.Cost{Own: 3}, Back: "remove it"},
					{Action: wizard.ActionAccess, Target: "h → jira-software", Affects: seated, Seats: seat("https://one.example", 5), Cost: wizard.Cost{Own: 3}, Back: "remove it too"},
					{Action: wizard.ActionAccess, Target: "h → elsewhere", Affects: seated[:1], Seats: seat("https://two.example", -1), Back: "remove that"},
				}},
		}},
	}
}

func answer(id string, s checks.Status, summary string) checks.Result {
	return checks.Result{Check: checks.Check{ID: id, Title: "Is " + id + " so?"}, Finding: checks.Finding{Status: s, Summary: summary}}
}

func htmlOf(t *testing.T, tk Ticket) string {
	t.Helper()
	var b bytes.Buffer
	if err := TicketHTML(&b, tk); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func textOf(tk Ticket) string {
	var b bytes.Buffer
	TicketText(&b, tk, prompt.Options{Color: "never", Env: func(string) string { return "" }})
	return b.String()
}

func jsonOf(t *testing.T, tk Ticket) map[string]any {
	t.Helper()
	var b bytes.Buffer
	var doc map[string]any
	if err := errors.Join(PlanJSON(&b, tk), json.Unmarshal(b.Bytes(), &doc)); err != nil {
		t.Fatal(err)
	}
	return doc
}

// elements reads the page as XML, which it is too, and counts its elements; every one must be closed.
func elements(t *testing.T, page string) map[string]int {
	t.Helper()
	count := map[string]int{}
	d := xml.NewDecoder(strings.NewReader(strings.TrimPrefix(page, "<!DOCTYPE html>")))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return count
		}
		if err != nil {
			t.Fatalf("the page is not well-formed: %v", err)
		}
		if start, ok := token.(xml.StartElement); ok {
			count[start.Name.Local]++
		}
	}
}

func TestHTMLNeedsNothingBesideItself(t *testing.T) {
	t.Parallel()
	page := htmlOf(t, plan())
	count := elements(t, page)
	for _, name := range []string{"script", "link", "img", "iframe", "object", "form", "base"} {
		if count[name] > 0 {
			t.Errorf("%d <%s>", count[name], name)
		}
	}
	for _, want := range []string{"prefers-color-scheme: dark", "@media print", "max-width: 40rem", `name="viewport"`, `lang="en"`, "default-src 'none'"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if strings.Contains(page, "@import") || strings.Contains(page, "url(") {
		t.Error("the style fetches something")
	}
	if count["h1"] != 1 || count["h2"] != 5 || count["article"] != 6 || count["a"] != 5+1 {
		t.Errorf("elements: %v", count)
	}
}

func TestATenantCannotWriteIntoTheDocument(t *testing.T) {
	t.Parallel()
	tk := plan()
	s := &tk.Report.Steps[2]
	s.Title, s.Results[0].Summary, s.Results[0].Title = hostile, hostile, hostile
	s.Changes[0].Affects[0] = wizard.Person{Login: hostile, Name: hostile, Effect: wizard.NameChanges, Was: hostile, Will: hostile, Note: hostile, Protected: hostile}
	s.Changes[1].Was, s.Changes[1].Will, s.Changes[1].Back, s.Changes[1].Notice, s.Changes[1].Final = hostile, hostile, hostile, hostile, hostile
	tk.Made.Organization, tk.Message = hostile, hostile
	g := &tk.Report.Steps[1].Guides[0]
	g.Title, g.Why, g.Menu, g.Expect, g.Do[0], g.Link = hostile, hostile, hostile, hostile, hostile, "javascript:alert(1)"
	g.Values[1] = wizard.GuideValue{Label: hostile, Text: hostile}
	page, text := htmlOf(t, tk), textOf(tk)
	if count := elements(t, page); count["script"] > 0 || count["a"] != 5 {
		t.Errorf("elements: %v", count)
	}
	if !strings.Contains(page, "&lt;script&gt;alert(1)&lt;/script&gt;") || !strings.Contains(page, "{{.Made}}") {
		t.Error("the name is not shown as it is")
	}
	for form, doc := range map[string]string{"html": page, "text": text} {
		if strings.ContainsAny(doc, "\x1b\u202e") {
			t.Errorf("%s: control or direction characters of a tenant", form)
		}
		if strings.Contains(doc, "javascript:") {
			t.Errorf("%s: a link that is none", form)
		}
	}
	if got := jsonOf(t, tk)["steps"].([]any)[2].(map[string]any)["title"]; got != hostile {
		t.Errorf("json has %q: whoever reads it wants the name as it is", got)
	}
}

func TestEveryoneIsNamedOnceWithEverythingThatHappens(t *testing.T) {
	t.Parallel()
	tk := plan()
	page, text := htmlOf(t, tk), textOf(tk)
	for i := range 30 {
		login := fmt.Sprintf("person%02d@example.com", i)
		for form, doc := range map[string]string{"html": page, "text": text} {
			if n := strings.Count(strings.ToLower(doc), login); n != 1 {
				t.Errorf("%s names %s %d times", form, login, n)
			}
		}
	}
	people := tk.document().Affected
	how := map[string][]string{}
	for _, p := range people {
		how[p.Login] = p.How
	}
	for login, want := range map[string][]string{
		"person01@example.com": {"gets a new Atlassian account", "uses a seat: g → jira-software", "uses a seat: h → jira-software"},
		"person25@example.com": {"gets a new Atlassian account"},
		"mia@old.example":      {"signs on as mia@example.com instead of mia@old.example"},
		"li@example.com":       {"nothing changes (inactive in Okta)"},
	} {
		if !slices.Equal(how[login], want) {
			t.Errorf("%s: %q, not %q", login, how[login], want)
		}
	}
	if last := people[len(people)-1]; len(people) != 32 || last.Login != "li@example.com" || last.Touched {
		t.Errorf("%d people, the last one %+v", len(people), last)
	}
	for effect, want := range map[wizard.Effect]string{wizard.AccessLost: "leaves g (n)", wizard.TakenOver: "the existing account is linked to the directory (n)"} {
		if got := effectOf(effect); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}

func effectOf(e wizard.Effect) string { return effect(wizard.Person{Effect: e, Note: "n"}, "g") }

func TestSecretsStandInNoDocument(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := PlanJSON(&b, plan()); err != nil {
		t.Fatal(err)
	}
	for form, doc := range map[string]string{"html": htmlOf(t, plan()), "text": textOf(plan()), "json": b.String()} {
		if strings.Contains(doc, "s3cret") {
			t.Errorf("%s holds a secret", form)
		}
		if !strings.Contains(doc, "https://d.example") {
			t.Errorf("%s lacks a value to copy", form)
		}
	}
}

func TestPlanJSONHasTheFrozenKeys(t *testing.T) {
	t.Parallel()
	doc := jsonOf(t, plan())
	keys := func(v any) string { return strings.Join(slices.Sorted(maps.Keys(v.(map[string]any))), " ") }
	first := func(v any) any { return v.([]any)[0] }
	step := func(i int) map[string]any { return doc["steps"].([]any)[i].(map[string]any) }
	for _, c := range []struct{ name, got, want string }{
		{"document", keys(doc), "affected costs exit_code made message not_seen rails schema steps"},
		{"made", keys(doc["made"]), "by directory okta on organization profile sandbox sites with"},
		{"affected", keys(first(doc["affected"])), "how login name protected touched"},
		{"costs", keys(first(doc["costs"])), "amount how what"},
		{"not_seen", keys(first(doc["not_seen"])), "id summary title why"},
		{"step", keys(step(0)), "by_hand changes checks id status title"},
		{"change", keys(first(step(2)["changes"])), "action affects back calls cannot_be_taken_back goes_on_by_itself notice target was will"},
		{"calls", keys(first(step(2)["changes"]).(map[string]any)["calls"]), "how own sent_by_okta"},
		{"by hand", keys(first(step(1)["by_hand"])), "affects back cannot_be_taken_back do expect id link menu minutes notice only_look title values why"},
	} {
		if c.got != c.want {
			t.Errorf("%s has %q, not %q", c.name, c.got, c.want)
		}
	}
	if doc["schema"] != "provision.plan/1" || len(doc["rails"].([]any)) != 3 {
		t.Errorf("schema %v, rails %v", doc["schema"], doc["rails"])
	}
	empty := regexp.MustCompile(`null`)
	var b bytes.Buffer
	if err := PlanJSON(&b, Ticket{Report: wizard.Report{Steps: []wizard.StepReport{{ID: "a"}}}}); err != nil || empty.Match(b.Bytes()) {
		t.Errorf("an empty list is null: %s, %v", b.String(), err)
	}
}

func TestWhatWasNotSeen(t *testing.T) {
	t.Parallel()
	tk := plan()
	got := map[string]string{}
	for _, n := range tk.document().NotSeen {
		got[n.ID] = n.Why
	}
	want := map[string]string{"scim-key": whyBlind, "domain-linked": whyPerson, "push-members": whyLater, "push-status": whyLater}
	if !maps.Equal(got, want) {
		t.Errorf("not seen: %v", got)
	}
	tk.Report.Steps = append(tk.Report.Steps, wizard.StepReport{ID: "access", Title: "Product access", Status: "to-come"})
	tk.Message = "Okta answers no more"
	for form, doc := range map[string]string{"html": htmlOf(t, tk), "text": strings.Join(strings.Fields(textOf(tk)), " ")} {
		for _, want := range []string{"ended early, so the document is not whole: Okta answers no more", "The whole step Product access"} {
			if !strings.Contains(doc, want) {
				t.Errorf("%s lacks %q", form, want)
			}
		}
	}
	nothing := htmlOf(t, Ticket{Report: wizard.Report{Steps: []wizard.StepReport{{ID: "a", Title: "A", Status: "done"}}}})
	for _, want := range []string{"Nothing is to be changed.", "Nobody is named by a change.", "There is nothing to take back.", "Every question was answered."} {
		if !strings.Contains(nothing, want) {
			t.Errorf("an empty document lacks %q", want)
		}
	}
}

func TestWaysBackBeginWithTheLastChange(t *testing.T) {
	t.Parallel()
	var list []string
	for _, r := range plan().document().Returns() {
		list = append(list, r.What+": "+r.Back)
	}
	want := []string{
		"Give product access to h → elsewhere: remove that", "Give product access to h → jira-software: remove it too", "Give product access to g → jira-software: remove it",
		"Assign group " + hostile + ": unassign it", "Set the format: ", "Enter URL and key: ",
	}
	if !slices.EqualFunc(list, want, strings.HasPrefix) {
		t.Errorf("ways back: %q", list)
	}
}
