package directory

import (
	"net/http"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// userLimit is how many users a directory takes.
// https://developer.atlassian.com/cloud/admin/user-provisioning/rest/intro/
const userLimit = 150_000

// listUsers is GET /Users with one exact comparison on userName or externalId.
// https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-users/
func listUsers(r *request) answer {
	p, bad := r.page()
	if bad.status != 0 {
		return bad
	}
	only, bad := r.projection()
	if bad.status != 0 {
		return bad
	}
	by, value, bad := r.filter("userName", "externalId")
	if bad.status != 0 {
		return bad
	}
	users, reported := r.dir.Users, len(r.dir.Users)
	if r.dir.Reported > 0 {
		reported = r.dir.Reported
	}
	if r.dir.Counted > 0 && p.count == 1 {
		reported = r.dir.Counted
	}
	if by != "" {
		users = oneUser(r.dir, by, value)
		reported = len(users)
	}
	return r.list(p, len(users), reported, func(i int) any { return only.of(r.render(users[i])) })
}

func oneUser(d *world.Directory, by, value string) []*world.SCIMUser {
	u := d.UserNamed(value)
	if by == "externalId" {
		u = d.UserWithExternalID(value)
	}
	if u == nil {
		return nil
	}
	return []*world.SCIMUser{u}
}

// getUser is GET /Users/{id}.
func getUser(r *request) answer {
	u := r.dir.User(r.PathValue("id"))
	if u == nil {
		return notFound("USER", r.PathValue("id"))
	}
	return r.user(http.StatusOK, u, false)
}

// user answers with one record.
func (r *request) user(status int, u *world.SCIMUser, changed bool) answer {
	only, bad := r.projection()
	if bad.status != 0 {
		return bad
	}
	return answer{status: status, body: only.of(r.render(u)), changed: changed}
}
