package admin

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/admin/cursor"
	"github.com/provision-cli/provision/clients/sandbox/world"
)

// eventRate is how many event requests a user has in a minute, for each path.
// https://developer.atlassian.com/cloud/admin/organization/rest/api-group-events/
const eventRate = 10

// listEvents is GET /v1/orgs/{orgId}/events, the newest first.
func listEvents(r *request) answer {
	left, bad := r.spend()
	if bad.status != 0 {
		return bad
	}
	newest := slices.Clone(r.org.Events)
	slices.Reverse(newest)
	a := r.eventPage("events", newest)
	a.header = r.limits(eventRate, left)
	return a
}

// streamEvents is GET /v1/orgs/{orgId}/events-stream, the oldest first unless sortOrder says otherwise.
func streamEvents(r *request) answer {
	events := slices.Clone(r.org.Events)
	if r.URL.Query().Get("sortOrder") == "desc" {
		slices.Reverse(events)
	}
	return r.eventPage("stream", events)
}

func (r *request) eventPage(list string, events []*world.OrgEvent) answer {
	p, bad := r.page(list, "", nil, 100, 500)
	if bad.status != 0 {
		return bad
	}
	q := r.URL.Query()
	from, errFrom := moment(q.Get("from"))
	to, errTo := moment(q.Get("to"))
	if errFrom != nil || errTo != nil {
		return badRequest("from and to are milliseconds since 1970")
	}
	actions, actors, term := all(q, "action"), all(q, "actor"), q.Get("q")
	found, next := in(p, events, func(e *world.OrgEvent) bool {
		return has(actions, e.Action) && has(actors, e.ActorID) && contains(e.Message, term) &&
			(from.IsZero() || !e.Time.Before(from)) && (to.IsZero() || !e.Time.After(to))
	})
	meta := map[string]any{"page_size": p.size}
	if next >= 0 {
		meta["next"] = cursor.Encode(list, next)
	}
	return ok(map[string]any{"data": each(found, r.renderEvent), "meta": meta, "links": r.urlLinks(p, next)})
}

func moment(ms string) (time.Time, error) {
	if ms == "" {
		return time.Time{}, nil
	}
	n, err := strconv.ParseInt(ms, 10, 64)
	return time.UnixMilli(n), err
}

func (r *request) renderEvent(e *world.OrgEvent) map[string]any {
	actor := map[string]any{"id": e.ActorID, "name": "", "links": map[string]any{"self": r.address() + "/users/" + e.ActorID}}
	if acc := r.org.Account(e.ActorID); acc != nil {
		actor["name"], actor["email"] = acc.Name, acc.Email
	}
	return map[string]any{
		"id": e.ID, "type": "events",
		"attributes": map[string]any{
			"time": stamp(e.Time), "action": e.Action, "actor": actor,
			"context": []any{map[string]any{"id": r.org.OrgID, "type": "orgs", "attributes": map[string]any{}}}, "container": []any{},
		},
		"links":   map[string]any{"self": r.address() + "/admin/v1/orgs/" + r.org.OrgID + "/events/" + e.ID},
		"message": map[string]any{"content": e.Message, "format": "simple"},
	}
}

// getEvent is GET /v1/orgs/{orgId}/events/{eventId}.
func getEvent(r *request) answer {
	for _, e := range r.org.Events {
		if e.ID == r.PathValue("event") {
			return ok(map[string]any{"data": r.renderEvent(e)})
		}
	}
	return problem(http.StatusNotFound, "ADMIN-404-5", "Not Found", "Event not found.")
}

// listEventActions is GET /v1/orgs/{orgId}/event-actions. The real ids are not published: these are the sandbox's own,
// and whoever looks for provisioning has to go by the display name.
func listEventActions(*request) answer {
	actions := []any{}
	for _, a := range [][3]string{
		{"identity_provider_directory_created", "Created identity provider directory", "Identity provider"},
		{"scim_api_key_regenerated", "Regenerated user provisioning API key", "User provisioning"},
		{"scim_user_provisioned", "Provisioned user from identity provider", "User provisioning"},
		{"scim_user_active", "Reactivated user from identity provider", "User provisioning"},
		{"scim_user_inactive", "Deactivated user from identity provider", "User provisioning"},
		{"scim_user_deleted", "Deleted user from identity provider", "User provisioning"},
		{"scim_group_synced", "Synced group from identity provider", "User provisioning"},
		{"scim_group_deleted", "Deleted group from identity provider", "User provisioning"},
		{"group_created", "Created group", "Groups"},
		{"group_deleted", "Deleted group", "Groups"},
		{"group_granted_product_access", "Granted app access to group", "Groups"},
	} {
		actions = append(actions, map[string]any{
			"id": a[0], "type": "event-actions", "attributes": map[string]any{"displayName": a[1], "groupDisplayName": a[2]},
		})
	}
	return ok(map[string]any{"data": actions})
}

// spend takes one request of the minute's; when none is left, the answer says when there will be.
func (r *request) spend() (left int, bad answer) {
	now, key := r.w.Now(), r.key.ID+" "+r.URL.Path
	recent := slices.DeleteFunc(r.s.asked[key], func(t time.Time) bool { return now.Sub(t) >= time.Minute })
	if len(recent) >= eventRate {
		r.s.asked[key] = recent
		a := problem(http.StatusTooManyRequests, "ADMIN-429-1", "Too Many Requests", "Rate limit exceeded.")
		a.header = r.limits(eventRate, 0)
		a.header["X-RateLimit-Reset"] = recent[0].Add(time.Minute + time.Second).UTC().Format(time.RFC3339)
		return 0, a
	}
	r.s.asked[key] = append(recent, now)
	return eventRate - len(recent) - 1, answer{}
}

// limits are the headers of a limited operation; the reset is written as ISO 8601.
func (r *request) limits(limit, left int) map[string]string {
	return map[string]string{
		"X-RateLimit-Limit": strconv.Itoa(limit), "X-RateLimit-Remaining": strconv.Itoa(left),
		"X-RateLimit-Reset": r.w.Now().Add(time.Minute).UTC().Format(time.RFC3339),
	}
}
