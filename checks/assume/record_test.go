package assume

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

func TestRefutedOutweighsConfirmed(t *testing.T) {
	t.Parallel()
	r := &Record{}
	r.Confirm(AppKey)
	r.Tell(SCIMPage, false, "itemsPerPage is 10000")
	r.Confirm(SCIMPage)
	got := r.Marks()
	if len(got) != 2 || got[AppKey] != (Mark{}) || got[SCIMPage] != (Mark{Refuted: true, Saw: "itemsPerPage is 10000"}) {
		t.Errorf("%+v", got)
	}
	got[AppKey] = Mark{Refuted: true}
	if r.Marks()[AppKey].Refuted {
		t.Error("the copy is no copy")
	}
	var none *Record
	none.Confirm(AppKey)
	if none.Marks() != nil {
		t.Error("a nil record holds something")
	}
}

func TestManyMayRecordAtOnce(t *testing.T) {
	t.Parallel()
	r := &Record{}
	var all sync.WaitGroup
	for _, a := range All() {
		all.Go(func() { r.Confirm(a.ID) })
	}
	all.Wait()
	if got := r.Marks(); len(got) != len(All()) {
		t.Errorf("%d of %d", len(got), len(All()))
	}
}

func TestWatchTellsByTheAnswer(t *testing.T) {
	t.Parallel()
	const push, assign, groups, users = "/api/v1/apps/0oa1/group-push/mappings", "/admin/v2/orgs/1/directories/2/groups/3/role-assignments/assign", "/admin/v2/orgs/1/directories/-/groups/search", "/scim/directory/1/Users"
	long := strings.Repeat("x", 3*kept)
	for name, tt := range map[string]struct {
		method, path string
		status       int
		header, body string
		id           ID
		want         Mark
		none         bool
	}{
		"push recorded":     {"POST", push, 200, "", "{}", PushCreated, Mark{}, false},
		"push documented":   {"POST", push, 201, "", "{}", PushCreated, Mark{true, "answered 201"}, false},
		"push refused":      {"POST", push, 400, "", "{}", PushCreated, Mark{}, true},
		"pushes read":       {"GET", push, 200, "", "[]", PushCreated, Mark{}, true},
		"role granted":      {"POST", assign, 204, "", "", RoleAssign, Mark{}, false},
		"role with body":    {"POST", assign, 200, "", "{}", RoleAssign, Mark{true, "answered 200"}, false},
		"tokens refused":    {"GET", "/api/v1/api-tokens", 403, "", "{}", TokensRefused, Mark{}, false},
		"tokens listed":     {"GET", "/api/v1/api-tokens", 200, "", "[]", TokensRefused, Mark{}, true},
		"DPoP":              {"POST", "/oauth2/v1/token", 400, "Dpop-Nonce", "{}", DPoPDefault, Mark{true, "the app demands DPoP"}, false},
		"bare 429":          {"GET", users, 429, "", "{}", SCIMRate, Mark{true, "429 without a time"}, false},
		"429 with a time":   {"GET", users, 429, "Retry-After", "{}", SCIMRate, Mark{}, false},
		"cursor at the end": {"POST", groups, 200, "", `{"data":["` + long + `"],"links":{"next":"abc"}}`, NextCursor, Mark{}, false},
		"URL as next":       {"POST", groups, 200, "", `{"links":{"next":"https://x/?cursor=a"}}`, NextCursor, Mark{true, "links.next is a URL"}, false},
		"no next":           {"POST", groups, 200, "", `{"links":{"next":null}}`, NextCursor, Mark{}, true},
		"hundred a page":    {"GET", users, 200, "", `{"itemsPerPage": 100,"Resources":["` + long + `"]}`, SCIMPage, Mark{}, false},
		"whole page":        {"GET", users, 200, "", `{"Resources":["` + long + `"],"itemsPerPage":10000}`, SCIMPage, Mark{true, "itemsPerPage is 10000"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				if tt.header != "" {
					w.Header().Set(tt.header, "1")
				}
				w.WriteHeader(tt.status)
				_, _ = io.WriteString(w, tt.body)
			}))
			defer s.Close()
			r := &Record{}
			req, err := http.NewRequestWithContext(t.Context(), tt.method, s.URL+tt.path, http.NoBody)
			if err != nil {
				t.Fatal(err)
			}
			resp, err := Watch(http.DefaultTransport, r).RoundTrip(req)
			if err != nil {
				t.Fatal(err)
			}
			if text, err := io.ReadAll(resp.Body); err != nil || string(text) != tt.body {
				t.Errorf("the answer became %q, %v", text, err)
			}
			_ = resp.Body.Close()
			got, there := r.Marks()[tt.id]
			if there == tt.none || got != tt.want {
				t.Errorf("%v %+v, want %+v", there, got, tt.want)
			}
		})
	}
}
