package checks

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/atlassian"
)

func sitesPresent(ctx context.Context, f *facts.Facts) Finding {
	list, err := f.Workspaces(ctx)
	if err != nil {
		return Of(err)
	}
	var online []string
	var evidence []Evidence
	for _, w := range list {
		switch {
		case !facts.Syncs(w):
		case w.Status == "online":
			online = append(online, place(w))
		default:
			evidence = append(evidence, Evidence{Subject: place(w), Field: "status", Want: "online", Got: w.Status})
		}
	}
	if len(online) == 0 {
		return fail("The organization has no Jira or Confluence site online.",
			"Add one: Atlassian Administration ▸ Apps ▸ Add app; groups are synced to Jira products and Confluence only.", evidence...).with(orgLink(ctx, f))
	}
	slices.Sort(online)
	if len(evidence) > 0 {
		return warn("Not online: "+subjects(evidence)+". Groups open nothing there until they are; "+quoted(online)+" "+verb(len(online), "is", "are")+" online.",
			"Look why, often a suspended subscription: Atlassian Administration ▸ Billing; or grant the other site only, with --grant GROUP=PRODUCT@SITE.", evidence...).with(orgLink(ctx, f))
	}
	return pass("%s online: %s.", count(len(online), "product is", "products are"), quoted(online))
}

// place names a product on its site.
func place(w atlassian.Workspace) string {
	if host := hostOf(w.HostURL); host != "" {
		return w.TypeKey + "@" + host
	}
	return w.TypeKey + " (" + w.Name + ")"
}

func hostOf(text string) string {
	if u, err := url.Parse(text); err == nil && u.Host != "" {
		return strings.ToLower(u.Host)
	}
	return strings.ToLower(strings.TrimSuffix(text, "/"))
}
