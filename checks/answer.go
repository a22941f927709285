package checks

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/okta/oauth"
	"github.com/provision-cli/provision/clients/scim"
)

func pass(format string, args ...any) Finding {
	return Finding{Status: Pass, Summary: fmt.Sprintf(format, args...)}
}

func skip(format string, args ...any) Finding {
	return Finding{Status: Skip, Summary: fmt.Sprintf(format, args...)}
}

func warn(summary, fix string, evidence ...Evidence) Finding {
	return Finding{Status: Warn, Summary: summary, Fix: fix, Evidence: evidence}
}

func fail(summary, fix string, evidence ...Evidence) Finding {
	return Finding{Status: Fail, Summary: summary, Fix: fix, Evidence: evidence}
}

func manual(summary, fix string, evidence ...Evidence) Finding {
	return Finding{Status: Manual, Summary: summary, Fix: fix, Evidence: evidence}
}

// with adds the place where a person mends it.
func (f Finding) with(link string) Finding {
	f.Link = link
	return f
}

// Of turns a read that failed into a finding. What the tenants answered
// plainly (no app, several apps, no such group) is Fail; all else is Unknown,
// because what could not be looked at is neither right nor wrong.
func Of(err error) Finding {
	var ambiguous *facts.AmbiguousError
	var group *facts.GroupError
	var org *facts.OrgError
	var byID *facts.NoAppError
	switch {
	case errors.As(err, &byID):
		return noSuchApp(byID)
	case errors.Is(err, facts.ErrNoApp):
		return fail(sentence(err), "Okta Admin Console ▸ Applications ▸ Browse App Catalog ▸ Atlassian Cloud ▸ Add Integration.")
	case errors.As(err, &ambiguous):
		return severalApps(ambiguous)
	case errors.As(err, &group):
		if len(group.Found) > 1 {
			return severalGroups(group)
		}
		return fail(sentence(err), "Name an Okta group that exists, or make it: Okta Admin Console ▸ Directory ▸ Groups ▸ Add group.",
			Evidence{Subject: group.Name, Field: "Okta groups of this name", Want: "1", Got: strconv.Itoa(len(group.Found))})
	case errors.As(err, &org):
		return fail(sentence(err), "Use a key of the organization that is meant, or name it with --org-id.")
	}
	return unknown(err)
}

const askAgain = "Ask again: provision check."

func unknown(err error) Finding {
	if f, is := noToken(err); is {
		return f
	}
	f := Finding{Status: Unknown, Summary: "Could not look: " + strings.TrimRight(err.Error(), ". ") + ".", Fix: hint(err), Refused: refused(err)}
	var e *clients.Error
	if errors.As(err, &e) && e.Service == "scim" {
		f.Summary = "Could not look: " + scim.Diagnose(err) + "."
	}
	return f
}

// credential is Of for the question about a credential itself: there a refusal
// is an answer. diagnosis says what the refusal means, fix what to do.
func credential(err error, diagnosis, fix string) Finding {
	if f, is := appRefused(err); is {
		return f
	}
	if !errors.Is(err, clients.ErrDenied) || code(err) == featureMissing {
		return Of(err)
	}
	f := fail(diagnosis, fix, Evidence{Subject: tried(err), Field: "answer", Want: "200", Got: answered(err)})
	f.Refused = true
	return f
}

// Okta's codes that tell a missing role, a missing feature and a bad token apart.
const (
	roleMissing    = "E0000006"
	featureMissing = "E0000015"
)

// refused says whether an error is about the credential rather than about one
// right: every 401 but Okta's "this feature is not yours", and a service app
// that got no access token.
func refused(err error) bool {
	if oauth.Diagnose(err) != "" {
		return errors.Is(err, clients.ErrDenied)
	}
	var e *clients.Error
	return errors.As(err, &e) && e.Status == 401 && e.Code != featureMissing
}

func hint(err error) string {
	var e *clients.Error
	errors.As(err, &e)
	switch {
	case errors.Is(err, facts.ErrNotConfigured):
		return "Give the missing credential: provision setup asks for it."
	case e == nil:
		return askAgain
	case e.Service == "okta" && e.Code == roleMissing:
		return "Give the token's owner the application administrator and group administrator roles: Okta Admin Console ▸ Security ▸ Administrators."
	case e.Service == "okta" && e.Code == featureMissing:
		return "The Okta org lacks a feature for this: ask Okta which licence includes it."
	case errors.Is(err, clients.ErrDenied) && e.Service == "admin":
		return "Use an organization API key without scopes: Atlassian Administration ▸ Settings ▸ API keys ▸ Create API key."
	case errors.Is(err, clients.ErrDenied):
		return "Look at the credential: provision setup asks for a new one."
	}
	return "Ask again in a few minutes: provision check."
}

func code(err error) string {
	if e, ok := errors.AsType[*clients.Error](err); ok {
		return e.Code
	}
	return ""
}

func tried(err error) string {
	if e, ok := errors.AsType[*clients.Error](err); ok {
		return e.Method + " " + e.Path
	}
	return ""
}

func answered(err error) string {
	var e *clients.Error
	if !errors.As(err, &e) {
		return err.Error()
	}
	return strings.Join(strings.Fields(fmt.Sprintf("%d %s %s", e.Status, e.Code, e.Message)), " ")
}

// sentence makes a sentence of an error's text.
func sentence(err error) string {
	text := err.Error()
	return strings.ToUpper(text[:1]) + text[1:] + "."
}

// count is a number with its noun.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func people(n int) string { return count(n, "person", "people") }

// named is how many names a sentence takes; the evidence holds all.
const named = 10

// subjects names whom or what the evidence is about, each once.
func subjects(list []Evidence) string {
	var names []string
	seen := map[string]bool{}
	for _, e := range list {
		if !seen[e.Subject] {
			seen[e.Subject] = true
			names = append(names, e.Subject)
		}
	}
	return quoted(names)
}

// quoted lists names for a sentence, as many as it takes.
func quoted(names []string) string {
	if more := len(names) - named; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:named], ", "), more)
	}
	return strings.Join(names, ", ")
}

// appLink is the app's page in the Okta Admin Console, on the given tab; empty
// when the app does not tell the console's host.
func appLink(ctx context.Context, f *facts.Facts, tab string) string {
	app, err := f.App(ctx)
	if err != nil || app.AdminHost == "" {
		return ""
	}
	return "https://" + app.AdminHost + "/admin/app/" + app.Name + "/instance/" + app.ID + "/#tab-" + tab
}

// orgLink is a page of the organization in Atlassian Administration; the
// organization's overview is the only one that documents vouch for.
func orgLink(ctx context.Context, f *facts.Facts) string {
	org, err := f.Org(ctx)
	if err != nil {
		return ""
	}
	return "https://admin.atlassian.com/o/" + org.ID + "/overview"
}
