package world

import (
	"fmt"
	"time"
)

func nameTakenBy(name string) string { return fmt.Sprintf(nameTaken, name) }

func emailAttribute(b *builder) { b.AtlassianApp().UserName.Template = "${source.login}" }

// emailUpdate uses the custom form of the format in force, the only one of which the API shows the setting.
func emailUpdate(b *builder) {
	t := &b.AtlassianApp().UserName
	if t.Template == "${source.login}" {
		t.Template = "user.login"
	} else {
		t.Template = "user.email"
	}
	t.Type, t.PushStatus = "CUSTOM", "DONT_PUSH"
}

// emailPopulation leaves Ana Ruiz with her old sign-on name in the app and in the directory.
func emailPopulation(b *builder) {
	ana := b.cast[1]
	d, au := b.Atlassian.Directories[0], b.AtlassianApp().User(ana.ID)
	record := d.User(au.ExternalID)
	was := record.UserName
	au.UserName, record.UserName = ana.Login, ana.Login
	record.Document["userName"] = ana.Login
	d.Reindex(record, was, record.ExternalID)
}

// newcomer adds somebody new to the org and to the assignment group.
func (b *builder) newcomer(first, last string) *User {
	u := b.person(first, last, MainDomain)
	b.Okta.Groups[0].Join(u.ID)
	b.Okta.GroupNamed(TestAssignGroup).Join(u.ID)
	return u
}

// waiting assigns somebody without a record in the directory.
func (b *builder) waiting(u *User, status, sync string) *AppUser {
	at := b.now.Add(-28 * time.Hour)
	au := &AppUser{
		UserID: u.ID, Scope: "GROUP", GroupID: b.Okta.GroupNamed(TestAssignGroup).ID, Status: status, SyncState: sync, UserName: u.Email,
		Created: at, LastUpdated: at, StatusChanged: at, Profile: appProfile(u),
	}
	b.AtlassianApp().Assign(au)
	return au
}

func assignProvisioned(b *builder) { b.waiting(b.newcomer("Nina", "Keller"), "STAGED", "OUT_OF_SYNC") }

func assignBefore(b *builder) {
	b.waiting(b.newcomer("Paul", "Adler"), "ACTIVE", "DISABLED").BeforeProvisioning = true
}

// assignErrors lets the last update of Ken Ito fail.
func assignErrors(b *builder) {
	app, ken := b.AtlassianApp(), b.cast[2]
	au := app.User(ken.ID)
	au.SyncState, au.LastUpdated = "ERROR", b.now.Add(-4*time.Hour)
	au.Error = "Error while trying to push profile update for " + ken.Email + ": Conflict. Errors reported by remote server: Resource [USER]: with email[" + ken.Email + "] already exists."
	app.Tasks = append(app.Tasks, &Task{ID: b.ID("tsk"), Kind: "update", UserID: ken.ID, Summary: au.Error, Created: au.LastUpdated})
	e := b.event("application.provision.user.push_profile", "Push user's profile to external application", app, ken, "FAILURE")
	e.Reason, e.Published = au.Error, au.LastUpdated
	b.Okta.Log = append(b.Okta.Log, e)
}

// assignLinked provisions somebody whose record has no account.
func assignLinked(b *builder) {
	d := b.Atlassian.Directories[0]
	au := b.provisioned(b.AtlassianApp(), d, b.newcomer("Jonas", "Lind"))
	record := d.User(au.ExternalID)
	b.Atlassian.Account(record.AccountID).Source = "invited"
	record.AccountID = ""
}

// assignInactive suspends somebody after the set-up: Okta sends nothing for that.
func assignInactive(b *builder) {
	u := b.newcomer("Rita", "Gomes")
	b.provisioned(b.AtlassianApp(), b.Atlassian.Directories[0], u)
	u.Status, u.StatusChanged = "SUSPENDED", b.now.Add(-40*time.Hour)
}

// assignOrphans leaves a record of somebody who is not assigned any more.
func assignOrphans(b *builder) {
	app := b.AtlassianApp()
	u := b.person("Otto", "Lorenz", MainDomain)
	b.Okta.Groups[0].Join(u.ID)
	b.provisioned(app, b.Atlassian.Directories[0], u)
	app.Unassign(u.ID)
}

func assignGroups(b *builder) {
	app, id := b.AtlassianApp(), b.Okta.GroupNamed(TestAssignGroup).ID
	kept := app.Groups[:0]
	for _, g := range app.Groups {
		if g.GroupID != id {
			kept = append(kept, g)
		}
	}
	app.Groups = kept
	for _, au := range app.Users {
		au.Scope, au.GroupID = "USER", ""
	}
}

// emailDomains provisions somebody with a partner's address: Atlassian takes such people as external accounts.
func emailDomains(b *builder) {
	u := b.person("Rosa", "Weiss", PartnerDomain)
	b.Okta.Groups[0].Join(u.ID)
	b.Okta.GroupNamed(TestAssignGroup).Join(u.ID)
	b.provisioned(b.AtlassianApp(), b.Atlassian.Directories[0], u)
}

// assignAttributes gives Søren Nielsen a time zone and a language that Okta takes and Atlassian drops.
func assignAttributes(b *builder) {
	u := b.cast[8]
	u.Timezone, u.Locale = "GMT+8", "Danish (Denmark)"
	au := b.AtlassianApp().User(u.ID)
	au.Profile = appProfile(u)
	record := b.Atlassian.Directories[0].User(au.ExternalID)
	record.Document["timezone"], record.Document["preferredLanguage"] = u.Timezone, u.Locale
}
