package world

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestReadyRecordsAreWhatOktaWrote compares each record with the person, attribute by attribute.
func TestReadyRecordsAreWhatOktaWrote(t *testing.T) {
	t.Parallel()
	w := build(t, BuildOptions{Scenario: "ready", Seed: 6})
	app, d := w.AtlassianApp(), w.Atlassian.Directories[0]
	if len(d.Users) != len(app.Users) || len(app.Users) == 0 {
		t.Fatalf("%d records for %d people", len(d.Users), len(app.Users))
	}
	for _, au := range app.Users {
		u, r := w.Okta.User(au.UserID), d.User(au.ExternalID)
		want := map[string]any{
			"userName": u.Email, "externalId": u.ID, "active": true, "displayName": u.DisplayName, "title": u.Title, "timezone": u.Timezone, "preferredLanguage": u.Locale,
			"name":   map[string]any{"givenName": u.FirstName, "familyName": u.LastName},
			"emails": []any{map[string]any{"primary": true, "value": u.Email, "type": "work"}},
			"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": map[string]any{"department": u.Department, "organization": u.Organization},
		}
		if !reflect.DeepEqual(r.Document, want) {
			t.Errorf("%s is kept as %v", u.Email, r.Document)
		}
		for name, value := range map[string]string{"email": u.Email, "firstName": u.FirstName, "lastName": u.LastName, "preferredLanguage": u.Locale, "department": u.Department} {
			if au.Profile[name] != value {
				t.Errorf("%s: the app profile's %s is %v", u.Email, name, au.Profile[name])
			}
		}
		if len(au.Profile) != len(toApp()) {
			t.Errorf("%s: %d attributes in the app profile, %d are mapped", u.Email, len(au.Profile), len(toApp()))
		}
		if au.Scope != "GROUP" || au.GroupID != app.Groups[0].GroupID || au.LastSync.IsZero() || au.Error != "" || r.ExternalID != u.ID || !r.Active {
			t.Errorf("%s: %+v", u.Email, au)
		}
	}
}

// TestReadyHappenedInOrder: directory, app, integration, people, groups; all of it in the past.
func TestReadyHappenedInOrder(t *testing.T) {
	t.Parallel()
	w := build(t, BuildOptions{Scenario: "ready"})
	app, d := w.AtlassianApp(), w.Atlassian.Directories[0]
	times := []time.Time{d.KeyCreated, app.Created, app.LastUpdated, d.Users[0].Created, d.Groups[0].Created}
	if !slices.IsSortedFunc(times, time.Time.Compare) || !times[len(times)-1].Before(testTime) {
		t.Errorf("the set-up's times are %v", times)
	}
	if !app.Provisioning.TestedAt.Equal(app.LastUpdated) || d.Expires.Sub(d.KeyCreated) != 365*24*time.Hour {
		t.Errorf("tested %s; the key lasts %s", app.Provisioning.TestedAt, d.Expires.Sub(d.KeyCreated))
	}
	kinds := map[string]int{}
	for _, e := range w.Okta.Log {
		kinds[e.EventType]++
		if e.Result != "SUCCESS" || e.Severity != "INFO" || e.Reason != "" || e.Debug["appname"] != AppName || e.Targets[0] != (LogTarget{ID: app.ID, Type: "AppInstance", AlternateID: app.Label, DisplayName: app.Label}) {
			t.Errorf("log: %+v", e)
		}
		if e.Published.After(testTime) || e.ActorID != w.Okta.Tokens[0].OwnerID {
			t.Errorf("log: %s by %s", e.Published, e.ActorID)
		}
	}
	if kinds["application.provision.user.push"] != len(app.Users) || kinds["application.provision.group_push.pushed"] != 2 || kinds["application.lifecycle.update"] != 1 || kinds["application.provision.user.push_profile"] != 1 {
		t.Errorf("the log holds %v", kinds)
	}
}

func TestReadyIsBilledAndReleased(t *testing.T) {
	t.Parallel()
	w := build(t, BuildOptions{Scenario: "ready"})
	a, d := &w.Atlassian, w.Atlassian.Directories[0]
	for _, acc := range a.Accounts {
		synced := len(a.Linked(acc.ID)) > 0
		if synced != (acc.Source == "synced") || acc.Billable != acc.Managed || acc.Managed != a.Claims(acc.Email) {
			t.Errorf("%s: source %s, managed %v, billable %v", acc.Email, acc.Source, acc.Managed, acc.Billable)
		}
	}
	if w.Handed.BaseURL != w.APIURL+"/scim/directory/"+d.ID || !strings.HasPrefix(w.Handed.BaseURL, "https://api.atlassian.com/scim/directory/") || w.Handed.Key != d.Key {
		t.Errorf("the admin wrote down %s", w.Handed.BaseURL)
	}
	for _, g := range d.Groups {
		if org := a.Group(g.OrgGroupID); org.SCIMGroupID != g.ID || org.Name != g.DisplayName || org.IsDefault() || org.BuiltIn {
			t.Errorf("%s reached %+v", g.DisplayName, org)
		}
	}
	for _, s := range a.Sites {
		if s.AddedTo != d.ID {
			t.Errorf("%s is not added", s.Name)
		}
	}
	if len(a.Conflicts) != 0 || len(w.AtlassianApp().Tasks) != 0 {
		t.Error("something waits for a person")
	}
}

func TestWhatIsShownAndWhatOpens(t *testing.T) {
	t.Parallel()
	w := New(1, func() time.Time { return testTime })
	if !w.Shown(time.Time{}) || !w.Shown(testTime) || w.Shown(testTime.Add(time.Nanosecond)) {
		t.Error("what arrives now is shown now, what arrives later is not")
	}
	a := &w.Atlassian
	for id, roles := range map[string][]string{"1": {UserRole}, "2": {"atlassian/admin"}, "3": {"atlassian/admin", UserRole}} {
		a.AddGroup(&OrgGroup{ID: id, Roles: map[string][]string{"ari": roles}})
	}
	var open []string
	for _, g := range a.Opening("ari", UserRole) {
		open = append(open, g.ID)
	}
	if slices.Sort(open); !slices.Equal(open, []string{"1", "3"}) || len(a.Opening("other", UserRole)) != 0 {
		t.Errorf("opened by %v", open)
	}
	w.AddEvent("user_added", "712020:x", "Ana joined")
	w.AddEvent("user_added", "712020:x", "Ken joined")
	if e := a.Events[1]; e.Action != "user_added" || e.ActorID != "712020:x" || e.Message != "Ken joined" || !e.Time.Equal(testTime) || e.ID == a.Events[0].ID {
		t.Errorf("%+v", e)
	}
}
