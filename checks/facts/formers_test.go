package facts

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients"
)

const (
	records  = "GET /scim/directory/d1/Users"
	theirs   = "GET /scim/directory/d1/Groups"
	appUsers = "GET /api/v1/apps/0oa1/users"
	systemID = "GET /api/v1/logs"
)

func pageOf(items ...string) string {
	return `{"totalResults":` + string(rune('0'+len(items))) + `,"startIndex":1,"Resources":[` + strings.Join(items, ",") + `]}`
}

// renamed is a tenant whose pushed group a is called new now, and is still old in the directory, with Ana and Bob in it.
func renamed(change map[string]string) map[string]string {
	says := whole()
	maps.Copy(says, map[string]string{
		pushes:                  `[{"id":"1","sourceGroupId":"00ga","targetGroupId":"00gt","status":"ACTIVE"}]`,
		groups + "/00ga":        group("00ga", "new"),
		groups + "/00gt":        group("00gt", "old"),
		groups + "/00ga/users":  `[{"id":"00u1","status":"ACTIVE","profile":{"login":"ana@x.example"}},{"id":"00u2","status":"ACTIVE","profile":{"login":"bob@x.example"}}]`,
		appUsers:                `[{"id":"00u1","externalId":"s1","status":"PROVISIONED"},{"id":"00u2","externalId":"s2","status":"PROVISIONED"}]`,
		records:                 pageOf(`{"id":"s1","userName":"ana@x.example","externalId":"00u1"}`, `{"id":"s2","userName":"bob@x.example","externalId":"00u2"}`),
		theirs:                  pageOf(`{"id":"g1","displayName":"old","members":[{"value":"s1"},{"value":"s2"}]}`),
		"GET /api/v1/apps/0oa1": oneApp[1 : len(oneApp)-1],
	})
	maps.Copy(says, change)
	return says
}

// logged is a push in the System Log, of a group under a name.
func logged(name string) string {
	return `[{"uuid":"1","eventType":"application.provision.group_push.pushed","published":"2026-11-01T10:00:00Z","outcome":{"result":"SUCCESS"},
		"target":[{"id":"0oa1","type":"AppInstance"},{"id":"00ga","type":"UserGroup","displayName":"` + name + `"}]}]`
}

func TestFormers(t *testing.T) {
	t.Parallel()
	const gone = ""
	hidden := map[string]string{groups + "/00gt": `{"errorCode":"E0000007"}`}
	other := `{"id":"g1","displayName":"old","members":[{"value":"s1"}]}`
	for name, tt := range map[string]struct {
		change map[string]string
		was    string
	}{
		"by the app's group":               {nil, "old"},
		"by the app's group, other people": {map[string]string{theirs: pageOf(other)}, "old"},
		"by the log":                       {map[string]string{groups + "/00gt": group("00gt", "new"), theirs: pageOf(other), systemID: logged("OLD")}, "old"},
		"by the people":                    {hidden, "old"},
		"two groups have the people":       {map[string]string{groups + "/00gt": `{}`, theirs: pageOf(`{"id":"g1","displayName":"old","members":[{"value":"s1"},{"value":"s2"}]}`, `{"id":"g2","displayName":"older","members":[{"value":"s1"},{"value":"s2"}]}`)}, gone},
		"other people":                     {map[string]string{groups + "/00gt": `{}`, theirs: pageOf(other)}, gone},
		"as many, but others":              {map[string]string{groups + "/00gt": `{}`, theirs: pageOf(`{"id":"g1","displayName":"old","members":[{"value":"s1"},{"value":"s9"}]}`)}, gone},
		"nobody in it":                     {map[string]string{groups + "/00gt": `{}`, groups + "/00ga/users": `[]`, theirs: pageOf(`{"id":"g1","displayName":"old"}`)}, gone},
		"never arrived":                    {map[string]string{theirs: pageOf()}, gone},
		"the same name":                    {map[string]string{groups + "/00ga": group("00ga", "Old")}, gone},
		"the log tells of another name":    {map[string]string{groups + "/00gt": `{}`, theirs: pageOf(other), systemID: logged("elsewhere")}, gone},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, _ := open(t, Intent{}, Kept{}, renamed(tt.change))
			found, err := f.Formers(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			switch former, ok := found["00ga"]; {
			case ok != (tt.was != gone):
				t.Errorf("found %+v, want %q", found, tt.was)
			case ok && (former.Was.DisplayName != tt.was || former.Group.Name != "new"):
				t.Errorf("%s was %s, want %s", former.Group.Name, former.Was.DisplayName, tt.was)
			}
		})
	}
}

func TestFormersAskOnlyWhereAGroupIsMissing(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]map[string]string{
		"all names match":            {groups + "/00ga": group("00ga", "old")},
		"nothing has arrived at all": {theirs: pageOf()},
	} {
		f, w := open(t, Intent{}, Kept{}, renamed(change))
		if found, err := f.Formers(t.Context()); err != nil || len(found) > 0 {
			t.Errorf("%s: %v, %v", name, found, err)
		}
		if n := w.count(groups+"/00gt") + w.count(systemID); n > 0 {
			t.Errorf("%s: %d calls about a former name", name, n)
		}
	}
	f, w := open(t, Intent{}, Kept{}, renamed(nil))
	for range 3 {
		if _, err := f.Formers(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if n := w.count(groups + "/00gt"); n != 1 {
		t.Errorf("asked %d times for the app's group", n)
	}
}

func TestPushedGroupsAreThoseOfTheMappings(t *testing.T) {
	t.Parallel()
	f, _ := open(t, Intent{PushGroups: []string{"something-else"}}, Kept{}, renamed(nil))
	found, err := f.PushedGroups(t.Context())
	if err != nil || !slices.Equal(Names(found), []string{"new"}) {
		t.Errorf("%v, %v", Names(found), err)
	}
}

// TestFormersThatCannotBeRead lets the readings fail that decide.
func TestFormersThatCannotBeRead(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]map[string]string{
		"mappings": {pushes: `{"errorCode":`}, "directory": {theirs: `{"totalResults":`}, "groups": {groups + "/00ga": `{`},
		"the log, and nothing else tells":    {systemID: `{"errorCode":`, groups + "/00gt": `{}`, theirs: pageOf(`{"id":"g1","displayName":"old","members":[{"value":"s1"}]}`)},
		"the people, and nothing else tells": {appUsers: `[`, groups + "/00gt": `{}`},
	} {
		f, _ := open(t, Intent{}, Kept{}, renamed(change))
		if found, err := f.Formers(t.Context()); err == nil {
			t.Errorf("%s: found %v", name, found)
		}
	}
}

func TestUnlicensed(t *testing.T) {
	t.Parallel()
	if !unlicensed(&clients.Error{Status: 401, Code: "E0000015"}) || unlicensed(&clients.Error{Status: 401, Code: "E0000011"}) || unlicensed(errors.New("E0000015")) {
		t.Error("a missing licence is told by Okta's code alone")
	}
}
