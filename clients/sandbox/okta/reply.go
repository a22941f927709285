package okta

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// object and list are JSON values on the wire.
type (
	object = map[string]any
	list   = []any
)

// reply is the answer to one request; the zero value stands for none.
type reply struct {
	status int
	body   any
	links  []string
	header map[string]string
}

// encoded is a reply as it goes over the wire.
type encoded struct {
	status int
	bytes  []byte
}

// encode writes the reply's headers to h and returns the rest.
func (r reply) encode(h http.Header) encoded {
	for k, v := range r.header {
		h.Set(k, v)
	}
	for _, l := range r.links {
		h.Add("Link", l)
	}
	if r.body == nil {
		return encoded{status: r.status}
	}
	b, err := json.Marshal(r.body)
	if err != nil {
		return fault(http.StatusInternalServerError, "E0000009", "Internal Server Error").encode(h)
	}
	h.Set("Content-Type", "application/json")
	return encoded{status: r.status, bytes: b}
}

func ok(body any) reply { return reply{status: http.StatusOK, body: body} }

func noContent() reply { return reply{status: http.StatusNoContent} }

// fault is an error in the form that all endpoints share (schema Error of the Management API).
func fault(status int, code, summary string, causes ...string) reply {
	all := list{}
	for _, c := range causes {
		all = append(all, object{"errorSummary": c})
	}
	return reply{status: status, body: object{
		"errorCode": code, "errorSummary": summary, "errorLink": code,
		"errorId": fmt.Sprintf("oae%x", time.Now().UnixNano()), "errorCauses": all,
	}}
}

func invalid(what, cause string) reply {
	return fault(http.StatusBadRequest, "E0000001", "Api validation failed: "+what, cause)
}

func blank(field string) reply { return invalid(field, field+": The field cannot be left blank") }

func malformed() reply {
	return fault(http.StatusBadRequest, "E0000003", "The request body was not well-formed.")
}

func forbidden() reply {
	return fault(http.StatusForbidden, "E0000006", "You do not have permission to perform the requested action")
}

func missing(id, kind string) reply {
	return fault(http.StatusNotFound, "E0000007", fmt.Sprintf("Not found: Resource not found: %s (%s)", id, kind))
}

func badCursor() reply {
	return fault(http.StatusBadRequest, "E0000029", "Invalid paging request.", "Invalid cursor.")
}

func badSearch(cause string) reply {
	return fault(http.StatusBadRequest, "E0000031", "Invalid search criteria.", cause)
}

func badFilter(filter string, err error) reply {
	return fault(http.StatusBadRequest, "E0000053", fmt.Sprintf("Invalid filter '%s': %v.", filter, err))
}

func wrongStatus() reply {
	return fault(http.StatusForbidden, "E0000038", "This operation is not allowed in the user's current status.")
}

func throttled() reply {
	return fault(http.StatusTooManyRequests, "E0000047", "API call exceeded rate limit due to too many requests.")
}

// milli is the form of nearly all times: milliseconds, or null for a time that never was.
func milli(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC().Format("2006-01-02T15:04:05.000Z")
}

// second is the form of the times of group push mappings.
func second(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC().Format("2006-01-02T15:04:05Z")
}
