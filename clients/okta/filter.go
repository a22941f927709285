package okta

import "strings"

var escaper = strings.NewReplacer(`\`, `\\`, `"`, `\"`)

// quote returns a text as a literal of Okta's filter language.
func quote(s string) string { return `"` + escaper.Replace(s) + `"` }
