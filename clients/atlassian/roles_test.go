package atlassian

import (
	"errors"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients"
)

const jira = "ari:cloud:jira-software::site/1"

func TestAssignRoleAcceptsAnySuccess(t *testing.T) {
	t.Parallel()
	for _, a := range []answer{{200, `{}`}, {200, ``}, {201, `"done"`}, {202, `not json`}, {204, ``}} {
		s, c := serve(t, a)
		if err := c.AssignRole(t.Context(), "o1", "d1", "g/1", RoleUser, jira); err != nil {
			t.Errorf("%d %q: %v", a.status, a.body, err)
		}
		want := seen{"POST /admin/v2/orgs/o1/directories/d1/groups/g%2F1/role-assignments/assign", `{"roleId":"atlassian/user","resourceId":"` + jira + `"}`, "Bearer org-key"}
		if got := s.requests(); len(got) != 1 || got[0] != want {
			t.Errorf("sent %v, want %v", got, want)
		}
	}
}

func TestAssignRoleRefusals(t *testing.T) {
	t.Parallel()
	_, c := serve(t, answer{409, `{"errors":[{"code":"ADMIN-UAM-409-3","status":"409","title":"Licence limit"}]}`})
	err := c.AssignRole(t.Context(), "o1", "d1", "g1", RoleUser, jira)
	if !errors.Is(err, clients.ErrConflict) || !HasCode(err, CodeLicenceLimit) || HasCode(err, CodeConflict) {
		t.Errorf("got %v", err)
	}
}

func TestAssignRoleNeedsItsTarget(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ directory, group, resource, want string }{
		"no directory":    {"", "g1", jira, "directory id"},
		"all directories": {AllDirectories, "g1", jira, "directory id"},
		"no group":        {"d1", "", jira, "id in the path"},
		"no ARI":          {"d1", "g1", "https://example.atlassian.net", "ARI"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, cl := serve(t, answer{204, ``})
			err := cl.AssignRole(t.Context(), "o1", c.directory, c.group, RoleUser, c.resource)
			if err == nil || !strings.Contains(err.Error(), c.want) || len(s.requests()) != 0 {
				t.Errorf("got %v after %d requests", err, len(s.requests()))
			}
		})
	}
}

func TestReadRoutesAreTheReadingPosts(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	s, c := serve(t, ok(`{"data":[]}`))
	_, _ = all(c.Groups(ctx, "{id}", GroupQuery{All: true}))
	_, _ = all(c.Users(ctx, "{id}", UserQuery{}))
	_, _ = all(c.Workspaces(ctx, "{id}"))
	_, _ = c.SCIMLinks(ctx, "{id}", "a@example.com")
	var sent []string
	for _, r := range s.requests() {
		line := strings.NewReplacer("%7Bid%7D", "{id}", "/-/", "/{id}/").Replace(r.Line)
		sent = append(sent, line)
	}
	if got := ReadRoutes(); strings.Join(got, "\n") != strings.Join(sent, "\n") {
		t.Errorf("routes\n%s\nsent\n%s", strings.Join(got, "\n"), strings.Join(sent, "\n"))
	}
}
