package checks

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/okta"
)

const (
	groupPush  = "GROUP_PUSH"
	menuEnable = "Okta ▸ Atlassian Cloud ▸ Provisioning ▸ Integration ▸ Configure API Integration ▸ Enable API integration"
	enableFix  = "Enter base URL and key: " + menuEnable + " ▸ Test API Credentials ▸ Save."
)

// isPush says whether a feature is one that pushes people: it is listed only
// where To App options are on.
func isPush(feature string) bool { return strings.HasPrefix(feature, "PUSH_") }

func integrationEnabled(ctx context.Context, f *facts.Facts) Finding {
	app, err := f.App(ctx)
	if err != nil {
		return Of(err)
	}
	if shown := shownFeatures(app); len(shown) > 0 {
		return enabledByFeatures(ctx, f, shown)
	}
	state, evidence, err := connection(ctx, f)
	switch {
	case err != nil:
		return Of(err)
	case state == on:
		return pass("Okta shows the provisioning connection as enabled.")
	case state == off:
		return fail("The API integration is not enabled.", enableFix, evidence).with(appLink(ctx, f, "user-management"))
	}
	arrived, err := arrivals(ctx, f)
	const look = "Look: " + menuEnable + "."
	switch {
	case err != nil:
		return Of(err)
	case arrived.people == 0:
		return manual("Okta does not show whether the API integration is on, and nothing has arrived in the directory yet.", look).with(appLink(ctx, f, "user-management"))
	case f.Now().Sub(arrived.last) > recent:
		return warn(fmt.Sprintf("Okta does not show whether the API integration is on. It worked once: %s, last on %s.", arrived, date(arrived.last)), look,
			Evidence{Subject: "features", Field: "listed by Okta", Want: groupPush, Got: "(empty)"}).with(appLink(ctx, f, "user-management"))
	}
	return pass("The API integration works: %s.", arrived)
}

func shownFeatures(app okta.App) []string {
	var out []string
	for _, feature := range app.Features {
		if isPush(feature) || feature == groupPush {
			out = append(out, feature)
		}
	}
	// Okta lists them in another order from one answer to the next.
	slices.Sort(out)
	return out
}

// enabledByFeatures believes a listed feature, but says so where the
// connection claims the opposite.
func enabledByFeatures(ctx context.Context, f *facts.Facts, shown []string) Finding {
	c, err := f.Connection(ctx)
	if err == nil && c.Status == "DISABLED" {
		return warn("The app lists provisioning features, but its connection answers DISABLED.", "Look: "+menuEnable+".",
			Evidence{Subject: "connection", Field: "status", Want: "ENABLED", Got: c.Status}).with(appLink(ctx, f, "user-management"))
	}
	return pass("The API integration is on: the app lists %s.", quoted(shown))
}

type connectionState int

const (
	silent connectionState = iota
	on
	off
)

// connection reads what little Okta's API says: ENABLED and DISABLED are
// answers, UNKNOWN and "not supported" are none.
func connection(ctx context.Context, f *facts.Facts) (connectionState, Evidence, error) {
	c, err := f.Connection(ctx)
	switch {
	case err == nil && c.Status == "ENABLED":
		return on, Evidence{}, nil
	case err == nil && c.Status == "DISABLED":
		return off, Evidence{Subject: "connection", Field: "status", Want: "ENABLED", Got: c.Status}, nil
	case err != nil && !saysNothing(err):
		return silent, Evidence{}, err
	}
	_, err = f.Feature(ctx)
	switch {
	case err != nil && notEnabled(err):
		return off, Evidence{Subject: "features", Field: "answer", Want: "enabled", Got: answered(err)}, nil
	case err != nil && !saysNothing(err):
		return silent, Evidence{}, err
	}
	return silent, Evidence{}, nil
}

// saysNothing says whether an error only means that Okta has no such API for
// this app: that is no reason to doubt the app.
func saysNothing(err error) bool {
	var e *clients.Error
	if !errors.As(err, &e) {
		return false
	}
	return e.Status == 400 || e.Status == 404 || e.Code == featureMissing
}

// notEnabled tells the one real no from "not supported": both are 400 E0000001.
func notEnabled(err error) bool {
	var e *clients.Error
	return errors.As(err, &e) && e.Status == 400 && strings.Contains(strings.ToLower(e.Message), "not enabled")
}

// recent is how old an arrival may be to prove that the integration works now.
const recent = 24 * time.Hour

// arrived is what Okta has written to the directory, and when last.
type arrived struct {
	people int
	last   time.Time
}

// String says it for a sentence.
func (a arrived) String() string {
	return people(a.people) + " whom Okta sent " + verb(a.people, "is", "are") + " in the directory"
}

// arrivals counts the people assigned in Okta who have a record.
func arrivals(ctx context.Context, f *facts.Facts) (arrived, error) {
	if !f.HasSCIM() {
		return arrived{}, nil
	}
	var users *facts.AppUsers
	var records *facts.SCIMUsers
	err := facts.Together(ctx,
		func(ctx context.Context) (err error) { users, err = f.AppUsers(ctx); return err },
		func(ctx context.Context) (err error) { records, err = f.SCIMUsers(ctx); return err })
	if err != nil {
		return arrived{}, err
	}
	var out arrived
	for u := range users.All() {
		// A record alone may be of an earlier integration; the id that Okta keeps says that this assignment reached it.
		if u.ExternalID == "" || records.ByID(u.ExternalID) == nil {
			continue
		}
		out.people++
		for _, at := range []time.Time{u.LastSync, u.Created} {
			if at.After(out.last) {
				out.last = at
			}
		}
	}
	return out, nil
}
