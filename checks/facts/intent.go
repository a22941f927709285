// Package facts is one reading of both tenants: every list is read at most
// once per Facts, when a question first needs it, and remembered for the rest
// of the run. It also holds what the admin wants (Intent) and what no API
// tells (Kept).
package facts

import (
	"time"

	"github.com/provision-cli/provision/checks/assume"
	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/scim"
	"github.com/provision-cli/provision/clients/site"
)

// Sources are the readers of one run. A nil reader is a credential that is
// not configured: what needs it answers ErrNotConfigured.
type Sources struct {
	Okta      *okta.Reader
	Atlassian *atlassian.Reader
	SCIM      *scim.Reader
	Sites     []SiteSource
	// Meter knows the limits that the readers' answers named; nil: no duration can be estimated.
	Meter *clients.Meter
	// OnProgress is told how far each list has come, one call at a time; may be nil.
	OnProgress func(Progress)
	// Assumed learns what the readings tell about what no document says; may be nil.
	Assumed *assume.Record
}

// SiteSource is one Jira or Confluence site with a credential of its own.
type SiteSource struct {
	URL    string
	Reader *site.Reader
}

// Intent is what the admin wants, from flags, variables and configuration.
// What none of them says is read from the tenants.
type Intent struct {
	AppID          string   // the app instance; empty: the only one named `atlassian`
	EmailAttribute string   // Okta user attribute for user name and primary e-mail; empty: whatever both sides share
	PushGroups     []string // names or ids; empty: the groups of the app's push mappings
	AssignGroups   []string // names or ids; empty: the groups assigned to the app
	Grants         []Grant  // empty: every pushed group must open at least one product
	Protect        []string // e-mail addresses or logins that no change may touch unseen
}

// Grant is one wish for product access: the group opens the product on the site.
type Grant struct {
	Group   string
	Product string // the workspace's typeKey, such as jira-software or confluence
	Site    string // the site's host or URL; empty: every online site that has the product
}

// Attestation is a person's word for something that no API shows.
type Attestation struct {
	By string
	On time.Time
}

// Kept is what the program keeps between runs because no API tells it.
type Kept struct {
	Attested    map[string]Attestation // by check id
	KeyCreated  time.Time              // when the SCIM key was made; zero: unknown
	KeyExpires  time.Time              // when it expires, if a person said so; zero: a year after KeyCreated
	OrgID       string                 // the Atlassian organization; empty: the key's only one
	DirectoryID string                 // the SCIM directory's id, from its base URL
	OktaHost    string                 // host of the Okta org, for links; empty: generic menu paths only
	Sizes       map[string]Size        // by Okta group id
}

// Size is how many active members a group had when a run of setup last reached its end.
type Size struct {
	Members int
	On      time.Time
}
