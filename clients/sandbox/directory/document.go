package directory

import "github.com/provision-cli/provision/clients/sandbox/world"

// document is what a record holds, as it would have been sent: the world's builders may leave Document empty.
func document(u *world.SCIMUser) map[string]any {
	doc := filled(u.Document)
	doc["userName"], doc["active"] = u.UserName, u.Active
	if u.ExternalID != "" {
		doc["externalId"] = u.ExternalID
	}
	if primary(doc) != u.Email {
		doc["emails"] = []any{map[string]any{"value": u.Email, "type": "work", "primary": true}}
	}
	return doc
}

// filled copies what holds a value.
func filled(m map[string]any) map[string]any {
	kept := make(map[string]any, len(m)+6)
	for name, value := range m {
		if inner, ok := value.(map[string]any); ok {
			inner = filled(inner)
			if len(inner) > 0 {
				kept[name] = inner
			}
			continue
		}
		if value != nil && value != "" {
			kept[name] = value
		}
	}
	return kept
}

// primary returns the primary address of a document, empty unless exactly one is marked so.
func primary(doc map[string]any) string {
	emails, _ := doc["emails"].([]any)
	found := ""
	for _, e := range emails {
		m, _ := e.(map[string]any)
		value, _ := m["value"].(string)
		if m["primary"] != true {
			continue
		}
		if found != "" {
			return ""
		}
		found = value
	}
	return found
}

// render is the resource as the directory shows it: attributes without a value are left out, but groups is always there.
func (r *request) render(u *world.SCIMUser) map[string]any {
	doc := document(u)
	urns := []string{externalURN, userURN, enterpriseURN}
	if doc[customURN] != nil {
		urns = append(urns, customURN)
	}
	doc["schemas"], doc["id"], doc["groups"] = urns, u.ID, r.groupsOf(u)
	if acc := r.w.Atlassian.Account(u.AccountID); acc != nil && r.w.Shown(acc.VisibleAt) {
		doc[externalURN] = map[string]any{"atlassianAccountId": u.AccountID}
	}
	doc["meta"] = r.meta("User", u.ID, u.Created, u.Modified)
	return doc
}

func (r *request) groupsOf(u *world.SCIMUser) []any {
	groups := []any{}
	for _, g := range r.dir.Groups {
		if g.Has(u.ID) {
			groups = append(groups, map[string]any{
				"type": "Group", "value": g.ID, "display": g.DisplayName, "$ref": r.location("Groups", g.ID),
			})
		}
	}
	return groups
}
