package report

import (
	"fmt"
	"time"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/checks/forecast"
)

func sampleMade() Made {
	return Made{
		By: "ana", On: time.Date(2026, 11, 23, 19, 0, 0, 0, time.UTC), With: "v1.2.3", Profile: "default", Okta: "https://example.okta.com",
		Organization: "Example Inc (7f3c)", Directory: "https://api.atlassian.com/scim/directory/4c1e", Sites: []string{"https://one.example", "https://two.example"},
	}
}

// sampleAudit has an answer of every kind; the one that is wrong has n pieces of evidence.
func sampleAudit(n int) Check {
	given := map[string]checks.Finding{
		"push-members": {
			Status: checks.Fail, Summary: "atlassian-jira-users: people still have access after leaving the group.",
			Fix: "Okta ▸ Atlassian Cloud ▸ Push Groups ▸ atlassian-jira-users ▸ Push now", Link: "https://example-admin.okta.com/admin/app/atlassian/instance/0oa1#tab-group-push?a=1&b=2",
		},
		"scim-key-life":    {Status: checks.Warn, Summary: "It expires in 12 days, on 5 Dec 2026. Atlassian sends no reminder.", Fix: "Make a new key."},
		"push-status":      {Status: checks.Unknown, Summary: "Could not look: Okta answered 403 (E0000006). The token's owner needs the app admin role."},
		"domain-linked":    {Status: checks.Manual, Summary: "Only a person can see this.", Evidence: []checks.Evidence{{Subject: "ana", Field: "attested", Want: "a person's word", Got: "3 Nov 2026"}}},
		"site-admin":       {Status: checks.Skip, Summary: "No site credential is configured."},
		"email-wellformed": {Status: checks.Fail, Summary: "1 address cannot be taken.", Evidence: []checks.Evidence{{Subject: "Eva Berg", Field: "domain", Want: "example.com", Got: "old.example"}}},
		"okta-app":         {Status: checks.Pass, Summary: "One app: Atlassian Cloud."},
	}
	members := given["push-members"]
	for i := range n {
		members.Evidence = append(members.Evidence, checks.Evidence{Subject: fmt.Sprintf("person%05d@example.com", i), Field: "member of atlassian-jira-users", Want: "no", Got: "yes"})
	}
	given["push-members"] = members
	c := Check{Calls: map[string]int{"okta": 1120, "scim": 14, "admin": 6}, Exit: 1, Began: sampleMade().On, Took: 38 * time.Second, Made: sampleMade()}
	for _, question := range checks.Catalogue() {
		finding, ok := given[question.ID]
		if !ok {
			finding = checks.Finding{Status: checks.Pass, Summary: "As it should be."}
		}
		r := Result{Result: checks.Result{Check: question, Finding: finding}}
		if question.ID == "email-wellformed" {
			r.Suppressed = &Suppression{Reason: "moves in spring", By: "ana@example.com", Expires: "2027-04-30"}
		}
		c.Results = append(c.Results, r)
	}
	return c
}

// sampleForecast has n people with all outcomes in turn, in groups with all outcomes.
func sampleForecast(n int) Forecast {
	f := Forecast{
		Made: sampleMade(), Assign: []string{"atlassian-test-users"}, AssignFrom: "named by --assign-group", Calls: map[string]int{"okta": 40, "scim": 3},
		Next: "provision setup --push-group 'atlassian test jira users' --assign-group atlassian-test-users", Exit: 1, Notes: []string{"No site credential: the default groups of two.example were not read."},
	}
	f.Cost = forecast.Cost{Calls: 5 * n, Minutes: 1 + n/100}
	for i, o := range []forecast.Outcome{
		forecast.GroupCreate, forecast.GroupSynced, forecast.GroupCollides, forecast.GroupDefault, forecast.GroupBuiltIn, forecast.GroupKind, forecast.GroupTooLarge,
		forecast.GroupAlsoAssigned, forecast.GroupRenamed, forecast.GroupError,
	} {
		g := forecast.GroupOutcome{ID: fmt.Sprintf("00g%d", i), Name: "atlassian-" + string(o), Outcome: o, Members: i}
		if o == forecast.GroupCollides {
			g.AtlassianID, g.Opens, g.Problems = "b4c9", []string{"jira-software on one.example"}, []string{"a local group (b4c9) has this name"}
			g.Gains, g.Loses = []string{"ana@example.com", "ken@example.com"}, []string{"old@example.com"}
		}
		f.Groups = append(f.Groups, g)
	}
	f.Counts = map[forecast.Outcome]int{}
	for i := range n {
		p := samplePerson(i)
		f.Counts[p.Outcome]++
		f.People = append(f.People, p)
		if p.Billed {
			f.Billed++
		}
	}
	f.Seats = []forecast.Seat{
		{Product: "confluence", Site: "one.example", Needed: 40, Left: -1}, {Product: "jira-software", Site: "one.example", Needed: 1234, Left: 20}, {Product: "jira-software", Site: "two.example", Needed: 4, Left: 20},
	}
	f.Rails = []forecast.Rail{{ID: "names", Title: "sign-on names that change", Count: 2, Limit: 1, People: []string{"a@example.com", "b@example.com"}, Way: "Keep the format."}}
	f.Since = &Shifts{File: "before.json", Groups: []Shift{{Name: "atlassian-new", Is: "create"}}, People: []Shift{{Name: "gone@example.com", Was: "create"}}}
	return f
}

func samplePerson(i int) forecast.Person {
	login := fmt.Sprintf("person%05d@example.com", i)
	p := forecast.Person{
		ID: fmt.Sprintf("00u%05d", i), Login: login, Name: fmt.Sprintf("Person Number %05d", i), Email: login, UserName: login, SSOBefore: login, SSOAfter: login,
		Outcome: fates[i%len(fates)], Groups: []string{"atlassian-jira-users", "atlassian-confluence-users"}, Gains: []string{"jira-software on one.example"}, Domain: "claimed",
	}
	switch p.Outcome {
	case forecast.SecondAccount:
		p.SCIMEmail, p.Account, p.SSOAfter = "old."+login, "other."+login, "new."+login
		p.Problems = []string{"the sign-on name and the primary address are two accounts"}
	case forecast.LinkExternal:
		p.Protected, p.Loses = "an organization admin", []string{"confluence on one.example"}
	case forecast.Reactivate:
		p.Billed = true
	case forecast.Unusable:
		p.Problems = []string{"the time zone CET is none that Atlassian knows"}
	}
	return p
}
