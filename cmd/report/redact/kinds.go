package redact

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"
)

var (
	address = regexp.MustCompile(`[\p{L}\p{N}._%+'!#$&*/=?^{|}~-]+@[\p{L}\p{N}.-]*[\p{L}\p{N}](:[0-9]+)?`)
	uuid    = regexp.MustCompile(`[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}`)
	account = regexp.MustCompile(`\b[0-9]{3,}:[0-9a-fA-F-]{36}|\b[0-9a-f]{24}\b`)
	oktaID  = regexp.MustCompile(`\b[0-9a-zA-Z]{3}[0-9a-zA-Z]{17}\b`)
	link    = regexp.MustCompile(`https?://[^\s"'<>)\],;]+`)
	number  = regexp.MustCompile(`\b[0-9]{1,3}(\.[0-9]{1,3}){3}(:[0-9]+)?\b`)
	dots    = regexp.MustCompile(`\b[\p{L}\p{N}][\p{L}\p{N}-]*(\.[\p{L}\p{N}][\p{L}\p{N}-]*)+(:[0-9]+)?\b`)
	moment  = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9:.]+(Z|[+-][0-9:]+)?)?$`)
)

// ownHosts are hosts that everybody has.
var ownHosts = set(`api.atlassian.com admin.atlassian.com support.atlassian.com developer.atlassian.com id.atlassian.com auth.atlassian.com
developer.okta.com help.okta.com support.okta.com provision.ignore.yaml`)

// ownDots begin words with dots that are no hosts.
var ownDots = []string{"user.", "source.", "appuser.", "string.", "emails.", "name.", "application.", "group.", "core.", "profile.", "app.", "credentials.", "settings.", "system.", "urn."}

func isDate(text string) bool { return moment.MatchString(text) }

func isID(text string) bool {
	m := oktaID.FindString(text)
	return uuid.MatchString(text) || account.MatchString(text) || m != "" && mixed(m)
}

// mixed says whether letters and digits stand together, as in no word.
func mixed(text string) bool {
	return strings.ContainsFunc(text, unicode.IsDigit) && strings.ContainsFunc(text, unicode.IsLetter) && !strings.ContainsAny(text, "-_")
}

// dotted says whether a text looks like a host.
func dotted(text string) bool {
	m := dots.FindString(text)
	if m == "" || ownHosts[strings.ToLower(m)] {
		return false
	}
	for _, p := range ownDots {
		if strings.HasPrefix(strings.ToLower(m), p) {
			return false
		}
	}
	last := m[strings.LastIndex(m, ".")+1:]
	return len(last) > 1 && strings.ContainsFunc(last, unicode.IsLetter) || number.MatchString(text)
}

// host is the pseudonym of a host or domain; a vendor's own is kept.
func (r *Redactor) host(name string) string {
	if ownHosts[norm(name)] {
		return norm(name)
	}
	suffix := ""
	for _, vendor := range []string{".okta.com", ".oktapreview.com", ".okta-emea.com", ".okta-gov.com", ".atlassian.net", ".jira-dev.com"} {
		if strings.HasSuffix(norm(name), vendor) {
			suffix = vendor
		}
	}
	return "host-" + r.mark("host", name, 8) + suffix
}

// pathWords are the segments of the vendors' paths.
var pathWords = set(`api v1 v2 apps users groups logs mappings meta schemas types user default org orgs roles features connections group-push me internal
admin domains directories search workspaces role-assignments assign revoke memberships count stats policies events event-actions event-actions
user-provisioning api-access api-keys get-scim-links get-scim-links-for-email managed scim directory Users Groups ServiceProviderConfig ResourceTypes Schemas
rest 3 2 latest applicationrole group bulk member mypermissions myself wiki api-tokens lifecycle activate deactivate .well-known okta-organization oauth2 token app setup help
external-doc sso saml metadata logo catalog home login instance o s overview products USER_PROVISIONING INBOUND_PROVISIONING SAML_2_0 atlassian`)

// Path keeps the words of a vendor's path and writes {id} for every other segment.
func Path(path string) string {
	segments := strings.Split(path, "/")
	for i, s := range segments {
		if s != "" && s != "-" && !pathWords[s] {
			segments[i] = "{id}"
		}
	}
	return strings.Join(segments, "/")
}

// url keeps a URL's scheme, its path's words, and the names of its parameters.
func (r *Redactor) url(text string) string {
	cut := strings.TrimRight(text, ".,:!?")
	u, err := url.Parse(cut)
	if err != nil || u.Host == "" {
		return r.token("text", cut) + text[len(cut):]
	}
	out := u.Scheme + "://" + r.host(u.Host) + Path(u.Path)
	if len(u.Query()) > 0 {
		out += "?…"
	}
	return out + text[len(cut):]
}

// ids replaces what looks like an id inside a text.
func (r *Redactor) ids(text string) string {
	replace := func(re *regexp.Regexp) {
		text = re.ReplaceAllStringFunc(text, func(m string) string {
			if re == oktaID && !mixed(m) {
				return m
			}
			if known, ok := r.known(m); ok {
				return known
			}
			if re == oktaID {
				return m[:3] + "-" + r.mark("id", m, 8)
			}
			return r.token("id", m)
		})
	}
	replace(account)
	replace(uuid)
	replace(oktaID)
	return text
}
