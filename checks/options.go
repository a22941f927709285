package checks

import (
	"context"
	"slices"

	"github.com/provision-cli/provision/checks/facts"
)

// option is a box under To App and the feature that shows it ticked.
type option struct{ title, feature string }

var options = [...]option{
	{"Create Users", "PUSH_NEW_USERS"},
	{"Update User Attributes", "PUSH_PROFILE_UPDATES"},
	{"Deactivate Users", "PUSH_USER_DEACTIVATION"},
}

const (
	menuOptions = "Okta ▸ Atlassian Cloud ▸ Provisioning ▸ To App ▸ Edit"
	optionsFix  = "Tick Create Users, Update User Attributes and Deactivate Users: " + menuOptions + " ▸ Save."
)

func integrationOptions(ctx context.Context, f *facts.Facts) Finding {
	app, err := f.App(ctx)
	if err != nil {
		return Of(err)
	}
	if finding, ok := optionsByFeature(ctx, f); ok {
		return finding.with(appLink(ctx, f, "user-management"))
	}
	var missing []Evidence
	listed := 0
	for _, o := range options {
		if app.Has(o.feature) {
			listed++
			continue
		}
		missing = append(missing, Evidence{Subject: o.title, Field: o.feature, Want: "listed", Got: "not listed"})
	}
	switch {
	case len(missing) == 0:
		return pass("Create Users, Update User Attributes and Deactivate Users are on.")
	case slices.ContainsFunc(app.Features, isPush):
		return fail("Not ticked under To App: "+subjects(missing)+".", optionsFix, missing...).with(appLink(ctx, f, "user-management"))
	}
	return optionsByLog(ctx, f)
}

// optionsByFeature believes the features API where it answers for this app.
func optionsByFeature(ctx context.Context, f *facts.Facts) (Finding, bool) {
	feature, err := f.Feature(ctx)
	if err != nil || feature.Create == "" && feature.Update == "" && feature.Deactivate == "" {
		return Finding{}, false
	}
	var off []Evidence
	for i, state := range []string{feature.Create, feature.Update, feature.Deactivate} {
		if state != "ENABLED" {
			off = append(off, Evidence{Subject: options[i].title, Field: "status", Want: "ENABLED", Got: state})
		}
	}
	if len(off) > 0 {
		return fail("Not ticked under To App: "+subjects(off)+".", optionsFix, off...), true
	}
	return pass("Create Users, Update User Attributes and Deactivate Users are on."), true
}

// What Okta logs when Deactivate Users is ticked and unticked; there are no
// such messages for the other two options.
const (
	deactivateOn  = "Deprovisioning unassigned users"
	deactivateOff = "Stop deprovisioning unassigned users"
)

func optionsByLog(ctx context.Context, f *facts.Facts) Finding {
	finding := manual("Okta does not show the To App options of this app.", "Look: "+menuOptions+"; all three must be ticked.").with(appLink(ctx, f, "user-management"))
	// A log that may not be read leaves the question where it was: with a person.
	events, err := settingsLog(ctx, f)
	if err != nil {
		return finding
	}
	said := ""
	for _, e := range events {
		if text, _ := e.Debug["customMessage"].(string); text == deactivateOn || text == deactivateOff {
			said = text
		}
	}
	evidence := Evidence{Subject: "Deactivate Users", Field: "System Log", Want: deactivateOn, Got: said}
	switch said {
	case deactivateOff:
		return fail("Deactivate Users was switched off: the System Log says so.", optionsFix, evidence).with(finding.Link)
	case deactivateOn:
		finding.Summary = "Deactivate Users is on, as the System Log says; Okta does not show the other To App options of this app."
		finding.Evidence = append(finding.Evidence, evidence)
	}
	return finding
}

func integrationMappings(ctx context.Context, f *facts.Facts) Finding {
	return manual("Only a person can say whether the attribute mappings are the wanted ones.",
		"Look: Okta ▸ Atlassian Cloud ▸ Provisioning ▸ To App ▸ Atlassian Cloud Attribute Mappings.").with(appLink(ctx, f, "user-management"))
}
