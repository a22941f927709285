package forecast

import (
	"regexp"
	"strings"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/okta"
)

// What a primary address's domain is to the organization.
const (
	claimed  = "claimed"  // verified, and at least one of its accounts is managed
	verified = "verified" // verified only: its people count as external
	foreign  = "foreign"  // not verified, or not known at all
)

// maxAddress is Okta's limit of an app's user name.
const maxAddress = 100

// unusable says why Okta or Atlassian could make nothing of the person.
func unusable(p Person) string {
	switch {
	case p.UserName == "":
		return "the user name format gives no user name"
	case facts.EmailDomain(p.Email) == "" || strings.ContainsAny(p.Email, " \t,;"):
		return "the primary e-mail is no address: " + p.Email
	case len(p.Email) > maxAddress || len(p.UserName) > maxAddress:
		return "the address has more than 100 characters"
	}
	return ""
}

// external notes who will count as external, and why.
func (w *world) external(p *Person) {
	d := facts.EmailDomain(p.Email)
	switch p.Domain = w.domains[d]; p.Domain {
	case claimed:
	case verified:
		p.say(d + " is verified, but none of its accounts is claimed: the account stays external")
	case foreign:
		p.say(d + " is not verified: the account stays external")
	default:
		p.Domain = foreign
		p.say(d + " is no domain of the organization: the account stays external")
	}
}

var (
	zone   = regexp.MustCompile(`^(UTC|(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific|Etc)(/[A-Za-z0-9_+-]+)+)$`)
	locale = regexp.MustCompile(`^[A-Za-z]{2,3}([-_][A-Za-z]{4})?([-_]([A-Za-z]{2}|[0-9]{3}))?$`)
)

// attributes warns of what Atlassian passes over without a word; the person is provisioned all the same.
// https://confluence.atlassian.com/cloudkb (KB 1163761881)
func (p *Person) attributes(u okta.User) {
	if z := u.Profile.Timezone; z != "" && !zone.MatchString(z) {
		p.say("the time zone " + z + " is no IANA name such as Europe/Berlin: Atlassian ignores it")
	}
	if l := u.Profile.Locale; l != "" && !locale.MatchString(l) {
		p.say("the locale " + l + " is none such as en_US: Atlassian ignores it")
	}
	if l := u.Profile.PreferredLanguage; l != "" && !locale.MatchString(l) {
		p.say("the preferred language " + l + " is no locale such as en-US: Atlassian ignores it")
	}
	if p.Name == "" && u.Profile.DisplayName == "" {
		p.say("no name: Atlassian will show the address")
	}
}
