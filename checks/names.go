package checks

import "strings"

// lower is a name as Atlassian compares names.
func lower(name string) string { return strings.ToLower(name) }
