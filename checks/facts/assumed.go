package facts

import (
	"errors"
	"slices"
	"strings"

	"github.com/provision-cli/provision/checks/assume"
	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/okta"
)

// tellApps notes under which key the app was found.
func (f *Facts) tellApps(found []okta.App) {
	if len(found) > 0 {
		f.sources.Assumed.Confirm(assume.AppKey)
	}
}

// tellPushes notes what the mappings, and the app that has them, say of a provisioning that is on.
func (f *Facts) tellPushes(app okta.App, mappings []okta.PushMapping) {
	if len(app.Features) > 0 {
		f.sources.Assumed.Confirm(assume.AppFeatures)
	} else if len(mappings) > 0 {
		f.sources.Assumed.Refute(assume.AppFeatures, "groups are pushed and features is empty")
	}
	if app.UserName.Type == "CUSTOM" {
		f.sources.Assumed.Tell(assume.TemplateStatus, app.UserName.PushStatus != "", "CUSTOM without pushStatus")
	}
	if slices.ContainsFunc(mappings, func(m okta.PushMapping) bool { return m.Status == "ERROR" }) {
		f.sources.Assumed.Confirm(assume.PushError)
	}
}

// tellConnection notes what the connection's operation answers for this app.
func (f *Facts) tellConnection(c okta.Connection, err error) {
	switch {
	case err == nil:
		f.sources.Assumed.Confirm(assume.ConnectionFound)
		f.sources.Assumed.Tell(assume.ConnectionUnknown, c.Status == "UNKNOWN", "answered "+oneWord(c.Status))
	case errors.Is(err, clients.ErrNotFound):
		f.sources.Assumed.Refute(assume.ConnectionFound, "answered 404")
	}
}

// tellFeature notes whether Okta has a features operation for this app.
func (f *Facts) tellFeature(err error) {
	e, answered := errors.AsType[*clients.Error](err)
	switch {
	case err == nil:
		f.sources.Assumed.Refute(assume.FeaturesRefused, "it answers")
	case answered && e.Status == 400:
		f.sources.Assumed.Confirm(assume.FeaturesRefused)
		f.sources.Assumed.Tell(assume.FeaturesSilent, notSupported(err), "400 in other words")
	}
}

// tellSchema notes how the schema names the primary e-mail.
func (f *Facts) tellSchema(s okta.Schema) {
	name, title := false, false
	for _, p := range s.Properties {
		name = name || p.ExternalName == primaryEmail
		title = title || strings.EqualFold(p.Title, "Primary email")
	}
	f.sources.Assumed.Tell(assume.PrimaryEmailName, name, "no such external name")
	f.sources.Assumed.Tell(assume.PrimaryEmailTitle, name || title, "neither external name nor title")
}

// tellGroups notes what the organization shows of its groups.
func (f *Facts) tellGroups(found map[string][]atlassian.Group, err error) {
	if errors.Is(err, clients.ErrDenied) {
		f.sources.Assumed.Refute(assume.OrgKey, "groups/search was refused")
	}
	for _, list := range found {
		f.sources.Assumed.Confirm(assume.OrgKey)
		if _, synced := Synced(list); synced {
			f.sources.Assumed.Confirm(assume.GroupSynced)
		}
	}
}

// oneWord is a vendor's word, or that there was none; it never holds more than a word.
func oneWord(text string) string {
	if text == "" || len(text) > 20 || strings.ContainsFunc(text, func(r rune) bool { return r < 'A' || r > 'Z' }) {
		return "another word"
	}
	return text
}
