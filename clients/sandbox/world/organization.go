package world

import (
	"slices"
	"time"
)

// organization fills in the Atlassian organization: Guard, domains, sites, products, admins and local groups.
func (b *builder) organization() {
	a := &b.Atlassian
	a.OrgID, a.OrgName, a.UserDirectoryID, a.GuardActive = b.UUID(), "Example Inc", b.UUID(), true
	a.Domains = []*Domain{
		{ID: b.UUID(), Name: MainDomain, ClaimType: "dns", Verified: true, Claimed: true},
		{ID: b.UUID(), Name: SecondDomain, ClaimType: "http", Verified: true},
	}
	// An account of the second domain, so that there is something to claim in every world.
	b.account("site.owner@"+SecondDomain, "Site Owner")
	admin := a.AccountWithEmail(b.cast[0].Email)
	outside := b.account("emergency@"+OutsideDomain, "Emergency Admin")
	admin.OrgAdmin, outside.OrgAdmin = true, true
	a.Keys = []*OrgKey{{
		ID: b.UUID(), Label: "provision", Secret: "ATCTT3x" + b.Token(60), CreatedBy: admin.ID,
		Created: b.now.Add(-20 * 24 * time.Hour), Expires: b.now.Add(345 * 24 * time.Hour), LastUsed: b.now.Add(-time.Hour),
	}}
	b.builtInGroups(admin, outside)
	admins := []SiteLogin{b.login(admin), b.login(outside)}
	user := b.login(a.Accounts[1])
	b.Login = admins[0]
	for i, name := range [Sites]string{"example", "example-labs"} {
		s := &Site{ID: b.UUID(), Name: name, URL: b.sites[i], Admins: slices.Clone(admins), Users: []SiteLogin{user}}
		a.Sites = append(a.Sites, s)
		b.products(s, admin)
	}
	b.localGroup("release-managers", false, 5)
	b.localGroup("contractors", false, len(a.Accounts)/10)
	for _, w := range a.Workspaces {
		w.Seats = (len(a.SeatHolders(w.ARI))*6/5+150)/100*100 + 100
	}
}

// builtInGroups makes the groups of those who administer.
func (b *builder) builtInGroups(admins ...*Account) {
	for _, name := range [...]string{"site-admins", "org-admins"} {
		g := b.localGroup(name, true, 0)
		for _, acc := range admins {
			g.Join(acc.ID)
		}
	}
}

// localGroup adds a group that the organization's admins keep, with that many of the accounts.
func (b *builder) localGroup(name string, builtIn bool, size int) *OrgGroup {
	g := &OrgGroup{ID: b.UUID(), Name: name, BuiltIn: builtIn, Roles: map[string][]string{}, Default: map[string]string{}}
	all := b.Atlassian.Accounts
	start, step := b.Intn(len(all)), stride(len(all), b.Intn(len(all))+1)
	for i := range min(size, len(all)) {
		g.Join(all[(start+i*step)%len(all)].ID)
	}
	b.Atlassian.AddGroup(g)
	return g
}

// login gives somebody an API token, which is the same for every site.
func (b *builder) login(acc *Account) SiteLogin {
	return SiteLogin{Email: acc.Email, Token: "ATATT3x" + b.Token(60), AccountID: acc.ID}
}

// products adds Jira and Confluence to a site, each with its default group of people who have it already.
func (b *builder) products(s *Site, admin *Account) {
	a := &b.Atlassian
	for _, product := range [...]struct{ key, title, group string }{{"jira-software", "Jira", "jira-users-"}, {"confluence", "Confluence", "confluence-users-"}} {
		w := &Workspace{ARI: "ari:cloud:" + product.key + "::site/" + s.ID, TypeKey: product.key, Name: product.title, Status: "online", SiteID: s.ID}
		a.Workspaces = append(a.Workspaces, w)
		g := b.localGroup(product.group+s.Name, false, len(a.Accounts)*2/3)
		g.Description = "Default group of " + product.title + " on " + s.Name
		g.Roles[w.ARI], g.Default[w.ARI] = []string{UserRole}, UserRole
		g.Join(admin.ID)
		for _, built := range a.Groups[:2] {
			built.Roles[w.ARI] = []string{"atlassian/admin"}
		}
	}
}
