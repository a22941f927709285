package world

import (
	"slices"
	"strings"
	"testing"
)

// TestCredentialsThatDrift names what is wrong with tokens and keys, and that nothing else is.
func TestCredentialsThatDrift(t *testing.T) {
	t.Parallel()
	ready := build(t, BuildOptions{Scenario: "ready"})
	w, _, d := drift(t, "okta-reachable")
	if !w.Okta.Tokens[0].Revoked || w.Atlassian.Keys[0].Revoked || w.Handed.Key != d.Key {
		t.Error("okta-reachable is about more, or less, than Okta's token")
	}
	w, _, _ = drift(t, "atlassian-reachable")
	if !w.Atlassian.Keys[0].Revoked || w.Okta.Tokens[0].Revoked || w.Atlassian.Keys[0].Expires.Before(testTime) {
		t.Error("atlassian-reachable is about more, or less, than a revoked organization key")
	}
	w, _, _ = drift(t, "okta-token-life")
	token := w.Okta.Tokens[0]
	if token.Revoked || token.OwnerID != ready.Okta.Tokens[0].OwnerID || token.NetworkConnection != "ANYWHERE" || !slices.Equal(token.Roles, []string{"SUPER_ADMIN"}) {
		t.Errorf("okta-token-life: %+v", token)
	}
	w, app, d := drift(t, "scim-key-life")
	if w.Handed.Key != d.Key || app.Provisioning.Token != d.Key {
		t.Error("scim-key-life: the key still works everywhere")
	}
	if left := d.Expires.Sub(testTime).Hours() / 24; left < 13 || left > 15 {
		t.Errorf("scim-key-life: %v days are left, want two weeks", left)
	}
}

func TestADirectoryThatIsNearlyFull(t *testing.T) {
	t.Parallel()
	w, app, d := drift(t, "directory-headroom")
	if d.Counted != 149_500 || d.Reported != 0 {
		t.Errorf("it counts %d people and reports %d", d.Counted, d.Reported)
	}
	if len(d.Users) != len(app.Users) || len(w.Atlassian.Directories) != 1 {
		t.Error("the lists themselves are to stay true")
	}
}

// TestAnAppWithoutALicence signs people in; the records of an earlier one are still there, so that nobody is lost.
func TestAnAppWithoutALicence(t *testing.T) {
	t.Parallel()
	w, app, d := drift(t, "lifecycle-management")
	if app.Provisioning != (Provisioning{}) || app.Status != "ACTIVE" || app.SignOnMode != "SAML_2_0" {
		t.Errorf("the app is %s with %+v", app.Status, app.Provisioning)
	}
	for _, au := range app.Users {
		record := d.UserWithExternalID(au.UserID)
		if au.Status != "ACTIVE" || au.ExternalID != "" || !au.BeforeProvisioning || !au.LastSync.IsZero() || record == nil || !record.Active {
			t.Errorf("%s: %+v with the record %+v", au.UserName, au, record)
		}
	}
	if len(w.Okta.Apps) == 0 || len(app.Mappings) != 2 {
		t.Errorf("%d mappings", len(app.Mappings))
	}
}

func TestAnIntegrationOfTwoWays(t *testing.T) {
	t.Parallel()
	_, app, d := drift(t, "integration-one-way")
	p := app.Provisioning
	if !p.ProfileSource || !p.SyncPassword || !p.Enabled || !p.Create || !p.Update || !p.Deactivate || p.Token != d.Key {
		t.Errorf("%+v", p)
	}
}

func TestAForeignAddress(t *testing.T) {
	t.Parallel()
	w, app, d := drift(t, "email-domains")
	rosa := w.Okta.UserNamed("rosa.weiss@" + PartnerDomain)
	au := app.User(rosa.ID)
	record, acc := d.User(au.ExternalID), w.Atlassian.AccountWithEmail(rosa.Email)
	if !rosa.Active() || !w.Okta.GroupNamed(TestAssignGroup).Has(rosa.ID) || !record.Active || record.AccountID != acc.ID {
		t.Errorf("%+v, %+v, %+v", rosa, record, acc)
	}
	if acc.Managed || acc.Billable || acc.Source != "synced" {
		t.Errorf("the organization manages an account of a domain that it does not have: %+v", acc)
	}
	strangers := 0
	for _, au := range app.Users {
		if !strings.HasSuffix(au.UserName, "@"+MainDomain) {
			strangers++
		}
	}
	if strangers != 1 {
		t.Errorf("%d people have foreign addresses", strangers)
	}
}

// TestIgnoredAttributes are the same on all sides: what Atlassian drops, it drops without a word.
func TestIgnoredAttributes(t *testing.T) {
	t.Parallel()
	w, app, d := drift(t, "assign-attributes")
	soren := w.Okta.UserNamed("soren.nielsen@" + MainDomain)
	au := app.User(soren.ID)
	record := d.User(au.ExternalID)
	for field, want := range map[string]string{"timezone": soren.Timezone, "preferredLanguage": soren.Locale} {
		if au.Profile[field] != want || record.Document[field] != want {
			t.Errorf("%s: the app has %v, the directory %v, Okta %q", field, au.Profile[field], record.Document[field], want)
		}
	}
	if au.SyncState != "SYNCHRONIZED" || len(app.Tasks) > 0 {
		t.Error("something says that an attribute was dropped")
	}
	odd := 0
	for _, u := range w.Okta.Users {
		if u.Timezone == "GMT+8" {
			odd++
		}
	}
	if odd != 1 {
		t.Errorf("%d people have such a time zone", odd)
	}
}

// TestAPushNamesItsGroup lets the System Log tell under which name a group was pushed.
func TestAPushNamesItsGroup(t *testing.T) {
	t.Parallel()
	w, app, _ := drift(t, "push-renamed")
	m := mappingNamed(t, app, "atlassian-legal-users")
	named := 0
	for _, e := range w.Okta.Log {
		for _, target := range e.Targets {
			if e.EventType == "application.provision.group_push.pushed" && target.Type == "UserGroup" && target.ID == m.GroupID && target.DisplayName == "atlassian-legal-users" {
				named++
			}
		}
	}
	if named != 1 {
		t.Errorf("%d entries name the group as it was pushed", named)
	}
}

// TestDriftedLeavesOutWhatHidesOthers keeps questions apart that cannot be asked together.
func TestDriftedLeavesOutWhatHidesOthers(t *testing.T) {
	t.Parallel()
	w := build(t, BuildOptions{Scenario: "drifted"})
	app := w.AtlassianApp()
	if len(app.Groups) == 0 || app.Users[0].Scope != "GROUP" {
		t.Error("nobody is assigned through a group, so that no group's members can be missing")
	}
	if !slices.Contains(w.Atlassian.Sites[0].Admins, w.Login) {
		t.Error("nobody can see the seats")
	}
	for _, id := range []string{"okta-reachable", "atlassian-reachable", "scim-key", "okta-app", "guard-active", "lifecycle-management"} {
		i := slices.IndexFunc(Drifts(), func(d Drift) bool { return d.ID == id })
		if i < 0 || !Drifts()[i].Alone {
			t.Errorf("%s would hide what the others are about", id)
		}
	}
}
