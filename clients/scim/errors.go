package scim

import (
	"encoding/json"
	"net/http"
	"strings"
)

// failure holds the fields of every known error shape: SCIM's {scimType,detail},
// the gateway's {error,traceId} and {code,message}, and the dump of a Java
// exception, whose stack trace is left out.
type failure struct {
	ScimType      any `json:"scimType"`
	ScimErrorType any `json:"scimErrorType"`
	Detail        any `json:"detail"`
	Error         any `json:"error"`
	Message       any `json:"message"`
	Title         any `json:"title"`
}

// decodeError reads a code (the scimType) and a message out of an error body.
// A body of another form yields empty strings.
func decodeError(_ int, _ http.Header, body []byte) (code, message string) {
	var f failure
	if json.Unmarshal(body, &f) != nil {
		return "", ""
	}
	return first(f.ScimType, f.ScimErrorType), first(f.Detail, f.Error, f.Message, f.Title)
}

// first is the first value that is a text and not empty.
func first(values ...any) string {
	for _, v := range values {
		if s, ok := v.(string); ok && strings.TrimSpace(s) != "" {
			return strings.TrimSpace(s)
		}
	}
	return ""
}
