package facts

import (
	"context"
	"net/url"
	"strings"

	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/okta"
)

// Syncs says whether groups are synced to this product: Jira products and Confluence.
func Syncs(w atlassian.Workspace) bool {
	return strings.HasPrefix(w.TypeKey, "jira") || w.TypeKey == "confluence"
}

// GrantTargets are the online workspaces that a grant means: those of its
// product, on its site or, without one, on every site.
func (f *Facts) GrantTargets(ctx context.Context, g Grant) ([]atlassian.Workspace, error) {
	list, err := f.Workspaces(ctx)
	if err != nil {
		return nil, err
	}
	var out []atlassian.Workspace
	for _, w := range list {
		if w.TypeKey == g.Product && w.Status == "online" && onSite(w, g.Site) {
			out = append(out, w)
		}
	}
	return out, nil
}

func onSite(w atlassian.Workspace, site string) bool {
	return site == "" || host(w.HostURL) == host(site) || strings.EqualFold(w.Name, site)
}

// host is the host of a URL or of a bare host name, in lower case.
func host(text string) string {
	if u, err := url.Parse(text); err == nil && u.Host != "" {
		return strings.ToLower(u.Host)
	}
	return strings.ToLower(strings.TrimSuffix(text, "/"))
}

// SiteOf is the index of the site (see SiteURLs) that holds a workspace, -1
// when none of them has a credential.
func (f *Facts) SiteOf(w atlassian.Workspace) int {
	for i, s := range f.sources.Sites {
		if s.URL != "" && host(s.URL) == host(w.HostURL) {
			return i
		}
	}
	return -1
}

// Synced picks, of the organization's groups of one name, the one that came
// from a directory.
func Synced(groups []atlassian.Group) (atlassian.Group, bool) {
	for _, g := range groups {
		if g.ExternalSynced {
			return g, true
		}
	}
	return atlassian.Group{}, false
}

// Local are, of the organization's groups of one name, those that no directory made.
func Local(groups []atlassian.Group) []atlassian.Group {
	var out []atlassian.Group
	for _, g := range groups {
		if !g.ExternalSynced {
			out = append(out, g)
		}
	}
	return out
}

// Names are the names of Okta groups.
func Names(groups []okta.Group) []string {
	out := make([]string, len(groups))
	for i, g := range groups {
		out[i] = g.Name
	}
	return out
}

// Opens says whether an assignment lets a group use a product: it is of a
// product, and some role of it is more than managing access.
func Opens(a atlassian.RoleAssignment) bool {
	switch a.Owner {
	case "platform", "project", "goal":
		return false
	}
	for _, role := range a.Roles {
		if !strings.HasSuffix(role, "user-access-admin") {
			return true
		}
	}
	return false
}
