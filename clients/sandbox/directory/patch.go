package directory

import (
	"encoding/json"
	"strings"
)

// operation is one operation of a PATCH (RFC 7644, section 3.5.2); op and path are read in any case.
type operation struct {
	op    string
	path  string
	value any
}

// operations reads the body of a PATCH. Only the spelling `Operations` of the RFC and of Atlassian's example counts.
// https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-groups/
func (r *request) operations() ([]operation, answer) {
	var body map[string]json.RawMessage
	if bad, ok := r.decode(&body); !ok {
		return nil, bad
	}
	var urns []any
	if json.Unmarshal(body["schemas"], &urns) != nil || !listsURN(urns, patchURN) {
		return nil, invalid("invalidSyntax", "schemas must contain "+patchURN)
	}
	var sent []struct {
		Op    string
		Path  string
		Value any
	}
	if json.Unmarshal(body["Operations"], &sent) != nil || len(sent) == 0 {
		return nil, invalid("invalidSyntax", "Operations must be a list of operations")
	}
	all := make([]operation, len(sent))
	for i, s := range sent {
		all[i] = operation{strings.ToLower(s.Op), strings.TrimSpace(s.Path), s.Value}
		if bad := all[i].check(); bad.status != 0 {
			return nil, bad
		}
	}
	return all, answer{}
}

func (o operation) check() answer {
	switch o.op {
	case "add", "replace":
		if o.value == nil {
			return invalid("invalidValue", o.op+" needs a value")
		}
	case "remove":
		if o.path == "" {
			return invalid("noTarget", "remove needs a path")
		}
	default:
		return invalid("invalidSyntax", "unknown operation: "+o.op)
	}
	return answer{}
}
