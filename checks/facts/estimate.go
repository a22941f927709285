package facts

import (
	"context"
	"slices"
	"time"

	"github.com/provision-cli/provision/clients/okta"
)

// Estimate is what a whole reading would cost.
type Estimate struct {
	Calls map[string]int // by service: okta, scim, admin, site
	// Lasts is how long the calls take at the rates that may be used, answers
	// at once; zero where no limit has been answered.
	Lasts time.Duration
}

// Calls that a reading makes whatever the size of the tenants.
const (
	oktaOthers  = 20
	scimOthers  = 4
	adminOthers = 8
	siteOthers  = 2
)

// Pages are of so many people, groups and records.
const (
	memberPage = 200
	appPage    = 500
	groupPage  = 200
	scimPage   = 100
	adminPage  = 100
	namesAsked = 10
)

// Estimate says, from a few cheap answers that the reading needs anyway, how
// many calls reading everything would take and about how long. Where a
// credential is missing or refused, its service counts nothing.
func (f *Facts) Estimate(ctx context.Context) (Estimate, error) {
	e := Estimate{Calls: map[string]int{}}
	groups, assigned, err := f.inScope(ctx)
	if err != nil && !Undecided(err) {
		return e, err
	}
	sizes, err := f.Sizes(ctx, groups)
	if err != nil {
		return e, err
	}
	members, people := 0, 0
	for _, g := range groups {
		members += max(1, pages(sizes[g.ID], memberPage))
		if slices.ContainsFunc(assigned, func(a okta.Group) bool { return a.ID == g.ID }) {
			people += sizes[g.ID]
		}
	}
	assignments, index := pages(people, appPage), 0
	if len(groups) > fewGroups {
		all, err := f.groupIndex(ctx)
		if err != nil {
			return e, err
		}
		index = pages(len(all.byID), groupPage)
	}
	e.Calls["okta"] = members + assignments + index + oktaOthers
	f.estimateAtlassian(ctx, &e, people, len(groups))
	e.Lasts = max(f.lasts("/api/v1/groups/x/users", members+index), f.lasts("/api/v1/apps/x/users", assignments))
	return e, ctx.Err()
}

func (f *Facts) estimateAtlassian(ctx context.Context, e *Estimate, people, groups int) {
	if f.HasSCIM() {
		if held, err := f.Headroom(ctx); err == nil {
			e.Calls["scim"] = pages(held, scimPage) + pages(groups, scimPage) + scimOthers
			people = max(people, held)
		}
	}
	if f.HasAtlassian() {
		accounts := pages(people, namesAsked)
		if people > fewEmails {
			accounts = pages(people, adminPage)
		}
		e.Calls["admin"] = accounts + pages(groups, namesAsked) + groups + adminOthers
	}
	if len(f.sources.Sites) > 0 {
		e.Calls["site"] = siteOthers * len(f.sources.Sites)
	}
}

// inScope are the groups to push and to assign, each once, and those to assign.
func (f *Facts) inScope(ctx context.Context) (all, assigned []okta.Group, err error) {
	push, err := f.PushGroups(ctx)
	if err != nil {
		return nil, nil, err
	}
	if assigned, err = f.AssignGroups(ctx); err != nil {
		return nil, nil, err
	}
	for _, g := range slices.Concat(push, assigned) {
		if !slices.ContainsFunc(all, func(known okta.Group) bool { return known.ID == g.ID }) {
			all = append(all, g)
		}
	}
	return all, assigned, nil
}

// lasts is how long so many calls of one of Okta's buckets take; what fits into one window takes no time.
func (f *Facts) lasts(path string, calls int) time.Duration {
	allowed, known := f.sources.Meter.Allowed("okta", path)
	if !known || calls <= allowed {
		return 0
	}
	return time.Minute * time.Duration(calls) / time.Duration(allowed)
}

func pages(items, of int) int { return (items + of - 1) / of }
