package site

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
)

// decodeError reads Jira's {errorMessages,errors} and the gateway's {code,message}
// or {error}. Jira has no error codes; a body of another form yields empty strings.
func decodeError(_ int, _ http.Header, body []byte) (code, message string) {
	var f map[string]json.RawMessage
	if json.Unmarshal(body, &f) != nil {
		return "", ""
	}
	var texts []string
	_ = json.Unmarshal(f["errorMessages"], &texts)
	var fields map[string]string
	_ = json.Unmarshal(f["errors"], &fields)
	var named []string
	for field, text := range fields {
		named = append(named, field+": "+text)
	}
	slices.Sort(named)
	texts = append(texts, named...)
	for _, key := range []string{"message", "error", "errorMessage"} {
		var text string
		if _ = json.Unmarshal(f[key], &text); text != "" {
			texts = append(texts, text)
		}
	}
	return "", strings.Join(slices.DeleteFunc(texts, func(s string) bool { return s == "" }), "; ")
}
