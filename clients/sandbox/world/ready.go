package world

import (
	"slices"
	"strings"
	"time"
)

// ready leaves the tenants as a good setup does, some weeks ago.
func (b *builder) ready() {
	d := b.readyDirectory()
	app := b.readyApp(d)
	b.Okta.Log = append(b.Okta.Log, b.event("application.lifecycle.update", "Update application", app, nil, "SUCCESS"))
	assign := b.Okta.GroupNamed(TestAssignGroup)
	app.Groups = []*AppGroup{{GroupID: assign.ID, LastUpdated: app.LastUpdated, Profile: map[string]any{}}}
	for _, id := range assign.Members {
		b.provisioned(app, d, b.Okta.User(id))
	}
	b.grant(b.pushed(app, d, b.Okta.GroupNamed(TestJiraGroup)), "jira-software")
	b.grant(b.pushed(app, d, b.Okta.GroupNamed(TestConfluenceGroup)), "confluence")
	// A profile that was pushed yesterday, so that the log's usual window is not empty.
	synced := b.event("application.provision.user.push_profile", "Push user's profile to external application", app, b.Okta.User(assign.Members[1]), "SUCCESS")
	synced.Published = b.now.Add(-20 * time.Hour)
	b.Okta.Log = append(b.Okta.Log, synced)
}

func (b *builder) readyDirectory() *Directory {
	made := b.now.Add(-30 * 24 * time.Hour)
	d := &Directory{ID: b.UUID(), Name: "Okta users", Key: "ATSCIM" + b.Token(58), KeyCreated: made, Expires: made.Add(365 * 24 * time.Hour)}
	a := &b.Atlassian
	a.Directories = append(a.Directories, d)
	for _, domain := range a.Domains {
		a.ClaimDomain(domain)
		domain.LinkedTo = d.ID
	}
	for _, s := range a.Sites {
		s.AddedTo = d.ID
	}
	b.Hand(d)
	return d
}

func (b *builder) readyApp(d *Directory) *App {
	app := b.AddAtlassianApp()
	app.Created = d.KeyCreated.Add(20 * time.Minute)
	app.LastUpdated = app.Created.Add(10 * time.Minute)
	app.UserName = UsernameTemplate{Template: "${source.email}", Type: "BUILT_IN", PushStatus: "PUSH"}
	app.Provisioning = Provisioning{
		Enabled: true, BaseURL: b.Handed.BaseURL, Token: d.Key, Create: true, Update: true, Deactivate: true, TestedAt: app.LastUpdated,
	}
	return app
}

// provisioned assigns somebody through the assignment group, with the record and the linked account that follow.
func (b *builder) provisioned(app *App, d *Directory, u *User) *AppUser {
	at := app.LastUpdated.Add(5 * time.Minute)
	acc := b.Atlassian.AccountWithEmail(u.Email)
	if acc == nil {
		acc = b.account(u.Email, u.DisplayName)
		acc.Created, acc.LastActive = at, time.Time{}
	}
	domain := b.Atlassian.DomainOf(u.Email)
	acc.Managed = domain != nil && domain.Claimed
	acc.Billable, acc.Source, acc.Status = acc.Managed, "synced", "active"
	record := &SCIMUser{
		ID: b.UUID(), UserName: u.Email, ExternalID: u.ID, Email: u.Email, AccountID: acc.ID, Active: true, Created: at, Modified: at, Document: document(u),
	}
	d.AddUser(record)
	au := &AppUser{
		UserID: u.ID, ExternalID: record.ID, Scope: "GROUP", GroupID: b.Okta.GroupNamed(TestAssignGroup).ID, Status: "PROVISIONED", SyncState: "SYNCHRONIZED",
		UserName: u.Email, Created: at, LastUpdated: at, StatusChanged: at, LastSync: at, Profile: appProfile(u),
	}
	app.Assign(au)
	b.Okta.Log = append(b.Okta.Log, b.event("application.provision.user.push", "Push new user to external application", app, u, "SUCCESS"))
	return au
}

// appProfile is the app user's profile as the mappings render it.
func appProfile(u *User) map[string]any {
	return map[string]any{
		"email": u.Email, "firstName": u.FirstName, "lastName": u.LastName, "displayName": u.DisplayName, "title": u.Title,
		"department": u.Department, "organization": u.Organization, "timezone": u.Timezone, "preferredLanguage": u.Locale,
	}
}

// document is the record as the directory keeps it after Okta's POST.
func document(u *User) map[string]any {
	const enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
	return map[string]any{
		"userName": u.Email, "externalId": u.ID, "active": true, "displayName": u.DisplayName,
		"name":   map[string]any{"givenName": u.FirstName, "familyName": u.LastName},
		"emails": []any{map[string]any{"primary": true, "value": u.Email, "type": "work"}},
		"title":  u.Title, "timezone": u.Timezone, "preferredLanguage": u.Locale,
		enterprise: map[string]any{"department": u.Department, "organization": u.Organization},
	}
}

// pushed makes a push mapping with its groups in the directory and the organization, holding all members whom Okta knows there.
func (b *builder) pushed(app *App, d *Directory, g *Group) *PushMapping {
	at := app.LastUpdated.Add(15 * time.Minute)
	m := b.mapping(app, g, at)
	scim := &SCIMGroup{ID: b.UUID(), DisplayName: g.Name, Created: at, Modified: at}
	org := &OrgGroup{ID: b.UUID(), Name: g.Name, SCIMGroupID: scim.ID, Roles: map[string][]string{}, Default: map[string]string{}}
	scim.OrgGroupID, m.RemoteID = org.ID, scim.ID
	for _, id := range g.Members {
		if au := app.User(id); au != nil && au.ExternalID != "" {
			scim.Join(au.ExternalID)
			org.Join(d.User(au.ExternalID).AccountID)
			m.Pushed[id] = true
		}
	}
	d.AddGroup(scim)
	b.Atlassian.AddGroup(org)
	e := b.event("application.provision.group_push.pushed", "Push group to external application", app, nil, "SUCCESS")
	e.Targets = append(e.Targets, LogTarget{ID: g.ID, Type: "UserGroup", AlternateID: "unknown", DisplayName: g.Name})
	b.Okta.Log = append(b.Okta.Log, e)
	return m
}

// mapping adds an active push mapping of which nothing has arrived.
func (b *builder) mapping(app *App, g *Group, at time.Time) *PushMapping {
	m := &PushMapping{
		ID: b.ID("gPm"), GroupID: g.ID, TargetGroupID: b.ID("00g"), TargetName: g.Name, Status: "ACTIVE", Created: at, LastUpdated: at, LastPush: at, Pushed: map[string]bool{},
	}
	app.Mappings = append(app.Mappings, m)
	return m
}

// grant opens a product of every site for the group that the mapping made.
func (b *builder) grant(m *PushMapping, typeKey string) {
	g := b.Atlassian.GroupNamed(m.TargetName)
	for _, w := range b.Atlassian.Workspaces {
		if w.TypeKey == typeKey && !slices.Contains(g.Roles[w.ARI], UserRole) {
			g.Roles[w.ARI] = append(g.Roles[w.ARI], UserRole)
		}
	}
}

// event is an entry of the System Log about the app, and about a user where there is one.
func (b *builder) event(kind, message string, app *App, u *User, result string) *LogEvent {
	e := &LogEvent{
		UUID: b.UUID(), EventType: kind, DisplayMessage: message, Severity: "INFO", Published: app.LastUpdated.Add(6 * time.Minute), Result: result, TransactionType: "JOB",
		ActorID: b.Okta.Tokens[0].OwnerID, ActorType: "User", ActorName: b.cast[0].DisplayName,
		Targets: []LogTarget{{ID: app.ID, Type: "AppInstance", AlternateID: app.Label, DisplayName: app.Label}},
		Debug:   map[string]string{"appname": app.Name},
	}
	if result == "FAILURE" {
		e.Severity = "ERROR"
	}
	if b.Variant("log-target") == "appuser" && strings.HasPrefix(kind, "application.provision.") {
		e.Targets = nil
		if u != nil {
			e.Targets = []LogTarget{{ID: "0ua" + strings.TrimPrefix(u.ID, "00u"), Type: "AppUser", AlternateID: u.Email, DisplayName: u.DisplayName}}
		}
		return e
	}
	if u != nil {
		e.Targets = append(e.Targets, LogTarget{ID: u.ID, Type: "User", AlternateID: u.Login, DisplayName: u.DisplayName})
	}
	return e
}
