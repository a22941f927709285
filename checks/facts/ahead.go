package facts

import (
	"context"
	"slices"
	"sync"

	"github.com/provision-cli/provision/clients/okta"
)

// atOnce is how many groups are read at the same time; one list of Okta is read page after page.
const atOnce = 2

// AheadAll is Ahead for a whole audit: for everybody who is assigned, and for
// the groups to push and to assign.
func (f *Facts) AheadAll(ctx context.Context) {
	f.ahead(ctx, func() {
		push, _ := f.PushGroups(ctx)
		assign, _ := f.AssignGroups(ctx)
		f.aheadMembers(ctx, slices.Concat(push, assign))
	}, func() {
		if users, err := f.AppUsers(ctx); err == nil {
			f.aheadAccounts(ctx, users.Len())
		}
	})
}

// Ahead reads the long lists that a forecast for some groups asks for, all side
// by side, so that the tenants and Okta's rate limits do not wait for each
// other. What cannot be read is left to the question that needs it.
func (f *Facts) Ahead(ctx context.Context, groups []okta.Group) {
	f.ahead(ctx, func() {
		f.aheadMembers(ctx, groups)
		if in, err := f.memberships(ctx, groups); err == nil {
			f.aheadAccounts(ctx, len(in.people))
		}
	}, func() { _, _ = f.AppUsers(ctx) })
}

func (f *Facts) ahead(ctx context.Context, lanes ...func()) {
	if f.HasSCIM() {
		lanes = append(lanes, func() {
			if _, err := f.SCIMUsers(ctx); err == nil {
				_, _ = f.SCIMGroups(ctx)
			}
		})
	}
	var wg sync.WaitGroup
	for _, lane := range lanes {
		wg.Go(lane)
	}
	wg.Wait()
}

// aheadAccounts reads all accounts where the people are too many to be searched for.
func (f *Facts) aheadAccounts(ctx context.Context, people int) {
	if people > fewEmails && f.HasAtlassian() {
		_, _ = f.everyAccount(ctx)
	}
}

func (f *Facts) aheadMembers(ctx context.Context, groups []okta.Group) {
	var wg sync.WaitGroup
	for lane := range atOnce {
		wg.Go(func() {
			for i := lane; i < len(groups); i += atOnce {
				if _, err := f.Members(ctx, groups[i].ID); err != nil {
					return
				}
			}
		})
	}
	wg.Wait()
}
