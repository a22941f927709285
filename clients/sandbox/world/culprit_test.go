package world

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// drift builds a ready world with one drift, and takes out what nearly every test looks at.
func drift(t *testing.T, id string, variants ...string) (*World, *App, *Directory) {
	t.Helper()
	o := BuildOptions{Drifts: []string{id}, Variants: map[string]string{}}
	for _, v := range variants {
		name, value, _ := strings.Cut(v, "=")
		o.Variants[name] = value
	}
	w := build(t, o)
	if len(w.Atlassian.Directories) == 0 {
		return w, w.AtlassianApp(), nil
	}
	return w, w.AtlassianApp(), w.Atlassian.Directories[0]
}

// mappingNamed returns the app's push mapping of that name.
func mappingNamed(t *testing.T, app *App, name string) *PushMapping {
	t.Helper()
	i := slices.IndexFunc(app.Mappings, func(m *PushMapping) bool { return m.TargetName == name })
	if i < 0 {
		t.Fatalf("no mapping is called %s", name)
	}
	return app.Mappings[i]
}

// TestPeopleWhoDrift names for each drift about a person whom it is about, and everything that a check can tell of them.
func TestPeopleWhoDrift(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		drift, email, user     string // user is the Okta status
		status, sync, account  string // of the assignment, and of the Atlassian account; "-" is none
		record, linked, before bool
	}{
		{drift: "assign-provisioned", email: "nina.keller@" + MainDomain, user: "ACTIVE", status: "STAGED", sync: "OUT_OF_SYNC", account: "-"},
		{drift: "assign-before-provisioning", email: "paul.adler@" + MainDomain, user: "ACTIVE", status: "ACTIVE", sync: "DISABLED", account: "-", before: true},
		{drift: "assign-errors", email: "ken.ito@" + MainDomain, user: "ACTIVE", status: "PROVISIONED", sync: "ERROR", account: "active", record: true, linked: true},
		{drift: "assign-linked", email: "jonas.lind@" + MainDomain, user: "ACTIVE", status: "PROVISIONED", sync: "SYNCHRONIZED", account: "active", record: true},
		{drift: "assign-inactive", email: "rita.gomes@" + MainDomain, user: "SUSPENDED", status: "PROVISIONED", sync: "SYNCHRONIZED", account: "active", record: true, linked: true},
		{drift: "assign-orphans", email: "otto.lorenz@" + MainDomain, user: "ACTIVE", status: "-", account: "active", record: true, linked: true},
	} {
		t.Run(tc.drift, func(t *testing.T) {
			t.Parallel()
			w, app, d := drift(t, tc.drift)
			u := w.Okta.UserNamed(tc.email)
			if u == nil || u.Status != tc.user || !w.Okta.GroupNamed("Everyone").Has(u.ID) {
				t.Fatalf("in Okta: %+v", u)
			}
			record := d.UserNamed(tc.email)
			if (record != nil) != tc.record || record != nil && ((record.AccountID != "") != tc.linked || !record.Active || record.ExternalID != u.ID) {
				t.Errorf("in the directory: %+v", record)
			}
			if acc := w.Atlassian.AccountWithEmail(tc.email); acc == nil && tc.account != "-" || acc != nil && acc.Status != tc.account {
				t.Errorf("the account: %+v, want %s", acc, tc.account)
			}
			au := app.User(u.ID)
			if au == nil {
				if tc.status != "-" {
					t.Error("not assigned")
				}
				return
			}
			if au.Status != tc.status || au.SyncState != tc.sync || au.BeforeProvisioning != tc.before || (au.ExternalID != "") != tc.record || au.UserName != tc.email {
				t.Errorf("the assignment: %+v", au)
			}
			if !w.Okta.GroupNamed(TestAssignGroup).Has(u.ID) || au.Scope != "GROUP" {
				t.Error("not assigned through the assignment group")
			}
			if (au.Error != "") != (tc.sync == "ERROR") {
				t.Errorf("the assignment's error: %q", au.Error)
			}
		})
	}
}

// TestOthersStayProvisioned sees to it that a drift about one person is about nobody else.
func TestOthersStayProvisioned(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"assign-provisioned", "assign-before-provisioning", "assign-errors", "assign-linked", "assign-inactive", "assign-orphans", "email-population"} {
		w, app, d := drift(t, id)
		wrong := 0
		for _, au := range app.Users {
			u, record := w.Okta.User(au.UserID), d.User(au.ExternalID)
			if record == nil || record.AccountID == "" || au.SyncState != "SYNCHRONIZED" || !u.Active() || au.UserName != u.Email || record.UserName != u.Email {
				wrong++
			}
		}
		want := 1
		if id == "assign-orphans" {
			want = 0 // The orphan is not assigned any more.
		}
		if wrong != want {
			t.Errorf("%s is about %d people who are assigned, want %d", id, wrong, want)
		}
		if linked := len(d.Users) - len(app.Users); linked < -1 || linked > 1 {
			t.Errorf("%s: %d records for %d people", id, len(d.Users), len(app.Users))
		}
	}
}

// TestGroupsThatDrift names for each drift about a pushed group what Okta says, what the directory holds, and what the organization shows.
func TestGroupsThatDrift(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		drift, variant, group, status string
		// record and synced say how far the group got; open whether it opens a product.
		record, synced, open, task, conflict bool
	}{
		"conflict":         {"push-name-conflict", "collision=conflict", "atlassian-service-desk", "ERROR", false, false, true, true, true},
		"silent conflict":  {"push-name-conflict", "collision=silent", "atlassian-service-desk", "ACTIVE", true, false, true, false, true},
		"default":          {"push-default-group", "default-collision=silent", "jira-users-example", "ACTIVE", true, false, true, false, false},
		"default conflict": {"push-default-group", "default-collision=conflict", "jira-users-example", "ERROR", false, false, true, true, false},
		"error":            {"push-status", "repush=pushes", "atlassian-design-users", "ERROR", true, true, true, true, false},
		"never arrived":    {"push-arrived", "repush=pushes", "atlassian-research-users", "ACTIVE", false, false, false, false, false},
		"renamed":          {"push-renamed", "repush=pushes", "atlassian-legal-users", "ACTIVE", true, true, true, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, app, d := drift(t, tc.drift, tc.variant)
			m := mappingNamed(t, app, tc.group)
			if m.Status != tc.status || (m.ErrorSummary != "") != (tc.status == "ERROR") || m.TargetGroupID == "" {
				t.Errorf("mapping: %s %q, target %q", m.Status, m.ErrorSummary, m.TargetGroupID)
			}
			record := d.GroupNamed(tc.group)
			if (record != nil) != tc.record || (m.RemoteID != "") != tc.record {
				t.Errorf("in the directory: %+v, Okta knows %q", record, m.RemoteID)
			}
			if record != nil && (len(record.Members) != 3 || (record.OrgGroupID != "") != tc.synced) {
				t.Errorf("%d members, reached %q", len(record.Members), record.OrgGroupID)
			}
			org := w.Atlassian.GroupNamed(tc.group)
			if org != nil && (org.Synced() != tc.synced || (len(org.Roles) > 0) != tc.open) || org == nil && (tc.synced || tc.open) {
				t.Errorf("in the organization: %+v", org)
			}
			if len(w.Atlassian.Conflicts) > 0 != tc.conflict {
				t.Errorf("%d conflicts to review", len(w.Atlassian.Conflicts))
			}
			if (len(app.Tasks) == 1 && app.Tasks[0].MappingID == m.ID && app.Tasks[0].Summary == m.ErrorSummary) != tc.task {
				t.Errorf("tasks: %+v", app.Tasks)
			}
			if tc.task {
				e := w.Okta.Log[len(w.Okta.Log)-1]
				if e.Result != "FAILURE" || e.Severity != "ERROR" || e.Reason != m.ErrorSummary || e.Targets[1].ID != m.GroupID || e.Published.After(testTime) {
					t.Errorf("the log's last entry: %+v", e)
				}
			}
		})
	}
}

// TestTheNameInUseIsRefusedInAtlassiansWords: the sentence of Okta's article, with no name between the words.
func TestTheNameInUseIsRefusedInAtlassiansWords(t *testing.T) {
	t.Parallel()
	_, app, _ := drift(t, "push-name-conflict")
	m := mappingNamed(t, app, "atlassian-service-desk")
	if !strings.Contains(m.ErrorSummary, "atlassian-service-desk") || !strings.HasSuffix(m.ErrorSummary, "Resource [GROUP]: with displayName already exists.") {
		t.Errorf("the error is %q", m.ErrorSummary)
	}
	w, app, _ := drift(t, "assign-errors")
	if text := app.User(w.Okta.UserNamed("ken.ito@" + MainDomain).ID).Error; !strings.HasSuffix(text, "Resource [USER]: with email[ken.ito@"+MainDomain+"] already exists.") {
		t.Errorf("the error is %q", text)
	}
}

func TestMembersWhoDrift(t *testing.T) {
	t.Parallel()
	w, app, d := drift(t, "push-members")
	m := mappingNamed(t, app, TestJiraGroup)
	source, target := w.Okta.Group(m.GroupID), d.GroupNamed(TestJiraGroup)
	var missing, left []string
	for _, id := range source.Members {
		if au := app.User(id); !target.Has(au.ExternalID) {
			missing = append(missing, au.UserName)
		}
	}
	for _, id := range target.Members {
		if record := d.User(id); !source.Has(record.ExternalID) {
			left = append(left, record.UserName)
		}
	}
	if !slices.Equal(missing, []string{"eva.berg@" + MainDomain}) || !slices.Equal(left, []string{"zoe.becker@" + MainDomain}) {
		t.Errorf("missing %v, left behind %v", missing, left)
	}
	org := w.Atlassian.Group(target.OrgGroupID)
	if len(org.Members) != len(target.Members) || org.Has(w.Atlassian.AccountWithEmail(missing[0]).ID) || !org.Has(w.Atlassian.AccountWithEmail(left[0]).ID) {
		t.Error("the organization's group is not that of the directory")
	}
	if m.Status != "ACTIVE" || len(app.Tasks) != 0 {
		t.Error("Okta shows that something is wrong: nobody would have to compare")
	}
	if len(m.Pushed) != len(source.Members)-1 {
		t.Errorf("Okta thinks that %d of %d were pushed", len(m.Pushed), len(source.Members))
	}
}

func TestTheRenamedGroupKeepsItsOldNameAtAtlassian(t *testing.T) {
	t.Parallel()
	w, app, d := drift(t, "push-renamed")
	m := mappingNamed(t, app, "atlassian-legal-users")
	if got := w.Okta.Group(m.GroupID).Name; got != "atlassian-legal-and-compliance-users" {
		t.Errorf("in Okta it is called %s", got)
	}
	if d.Group(m.RemoteID).DisplayName != "atlassian-legal-users" || w.Atlassian.GroupNamed("atlassian-legal-and-compliance-users") != nil {
		t.Error("Atlassian took the new name, which its SCIM does not")
	}
}

func TestTheTwoAddressesOfOnePerson(t *testing.T) {
	t.Parallel()
	w, app, d := drift(t, "email-population")
	ana := w.Okta.UserNamed("ana.ruiz@" + MainDomain)
	au := app.User(ana.ID)
	record := d.User(au.ExternalID)
	if au.UserName != "ana@"+OldDomain || record.UserName != au.UserName || record.Email != ana.Email || record.Document["userName"] != au.UserName {
		t.Errorf("the app says %s, the directory %s with the address %s", au.UserName, record.UserName, record.Email)
	}
	if d.UserNamed(ana.Email) != nil || d.UserNamed(au.UserName) != record || d.UserWithExternalID(ana.ID) != record {
		t.Error("the record is not found by its name in force")
	}
	if app.UserName.Template != "${source.email}" {
		t.Error("the format changed too: then it is nobody's own drift")
	}
}

func TestTheDeadKeys(t *testing.T) {
	t.Parallel()
	w, app, d := drift(t, "scim-key")
	if w.Handed.Key == d.Key || app.Provisioning.Token != d.Key || !d.Expires.Equal(d.KeyCreated.Add(365*24*time.Hour)) || d.KeyCreated.After(testTime) {
		t.Error("scim-key: the admin should hold the dead key, and Okta the new one that lasts a year")
	}
	w, app, d = drift(t, "integration-credentials")
	if w.Handed.Key != d.Key || app.Provisioning.Token == d.Key || app.Provisioning.Token == "" || !app.Provisioning.Enabled {
		t.Error("integration-credentials: Okta should hold the dead key, and the admin the good one")
	}
	e := w.Okta.Log[len(w.Okta.Log)-1]
	if e.EventType != "application.integration.authentication_failure" || e.Result != "FAILURE" || e.Targets[0].ID != app.ID || testTime.Sub(e.Published) > 24*time.Hour {
		t.Errorf("the log's last entry: %+v", e)
	}
}

// TestGuardTakesTheDirectoryAlong is what ACCESS-1369 and a community thread tell of a lapsed subscription.
func TestGuardTakesTheDirectoryAlong(t *testing.T) {
	t.Parallel()
	ready := build(t, BuildOptions{Scenario: "ready"})
	w, app, d := drift(t, "guard-active")
	a := &w.Atlassian
	if d != nil || a.GuardActive || len(a.Conflicts) != 0 {
		t.Error("the directory outlives Guard")
	}
	if app == nil || !app.Provisioning.Enabled || len(app.Mappings) != 2 || w.Handed.Key == "" {
		t.Error("Okta learns of it: it should go on with a key that opens nothing")
	}
	if len(a.Groups) != len(ready.Atlassian.Groups) || len(a.Accounts) != len(ready.Atlassian.Accounts) {
		t.Error("groups or accounts were lost: they become local")
	}
	for _, g := range a.Groups {
		if g.Synced() {
			t.Errorf("%s is still synced", g.Name)
		}
	}
	for _, acc := range a.Accounts {
		if acc.Billable {
			t.Errorf("%s is billed for Guard", acc.Email)
		}
	}
	for _, domain := range a.Domains {
		if domain.LinkedTo != "" || !domain.Verified || !domain.Claimed {
			t.Errorf("domain %+v: it stays verified and claimed, and is linked to nothing", domain)
		}
	}
}
