package engine

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// sameJSON compares a body with what is expected; "*" stands for any string.
func sameJSON(t *testing.T, got, want string) {
	t.Helper()
	var g, w any
	if err := json.Unmarshal([]byte(got), &g); err != nil {
		t.Fatalf("%v in %s", err, got)
	}
	if err := json.Unmarshal([]byte(want), &w); err != nil {
		t.Fatalf("%v in %s", err, want)
	}
	if m, ok := w.(map[string]any); ok {
		for k, v := range m {
			if s, text := g.(map[string]any)[k].(string); v == "*" && text && s != "" {
				m[k] = s
			}
		}
	}
	if !reflect.DeepEqual(g, w) {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestCreate(t *testing.T) {
	t.Parallel()
	for _, family := range []string{"oin", "aiw"} {
		t.Run(family, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, "engine="+family)
			g := b.group("g", "ann")
			got := b.exchanges(func() { b.AssignGroup(b.app, g.ID) })
			b.sent(lines(got), `GET /Users?filter=userName eq "ann@example.com"`, "POST /Users")
			if want := "GET /Users?filter=userName%20eq%20%22ann%40example.com%22&startIndex=1&count=100"; got[0].Line != want {
				t.Errorf("the filter was sent as %s", got[0].Line)
			}
			sameJSON(t, got[1].Body, `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ann@example.com",
				"name":{"givenName":"Ann","familyName":"Lee"},"emails":[{"primary":true,"value":"ann@example.com","type":"work"}],
				"displayName":"Ann Lee","locale":"en-US","externalId":"00uann","groups":[],"password":"*","active":true}`)
			au := b.app.User("00uann")
			if au.Scope != "GROUP" || au.GroupID != "g" || au.Status != "PROVISIONED" || au.ExternalID != "s1" || au.SyncState != "SYNCHRONIZED" || au.LastSync.IsZero() {
				t.Errorf("%+v", au)
			}
			if !reflect.DeepEqual(au.Profile, map[string]any{"email": "ann@example.com", "firstName": "Ann", "lastName": "Lee"}) {
				t.Errorf("profile %v", au.Profile)
			}
			if e := b.events("application."); e != "user_membership.add SUCCESS; provision.user.push SUCCESS" {
				t.Errorf("events %s", e)
			}
		})
	}
}

// TestNothingIsSentOfATooLongName: Okta's own limit stops the job before any call.
func TestNothingIsSentOfATooLongName(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	g := b.group("g", "ann")
	b.w.Okta.User("00uann").Email = strings.Repeat("a", longest) + "@example.com"
	if got := b.exchanges(func() { b.AssignGroup(b.app, g.ID) }); len(got) != 0 {
		t.Errorf("sent %v", lines(got))
	}
	if au := b.app.User("00uann"); au.ExternalID != "" || au.SyncState != "ERROR" || len(b.app.Tasks) != 1 {
		t.Errorf("%+v, tasks %v", au, b.app.Tasks)
	}
}

func TestHeaders(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.user("ann")
	for i, x := range b.exchanges(func() { b.AssignUser(b.app, "00uann") }) {
		want := map[string]string{
			"User-Agent": "Okta SCIM Client 1.0.0", "Authorization": "Bearer " + testKey, "Accept": "application/scim+json",
			"Accept-Charset": "utf-8", "Accept-Encoding": "gzip,deflate", "Content-Type": "",
		}
		if i == 1 {
			want["Content-Type"] = "application/scim+json; charset=utf-8"
		}
		for name, value := range want {
			if got := strings.Join(x.Header[name], " | "); got != value {
				t.Errorf("%s: %s is %q, want %q", x.Line, name, got, value)
			}
		}
	}
}

func TestStagedWhileQueued(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.user("ann")
	b.do(func() {
		b.AssignUser(b.app, "00uann")
		if au := b.app.User("00uann"); au.Status != "STAGED" || au.SyncState != "SYNCING" || au.ExternalID != "" || b.Pending() != 1 {
			t.Errorf("%+v with %d pending", au, b.Pending())
		}
	})
}

func TestMappedAttributes(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.app.Profile = []*world.ProfileMapping{
		{SourceType: "appuser", TargetType: "user", SourceID: b.app.ID},
		{SourceType: "user", TargetID: b.app.ID, Properties: map[string]world.MappingProperty{
			"email": {Expression: "user.workEmail", PushStatus: "PUSH"}, "firstName": {Expression: "user.firstName", PushStatus: "PUSH"},
			"title": {Expression: "user.title", PushStatus: "DONT_PUSH"}, "department": {Expression: "user.department", PushStatus: "PUSH"},
			"nickName": {Expression: "user.nickName", PushStatus: "PUSH"}, "basedIn": {Expression: `"Oslo"`, PushStatus: "PUSH"},
		}},
	}
	u := b.user("ann")
	u.Custom["workEmail"], u.Title, u.Department, u.Locale = "a.lee@work.example", "Clerk", "Post", "nb_NO"
	got := b.exchanges(func() { b.AssignUser(b.app, u.ID) })
	sameJSON(t, got[1].Body, `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User",
		"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User","urn:scim:schemas:extension:atlassian-custom:1.0:Attributes"],
		"userName":"ann@example.com","name":{"givenName":"Ann"},"emails":[{"primary":true,"value":"a.lee@work.example","type":"work"}],
		"displayName":"Ann Lee","locale":"nb-NO","title":"Clerk","externalId":"00uann","groups":[],"password":"*","active":true,
		"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Post"},
		"urn:scim:schemas:extension:atlassian-custom:1.0:Attributes":{"basedIn":"Oslo"}}`)
	got = b.exchanges(func() { u.Title, u.Department = "Chief", ""; b.UserChanged(u.ID) })
	if len(got) != 2 || !strings.Contains(got[1].Body, `"Clerk"`) || strings.Contains(got[1].Body, "department") {
		t.Errorf("creation-only title and emptied department: %v", got)
	}
}

func TestAdoption(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		family string
		active bool
		want   []string
		put    bool // active in the PUT
		event  string
	}{
		{"oin", true, []string{"GET /Users/s1", "PUT /Users/s1"}, true, "push SUCCESS"},
		{"oin", false, []string{"GET /Users/s1", "PUT /Users/s1", "PATCH /Users/s1"}, false, "reactivate SUCCESS"},
		{"aiw", true, []string{"GET /Users/s1", "PUT /Users/s1"}, true, "push SUCCESS"},
		{"aiw", false, []string{"GET /Users/s1", "PUT /Users/s1"}, true, "reactivate SUCCESS"},
	} {
		b := newBench(t, "engine="+c.family)
		b.scim.add("Users", map[string]any{"userName": "ann@example.com", "active": c.active, "nickName": "Annie", "name": map[string]any{"formatted": "A", "givenName": "Old"}})
		b.user("ann")
		got := b.exchanges(func() { b.AssignUser(b.app, "00uann") })
		b.sent(lines(got), append([]string{`GET /Users?filter=userName eq "ann@example.com"`}, c.want...)...)
		var put struct {
			Active                   bool
			ID, NickName, ExternalID string
			Name                     map[string]string
			Password                 *string
		}
		if err := json.Unmarshal([]byte(got[2].Body), &put); err != nil {
			t.Fatal(err)
		}
		if put.Active != c.put || put.ID != "s1" || put.NickName != "Annie" || put.ExternalID != "00uann" || put.Name["givenName"] != "Ann" || put.Name["formatted"] != "A" || put.Password != nil {
			t.Errorf("%s active=%v: PUT %s", c.family, c.active, got[2].Body)
		}
		if len(got) == 4 {
			sameJSON(t, got[3].Body, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","value":{"active":true}}]}`)
		}
		if au := b.app.User("00uann"); au.ExternalID != "s1" || au.Status != "PROVISIONED" {
			t.Errorf("%+v", au)
		}
		if e := b.events("application.provision.user."); e != c.event {
			t.Errorf("%s active=%v: events %s", c.family, c.active, e)
		}
	}
}
