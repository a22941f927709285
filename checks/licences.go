package checks

import (
	"context"
	"errors"

	"github.com/provision-cli/provision/checks/facts"
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
	return manual("No API tells whether Guard is subscribed.", "Look: Atlassian Administration ▸ Billing ▸ Atlassian Guard Standard.").with(orgLink(ctx, f))
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
