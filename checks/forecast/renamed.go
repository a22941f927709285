package forecast

import (
	"context"

	"github.com/provision-cli/provision/checks/facts"
)

// formerName looks for the group that a mapping filled before its Okta group
// got another name; empty where there is none. No API names a mapping's target,
// so it is known by its members, and by a name that no Okta group bears.
func (w *world) formerName(ctx context.Context, p *pushing) (string, error) {
	ours := map[string]bool{}
	for u := range p.members.All() {
		if r := w.users.Of(u.ID, w.app.Of(u.ID)); r != nil {
			ours[r.ID] = true
		}
	}
	for theirs := range w.records.All() {
		if !alike(ours, theirs) {
			continue
		}
		known, err := w.f.GroupsNamed(ctx, theirs.DisplayName)
		if err != nil {
			return "", err
		}
		if len(known) == 0 {
			return theirs.DisplayName, nil
		}
	}
	return "", nil
}

// alike says whether most members of either are in the other.
func alike(ours map[string]bool, theirs *facts.SCIMGroup) bool {
	both := 0
	for id := range theirs.Members() {
		if ours[id] {
			both++
		}
	}
	return both > 0 && 2*both > len(ours) && 2*both > theirs.Len()
}
