package okta

import (
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// pushMappings lists an app's group push mappings, by source group and status; the links drop both, as recorded.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/GroupPushMapping/
func pushMappings(c *call) reply {
	a, refused := c.app()
	if refused.status != 0 {
		return refused
	}
	group, state := c.query.Get("sourceGroupId"), c.query.Get("status")
	since, err := instant(c.query.Get("lastUpdated"), time.Time{})
	if err != nil {
		return invalid("lastUpdated", "lastUpdated: The field must be a timestamp")
	}
	keep := func(m *world.PushMapping) bool {
		return !m.LastUpdated.Before(since) && (group == "" || m.GroupID == group) && (state == "" || m.Status == state)
	}
	id := func(m *world.PushMapping) string { return m.ID }
	show := func(m *world.PushMapping) any { return c.showPush(a, m) }
	return listed(c, paging{size: 100, most: 1000}, a.Mappings, id, keep, show)
}

// pushMapping answers with one group push mapping.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/GroupPushMapping/
func pushMapping(c *call) reply {
	a, m, refused := c.push()
	if refused.status != 0 {
		return refused
	}
	return ok(c.showPush(a, m))
}

func (c *call) push() (*world.App, *world.PushMapping, reply) {
	a, refused := c.app()
	if refused.status != 0 {
		return nil, nil, refused
	}
	m := a.Mapping(c.id(1))
	if m == nil {
		return nil, nil, missing(c.id(1), "GroupPushMapping")
	}
	return a, m, reply{}
}

// createPushMapping links a group with one in the app, and pushes it when it is ACTIVE. Nothing here asks whether
// provisioning is on: the recorded org did not either.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/GroupPushMapping/
func createPushMapping(c *call) reply {
	a, refused := c.app()
	if refused.status != 0 {
		return refused
	}
	body, good := c.decode()
	if !good {
		return malformed()
	}
	if refused := c.checkPush(a, body); refused.status != 0 {
		return refused
	}
	now := c.w.Now()
	m := &world.PushMapping{ID: c.w.ID("gPm"), GroupID: text(body, "sourceGroupId"), Status: "ACTIVE", Created: now, LastUpdated: now,
		TargetGroupID: text(body, "targetGroupId"), TargetName: text(body, "targetGroupName")}
	if text(body, "status") == "INACTIVE" {
		m.Status = "INACTIVE"
	}
	if m.TargetGroupID == "" {
		m.TargetGroupID = c.w.ID("00g")
	}
	if m.TargetName == "" {
		m.TargetName = c.w.Okta.Group(m.GroupID).Name
	}
	a.Mappings = append(a.Mappings, m)
	c.changed = true
	c.record("application.provision.group_push.mapping.created", "Create group push mapping", appTarget(a), groupTarget(c.w.Okta.Group(m.GroupID)))
	if m.Status == "ACTIVE" {
		c.e.Push(a, m)
	}
	out := ok(c.showPush(a, m))
	if c.w.Variant("push-answers") == "documented" {
		out.status = http.StatusCreated
	}
	return out
}

// checkPush is the answer to a mapping that cannot be, the zero reply for a good one.
func (c *call) checkPush(a *world.App, body object) reply {
	for _, key := range sortedKeys(body) {
		if body[key] == nil {
			return invalid(key, key+": The field cannot be null")
		}
	}
	_, named := body["targetGroupName"]
	_, linked := body["targetGroupId"]
	_, config := body["appConfig"]
	group := text(body, "sourceGroupId")
	switch state := text(body, "status"); {
	case group == "":
		return blank("sourceGroupId")
	case named == linked:
		return invalid("groupPushMapping", "Exactly one of targetGroupName and targetGroupId must be given.")
	case text(body, "targetGroupName")+text(body, "targetGroupId") == "":
		return blank("targetGroupName")
	case config:
		return invalid("appConfig", "appConfig: The field is not supported for this app")
	case !slices.Contains([]string{"", "ACTIVE", "INACTIVE"}, state):
		return invalid("status", fmt.Sprintf("status: '%s' is not a valid value", state))
	case c.w.Okta.Group(group) == nil:
		return missing(group, "UserGroup")
	case slices.ContainsFunc(a.Mappings, func(m *world.PushMapping) bool { return m.GroupID == group }):
		return invalid("groupPushMapping", "A mapping for this source group already exists.")
	}
	return reply{}
}

// setPushMapping turns a mapping on, which pushes the group, or off. One in ERROR must be unlinked and made anew.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/GroupPushMapping/
func setPushMapping(c *call) reply {
	a, m, refused := c.push()
	if refused.status != 0 {
		return refused
	}
	body, good := c.decode()
	state := text(body, "status")
	switch {
	case !good:
		return malformed()
	case state != "ACTIVE" && state != "INACTIVE":
		return invalid("status", fmt.Sprintf("status: '%s' is not a valid value", state))
	case m.Status == "ERROR":
		return fault(http.StatusBadRequest, "E0000027", "Group push bad request: the mapping is in status ERROR")
	case m.Status == state:
		return ok(c.showPush(a, m))
	}
	m.Status, m.LastUpdated = state, c.w.Now()
	c.changed = true
	if state == "ACTIVE" {
		c.e.Push(a, m)
	}
	return ok(c.showPush(a, m))
}

// deletePushMapping ends a mapping that is not ACTIVE, and with deleteTargetGroup=true the group in the app as well.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/GroupPushMapping/
func deletePushMapping(c *call) reply {
	a, m, refused := c.push()
	if refused.status != 0 {
		return refused
	}
	target := c.query.Get("deleteTargetGroup")
	switch {
	case target != "true" && target != "false":
		return fault(http.StatusBadRequest, "E0000028", "The request is missing a required parameter.", "deleteTargetGroup: The parameter must be true or false")
	case m.Status == "ACTIVE":
		return fault(http.StatusBadRequest, "E0000027", "Group push bad request: the mapping must be INACTIVE before it is deleted")
	}
	c.e.Unlink(a, m, target == "true")
	c.changed = true
	if c.w.Variant("push-answers") == "documented" {
		return noContent()
	}
	return reply{status: http.StatusOK}
}

// showPush is a mapping as recorded: times without milliseconds, no lastPush, no errorSummary, no link to itself.
func (c *call) showPush(a *world.App, m *world.PushMapping) object {
	out := object{
		"id": m.ID, "created": second(m.Created), "lastUpdated": second(m.LastUpdated), "status": m.Status,
		"sourceGroupId": m.GroupID, "targetGroupId": m.TargetGroupID,
		"_links": object{
			"app": c.href("apps", a.ID), "sourceGroup": c.href("groups", m.GroupID), "targetGroup": c.href("groups", m.TargetGroupID),
		},
	}
	if c.w.Variant("push-answers") == "documented" {
		out["errorSummary"] = m.ErrorSummary
		if !m.LastPush.IsZero() {
			out["lastPush"] = second(m.LastPush)
		}
	}
	return out
}
