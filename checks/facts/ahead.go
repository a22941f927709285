package facts

import (
	"context"
	"slices"
	"sync"

	"github.com/provision-cli/provision/clients/okta"
)

// atOnce is how many groups are read at the same time; one list of Okta is read page after page.
const atOnce = 3

// Ahead reads the long lists that a whole audit or a forecast asks for, all
// side by side, so that the tenants and Okta's rate limits do not wait for each
// other. Without groups those to push and to assign are meant. What cannot be
// read is left to the question that needs it.
func (f *Facts) Ahead(ctx context.Context, groups []okta.Group) {
	lanes := []func(){
		func() { f.aheadAssigned(ctx) },
		func() { f.aheadMembers(ctx, groups) },
	}
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

// aheadAssigned reads the assignments and, where their accounts are too many to be searched for, all accounts.
func (f *Facts) aheadAssigned(ctx context.Context) {
	users, err := f.AppUsers(ctx)
	if err == nil && users.Len() > fewEmails && f.HasAtlassian() {
		_, _ = f.everyAccount(ctx)
	}
}

func (f *Facts) aheadMembers(ctx context.Context, groups []okta.Group) {
	if groups == nil {
		push, _ := f.PushGroups(ctx)
		assign, _ := f.AssignGroups(ctx)
		groups = slices.Concat(push, assign)
	}
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
