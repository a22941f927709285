package okta

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients"
)

const appUsers = "https://example.okta.com/api/v1/apps/0oa1/users"

func linked(body string, links ...string) reply { return reply{status: 200, body: body, links: links} }

func TestListFollowsLinks(t *testing.T) {
	t.Parallel()
	next := "<" + appUsers + `?after=u2&limit=500>; rel="next"`
	self := "<" + appUsers + `?limit=500>; rel="self"`
	for name, links := range map[string][]string{
		"two headers": {self, next}, "comma-joined": {self + ", " + next}, "relative": {`</api/v1/apps/0oa1/users?after=u2>; rel="next"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o, c := answers(t, linked(`[{"id":"u1"},{"id":"u2"}]`, links...), linked(`[{"id":"u3"}]`, self))
			got, err := collect(c.AppUsers(t.Context(), "0oa1"))
			if err != nil || len(got) != 3 || got[2].ID != "u3" {
				t.Errorf("got %+v, %v", got, err)
			}
			o.sent(t, "GET /api/v1/apps/0oa1/users?limit=500", "GET /api/v1/apps/0oa1/users?after=u2&limit=500")
		})
	}
}

func TestListAddsItsParametersAgain(t *testing.T) {
	t.Parallel()
	o, c := answers(t,
		linked(`[{"id":"g1"}]`, `<https://example.okta.com/api/v1/groups?after=g1&limit=1>; rel="next"`),
		linked(`[{"id":"g2"}]`))
	got, err := collect(c.Groups(t.Context(), GroupQuery{NameStarts: "a", Stats: true}))
	if err != nil || len(got) != 2 {
		t.Errorf("got %+v, %v", got, err)
	}
	o.sent(t, `GET /api/v1/groups?expand=stats&limit=200&search=profile.name sw "a"`,
		`GET /api/v1/groups?after=g1&expand=stats&limit=1&search=profile.name sw "a"`)
}

func TestListRefusesLinks(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, link, says string }{
		{"to another host", `<https://evil.example.com/api/v1/apps/0oa1/users?after=u1>; rel="next"`, "another host, evil.example.com"},
		{"to another port", `<https://example.okta.com:8443/x?after=u1>; rel="next"`, "another host"},
		{"to another scheme", `<http://example.okta.com/x?after=u1>; rel="next"`, "another host"},
		{"without a cursor", "<" + appUsers + `?limit=1>; rel="next"`, "was read already"},
		{"to the same page", "<" + appUsers + `?after=u1>; rel="next"`, "was read already"},
		{"that are none", `<https://%zz>; rel="next"`, "not well-formed"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, c := orgThat(t, func(req *http.Request) reply {
				if req.URL.Host != "example.okta.com" || req.URL.Scheme != "https" {
					t.Errorf("asked %s", req.URL)
				}
				return linked(`[{"id":"u1"}]`, test.link)
			})
			failures := 0
			for _, err := range c.AppUsers(t.Context(), "0oa1") {
				var e *clients.Error
				if err == nil {
					continue
				}
				if failures++; !errors.As(err, &e) || !strings.Contains(err.Error(), test.says) {
					t.Errorf("got %v", err)
				}
			}
			if failures != 1 {
				t.Errorf("%d errors", failures)
			}
		})
	}
}

func TestListYieldsOneErrorAndEnds(t *testing.T) {
	t.Parallel()
	for name, second := range map[string]reply{
		"refused": refusal(400, "E0000029", "Invalid paging request."), "truncated": ok(`[{"id":"u`), "not a list": ok(`{}`), "empty": ok(""),
		"broken": {broken: errors.New("broke")},
	} {
		_, c := answers(t, linked(`[{"id":"u1"}]`, "<"+appUsers+`?after=u1>; rel="next"`), second)
		var seen []string
		for u, err := range c.AppUsers(t.Context(), "0oa1") {
			if seen = append(seen, u.ID); err != nil {
				seen = append(seen, "error")
			}
		}
		if strings.Join(seen, " ") != "u1  error" {
			t.Errorf("%s: saw %q", name, seen)
		}
		_, c = answers(t, second)
		if got, err := collect(c.AppUsers(t.Context(), "0oa1")); err == nil || got != nil {
			t.Errorf("%s: collected %v", name, got)
		}
	}
}

func TestListStopsWhenNobodyWantsMore(t *testing.T) {
	t.Parallel()
	o, c := answers(t, linked(`[{"id":"u1"},{"id":"u2"}]`, "<"+appUsers+`?after=u2>; rel="next"`))
	for range c.AppUsers(t.Context(), "0oa1") {
		break
	}
	o.sent(t, "GET /api/v1/apps/0oa1/users?limit=500")
}

func TestListEndsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	_, c := orgThat(t, func(req *http.Request) reply {
		cancel()
		return reply{broken: req.Context().Err()}
	})
	if _, err := collect(c.AppUsers(ctx, "0oa1")); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestAnEmptyIDNeverReadsTheList(t *testing.T) {
	t.Parallel()
	o, c := answers(t)
	_, app := c.App(t.Context(), "")
	_, group := c.Group(t.Context(), "")
	_, user := c.AppUser(t.Context(), "0oa1", "")
	_, assign := c.AssignGroup(t.Context(), "", "00g1")
	_, dots := c.User(t.Context(), "..")
	for _, err := range []error{app, group, user, assign, dots} {
		if err == nil {
			t.Error("no error")
		}
	}
	o.sent(t)
}
