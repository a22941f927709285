package checks

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/scim"
)

func directoryChecks() []Check {
	return []Check{
		{
			ID: "scim-key", Title: "The SCIM key works", Severity: High, Topic: Directory,
			Reads:   "The directory's ServiceProviderConfig.",
			Why:     "Okta writes with this key; when it stops, people and groups stop, and nobody is told.",
			Detects: "401 or 403 is a wrong, expired or regenerated key, or an organization key; 404 is a wrong directory.",
			Run:     scimKey,
		},
		{
			ID: "directory-organization", Title: "Directory and organization key belong together", Severity: High, Topic: Directory,
			Reads:   "A few people of the directory; the organization's accounts with their addresses, and their links.",
			Why:     "With the key of another organization everything seems to work, and nothing that Okta sends is ever seen.",
			Detects: "The organization knows nobody of the directory, or their links name another organization.",
			After:   []string{"scim-key", "atlassian-reachable"},
			Run:     directoryOrganization,
		},
		{
			ID: "scim-key-life", Title: "The SCIM key has more than 30 days left", Severity: High, Topic: Directory,
			Reads:   "The date kept when the key was pasted.",
			Why:     "A SCIM key lives one year, and Atlassian sends no reminder.",
			Detects: "The date kept; no API tells it.",
			After:   []string{"scim-key"},
			Run:     scimKeyLife,
		},
		{
			ID: "directory-headroom", Title: "The directory and its groups have room", Severity: Medium, Topic: Directory,
			Reads:   "How many people the directory says it holds; its groups with their members.",
			Why:     "A directory takes 150,000 people and a synced group 35,000 members; after that newcomers are not synced.",
			Detects: "90 % of a limit, or all of it.",
			After:   []string{"scim-key"},
			Run:     directoryHeadroom,
		},
		{
			ID: "sites-added", Title: "The sites are added to the directory", Severity: Medium, Topic: Directory,
			Reads:   "The products that synced groups open.",
			Why:     "Groups arrive only on sites that were added.",
			Detects: "A synced group with a product is proof; else a person looks and says so.",
			Run:     sitesAdded,
		},
	}
}

const (
	menuDirectory = "Atlassian Administration ▸ Security ▸ Identity providers ▸ the directory"
	scimKeyFix    = "Paste the directory's own key with provision setup --only directory. If nobody has it: " + menuDirectory +
		" ▸ ••• ▸ Regenerate API key, then enter it in Okta too, because the old key stops at once."
	scimURLFix = "Copy base URL and key again with provision setup --only directory: " + menuDirectory + " ▸ User provisioning. If the directory is gone, Guard may have lapsed."
)

func scimKey(ctx context.Context, f *facts.Facts) Finding {
	config, err := f.SCIMConfig(ctx)
	if err == nil && config.Raw {
		// An answer of an unknown form could be anybody's; a list is the directory's.
		_, err = f.SCIMUsers(ctx)
	}
	switch {
	case err == nil:
		return pass("The directory answers; base URL and key belong together.")
	case errors.Is(err, facts.ErrNotConfigured):
		return Of(err)
	case errors.Is(err, clients.ErrDenied):
		finding := notTheDirectory(err, "The SCIM key was refused: ", scimKeyFix)
		finding.Refused = true
		return lapsed(ctx, f, finding).with(orgLink(ctx, f))
	case errors.Is(err, clients.ErrNotFound):
		// Nothing was said of the key, and a new directory is no way on: the address is as likely wrong as the directory is gone.
		finding := notTheDirectory(err, "The base URL leads nowhere: ", scimURLFix)
		finding.Stop = true
		return lapsed(ctx, f, finding).with(orgLink(ctx, f))
	}
	return unknown(err)
}

// lapsed names the likely cause of a directory that is gone where its groups have become local: Atlassian deletes the
// directory when Guard ends.
func lapsed(ctx context.Context, f *facts.Facts, finding Finding) Finding {
	loose := madeLocal(ctx, f)
	if len(loose) == 0 {
		return finding
	}
	finding.Summary += " Guard has probably lapsed: Atlassian then deletes the directory, and the groups that were synced are local now: " + subjects(loose) + "."
	finding.Fix = "Subscribe again: " + menuBilling + "; then make a new directory with provision setup --only directory, rename or delete the local groups, and push again."
	finding.Evidence = append(finding.Evidence, loose...)
	return finding
}

func notTheDirectory(err error, what, fix string) Finding {
	return fail(what+scim.Diagnose(err)+".", fix, Evidence{Subject: tried(err), Field: "answer", Want: "200", Got: answered(err)})
}

// keyYear is how long a SCIM key lives.
const keyYear = 365 * 24 * time.Hour

// keyExpiry is when the key ends: what a person said, else a year after it was made.
func keyExpiry(k facts.Kept) time.Time {
	if !k.KeyExpires.IsZero() || k.KeyCreated.IsZero() {
		return k.KeyExpires
	}
	return k.KeyCreated.Add(keyYear)
}

func scimKeyLife(ctx context.Context, f *facts.Facts) Finding {
	const renew = "Make a new key: " + menuDirectory + " ▸ ••• ▸ Regenerate API key; enter it in Okta at once, then provision setup --only directory."
	expires := keyExpiry(f.Kept())
	if expires.IsZero() {
		return manual("When the SCIM key was made is not known here; keys live one year, and Atlassian sends no reminder.",
			"Look: "+menuDirectory+" ▸ User provisioning.").with(orgLink(ctx, f))
	}
	left := days(f.Now(), expires)
	evidence := Evidence{Subject: "SCIM key", Field: "expires", Want: "in more than 30 days", Got: date(expires)}
	switch {
	case expires.Before(f.Now()):
		return fail("The SCIM key expired about "+date(expires)+", as far as is known here.", renew, evidence).with(orgLink(ctx, f))
	case left <= 1:
		return fail("The SCIM key expires within a day or two, about "+date(expires)+": then Okta writes nothing any more.", renew, evidence).with(orgLink(ctx, f))
	case left <= 7:
		return fail(lifeLeft(left, expires)+" This week is the time to renew it.", renew, evidence).with(orgLink(ctx, f))
	case left <= 14:
		return warn(lifeLeft(left, expires)+" Set a day for it with whoever administers Okta.", renew, evidence).with(orgLink(ctx, f))
	case left <= 30:
		return warn(lifeLeft(left, expires), renew, evidence).with(orgLink(ctx, f))
	}
	return pass("The SCIM key expires about %s, in %s.", date(expires), count(left, "day", "days"))
}

func lifeLeft(left int, expires time.Time) string {
	return fmt.Sprintf("The SCIM key expires in %s, about %s. Atlassian sends no reminder.", count(left, "day", "days"), date(expires))
}

func domainLinked(ctx context.Context, f *facts.Facts) Finding {
	return manual("Only a person can see whether the domain is linked to the directory.",
		"Look: "+menuDirectory+" ▸ View domains ▸ Link domain.").with(orgLink(ctx, f))
}

func sitesAdded(ctx context.Context, f *facts.Facts) Finding {
	const look = menuDirectory + " ▸ User provisioning ▸ Sites"
	opened, err := openedByPush(ctx, f)
	switch {
	case err == nil && opened != "":
		return pass("%s.", opened)
	case err != nil && !facts.Undecided(err) && !errors.Is(err, facts.ErrNotConfigured):
		return Of(err)
	}
	return manual("Only a person can see which sites are added to the directory.", "Look: "+look+".").with(orgLink(ctx, f))
}

// openedByPush names a synced group that opens a product; empty when there is none.
func openedByPush(ctx context.Context, f *facts.Facts) (string, error) {
	groups, err := f.PushGroups(ctx)
	if err != nil {
		return "", err
	}
	found, err := f.OrgGroups(ctx, facts.Names(groups))
	if err != nil {
		return "", err
	}
	for _, g := range groups {
		synced, ok := facts.Synced(found[lower(g.Name)])
		if !ok {
			continue
		}
		roles, err := f.RoleAssignments(ctx, synced)
		if err != nil {
			return "", err
		}
		for _, a := range roles {
			if facts.Opens(a) {
				return fmt.Sprintf("The synced group %s opens %s", g.Name, a.Owner), nil
			}
		}
	}
	return "", nil
}
