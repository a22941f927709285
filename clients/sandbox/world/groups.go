package world

import (
	"fmt"
	"strings"
	"time"
)

// The page's test groups, and the assignment group with the members of both.
const (
	TestJiraGroup       = "atlassian-test-jira-users"
	TestConfluenceGroup = "atlassian-test-confluence-users"
	TestAssignGroup     = "atlassian-test-users"
	JiraGroup           = "atlassian-jira-users"
	ConfluenceGroup     = "atlassian-confluence-users"
)

func (b *builder) groups(n int) {
	everyone := b.oktaGroup("Everyone", "BUILT_IN", "All users in your organization")
	for _, u := range b.Okta.Users {
		everyone.Join(u.ID)
	}
	b.castGroup(TestJiraGroup, "Test accounts for Jira", "j")
	b.castGroup(TestConfluenceGroup, "Test accounts for Confluence", "c")
	b.castGroup(TestAssignGroup, "Everybody who is assigned to Atlassian Cloud in the first run", "jc")
	b.fill(b.castGroup(JiraGroup, "Jira for everybody who works with it", "J"), len(b.Okta.Users)*3/10)
	b.fill(b.castGroup(ConfluenceGroup, "Confluence for everybody who works with it", "C"), len(b.Okta.Users)*4/10)
	b.fill(b.oktaGroup("Google Workspace All Staff", "APP_GROUP", "Imported from Google Workspace"), len(b.Okta.Users)/10)
	for i := len(b.Okta.Groups); i < n; i++ {
		g := b.oktaGroup(b.groupName(i), "OKTA_GROUP", "")
		b.fill(g, max(2, min(len(b.Okta.Users)/3, len(b.Okta.Users)/(i+2)+b.Intn(6))))
	}
}

// oktaGroup adds an empty group.
func (b *builder) oktaGroup(name, kind, about string) *Group {
	made := b.now.Add(-time.Duration(40+b.Intn(1200)) * 24 * time.Hour)
	g := &Group{ID: b.ID("00g"), Type: kind, Name: name, Description: about, Created: made, LastUpdated: made, LastMembershipUpdated: b.now.Add(-26 * time.Hour)}
	b.Okta.AddGroup(g)
	return g
}

// castGroup adds a group with those of the cast who carry one of the letters.
func (b *builder) castGroup(name, about, letters string) *Group {
	g := b.oktaGroup(name, "OKTA_GROUP", about)
	for i, m := range cast() {
		if strings.ContainsAny(m.groups, letters) {
			g.Join(b.cast[i].ID)
		}
	}
	return g
}

// fill joins people outside the cast until the group has the size, or nobody is left.
func (b *builder) fill(g *Group, size int) {
	crowd := b.Okta.Users[len(b.cast):]
	if len(crowd) == 0 {
		return
	}
	start, step := b.Intn(len(crowd)), stride(len(crowd), b.Intn(len(crowd))+1)
	for i := 0; i < len(crowd) && len(g.Members) < size; i++ {
		g.Join(crowd[(start+i*step)%len(crowd)].ID)
	}
}

// stride returns the first number from wish on that has no divisor in common with n: steps of it meet everybody once.
func stride(n, wish int) int {
	for ; ; wish++ {
		a, b := n, wish
		for b != 0 {
			a, b = b, a%b
		}
		if a == 1 {
			return wish
		}
	}
}

// groupName returns the name of the i-th ordinary group: departments first, then their teams by place.
func (b *builder) groupName(i int) string {
	i -= MinGroups - 1
	department := departments[i%len(departments)]
	place := [...]string{"", "Berlin", "Lisbon", "Nairobi", "Osaka", "Toronto", "Lima", "Pune", "Oslo", "Perth"}[i/len(departments)%10]
	name := strings.TrimSpace(department + " " + place)
	if round := i / len(departments) / 10; round > 0 {
		name = fmt.Sprintf("%s %d", name, round+1)
	}
	return name
}
