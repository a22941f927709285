package wizard

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/wizard/prompt"
	"github.com/provision-cli/provision/wizard/session"
)

// GrantError says that a named grant cannot be given, before anything was changed.
type GrantError struct {
	Grant facts.Grant
	// Why is what does not fit, Choose the names that would.
	Why    string
	Choose []string
}

// Error names the grant, what does not fit, and what would.
func (e *GrantError) Error() string {
	text := e.Grant.Group + "=" + e.Grant.Product
	if e.Grant.Site != "" {
		text += "@" + e.Grant.Site
	}
	return fmt.Sprintf("--grant %s: %s; choose from %s", text, e.Why, strings.Join(e.Choose, ", "))
}

// namedGrants finds out, before anything is done, whether the grants that were named can be given: a mistyped product
// would otherwise show only after groups were pushed and people assigned.
func (r *Runner) namedGrants(ctx context.Context) error {
	if r.at > 0 || r.Session.Atlassian() == nil {
		return nil
	}
	for _, g := range r.Session.Intent().Grants {
		err := r.grantable(ctx, g)
		if err == nil {
			continue
		}
		if r.Prompt == nil || r.Unattended {
			return err
		}
		r.Prompt.Show(prompt.Block{{Sign: prompt.Wrong, Text: err.Error() + ". It will be asked again.", Indent: 4}})
		r.Session.Forget(session.Grants)
		return nil
	}
	return nil
}

// grantable returns a *GrantError for a grant that nothing can fulfil; what cannot be read yet is left to the checks.
func (r *Runner) grantable(ctx context.Context, g facts.Grant) error {
	f := r.Session.Facts()
	if pushed, err := f.PushGroups(ctx); err == nil && len(pushed) > 0 && !slices.Contains(facts.Names(pushed), g.Group) {
		return &GrantError{Grant: g, Why: "the group is not pushed", Choose: facts.Names(pushed)}
	}
	targets, err := f.GrantTargets(ctx, g)
	if err != nil || len(targets) > 0 {
		return nil //nolint:nilerr // the step that needs the list says why it could not be read
	}
	workspaces, err := f.Workspaces(ctx)
	if err != nil {
		return nil //nolint:nilerr // the same
	}
	var there []string
	for _, w := range workspaces {
		if facts.Syncs(w) && w.Status == "online" {
			there = append(there, w.TypeKey+"@"+strings.TrimPrefix(strings.TrimPrefix(w.HostURL, "https://"), "http://"))
		}
	}
	slices.Sort(there)
	return &GrantError{Grant: g, Why: "no online site has that product", Choose: there}
}
