package checks

import (
	"context"
	"errors"
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
	primary, err := f.PrimaryEmail(ctx)
	if !format.Known() || format.Prefix {
		wanted := wantedSource(f, format, primary.From)
		return fail("The user name format "+shown(app.UserName.Template)+" is no address that Atlassian could match.", formatFix(wanted),
			Evidence{Subject: app.Label, Field: "user name format", Want: wanted.String(), Got: shown(app.UserName.Template)}).with(appLink(ctx, f, "signon"))
	}
	if errors.Is(err, facts.ErrNoMapping) {
		return manual("Okta shows no attribute mapping of this app; the user name format takes "+format.String()+".",
			"Look whether Primary email takes the same: Okta ▸ Atlassian Cloud ▸ Provisioning ▸ To App ▸ Attribute Mappings.").with(appLink(ctx, f, "user-management"))
	}
	if err != nil {
		return Of(err)
	}
	return compareSources(ctx, f, app, format, primary)
}

// compareSources lists only the side that has to change: where one side takes
// the wanted attribute already, the other is wrong.
func compareSources(ctx context.Context, f *facts.Facts, app okta.App, format facts.Source, primary facts.PrimaryEmail) Finding {
	const mapFix = "Map it: Okta ▸ Atlassian Cloud ▸ Provisioning ▸ To App ▸ Attribute Mappings ▸ Primary email ▸ "
	wanted := wantedSource(f, format, primary.From)
	mapped := Evidence{Subject: app.Label, Field: "primary e-mail (" + primary.Variable + ")", Want: wanted.String(), Got: shown(primary.Expression)}
	switch {
	case primary.Expression == "":
		return fail("Nothing is mapped to the primary e-mail ("+primary.Variable+").", mapFix+wanted.String()+".", mapped).with(appLink(ctx, f, "user-management"))
	case !primary.From.Known():
		return manual("The primary e-mail is made by the expression "+primary.Expression+", which this program does not understand.", "Look whether it gives everyone's "+format.String()+".", mapped)
	}
	var fixes []string
	var wrong []Evidence
	tab := "user-management"
	if !format.Same(wanted) {
		tab = "signon"
		fixes = append(fixes, formatFix(wanted))
		wrong = append(wrong, Evidence{Subject: app.Label, Field: "user name format", Want: wanted.String(), Got: shown(app.UserName.Template)})
	}
	if !primary.From.Same(wanted) {
		fixes = append(fixes, mapFix+wanted.String()+".")
		wrong = append(wrong, mapped)
	}
	fix := strings.Join(fixes, " ")
	switch {
	case len(wrong) == 0:
		return pass("Sign-on name and primary e-mail both take %s.", format)
	case format.Same(primary.From):
		return fail("Both take "+format.String()+", but "+wanted.String()+" is wanted.", fix, wrong...).with(appLink(ctx, f, tab))
	}
	return fail("The sign-on name takes "+format.String()+", the primary e-mail "+primary.From.String()+".", fix, wrong...).with(appLink(ctx, f, tab))
}

// shown keeps an empty value visible.
func shown(text string) string {
	if text == "" {
		return "(empty)"
	}
	return text
}

// wantedSource is what both sides should take: the admin's wish, else the
// page's default where a side has it, else what the primary e-mail takes.
func wantedSource(f *facts.Facts, format, primary facts.Source) facts.Source {
	byDefault := facts.ParseSource("user.email")
	wish := strings.TrimPrefix(f.Intent().EmailAttribute, "user.")
	switch {
	case wish != "":
		return facts.ParseSource("user." + wish)
	case !format.Same(byDefault) && primary.Known() && !primary.Prefix:
		return primary
	}
	return byDefault
}

func formatFix(wanted facts.Source) string {
	choice := "Custom ▸ " + wanted.String()
	if wanted.Attribute == "email" {
		choice = "Email"
	}
	return "Set it: " + menuFormat + " ▸ " + choice + "; Update application username on: Create and update."
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
