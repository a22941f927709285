package checks

import (
	"context"
	"errors"
	"fmt"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/okta"
)

func oktaApp(ctx context.Context, f *facts.Facts) Finding {
	app, err := f.OneApp(ctx)
	if errors.Is(err, facts.ErrNoApp) {
		return noApp(ctx, f, err)
	}
	if err != nil {
		return Of(err)
	}
	name := fmt.Sprintf("%s (%s)", app.Label, app.ID)
	switch {
	case app.Name != facts.AppName:
		return fail(name+" is an app of the kind "+app.Name+", not "+facts.AppName+".", "Choose the Atlassian Cloud app with --app-id.",
			Evidence{Subject: name, Field: "name", Want: facts.AppName, Got: app.Name})
	case app.Status != "ACTIVE":
		return fail(name+" is not active.", "Activate it: Okta Admin Console ▸ Applications ▸ "+app.Label+" ▸ Inactive ▸ Activate.",
			Evidence{Subject: name, Field: "status", Want: "ACTIVE", Got: app.Status}).with(appLink(ctx, f, "general"))
	}
	others, err := otherApps(ctx, f, app)
	if err != nil {
		return Of(err)
	}
	if app.SignOnMode != samlMode && app.SignOnMode != "" {
		others = append([]Evidence{{Subject: name, Field: "sign-on", Want: samlMode, Got: app.SignOnMode}}, others...)
		return warn(name+" signs people in by "+app.SignOnMode+", not by SAML.", "Look which app carries the sign-on to Atlassian before user names are changed: Okta ▸ "+app.Label+" ▸ Sign On.", others...).with(appLink(ctx, f, "signon"))
	}
	if len(others) > 0 {
		return warn(name+" is there; so are other apps for Atlassian: "+subjects(others)+".", "Deactivate the ones no longer needed: Okta Admin Console ▸ Applications.", others...)
	}
	return pass("%s is active.", name)
}

// noApp names older apps, because people take them for this one.
func noApp(ctx context.Context, f *facts.Facts, err error) Finding {
	finding := Of(err)
	if f.Intent().AppID != "" {
		return finding
	}
	others, err := otherApps(ctx, f, okta.App{})
	if err != nil {
		return Of(err)
	}
	if len(others) > 0 {
		finding.Summary += " These are other apps, which cannot do this job: " + subjects(others) + "."
		finding.Evidence = others
	}
	return finding
}

// otherApps are the vendor's other active apps in this org.
func otherApps(ctx context.Context, f *facts.Facts, app okta.App) ([]Evidence, error) {
	family, err := f.Family(ctx)
	if err != nil {
		return nil, err
	}
	var out []Evidence
	for _, a := range family {
		if a.ID != app.ID && a.Status == "ACTIVE" {
			out = append(out, Evidence{Subject: fmt.Sprintf("%s (%s)", a.Label, a.ID), Field: "app", Want: "only " + facts.AppName, Got: a.Name})
		}
	}
	return out, nil
}

// noSuchApp is about an id that no app has: another app may be the right one.
func noSuchApp(err *facts.NoAppError) Finding {
	evidence := []Evidence{{Subject: err.ID, Field: "app", Want: facts.AppName, Got: "none"}}
	for _, a := range err.Apps {
		evidence = append(evidence, Evidence{Subject: fmt.Sprintf("%s (%s)", a.Label, a.ID), Field: "id", Want: err.ID, Got: a.ID})
	}
	return fail(sentence(err), "Give the id of the Atlassian Cloud app with --app-id, or leave it out where there is only one.", evidence...)
}

func severalApps(err *facts.AmbiguousError) Finding {
	evidence := make([]Evidence, 0, len(err.Apps))
	for _, a := range err.Apps {
		evidence = append(evidence, Evidence{Subject: fmt.Sprintf("%s (%s)", a.Label, a.ID), Field: "status", Want: "one app", Got: a.Status})
	}
	return fail(sentence(err), "Choose one with --app-id, and deactivate the others if they are not needed.", evidence...)
}
