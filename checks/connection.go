package checks

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/okta"
)

func connectionChecks() []Check {
	return []Check{
		{
			ID: "okta-reachable", Title: "Okta answers and accepts the token", Severity: High, Topic: Connection,
			Reads:   "The org's well-known document, the token's owner, the apps.",
			Why:     "Without an answer nothing on the Okta side can be seen.",
			Detects: "The address is no Okta org, or every call is answered 401.",
			Run:     oktaReachable,
		},
		{
			ID: "okta-rights", Title: "The Okta token may read apps, groups, mappings, push groups and the System Log", Severity: High, Topic: Connection,
			Reads:   "The first item of each of these; the owner's roles where they may be read.",
			Why:     "A right that is missing shows up as a check that could not look, or a step that stops half way.",
			Detects: "E0000006 is a missing role, E0000015 a missing feature, E0000011 a bad token.",
			After:   []string{"okta-reachable"},
			Run:     oktaRights,
		},
		{
			ID: "okta-token-life", Title: "The Okta token is in use, and can do no more than it must", Severity: Info, Topic: Connection,
			Reads:   "The token's owner, the owner's roles, the org's list of tokens; most admins may not read the last two.",
			Why:     "A token ends after 30 days without use and with its owner's account; one that can do everything is worth stealing.",
			Detects: "An owner who is a super or organization administrator; a token of theirs that ends within 7 days. Okta does not tell which token is in use.",
			After:   []string{"okta-reachable"},
			Run:     tokenLife,
		},
		{
			ID: "atlassian-reachable", Title: "Atlassian answers and accepts the organization API key", Severity: High, Topic: Connection,
			Reads:   "The organizations that the key leads to.",
			Why:     "Without an answer it cannot be seen whether anything has arrived.",
			Detects: "The call is answered 401 or 403, or leads to another organization.",
			Run:     atlassianReachable,
		},
		{
			ID: "atlassian-key-life", Title: "The organization API key has more than 30 days left", Severity: Info, Topic: Connection,
			Reads:   "The organization's list of API keys.",
			Why:     "An expired key ends every look at the Atlassian side.",
			Detects: "A key's expiry date; Atlassian does not tell which of several keys is the one in use.",
			After:   []string{"atlassian-reachable"},
			Run:     atlassianKeyLife,
		},
		{
			ID: "site-admin", Title: "The site credential administers a Jira site", Severity: Medium, Topic: Connection,
			Reads:   "mypermissions of every site with a credential.",
			Why:     "Only a site administrator sees seats and default groups.",
			Detects: "ADMINISTER is not among the permissions.",
			Run:     siteAdmin,
		},
	}
}

// oktaName is the org's host, from the address in use or from its own word.
func oktaName(f *facts.Facts, org okta.Organization) string {
	if f.Kept().OktaHost != "" {
		return f.Kept().OktaHost
	}
	if _, host, found := strings.Cut(org.URL, "://"); found {
		return host
	}
	return "The Okta org"
}

const newOktaToken = "Make a token: Okta Admin Console ▸ Security ▸ API ▸ Tokens ▸ Create token, then provision setup."

const newOktaKey = "Look at the app: Okta Admin ▸ Applications ▸ the service app; then give its client id and private key: provision setup."

func oktaReachable(ctx context.Context, f *facts.Facts) Finding {
	org, err := f.Organization(ctx)
	if errors.Is(err, clients.ErrNotFound) {
		return fail("This address is no Okta org: it has no "+tried(err)+".", "Give the org's address, such as https://example.okta.com: provision setup --only prerequisites.")
	}
	if errors.Is(err, clients.ErrDenied) {
		return openRefused(err)
	}
	if err != nil {
		return Of(err)
	}
	me, err := f.Me(ctx)
	if err == nil {
		return pass("%s answers; the token is %s's.", oktaName(f, org), me.Profile.Login)
	}
	service := errors.Is(err, okta.ErrNoUser) || errors.Is(err, clients.ErrNotFound)
	if !service && !errors.Is(err, clients.ErrDenied) {
		return Of(err)
	}
	// A service app has no user of its own, so the apps decide.
	_, err = f.Apps(ctx)
	switch {
	case err == nil && service:
		return pass("%s answers; the credential is a service app's.", oktaName(f, org))
	case err == nil:
		return pass("%s answers; the credential is good, but may not read whose it is.", oktaName(f, org))
	case code(err) == roleMissing:
		return pass("%s answers; the credential is good, but may not read apps.", oktaName(f, org))
	}
	if service {
		return credential(err, "Okta refused the service app's access token: the app was deactivated, or it is bound to another network zone.", newOktaKey)
	}
	return credential(err, "Okta refused the token: it is mistyped, was revoked, was unused for 30 days, its owner was deactivated, or it is bound to another network zone.", newOktaToken)
}

func oktaRights(ctx context.Context, f *facts.Facts) Finding {
	var missing, light []Evidence
	var open []string
	for _, p := range probes {
		err := p.read(ctx, f)
		switch {
		case err == nil:
		case notYet(err):
			open = append(open, p.what)
		case refused(err):
			return credential(err, "Okta refused the token while "+p.what+" were read.", newOktaToken)
		case !errors.Is(err, clients.ErrDenied):
			return Of(err)
		case p.needed:
			missing = append(missing, Evidence{Subject: p.what, Field: lacking(err), Want: "readable", Got: answered(err)})
		default:
			light = append(light, Evidence{Subject: p.what, Field: lacking(err), Want: "readable", Got: answered(err)})
		}
	}
	fix := "Give the token's owner the application administrator and group administrator roles: Okta Admin Console ▸ Security ▸ Administrators ▸ Add administrator."
	if f.OktaClientID() != "" {
		fix = "A service app needs both: the scopes (Okta Admin Console ▸ Applications ▸ the service app ▸ Okta API Scopes) and the application administrator and group administrator roles (▸ Admin roles)."
	}
	if len(missing) > 0 {
		return fail("The token may not read "+subjects(missing)+"."+notKnown(open), fix, append(missing, light...)...)
	}
	if len(light) > 0 {
		return warn("The token may not read "+subjects(light)+"; some checks will not be able to look."+notKnown(open), fix, light...)
	}
	all := "all that is needed"
	if len(open) > 0 {
		all = "what there is to read"
	}
	finding := roleFinding(ctx, f, all)
	finding.Summary += notKnown(open)
	return finding
}

// notYet says whether a probe found nothing to read: what hangs on the app shows its rights only once there is one app.
func notYet(err error) bool {
	return facts.Undecided(err) || errors.Is(err, facts.ErrNoMapping)
}

// notKnown adds which rights nothing shows yet.
func notKnown(open []string) string {
	if len(open) == 0 {
		return ""
	}
	return " Not known yet, for there is nothing to read: " + quoted(open) + "."
}

// probe is one right that the program needs; the wanted one it can do without.
type probe struct {
	what   string
	needed bool
	read   func(context.Context, *facts.Facts) error
}

var probes = [...]probe{
	{"apps", true, func(ctx context.Context, f *facts.Facts) error { _, err := f.Apps(ctx); return err }},
	{"groups", true, func(ctx context.Context, f *facts.Facts) error { return f.ProbeGroups(ctx) }},
	{"push groups", true, func(ctx context.Context, f *facts.Facts) error { _, err := f.PushMappings(ctx); return err }},
	{"profile mappings", false, func(ctx context.Context, f *facts.Facts) error { _, err := f.Mapping(ctx); return err }},
	{"the System Log", false, func(ctx context.Context, f *facts.Facts) error { return f.ProbeLogs(ctx) }},
}

func lacking(err error) string {
	switch code(err) {
	case roleMissing:
		return "role"
	case featureMissing:
		return "feature"
	}
	return "right"
}

// roleFinding adds the owner's roles where they may be read. Most admins may
// not; writing rights then show only at the first write.
func roleFinding(ctx context.Context, f *facts.Facts, all string) Finding {
	roles, err := f.Roles(ctx)
	if err != nil {
		return pass("The token may read %s. Its role could not be read; the right to write shows at the first write.", all)
	}
	var labels []string
	for _, r := range roles {
		if r.Status == "" || r.Status == "ACTIVE" {
			labels = append(labels, r.Type)
		}
	}
	slices.Sort(labels)
	if !canWrite(roles) {
		return warn("The token may read "+all+", but its owner's roles ("+quoted(labels)+") do not let setup assign or push.",
			"Give the token's owner the application administrator and group administrator roles: Okta Admin Console ▸ Security ▸ Administrators.")
	}
	return pass("The token may read %s; its owner's roles: %s.", all, quoted(labels))
}

func canWrite(roles []okta.Role) bool {
	for _, r := range roles {
		switch r.Type {
		case "SUPER_ADMIN", "APP_ADMIN", "CUSTOM":
			return true
		}
	}
	return false
}

func atlassianReachable(ctx context.Context, f *facts.Facts) Finding {
	org, err := f.Org(ctx)
	if err != nil {
		return credential(err, "Atlassian refused the organization API key: it is mistyped, expired, revoked, has scopes, or is another kind of key.",
			"Make a key without scopes: Atlassian Administration ▸ Settings ▸ API keys ▸ Create API key, then provision setup.")
	}
	return pass("Atlassian answers; the key leads to %s.", org.Name)
}

func atlassianKeyLife(ctx context.Context, f *facts.Facts) Finding {
	const where = "Atlassian Administration ▸ Settings ▸ API keys"
	keys, err := f.Keys(ctx)
	if err != nil {
		return Of(err)
	}
	var soon []Evidence
	dated := 0
	for _, k := range keys {
		if k.Expires.IsZero() || k.Expires.Before(f.Now()) {
			continue
		}
		dated++
		if left := days(f.Now(), k.Expires); left <= 30 {
			soon = append(soon, Evidence{Subject: k.Label, Field: "expires", Want: "in more than 30 days", Got: date(k.Expires)})
		}
	}
	switch {
	case len(soon) > 0:
		return warn(fmt.Sprintf("%s of the organization %s within 30 days: %s. Atlassian does not tell which key this program uses.", count(len(soon), "API key", "API keys"), verb(len(soon), "expires", "expire"), subjects(soon)),
			"Make a new key: "+where+" ▸ Create API key, then provision setup.", soon...).with(orgLink(ctx, f))
	case dated == 0:
		return manual("Atlassian shows no key with an expiry date.", "Look when the key expires: "+where+".").with(orgLink(ctx, f))
	}
	return pass("No API key of the organization expires within 30 days.")
}

func verb(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
