package world

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// MinUsers is the smallest number of people that a world can have: those with a part of their own.
const MinUsers = 20

// MinGroups is the smallest number of Okta groups that a world can have.
const MinGroups = 8

// BuildOptions say which world to build; zero values mean fresh (ready where drifts are asked for), 200 users, 20 groups, seed 1.
type BuildOptions struct {
	Scenario string
	// Drifts are ids of Drifts, applied in the order of that list.
	Drifts []string
	// Variants are values by id, as in Variants.
	Variants      map[string]string
	Users, Groups int
	Seed          uint64
	// APIURL and SiteURLs are where the stand-ins answer; without them the vendors' own addresses are used.
	APIURL   string
	SiteURLs []string
	// Now is the clock of both tenants.
	Now func() time.Time
}

// Scenarios are the worlds that can be built, the default first.
func Scenarios() []string { return []string{"fresh", "ready", "drifted"} }

// Sites is how many sites the organization has.
const Sites = 2

// Build makes a world. The same options give the same world.
func Build(o BuildOptions) (*World, error) {
	o = o.withDefaults()
	if err := o.check(); err != nil {
		return nil, err
	}
	w := New(o.Seed, o.Now)
	w.APIURL = o.APIURL
	for id, value := range o.Variants {
		if err := w.Choose(id, value); err != nil {
			return nil, err
		}
	}
	b := &builder{World: w, now: o.Now().UTC().Truncate(time.Second), sites: o.SiteURLs}
	b.org(o.Users)
	b.people(o.Users)
	b.groups(o.Groups)
	b.apps()
	b.AddServiceApp(o.Seed)
	b.organization()
	if o.Scenario != "fresh" {
		b.ready()
	}
	for _, d := range Drifts() {
		if slices.Contains(o.Drifts, d.ID) || o.Scenario == "drifted" && !d.Alone {
			d.apply(b)
		}
	}
	return w, nil
}

// builder holds what the parts of a build hand to each other.
type builder struct {
	*World
	now   time.Time
	sites []string
	// cast are the people with a part of their own, in the order of the cast list.
	cast []*User
	// taken counts the uses of an address's local part.
	taken map[string]int
}

func (o BuildOptions) withDefaults() BuildOptions {
	if o.Scenario == "" && len(o.Drifts) > 0 {
		o.Scenario = "ready"
	}
	if o.Scenario == "" {
		o.Scenario = "fresh"
	}
	if o.Users == 0 {
		o.Users = 200
	}
	if o.Groups == 0 {
		o.Groups = 20
	}
	if o.Seed == 0 {
		o.Seed = 1
	}
	if o.APIURL == "" {
		o.APIURL = "https://api.atlassian.com"
	}
	if len(o.SiteURLs) == 0 {
		o.SiteURLs = []string{"https://example.atlassian.net", "https://example-labs.atlassian.net"}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return o
}

func (o BuildOptions) check() error {
	if !slices.Contains(Scenarios(), o.Scenario) {
		return fmt.Errorf("no scenario %q: choose from %s", o.Scenario, strings.Join(Scenarios(), ", "))
	}
	if o.Users < MinUsers {
		return fmt.Errorf("a world of %d users is too small: it needs at least %d", o.Users, MinUsers)
	}
	if o.Groups < MinGroups {
		return fmt.Errorf("a world of %d groups is too small: it needs at least %d", o.Groups, MinGroups)
	}
	if len(o.SiteURLs) != Sites {
		return fmt.Errorf("%d site addresses given: the organization has %d sites", len(o.SiteURLs), Sites)
	}
	for _, id := range o.Drifts {
		i := slices.IndexFunc(Drifts(), func(d Drift) bool { return d.ID == id })
		if i < 0 {
			return fmt.Errorf("no drift %q: choose from %s", id, strings.Join(driftIDs(), ", "))
		}
		if o.Scenario == "fresh" && !Drifts()[i].OverFresh {
			return fmt.Errorf("drift %s needs what a setup leaves: use it with the scenario ready", id)
		}
	}
	return nil
}
