package okta

import (
	"encoding/json"
	"strings"
)

// quote returns a text as a literal of Okta's filter language, which takes its values from JSON (RFC 7644 §3.4.2.2): a
// name may hold quotation marks and control characters.
func quote(s string) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if enc.Encode(s) != nil { // which cannot happen to a text
		return `""`
	}
	return strings.TrimSuffix(b.String(), "\n")
}
