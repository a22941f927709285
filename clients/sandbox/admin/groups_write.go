package admin

import (
	"net/http"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// createGroup is POST …/groups: a local group, no body comes back.
// https://developer.atlassian.com/cloud/admin/organization/rest/api-group-groups/
func createGroup(r *request) answer {
	var sent struct {
		Name        string `json:"name"`
		Description string `json:"description"`
	}
	if bad, ok := r.decode(&sent); !ok || sent.Name == "" {
		return orElse(bad, badBody())
	}
	if r.org.GroupNamed(sent.Name) != nil {
		return problem(http.StatusConflict, "ADMIN-409-28", "Conflict", "A group with this name exists already.")
	}
	r.org.AddGroup(&world.OrgGroup{ID: r.w.UUID(), Name: sent.Name, Description: sent.Description})
	r.w.AddEvent("group_created", r.key.CreatedBy, "Created group "+sent.Name)
	return answer{status: http.StatusCreated, changed: true}
}

func orElse(a, otherwise answer) answer {
	if a.status != 0 {
		return a
	}
	return otherwise
}

// deleteGroup is DELETE …/groups/{groupId}: never a synced group, a default one, or one with members.
func deleteGroup(r *request) answer {
	g, bad := r.group()
	if bad.status != 0 {
		return bad
	}
	switch {
	case g.Synced():
		return notManageable()
	case g.BuiltIn:
		return problem(http.StatusForbidden, "ADMIN-403-7", "Forbidden", "The group grants admin access.")
	case g.IsDefault():
		return problem(http.StatusForbidden, "ADMIN-403-6", "Forbidden", "A group with a default role cannot be deleted.")
	case len(g.Members) > 0:
		return problem(http.StatusConflict, "ADMIN-409-5", "Conflict", "The group is not empty.")
	}
	r.org.RemoveGroup(g.ID)
	r.w.AddEvent("group_deleted", r.key.CreatedBy, "Deleted group "+g.Name)
	return answer{status: http.StatusNoContent, changed: true}
}

func notManageable() answer {
	return problem(http.StatusForbidden, "ADMIN-403-5", "Forbidden", "The group is synced from an identity provider and cannot be changed here.")
}

// addMember is POST …/memberships: 204, also for somebody who is a member already.
func addMember(r *request) answer {
	var sent struct {
		AccountID string `json:"accountId"`
	}
	if bad, ok := r.decode(&sent); !ok || sent.AccountID == "" {
		return orElse(bad, badBody())
	}
	g, bad := r.group()
	if bad.status != 0 {
		return bad
	}
	if g.Synced() {
		return notManageable()
	}
	acc := r.org.Account(sent.AccountID)
	if acc == nil || !r.w.Shown(acc.VisibleAt) {
		return unknown("One or more user not found in the directory")
	}
	for ari, roles := range g.Roles {
		if has(roles, world.UserRole) && !r.org.SeatsFor(ari, []string{acc.ID}) {
			return problem(http.StatusConflict, "ADMIN-UAM-409-3", "License limit exceeded", "No seats are left.")
		}
	}
	return answer{status: http.StatusNoContent, changed: g.Join(acc.ID)}
}

// removeMember is DELETE …/memberships/{accountId}.
func removeMember(r *request) answer {
	g, bad := r.group()
	if bad.status != 0 {
		return bad
	}
	if g.Synced() {
		return notManageable()
	}
	if r.org.Account(r.PathValue("account")) == nil {
		return unknown("One or more user not found in the directory")
	}
	return answer{status: http.StatusNoContent, changed: g.Leave(r.PathValue("account"))}
}
