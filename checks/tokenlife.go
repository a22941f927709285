package checks

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/okta"
)

const (
	// tokenIdle is how long an Okta token lives without being used; every call makes it young again.
	tokenIdle = 30 * 24 * time.Hour
	tokenSoon = 7

	menuTokens = "Okta Admin Console ▸ Security ▸ API ▸ Tokens"
)

func tokenLife(ctx context.Context, f *facts.Facts) Finding {
	me, err := f.Me(ctx)
	if errors.Is(err, okta.ErrNoUser) || errors.Is(err, clients.ErrNotFound) {
		return skip("The credential is a service app's: it has no token that could go unused.")
	}
	if err != nil {
		return Of(err)
	}
	owner := me.Profile.Login
	roles, rolesErr := f.Roles(ctx)
	if strong := tooStrong(roles); len(strong) > 0 {
		return warn("The token can do more than this job needs: "+owner+" is "+quoted(strong)+". Whoever gets hold of it gets the whole org.",
			"Make the token as an application administrator and group administrator, then revoke this one: "+menuTokens+" ▸ Create token.",
			Evidence{Subject: owner, Field: "roles", Want: "APP_ADMIN, USER_ADMIN", Got: quoted(strong)})
	}
	tokens, err := f.Tokens(ctx)
	if err != nil {
		return hidden(err, f.Now())
	}
	if rolesErr != nil {
		return hidden(rolesErr, f.Now())
	}
	own := slices.DeleteFunc(slices.Clone(tokens), func(t okta.Token) bool { return t.UserID != me.ID })
	return lifeOf(own, owner, f.Now())
}

// hidden is what most admins get, and rightly: whoever may list tokens or roles can do more than this job needs.
func hidden(err error, now time.Time) Finding {
	finding := Of(err)
	if code(err) == roleMissing {
		finding.Summary = "Could not look: the token may list neither tokens nor its owner's roles, as befits one for this job. It was used just now, so it ends about " +
			date(now.Add(tokenIdle)) + " unless it is used again, and with its owner's account."
		finding.Fix = "Look once at its owner, roles and network zone: " + menuTokens + "."
	}
	return finding
}

// tooStrong are the roles that rule the whole org.
func tooStrong(roles []okta.Role) []string {
	var out []string
	for _, r := range roles {
		if (r.Type == "SUPER_ADMIN" || r.Type == "ORG_ADMIN") && (r.Status == "" || r.Status == "ACTIVE") {
			out = append(out, r.Type)
		}
	}
	return out
}

// lifeOf speaks of all tokens of the owner: Okta does not tell which one is in use.
func lifeOf(own []okta.Token, owner string, now time.Time) Finding {
	var soon []Evidence
	bound := 0
	for _, t := range own {
		if t.NetworkConnection != "" && t.NetworkConnection != "ANYWHERE" {
			bound++
		}
		if left := days(now, t.Expires); !t.Expires.IsZero() && left < tokenSoon {
			soon = append(soon, Evidence{Subject: t.Name, Field: "unused until", Want: "used within 30 days", Got: date(t.Expires)})
		}
	}
	switch {
	case len(own) == 0:
		return manual("Okta lists no token of "+owner+".", "Look whose token it is: "+menuTokens+".")
	case len(soon) == len(own):
		return warn("Every token of "+owner+" ends within 7 days unless it is used: "+subjects(soon)+".", "Run a check at least once in 30 days, or make a new token: "+menuTokens+" ▸ Create token.", soon...)
	}
	zone := "from anywhere"
	if bound > 0 {
		zone = count(bound, "of them only from its network zone", "of them only from their network zones")
	}
	return pass("%s of %s, used %s; a token ends after 30 days without use, so this one about %s, and with its owner.",
		count(len(own), "token", "tokens"), owner, zone, date(now.Add(tokenIdle)))
}
