package okta

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// access is what an operation asks of the token's owner.
type access int

const (
	anyone       access = iota // any valid token
	open                       // no token at all
	readAny                    // any admin role
	readApps                   // apps, their assignments, mappings and schemas
	writeApps                  // the same
	readLogs                   // the System Log
	writeUsers                 // profiles and life cycle
	writeGroups                // groups themselves
	writeMembers               // who is in a group
	readTokens                 // API tokens
	superOnly                  // what only a super admin may do
)

// roles are the admin roles that may do what an access stands for, beside SUPER_ADMIN (Okta's standard role comparison).
func roles(a access) []string {
	switch a {
	case readApps:
		return []string{"APP_ADMIN", "ORG_ADMIN", "READ_ONLY_ADMIN"}
	case writeApps:
		return []string{"APP_ADMIN"}
	case readLogs:
		return []string{"APP_ADMIN", "ORG_ADMIN", "READ_ONLY_ADMIN", "REPORT_ADMIN"}
	case writeUsers, writeGroups:
		return []string{"USER_ADMIN", "ORG_ADMIN"}
	case writeMembers:
		return []string{"USER_ADMIN", "ORG_ADMIN", "GROUP_MEMBERSHIP_ADMIN"}
	case readTokens:
		return []string{"ORG_ADMIN", "READ_ONLY_ADMIN", "API_ACCESS_MANAGEMENT_ADMIN"}
	}
	return nil
}

// allowed says whether somebody with these roles may do it.
func allowed(have []string, a access) bool {
	switch {
	case a == anyone, a == open, slices.Contains(have, "SUPER_ADMIN"):
		return true
	case a == readAny:
		return len(have) > 0
	}
	return slices.ContainsFunc(roles(a), func(role string) bool { return slices.Contains(have, role) })
}

// tokenWindow is how long a token lives after its creation or last use.
const tokenWindow = 30 * 24 * time.Hour

// authenticate returns the token of the request, or the answer to a request without a valid one.
func (c *call) authenticate(now time.Time) (*world.OktaToken, reply) {
	scheme, secret, _ := strings.Cut(c.r.Header.Get("Authorization"), " ")
	if scheme == "" {
		return nil, fault(http.StatusForbidden, "E0000005", "Invalid session")
	}
	if strings.EqualFold(scheme, "Bearer") || strings.EqualFold(scheme, "DPoP") {
		return c.granted(scheme, secret)
	}
	for _, t := range c.w.Okta.Tokens {
		if strings.EqualFold(scheme, "SSWS") && secret != "" && t.Secret == secret && c.valid(t, now) {
			return t, reply{}
		}
	}
	out := fault(http.StatusUnauthorized, "E0000011", "Invalid token provided")
	out.header = map[string]string{"WWW-Authenticate": "SSWS"}
	return nil, out
}

// valid says whether a token still works: it dies with its owner's account, by revocation, and by thirty idle days.
func (c *call) valid(t *world.OktaToken, now time.Time) bool {
	owner := c.w.Okta.User(t.OwnerID)
	if t.Revoked || owner == nil || owner.Status == "DEPROVISIONED" || owner.Status == "SUSPENDED" {
		return false
	}
	used := lastUse(t)
	return used.IsZero() || now.Sub(used) < tokenWindow
}

func lastUse(t *world.OktaToken) time.Time {
	if t.LastUsed.After(t.Created) {
		return t.LastUsed
	}
	return t.Created
}
