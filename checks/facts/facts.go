package facts

import (
	"context"
	"time"

	"github.com/provision-cli/provision/checks/facts/texts"
	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/scim"
	"github.com/provision-cli/provision/clients/site"
)

// Facts is one reading of both tenants. It is safe for concurrent use, reads
// each list once, and never writes. A fresh look needs a fresh Facts.
type Facts struct {
	sources  Sources
	intent   Intent
	kept     Kept
	now      time.Time
	lasting  *Lasting
	progress progress
	texts    *texts.Store // shared by all lists of people: much of one stands in others too
	crowd    *crowd

	organization memo[okta.Organization]
	me           memo[okta.User]
	roles        memo[[]okta.Role]
	probes       memos[string, struct{}]
	apps         memo[[]okta.App]
	app          memo[okta.App]
	family       memo[[]okta.App]
	connection   memo[okta.Connection]
	feature      memo[okta.Feature]
	schema       memo[okta.Schema]
	mapping      memo[okta.ProfileMapping]
	appGroups    memo[[]okta.AppGroup]
	appUsers     memo[*AppUsers]
	pushes       memo[[]okta.PushMapping]
	groups       memo[*groupIndex]
	named        memos[string, []okta.Group]
	group        memos[string, okta.Group]
	members      memos[string, Users]
	user         memos[string, okta.User]
	events       memos[okta.EventQuery, []okta.Event]

	org         memo[atlassian.Org]
	domains     memo[[]atlassian.Domain]
	workspaces  memo[[]atlassian.Workspace]
	keys        memo[[]atlassian.Key]
	admins      memo[[]atlassian.User]
	claimed     memos[string, bool]
	billable    memo[bool]
	orgGroups   batch[[]atlassian.Group]
	allGroups   memo[map[string][]atlassian.Group]
	assignments memos[string, []atlassian.RoleAssignment]
	orgUsers    batch[[]atlassian.User]
	everyone    memo[Accounts]
	links       memos[string, []atlassian.SCIMLink]
	billings    memos[string, billing]

	groupAccounts memos[string, []atlassian.User]

	scimConfig memo[scim.Config]
	scimUsers  memo[*SCIMUsers]
	scimGroups memo[*SCIMGroups]

	administers memos[int, bool]
	siteRoles   memos[int, []site.ApplicationRole]
	siteMembers memos[siteGroup, []site.Member]

	audit audit
}

// New prepares a reading; nothing is read before a method asks for it. now is
// the moment against which expiry dates are measured.
func New(s Sources, in Intent, k Kept, now time.Time) *Facts {
	store := &texts.Store{}
	return &Facts{
		sources: s, intent: in, kept: k, now: now, lasting: &Lasting{}, progress: progress{tell: s.OnProgress}, texts: store, crowd: newCrowd(store),
	}
}

// Intent is what the admin wants.
func (f *Facts) Intent() Intent { return f.intent }

// Kept is what no API tells.
func (f *Facts) Kept() Kept { return f.kept }

// Now is the moment of this reading.
func (f *Facts) Now() time.Time { return f.now }

// Attested returns the word of a person for a check id, if there is one.
func (f *Facts) Attested(id string) (Attestation, bool) {
	a, ok := f.kept.Attested[id]
	return a, ok
}

// SiteURLs are the sites with a credential, in the order of the sources.
func (f *Facts) SiteURLs() []string {
	out := make([]string, len(f.sources.Sites))
	for i, s := range f.sources.Sites {
		out[i] = s.URL
	}
	return out
}

// HasOkta says whether the Okta URL and token are configured.
func (f *Facts) HasOkta() bool { return f.sources.Okta != nil }

// OktaClientID is the service app's that reads Okta; empty for an API token.
func (f *Facts) OktaClientID() string {
	if f.sources.Okta == nil {
		return ""
	}
	return f.sources.Okta.ClientID()
}

// HasAtlassian says whether an organization API key is configured.
func (f *Facts) HasAtlassian() bool { return f.sources.Atlassian != nil }

// HasSCIM says whether a SCIM base URL and key are configured.
func (f *Facts) HasSCIM() bool { return f.sources.SCIM != nil }

func (f *Facts) okta() (*okta.Reader, error) {
	if f.sources.Okta == nil {
		return nil, &NotConfiguredError{What: "the Okta URL and token"}
	}
	return f.sources.Okta, nil
}

func (f *Facts) atlassian() (*atlassian.Reader, error) {
	if f.sources.Atlassian == nil {
		return nil, &NotConfiguredError{What: "the Atlassian organization API key"}
	}
	return f.sources.Atlassian, nil
}

func (f *Facts) scim() (*scim.Reader, error) {
	if f.sources.SCIM == nil {
		return nil, &NotConfiguredError{What: "the SCIM base URL and key"}
	}
	return f.sources.SCIM, nil
}

// read is the shape of every single reading: remembered, and refused where
// the credential is missing.
func read[R, T any](ctx context.Context, m *memo[T], reader func() (R, error), ask func(context.Context, R) (T, error)) (T, error) {
	return m.get(ctx, func(ctx context.Context) (T, error) {
		r, err := reader()
		if err != nil {
			var zero T
			return zero, err
		}
		return ask(ctx, r)
	})
}
