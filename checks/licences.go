package checks

import (
	"context"
	"errors"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients"
)

func guardActive(ctx context.Context, f *facts.Facts) Finding {
	_, scimErr := f.SCIMConfig(ctx)
	if scimErr == nil {
		return pass("Guard is active: the SCIM directory answers, and Atlassian keeps one only with Guard.")
	}
	billed, err := f.Billable(ctx)
	if err != nil {
		return Of(err)
	}
	if billed {
		return pass("Guard is active: it bills accounts of the organization.")
	}
	const look = "Look: " + menuBilling + "."
	gone := errors.Is(scimErr, clients.ErrNotFound) || errors.Is(scimErr, clients.ErrDenied)
	if loose := madeLocal(ctx, f); gone && len(loose) > 0 {
		return manual("Guard has probably lapsed: the directory does not answer, the pushed groups are local ("+subjects(loose)+"), and no account is billed. No API says it outright.", look, loose...).with(orgLink(ctx, f))
	}
	return manual("No API tells whether Guard is subscribed.", look).with(orgLink(ctx, f))
}

const menuBilling = "Atlassian Administration ▸ Billing ▸ Atlassian Guard Standard"

// madeLocal are the pushed groups that the organization holds as local ones: what is left of synced groups when Guard
// lapses. It only adds to another finding, so that what cannot be read is left out.
func madeLocal(ctx context.Context, f *facts.Facts) []Evidence {
	groups, err := f.PushedGroups(ctx)
	if err != nil {
		return nil
	}
	found, err := f.OrgGroups(ctx, facts.Names(groups))
	if err != nil {
		return nil
	}
	var out []Evidence
	for _, g := range groups {
		same := found[lower(g.Name)]
		if _, synced := facts.Synced(same); synced {
			return nil // a synced group needs a directory, and so Guard
		}
		if len(same) > 0 {
			out = append(out, Evidence{Subject: g.Name, Field: "group in the organization", Want: "synced", Got: "local"})
		}
	}
	return out
}

func lifecycleManagement(ctx context.Context, f *facts.Facts) Finding {
	const look = "Look whether the Atlassian Cloud app has a Provisioning tab, or ask the owner of the Okta contract for Lifecycle Management."
	app, err := f.App(ctx)
	var ambiguous *facts.AmbiguousError
	if errors.Is(err, facts.ErrNoApp) || errors.As(err, &ambiguous) {
		return manual("No API tells whether Lifecycle Management is licensed, and no app shows it yet.", look)
	}
	if err != nil {
		return Of(err)
	}
	for _, feature := range app.Features {
		if isPush(feature) || feature == groupPush {
			return pass("Lifecycle Management is licensed: the app has provisioning features.")
		}
	}
	users, err := f.AppUsers(ctx)
	if err != nil {
		return Of(err)
	}
	for u := range users.All() {
		if u.ExternalID != "" || u.Status == "PROVISIONED" {
			return pass("Lifecycle Management is licensed: Okta has provisioned people to the app.")
		}
	}
	return manual("No API tells whether Lifecycle Management is licensed.", look).with(appLink(ctx, f, "user-management"))
}
