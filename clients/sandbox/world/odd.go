package world

import (
	"slices"
	"strings"
	"time"
)

// OtherOrgName is another organization of the same company, and OtherOrgDomain its domain.
const (
	OtherOrgName   = "Example Subsidiary"
	OtherOrgDomain = "subsidiary.example"
)

// appTwice adds a second Atlassian Cloud app that nobody uses.
func appTwice(b *builder) { b.newApp(AppName, "Atlassian Cloud (old try)", "SAML_2_0") }

// appOlder adds the apps that Okta made before Atlassian's own.
func appOlder(b *builder) {
	b.newApp("jira_onprem_cloud", "Jira (Atlassian)", "AUTO_LOGIN")
	b.newApp("atlassian_confluence_cloud", "Atlassian Confluence Cloud", "AUTO_LOGIN")
}

// ssoElsewhere leaves the sign-on to an app that the org made itself: the Atlassian Cloud app only provisions.
func ssoElsewhere(b *builder) {
	b.AtlassianApp().SignOnMode = "BOOKMARK"
	b.newApp("example_atlassiansso_1", "Atlassian single sign-on", "SAML_2_0")
}

// groupEmpty leaves nobody in the second test group.
func groupEmpty(b *builder) {
	g := b.Okta.GroupNamed(TestConfluenceGroup)
	for _, id := range slices.Clone(g.Members) {
		g.Leave(id)
	}
}

// pushSize reports one member more than a synced group may have.
func pushSize(b *builder) { b.Okta.GroupNamed(TestJiraGroup).Reported = 35_001 }

// groupNameTwice adds a group that another directory brought under the name of the first test group.
func groupNameTwice(b *builder) {
	g := b.oktaGroup(TestJiraGroup, "APP_GROUP", "Imported from Google Workspace")
	g.Join(b.cast[0].ID)
}

// userWithoutEmail takes the address of Ken Ito, as an org whose schema lets it be empty can.
func userWithoutEmail(b *builder) { b.readdress(b.cast[2], "") }

// emailWellformed gives Ken Ito an address longer than an app's user name may be.
func emailWellformed(b *builder) {
	b.readdress(b.cast[2], "ken."+strings.Repeat("very-", 18)+"ito@"+MainDomain)
}

// emailUnique gives Jon Doe the address of Ken Ito in another case.
func emailUnique(b *builder) {
	b.readdress(b.cast[4], "Ken.Ito@"+strings.ToUpper(MainDomain[:1])+MainDomain[1:])
}

// readdress changes an address in Okta that nothing has been sent of yet.
func (b *builder) readdress(u *User, email string) {
	u.Email, u.LastUpdated = email, b.now.Add(-time.Minute)
}

// domainElsewhere has another organization verify the main domain: this one loses it and its accounts.
func domainElsewhere(b *builder) {
	d := b.Atlassian.Domains[0]
	b.Atlassian.unclaim(d)
	d.Verified, d.Superseded, d.LinkedTo = false, true, ""
}

// siteSuspended closes the first site and takes its products offline.
func siteSuspended(b *builder) {
	s := b.Atlassian.Sites[0]
	s.Suspended = true
	for _, w := range b.Atlassian.Workspaces {
		if w.SiteID == s.ID {
			w.Status = "offline"
		}
	}
}

// seatsNone fills every seat of Jira on the first site.
func seatsNone(b *builder) {
	w := b.Atlassian.Workspaces[0]
	w.Seats = len(b.Atlassian.SeatHolders(w.ARI))
}

// orgElsewhere swaps the organization for another one of the same company: the admin's key leads there, the directory stays
// where it was, and its people keep their accounts, which this organization cannot find.
func orgElsewhere(b *builder) {
	a := &b.Atlassian
	a.Directories[0].OrgID = a.OrgID
	a.OrgID, a.OrgName = b.UUID(), OtherOrgName
	a.Domains = []*Domain{{ID: b.UUID(), Name: OtherOrgDomain, ClaimType: "dns", Verified: true, Claimed: true}}
	a.Groups = slices.DeleteFunc(a.Groups, (*OrgGroup).Synced)
	a.Accounts = slices.DeleteFunc(a.Accounts, func(acc *Account) bool {
		if acc.Source != "synced" {
			return false
		}
		delete(a.accountByEmail, strings.ToLower(acc.Email))
		return true
	})
	b.account("office@"+OtherOrgDomain, "Office").Managed = true
}
