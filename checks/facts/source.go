package facts

import (
	"regexp"
	"strings"

	"github.com/provision-cli/provision/clients/okta"
)

// Source is a user name template or a mapping expression, understood: the
// Okta user attribute it takes, and what it does to it.
type Source struct {
	Text      string // as written
	Attribute string // such as email or login; empty: more than one attribute, or not understood
	Lower     bool   // made lower case
	Prefix    bool   // only the part before the first @
}

var (
	attributeIn  = regexp.MustCompile(`\b(?:source|user)\.(\w+)`)
	plainSource  = regexp.MustCompile(`^(?:source|user)\.(\w+)$`)
	lowerSource  = regexp.MustCompile(`^(?:fn:toLowerCase|String\.toLowerCase)\(\s*(.+?)\s*\)$`)
	prefixSource = regexp.MustCompile(`^(?:fn:substringBefore|String\.substringBefore)\(\s*(.+?)\s*,\s*["']@["']\s*\)$`)
)

// ParseSource understands the forms that Okta's console offers, with and
// without ${}: an attribute, its lower case, its part before the @.
func ParseSource(text string) Source {
	s := Source{Text: text}
	rest := strings.TrimSpace(text)
	if strings.HasPrefix(rest, "${") && strings.HasSuffix(rest, "}") {
		rest = strings.TrimSpace(rest[2 : len(rest)-1])
	}
	for range 4 {
		if m := plainSource.FindStringSubmatch(rest); m != nil {
			s.Attribute = m[1]
			return s
		}
		if m := lowerSource.FindStringSubmatch(rest); m != nil {
			s.Lower, rest = true, m[1]
			continue
		}
		m := prefixSource.FindStringSubmatch(rest)
		if m == nil {
			break
		}
		s.Prefix, rest = true, m[1]
	}
	return Source{Text: text}
}

// Known says whether the source was understood.
func (s Source) Known() bool { return s.Attribute != "" }

// Same says whether two sources always give the same address, letter case aside.
func (s Source) Same(other Source) bool {
	return s.Known() && s.Attribute == other.Attribute && s.Prefix == other.Prefix
}

// Of is what the source gives for one person; empty where it is not understood.
func (s Source) Of(u okta.User) string {
	if !s.Known() {
		return ""
	}
	value := u.Attribute(s.Attribute)
	if s.Prefix {
		value, _, _ = strings.Cut(value, "@")
	}
	if s.Lower {
		value = strings.ToLower(value)
	}
	return value
}

// String is the attribute in words a person knows from the consoles.
func (s Source) String() string {
	switch {
	case !s.Known():
		return s.Text
	case s.Prefix:
		return "user." + s.Attribute + " before the @"
	}
	return "user." + s.Attribute
}
