package okta

import (
	"strings"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

const debugData = "debugContext.debugData."

func logID(e *world.LogEvent) string { return e.UUID }

// logFields are the attributes of an event that a filter may use; published is not among them.
func logFields(field string) []string {
	text := []string{"eq", "ne", "co", "sw", "pr"}
	switch field {
	case "eventType", "displayMessage", "outcome.result", "outcome.reason", "severity", "uuid", "transaction.type",
		"actor.id", "actor.type", "actor.displayName", "actor.alternateId",
		"target.id", "target.type", "target.displayName", "target.alternateId":
		return append(text, "gt", "ge", "lt", "le")
	case "published":
		return []string{}
	}
	if strings.HasPrefix(field, debugData) {
		return text
	}
	return nil
}

func logField(e *world.LogEvent, name string) []string {
	if of, found := strings.CutPrefix(name, "target."); found {
		var out []string
		for _, t := range e.Targets {
			out = append(out, targetField(t, of))
		}
		return out
	}
	if key, found := strings.CutPrefix(name, debugData); found {
		return []string{e.Debug[key]}
	}
	switch name {
	case "eventType":
		return []string{e.EventType}
	case "displayMessage":
		return []string{e.DisplayMessage}
	case "outcome.result":
		return []string{e.Result}
	case "outcome.reason":
		return []string{e.Reason}
	case "severity":
		return []string{e.Severity}
	case "uuid":
		return []string{e.UUID}
	case "transaction.type":
		return []string{e.TransactionType}
	}
	return []string{actorField(e, strings.TrimPrefix(name, "actor."))}
}

func targetField(t world.LogTarget, name string) string {
	switch name {
	case "id":
		return t.ID
	case "type":
		return t.Type
	case "displayName":
		return t.DisplayName
	}
	return t.AlternateID
}

func actorField(e *world.LogEvent, name string) string {
	switch name {
	case "id":
		return e.ActorID
	case "type":
		return e.ActorType
	}
	return e.ActorName
}

// showEvent is an event in the form of the documentation; nothing of this endpoint is recorded.
func showEvent(e *world.LogEvent) any {
	targets := list{}
	for _, t := range e.Targets {
		targets = append(targets, object{"id": t.ID, "type": t.Type, "alternateId": t.AlternateID, "displayName": t.DisplayName, "detailEntry": nil})
	}
	debug := object{}
	for k, v := range e.Debug {
		debug[k] = v
	}
	return object{
		"uuid": e.UUID, "published": milli(e.Published), "eventType": e.EventType, "version": "0", "severity": e.Severity,
		"displayMessage": e.DisplayMessage, "legacyEventType": nil, "target": targets,
		"actor":        object{"id": e.ActorID, "type": e.ActorType, "alternateId": e.ActorName, "displayName": e.ActorName, "detailEntry": nil},
		"outcome":      object{"result": e.Result, "reason": orNull(e.Reason)},
		"debugContext": object{"debugData": debug}, "transaction": object{"type": orNull(e.TransactionType), "id": digest("transaction"+e.UUID, 22), "detail": object{}},
		"client":                object{"userAgent": nil, "zone": nil, "device": nil, "id": nil, "ipAddress": nil, "geographicalContext": nil},
		"authenticationContext": object{"authenticationStep": 0, "externalSessionId": nil},
		"securityContext":       object{"asNumber": nil, "asOrg": nil, "isp": nil, "domain": nil, "isProxy": nil},
		"request":               object{"ipChain": list{}},
	}
}

func orNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// record writes what the token's owner did into the System Log.
func (c *call) record(kind, message string, targets ...world.LogTarget) {
	e := &world.LogEvent{
		UUID: c.w.UUID(), EventType: kind, DisplayMessage: message, Severity: "INFO", Published: c.w.Now(),
		Result: "SUCCESS", TransactionType: "WEB", Targets: targets, Debug: map[string]string{"requestUri": c.r.URL.Path},
	}
	if c.grant != nil {
		e.ActorID, e.ActorType, e.ActorName = c.token.ID, "PublicClientApp", c.token.Name
	}
	if owner := c.w.Okta.User(c.token.OwnerID); owner != nil {
		e.ActorID, e.ActorType, e.ActorName = owner.ID, "User", owner.Login
	}
	c.w.Okta.Log = append(c.w.Okta.Log, e)
}

func appTarget(a *world.App) world.LogTarget {
	return world.LogTarget{ID: a.ID, Type: "AppInstance", AlternateID: a.Label, DisplayName: a.Label}
}

func groupTarget(g *world.Group) world.LogTarget {
	return world.LogTarget{ID: g.ID, Type: "UserGroup", AlternateID: "unknown", DisplayName: g.Name}
}
