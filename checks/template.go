package checks

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/okta"
)

const menuFormat = "Okta ▸ Atlassian Cloud ▸ Sign On ▸ Settings ▸ Edit ▸ Application username format"

func emailAttribute(ctx context.Context, f *facts.Facts) Finding {
	app, err := f.App(ctx)
	if err != nil {
		return Of(err)
	}
	if finding, stop := signOnElsewhere(ctx, f, app); stop {
		return finding
	}
	format := facts.ParseSource(app.UserName.Template)
	if !format.Known() || format.Prefix {
		return fail("The user name format "+shown(app.UserName.Template)+" is no address that Atlassian could match.", formatFix(f),
			Evidence{Subject: app.Label, Field: "user name format", Want: wantedFormat(f), Got: app.UserName.Template}).with(appLink(ctx, f, "signon"))
	}
	primary, err := f.PrimaryEmail(ctx)
	if errors.Is(err, facts.ErrNoMapping) {
		return manual("Okta shows no attribute mapping of this app; the user name format takes "+format.String()+".",
			"Look whether Primary email takes the same: Okta ▸ Atlassian Cloud ▸ Provisioning ▸ To App ▸ Attribute Mappings.").with(appLink(ctx, f, "user-management"))
	}
	if err != nil {
		return Of(err)
	}
	return compareSources(ctx, f, app, format, primary)
}

func compareSources(ctx context.Context, f *facts.Facts, app okta.App, format facts.Source, primary facts.PrimaryEmail) Finding {
	const mapFix = "Map it: Okta ▸ Atlassian Cloud ▸ Provisioning ▸ To App ▸ Attribute Mappings ▸ Primary email."
	evidence := []Evidence{
		{Subject: app.Label, Field: "user name format", Want: wantedFormat(f), Got: shown(app.UserName.Template)},
		{Subject: app.Label, Field: "primary e-mail (" + primary.Variable + ")", Want: wantedFormat(f), Got: shown(primary.Expression)},
	}
	wanted := wantedSource(f)
	switch {
	case primary.Expression == "":
		return fail("Nothing is mapped to the primary e-mail ("+primary.Variable+").", mapFix, evidence...).with(appLink(ctx, f, "user-management"))
	case !primary.From.Known():
		return manual("The primary e-mail is made by the expression "+primary.Expression+", which this program does not understand.", "Look whether it gives everyone's "+format.String()+".", evidence...)
	case !format.Same(primary.From):
		return fail("The sign-on name takes "+format.String()+", the primary e-mail "+primary.From.String()+".", formatFix(f), evidence...).with(appLink(ctx, f, "signon"))
	case wanted.Known() && !format.Same(wanted):
		return fail("Both take "+format.String()+", but "+wanted.String()+" is wanted.", formatFix(f)+" "+mapFix, evidence...).with(appLink(ctx, f, "signon"))
	}
	return pass("Sign-on name and primary e-mail both take %s.", format)
}

// shown keeps an empty value visible.
func shown(text string) string {
	if text == "" {
		return "(empty)"
	}
	return text
}

func wantedSource(f *facts.Facts) facts.Source {
	if f.Intent().EmailAttribute == "" {
		return facts.Source{}
	}
	return facts.ParseSource("user." + strings.TrimPrefix(f.Intent().EmailAttribute, "user."))
}

func wantedFormat(f *facts.Facts) string {
	if w := wantedSource(f); w.Known() {
		return w.String()
	}
	return "the same attribute on both sides"
}

func formatFix(f *facts.Facts) string {
	if a := f.Intent().EmailAttribute; a != "" && a != "email" {
		return "Set it: " + menuFormat + " ▸ Custom ▸ user." + strings.TrimPrefix(a, "user.") + "; Update application username on: Create and update."
	}
	return "Set it: " + menuFormat + " ▸ Email; Update application username on: Create and update."
}

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
	case app.SignOnMode == "" && len(others) > 0, twins:
		summary = "Another app may carry the sign-on to Atlassian: " + quoted(labels(others)) + "."
	default:
		return Finding{}, false
	}
	finding := fail(summary, "Find the app through which people sign in to Atlassian, and compare its user name format with this app's primary e-mail by hand: Okta Admin Console ▸ Applications ▸ the app ▸ Sign On.",
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

func emailUpdate(ctx context.Context, f *facts.Facts) Finding {
	const fix = menuFormat + "; Update application username on: Create and update."
	app, err := f.App(ctx)
	if err != nil {
		return Of(err)
	}
	evidence := Evidence{Subject: app.Label, Field: "Update application username on", Want: "Create and update", Got: shown(app.UserName.PushStatus)}
	switch {
	case app.UserName.PushStatus == "PUSH":
		return pass("The sign-on name is updated on create and update.")
	case app.UserName.PushStatus == "DONT_PUSH":
		return fail("The sign-on name is set only on create.", "Set it: "+fix, evidence).with(appLink(ctx, f, "signon"))
	}
	return manual("Okta does not show when the sign-on name is updated with this format.", "Look: "+fix, evidence).with(appLink(ctx, f, "signon"))
}
