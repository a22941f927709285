package world

import "time"

func oktaRights(b *builder) { b.oktaRoles("GROUP_MEMBERSHIP_ADMIN") }

// oktaRoles gives the token's owner and the service app these roles alone.
func (b *builder) oktaRoles(roles ...string) {
	b.Okta.Tokens[0].Roles, b.Okta.Service.Roles = roles, roles
}

func keyLife(b *builder) { b.Atlassian.Keys[0].Expires = b.now.Add(5 * 24 * time.Hour) }

func siteAdmin(b *builder) {
	for _, s := range b.Atlassian.Sites {
		s.Users = append(s.Users, s.Admins[0])
		s.Admins = s.Admins[1:]
	}
}

func domainVerified(b *builder) { b.Atlassian.Domains[0].Verified = false }

func domainClaimed(b *builder) { b.Atlassian.unclaim(b.Atlassian.Domains[0]) }

func domainLinked(b *builder) { b.Atlassian.Domains[0].LinkedTo = "" }

func adminLockout(b *builder) {
	acc := b.Atlassian.AccountWithEmail("emergency@" + OutsideDomain)
	acc.OrgAdmin = false
	b.Atlassian.GroupNamed("org-admins").Leave(acc.ID)
}

func sitesPresent(b *builder) {
	for _, w := range b.Atlassian.Workspaces {
		w.Status = "offline"
	}
}

// guardActive lets the subscription lapse: identity provider and directory are deleted, groups become local (ACCESS-1369).
func guardActive(b *builder) {
	a := &b.Atlassian
	a.GuardActive, a.Directories, a.Conflicts = false, nil, nil
	for _, acc := range a.Accounts {
		acc.Billable = false
	}
	for _, g := range a.Groups {
		g.SCIMGroupID = ""
	}
	for _, d := range a.Domains {
		d.LinkedTo = ""
	}
	for _, s := range a.Sites {
		s.AddedTo = ""
	}
}

// scimKey leaves the admin with the old key; Okta works with the new one.
func scimKey(b *builder) {
	d := b.Atlassian.Directories[0]
	d.Key, d.KeyCreated = "ATSCIM"+b.Token(58), b.now.Add(-3*24*time.Hour)
	d.Expires = d.KeyCreated.Add(365 * 24 * time.Hour)
	b.AtlassianApp().Provisioning.Token = d.Key
}

func oktaApp(b *builder) { b.AtlassianApp().Status = "INACTIVE" }

func integrationEnabled(b *builder) { b.AtlassianApp().Provisioning = Provisioning{} }

func integrationOptions(b *builder) { b.AtlassianApp().Provisioning.Deactivate = false }

func integrationCredentials(b *builder) {
	app := b.AtlassianApp()
	app.Provisioning.Token = "ATSCIM" + b.Token(58)
	e := b.event("application.integration.authentication_failure", "Authentication failed with the external application", app, nil, "FAILURE")
	e.Reason = "Unauthorized. Errors reported by remote server: Unauthorized"
	e.Published = b.now.Add(-3 * time.Hour)
	b.Okta.Log = append(b.Okta.Log, e)
}

func accessGranted(b *builder) { clear(b.Atlassian.GroupNamed(TestConfluenceGroup).Roles) }

func accessDefault(b *builder) {
	b.Atlassian.GroupNamed(TestJiraGroup).Default[b.Atlassian.Workspaces[0].ARI] = UserRole
}

func accessSeats(b *builder) {
	w := b.Atlassian.Workspaces[0]
	w.Seats = max(1, len(b.Atlassian.SeatHolders(w.ARI))-2)
}

func oktaReachable(b *builder) {
	b.Okta.Tokens[0].Revoked = true
	b.Okta.Service.Active = false
}

func tokenLife(b *builder) { b.oktaRoles("SUPER_ADMIN") }

func atlassianReachable(b *builder) { b.Atlassian.Keys[0].Revoked = true }

// scimKeyLife makes the key old; no API shows it, so that only who kept the date can tell.
func scimKeyLife(b *builder) {
	d := b.Atlassian.Directories[0]
	d.KeyCreated = b.now.Add(-351 * 24 * time.Hour)
	d.Expires = d.KeyCreated.Add(365 * 24 * time.Hour)
}

// directoryHeadroom reports 500 people less than a directory takes.
func directoryHeadroom(b *builder) { b.Atlassian.Directories[0].Counted = 149_500 }

// lifecycleManagement leaves an app that never could provision, beside the records of an earlier one: its assignments are for
// signing in only.
func lifecycleManagement(b *builder) {
	app := b.AtlassianApp()
	app.Provisioning = Provisioning{}
	for _, au := range app.Users {
		au.Status, au.SyncState, au.ExternalID, au.BeforeProvisioning = "ACTIVE", "DISABLED", "", true
		au.LastSync = time.Time{}
	}
}

func integrationOneWay(b *builder) {
	p := &b.AtlassianApp().Provisioning
	p.ProfileSource, p.SyncPassword = true, true
}
