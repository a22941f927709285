package forecast

import (
	"fmt"
	"maps"
	"slices"

	"pgregory.net/rapid"

	"github.com/provision-cli/provision/clients/sandbox"
)

// trial is everything that a world is made from, so that it can be made again.
type trial struct {
	scenario      string
	seed          uint64
	users, groups int
	drifts        []string
	variants      map[string]string
	before        []string // what somebody did by hand meanwhile
	push, assign  []int    // which of the org's groups
	mapped        bool     // and what Okta pushes now
}

// String is the trial as a failure names it.
func (tr trial) String() string {
	var variants []string
	for _, id := range slices.Sorted(maps.Keys(tr.variants)) {
		variants = append(variants, id+"="+tr.variants[id])
	}
	return fmt.Sprintf("world: %s, seed %d, %d users, %d groups, drifts %v, variants %v, before %v, push %v, assign %v, what is pushed now %v",
		tr.scenario, tr.seed, tr.users, tr.groups, tr.drifts, variants, tr.before, tr.push, tr.assign, tr.mapped)
}

// broken are drifts after which there is nothing to forecast: no right to read, no app, no directory, or an
// integration through which Okta sends nothing, which other questions find.
var broken = []string{
	"okta-rights", "okta-reachable", "atlassian-reachable", "scim-key", "okta-app", "app-twice", "guard-active", "org-elsewhere",
	"integration-enabled", "integration-credentials", "lifecycle-management",
}

// telling are drifts that change what a push or an assignment does; they are drawn as often as all together.
var telling = []string{
	"push-name-conflict", "push-default-group", "push-status", "push-arrived", "push-renamed", "push-members", "push-assign-overlap",
	"assign-provisioned", "assign-before-provisioning", "assign-linked", "assign-orphans", "email-attribute", "email-population", "email-unique", "email-wellformed", "domain-claimed",
}

func trials() *rapid.Generator[trial] {
	return rapid.Custom(func(t *rapid.T) trial {
		tr := trial{
			scenario: rapid.SampledFrom([]string{"fresh", "ready", "ready"}).Draw(t, "scenario"),
			seed:     rapid.Uint64Range(1, 1_000_000).Draw(t, "seed"),
			users:    rapid.IntRange(20, 40).Draw(t, "users"),
			groups:   rapid.IntRange(8, 14).Draw(t, "groups"),
			variants: drawVariants(t),
			push:     rapid.SliceOfNDistinct(rapid.IntRange(0, 30), 1, 6, rapid.ID[int]).Draw(t, "push"),
			assign:   rapid.SliceOfNDistinct(rapid.IntRange(0, 30), 1, 3, rapid.ID[int]).Draw(t, "assign"),
		}
		if tr.scenario == "ready" {
			tr.mapped = rapid.Bool().Draw(t, "what is pushed now")
			possible := slices.DeleteFunc(sandbox.List().Drifts, func(id string) bool { return slices.Contains(broken, id) })
			tr.drifts = rapid.SliceOfNDistinct(rapid.OneOf(rapid.SampledFrom(telling), rapid.SampledFrom(possible)), 1, 8, rapid.ID[string]).Draw(t, "drifts")
			tr.before = rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"unassign", "unlink", "join"}), 0, 2, rapid.ID[string]).Draw(t, "before")
		} else {
			tr.before = rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"other-directory", "login-format"}), 0, 2, rapid.ID[string]).Draw(t, "before")
		}
		return tr
	})
}

func drawVariants(t *rapid.T) map[string]string {
	all, out := sandbox.List().Variants, map[string]string{}
	delete(all, "org-key") // a key with scopes may not look, which is no forecast
	for _, id := range slices.Sorted(maps.Keys(all)) {
		if v := rapid.SampledFrom(all[id]).Draw(t, id); v != all[id][0] && rapid.Bool().Draw(t, id+" differs") {
			out[id] = v
		}
	}
	return out
}
