package checks

import (
	"context"
	"fmt"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/okta"
)

const samlMode = "SAML_2_0"

// signOnElsewhere stops where this app may not be the one that signs people
// in: aligning its user names would then align the wrong thing.
func signOnElsewhere(ctx context.Context, f *facts.Facts, app okta.App) (Finding, bool) {
	others, err := samlApps(ctx, f, app)
	if err != nil {
		return Of(err), true
	}
	twins := false
	for _, a := range others {
		twins = twins || a.Name == facts.AppName
	}
	var summary string
	switch {
	case app.SignOnMode != samlMode && app.SignOnMode != "":
		summary = fmt.Sprintf("%s signs people in by %s, not by SAML, so its user names are not the sign-on names.", app.Label, app.SignOnMode)
		if len(others) > 0 {
			summary += " People may sign in through " + quoted(labels(others)) + "."
		}
	case app.SignOnMode == "" && len(others) > 0, twins:
		summary = "Another app may carry the sign-on to Atlassian: " + quoted(labels(others)) + "."
	default:
		return Finding{}, false
	}
	finding := fail(summary, "Find the app through which people sign in to Atlassian, and compare its user name format with this app's primary e-mail by hand: Okta Admin Console ▸ Applications ▸ the app ▸ Sign On. When they agree, go on with provision setup --only push.",
		Evidence{Subject: app.Label, Field: "sign-on", Want: samlMode, Got: shown(app.SignOnMode)})
	for _, a := range others {
		finding.Evidence = append(finding.Evidence, Evidence{Subject: a.Label, Field: "sign-on", Want: "not SAML, or inactive", Got: a.SignOnMode})
	}
	finding.Stop = true
	return finding.with(appLink(ctx, f, "signon")), true
}

func samlApps(ctx context.Context, f *facts.Facts, app okta.App) ([]okta.App, error) {
	family, err := f.Family(ctx)
	if err != nil {
		return nil, err
	}
	var out []okta.App
	for _, a := range family {
		if a.ID != app.ID && a.Status == "ACTIVE" && a.SignOnMode == samlMode {
			out = append(out, a)
		}
	}
	return out, nil
}

func labels(apps []okta.App) []string {
	out := make([]string, len(apps))
	for i, a := range apps {
		out[i] = fmt.Sprintf("%s (%s)", a.Label, a.ID)
	}
	return out
}
