package admin

import "github.com/provision-cli/provision/clients/sandbox/world"

// fieldOf is a workspace's value of a field that can be asked for.
func fieldOf(ws *world.Workspace, field string) (value string, known bool) {
	switch field {
	case "id":
		return ws.ARI, true
	case "attributes.name":
		return ws.Name, true
	case "attributes.type", "attributes.typeKey":
		return ws.TypeKey, true
	case "attributes.status":
		return ws.Status, true
	}
	return "", false
}

// fits says whether a workspace passes the query; no query lets everything through.
func (q *workspaceQuery) fits(ws *world.Workspace) (bool, answer) {
	if q == nil {
		return true, answer{}
	}
	if (q.Field == nil) == (len(q.And) == 0) {
		return false, badRequest("a query has a field or an and")
	}
	if q.Field != nil {
		value, known := fieldOf(ws, q.Field.Name)
		if !known || len(q.Field.Values) == 0 {
			return false, badRequest("unknown field or no values: " + q.Field.Name)
		}
		return hasFold(q.Field.Values, value), answer{}
	}
	fits := true
	for _, part := range q.And {
		one, bad := part.fits(ws)
		if bad.status != 0 {
			return false, bad
		}
		fits = fits && one
	}
	return fits, answer{}
}
