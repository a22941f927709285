package facts

import (
	"context"

	"github.com/provision-cli/provision/clients/okta"
)

// Sizes are the member counts, by id, that Okta reports for these groups, inactive members included. A group of which
// Okta tells none is left out. Many groups are counted with one list, few with one call each.
func (f *Facts) Sizes(ctx context.Context, groups []okta.Group) (map[string]int, error) {
	wanted := map[string]bool{}
	queries := map[string]bool{}
	for _, g := range groups {
		wanted[g.ID], queries[g.Name] = true, true
	}
	if len(queries) > fewGroups {
		queries = map[string]bool{"": true}
	}
	sizes := map[string]int{}
	for name := range queries {
		list, err := f.TestGroups(ctx, name)
		if err != nil {
			return nil, err
		}
		for _, g := range list {
			if wanted[g.ID] && g.Users >= 0 {
				sizes[g.ID] = g.Users
			}
		}
	}
	return sizes, nil
}
