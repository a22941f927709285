package site

import (
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

func keysOf(v any) string {
	m, _ := v.(map[string]any)
	return strings.Join(slices.Sorted(maps.Keys(m)), " ")
}

// TestShapes holds every answer's keys against Jira's specification (atlassian.md §3).
func TestShapes(t *testing.T) {
	t.Parallel()
	_, h := newSite(t)
	for _, tc := range []struct {
		path string
		at   []any
		want string
	}{
		{"/applicationrole", []any{0}, "defaultGroups defaultGroupsDetails defined groupDetails groups hasUnlimitedSeats key name numberOfSeats platform remainingSeats selectedByDefault userCount userCountDescription"},
		{"/applicationrole", []any{0, "defaultGroupsDetails", 0}, "groupId name self"},
		{"/applicationrole", []any{0, "groupDetails", 1}, "groupId name self"},
		{"/group/bulk", nil, "isLast maxResults self startAt total values"},
		{"/group/bulk?maxResults=1", nil, "isLast maxResults nextPage self startAt total values"},
		{"/group/bulk", []any{"values", 0}, "groupId name"},
		{"/group/member?groupId=g-local", []any{"values", 0}, "accountId accountType active avatarUrls displayName emailAddress key name self timeZone"},
		{"/mypermissions?permissions=ADMINISTER", []any{"permissions", "ADMINISTER"}, "description havePermission id key name type"},
		{"/nothing", nil, "errorMessages errors"},
	} {
		_, got := get(t, h, tc.path)
		if keys := keysOf(field(got, tc.at...)); keys != tc.want {
			t.Errorf("%s at %v has %s, want %s", tc.path, tc.at, keys, tc.want)
		}
	}
}

// TestOnlyBasicOpensASite: the organization's key, a SCIM key and a bearer token of the right value open nothing.
func TestOnlyBasicOpensASite(t *testing.T) {
	t.Parallel()
	_, h := newSite(t)
	for _, authorization := range []string{"", "Bearer boss-token", "Bearer org-key", "SSWS boss-token", "Basic !", "Basic Ym9zc0BleGFtcGxlLmNvbQ=="} {
		req := httptest.NewRequest(http.MethodGet, api+"/myself", nil)
		if authorization != "" {
			req.Header.Set("Authorization", authorization)
		}
		rw := httptest.NewRecorder()
		h.ServeHTTP(rw, req)
		if rw.Code != 401 || rw.Header().Get("WWW-Authenticate") == "" || !strings.HasPrefix(rw.Header().Get("Content-Type"), "application/json") {
			t.Errorf("%q: %d %v", authorization, rw.Code, rw.Header())
		}
	}
}

// TestASuspendedSiteAnswersHTML, as a gateway does, whatever the credential.
func TestASuspendedSiteAnswersHTML(t *testing.T) {
	t.Parallel()
	w, h := newSite(t)
	w.Atlassian.Sites[0].Suspended = true
	for _, login := range [][]string{{"boss@example.com", "boss-token"}, {""}} {
		req := httptest.NewRequest(http.MethodGet, api+"/applicationrole", nil)
		if login[0] != "" {
			req.SetBasicAuth(login[0], login[1])
		}
		rw := httptest.NewRecorder()
		h.ServeHTTP(rw, req)
		if rw.Code != 503 || !strings.HasPrefix(rw.Header().Get("Content-Type"), "text/html") || !strings.Contains(rw.Body.String(), "<html>") {
			t.Errorf("%d %s", rw.Code, rw.Body)
		}
	}
}

// TestSeatsFollowTheMembers: a seat is used by each active member of the opening groups, once.
func TestSeatsFollowTheMembers(t *testing.T) {
	t.Parallel()
	w, h := newSite(t)
	a := &w.Atlassian
	left := func() string {
		_, got := get(t, h, "/applicationrole/jira-software")
		return fmt.Sprint(field(got, "userCount"), " of ", field(got, "numberOfSeats"), ", ", field(got, "remainingSeats"), " left")
	}
	for _, step := range []struct {
		do   func()
		want string
	}{
		{func() {}, "3 of 10, 7 left"},
		{func() { a.Group("g-synced").Join("boss") }, "3 of 10, 7 left"},
		{func() { a.Account("bob").Status = "active" }, "4 of 10, 6 left"},
		{func() { a.Group("g-synced").Leave("cy") }, "3 of 10, 7 left"},
		{func() { delete(a.Group("g-local").Roles, jira) }, "1 of 10, 9 left"},
		{func() { a.Workspaces[0].Seats = 0 }, "1 of 0, 0 left"},
	} {
		step.do()
		if got := left(); got != step.want {
			t.Errorf("%s, want %s", got, step.want)
		}
	}
}

// TestDefaultGroupsThatAreAlsoSynced shows the one state that should be impossible, so that a check can find it.
func TestDefaultGroupsThatAreAlsoSynced(t *testing.T) {
	t.Parallel()
	w, h := newSite(t)
	w.Atlassian.Group("g-synced").Default[jira] = world.UserRole
	if _, got := get(t, h, "/applicationrole/jira-software"); fmt.Sprint(field(got, "defaultGroups")) != "[jira-users team]" {
		t.Errorf("default groups %v", field(got, "defaultGroups"))
	}
}

// TestWritingIsNoOperation: nothing of a site is changed here, and nothing says that it was.
func TestWritingIsNoOperation(t *testing.T) {
	t.Parallel()
	_, h := newSite(t)
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodPatch} {
		req := httptest.NewRequest(method, api+"/applicationrole", strings.NewReader("{}"))
		req.SetBasicAuth("boss@example.com", "boss-token")
		rw := httptest.NewRecorder()
		h.ServeHTTP(rw, req)
		if rw.Code < 400 {
			t.Errorf("%s: %d", method, rw.Code)
		}
	}
}
