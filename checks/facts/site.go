package facts

import (
	"context"
	"fmt"

	"github.com/provision-cli/provision/clients/site"
)

type siteGroup struct {
	site  int
	group string
}

func (f *Facts) site(i int) (*site.Reader, error) {
	if i < 0 || i >= len(f.sources.Sites) || f.sources.Sites[i].Reader == nil {
		return nil, &NotConfiguredError{What: fmt.Sprintf("the credential of site %d", i+1)}
	}
	return f.sources.Sites[i].Reader, nil
}

// Administers says whether the credential of site i (see SiteURLs) may administer it.
func (f *Facts) Administers(ctx context.Context, i int) (bool, error) {
	return f.administers.get(ctx, i, func(ctx context.Context) (bool, error) {
		r, err := f.site(i)
		if err != nil {
			return false, err
		}
		return r.Administer(ctx)
	})
}

// SiteRoles are the products of Jira site i with their seats and default groups.
func (f *Facts) SiteRoles(ctx context.Context, i int) ([]site.ApplicationRole, error) {
	return f.siteRoles.get(ctx, i, func(ctx context.Context) ([]site.ApplicationRole, error) {
		r, err := f.site(i)
		if err != nil {
			return nil, err
		}
		return r.ApplicationRoles(ctx)
	})
}

// SiteMembers are the people of a group as site i sees them.
func (f *Facts) SiteMembers(ctx context.Context, i int, groupID string) ([]site.Member, error) {
	return f.siteMembers.get(ctx, siteGroup{i, groupID}, func(ctx context.Context) ([]site.Member, error) {
		r, err := f.site(i)
		if err != nil {
			return nil, err
		}
		return collect(r.GroupMembers(ctx, groupID))
	})
}
