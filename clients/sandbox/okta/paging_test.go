package okta

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// walk follows a list to its end and returns the ids.
func (te *tenant) walk(path string) []string {
	te.t.Helper()
	var all []string
	for range 1000 {
		a := te.get(path)
		all = append(all, strings.Fields(a.ids())...)
		if path = a.next(); path == "" {
			return all
		}
	}
	te.t.Fatal("the list does not end")
	return nil
}

func TestPages(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	for i := range 120 {
		id := fmt.Sprintf("00u%03d", i)
		te.w.Okta.AddUser(&world.User{ID: id, Status: "ACTIVE", Login: id + "@example.com", Email: id + "@example.com", FirstName: "N", LastName: "N"})
		te.w.Okta.Group("00gconf").Join(id)
		te.app.Assign(&world.AppUser{UserID: id, Scope: "USER", Status: "ACTIVE", SyncState: "DISABLED"})
		te.app.Mappings = append(te.app.Mappings, &world.PushMapping{ID: fmt.Sprintf("gPm%03d", i), GroupID: "00gconf", Status: "ACTIVE"})
	}
	for path, want := range map[string]int{
		"/api/v1/users?limit=7": 125, "/api/v1/groups/00gconf/users?limit=50": 120, "/api/v1/groups?limit=1": 3,
		appPath + "/users?limit=1": 120, appPath + "/users": 120, appPath + "/group-push/mappings": 120, "/api/v1/mappings?limit=1": 2,
		`/api/v1/users?limit=4&filter=` + url.QueryEscape(`status eq "DEPROVISIONED"`): 1,
	} {
		got := te.walk(path)
		seen := map[string]bool{}
		for _, id := range got {
			seen[id] = true
		}
		if len(got) != want || len(seen) != want {
			t.Errorf("%s: %d items, %d of them different, want %d", path, len(got), len(seen), want)
		}
	}
}

func TestPageSurvivesRemovals(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	g := te.w.Okta.Group("00gconf")
	for _, id := range []string{"00uada", "00uben", "00ucleo", "00udan", "00uFlo"} {
		g.Join(id)
	}
	first := te.get("/api/v1/groups/00gconf/users?limit=3")
	g.Leave("00uada")
	if got := te.get(first.next()).ids(); got != "00udan 00uFlo" {
		t.Errorf("after a removal the next page has %q", got)
	}
	g.Leave("00ucleo")
	if got := te.get(first.next()); got.status != 200 {
		t.Errorf("after the removal of the last item: %d", got.status)
	}
}

func TestLinks(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	te.app.Assign(&world.AppUser{UserID: "00uada", Scope: "USER"})
	te.app.Assign(&world.AppUser{UserID: "00uben", Scope: "USER"})
	for _, tc := range []struct{ path, self, kept, lost string }{
		{"/api/v1/apps", "/api/v1/apps?limit=20", "", ""},
		{`/api/v1/users?limit=1&search=profile.lastName+eq+%22Smith%22`, `limit=1`, "search=", ""},
		{"/api/v1/users?limit=1", "/api/v1/users?limit=1", "limit=1", ""},
		{appPath + "/users?limit=1&expand=user", appPath + "/users?limit=1", "limit=1", "expand"},
		{appPath + "/users", appPath + "/users?limit=50", "", ""},
		{appPath + "/groups?limit=1", appPath + "/groups?limit=20", "", ""},
		{appPath + "/group-push/mappings?sourceGroupId=00gx", appPath + "/group-push/mappings?limit=100", "", "sourceGroupId"},
		{"/api/v1/mappings?limit=1&sourceId=" + te.w.Okta.UserTypeID, "/api/v1/mappings?limit=1", "", "sourceId"},
		{"/api/v1/groups", "/api/v1/groups?limit=10000", "", ""},
		{"/api/v1/groups/00gjira/users", "/api/v1/groups/00gjira/users?limit=1000", "", ""},
		{"/api/v1/users?limit=500", "/api/v1/users?limit=200", "", ""},
	} {
		a := te.get(tc.path)
		if self := a.link("self"); !strings.Contains(self, tc.self) {
			t.Errorf("%s: self is %q, want %q", tc.path, self, tc.self)
		}
		links := strings.Join(a.header.Values("Link"), " ")
		if tc.kept != "" && !strings.Contains(a.next(), tc.kept) {
			t.Errorf("%s: next %q lost %s", tc.path, a.next(), tc.kept)
		}
		if tc.lost != "" && strings.Contains(links, tc.lost) {
			t.Errorf("%s: links %q keep %s", tc.path, links, tc.lost)
		}
	}
	for _, path := range []string{"/api/v1/users?q=a", "/api/v1/groups?q=a"} {
		if links := te.get(path).header.Values("Link"); len(links) != 0 {
			t.Errorf("%s has links %q; q has no paging", path, links)
		}
	}
}

func TestLinkHeadersOfBothForms(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	te.app.Assign(&world.AppUser{UserID: "00uada", Scope: "USER"})
	te.app.Assign(&world.AppUser{UserID: "00uben", Scope: "USER"})
	for path, want := range map[string]int{"/api/v1/users?limit=1": 2, appPath + "/users?limit=1": 1} {
		a := te.get(path)
		if got := len(a.header.Values("Link")); got != want || a.next() == "" || a.link("self") == "" {
			t.Errorf("%s: %d Link headers, want %d: %v", path, got, want, a.header["Link"])
		}
	}
}

func TestCursorForgetsMappingFilter(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	te.w.CreateApp("slack", "Slack", "SAML_2_0")
	first := te.get("/api/v1/mappings?limit=1&targetId=" + te.w.Okta.UserTypeID)
	if second := te.get(first.next()); second.text(0, "source", "type") != "user" {
		t.Errorf("the second page still filters: %s", second.raw)
	}
}

func TestBadPaging(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	for _, after := range []string{"00u1testcursorvalue", "!!", "MQ", "LTEueA"} {
		te.refused(400, "E0000029", "Invalid cursor.", "GET", "/api/v1/apps?after="+after, "")
	}
	te.refused(400, "E0000001", "limit", "GET", "/api/v1/users?limit=many", "")
	te.refused(400, "E0000001", "limit", "GET", "/api/v1/users?limit=0", "")
	te.get(appPath + "/group-push/mappings?after=")
}

func FuzzCursor(f *testing.F) {
	for _, s := range []string{"", "MC5h", cursor{pos: 12, id: "00uada"}.String(), "00u1testcursorvalue", "MC5h\r", "MzAu000\r"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, ok := parseCursor(text)
		if !ok {
			return
		}
		if again := c.String(); again != text {
			t.Errorf("%q is read as %+v, which is written %q", text, c, again)
		}
		if at := start(c, []string{"a", "b"}, func(s string) string { return s }); at < 0 || at > 2 {
			t.Errorf("%+v starts at %d of 2", c, at)
		}
	})
}
