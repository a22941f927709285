package okta

import (
	"net/http"
	"regexp"
	"strings"
)

// deviation is a known difference between the stand-in and a recording.
type deviation struct {
	// route is a pattern for method and path, finding one for what differ says.
	route, finding string
	reason         string
}

func (d deviation) key() string { return d.route + " | " + d.finding }

// explained returns the key of the deviation that names a finding, empty when none does.
func explained(x exchange, finding string) string {
	for _, d := range deviations() {
		if regexp.MustCompile("^"+d.route+"$").MatchString(x.Method+" "+x.Path) && regexp.MustCompile("^"+d.finding).MatchString(finding) {
			return d.key()
		}
	}
	return ""
}

const anyApp = `(GET|POST|PUT) /api/v1/(apps|groups).*`

func deviations() []deviation {
	return []deviation{
		{anyApp, `.* of a (OPENID_CONNECT|BROWSER_PLUGIN|AUTO_LOGIN|BOOKMARK|BASIC_AUTH|SAML_1_1) app`,
			"the stand-in keeps only what all apps have in common for sign-on modes that no step deals with"},
		{anyApp, `.* of a custom app`, "apps made with the App Integration Wizard do not occur in the sandbox"},
		{anyApp, `adds .*(emOptInStatus|universalLogout|profileEnrollment|policies|accessPolicy|autoLaunch|settings.notes)`,
			"the stand-in is an Identity Engine org of 2026; Classic orgs and older answers lack these keys"},
		{`POST /api/v1/apps`, `adds .*(orn|manualProvisioning|implicitAssignment) of a SAML_2_0 app`, "an answer of 2022 lacks these keys"},
		{`(POST|PUT) /api/v1/apps.*`, `status 200, recorded 400`,
			"refused for what the sandbox has no notion of: the number of instances, a Microsoft tenant, the metadata of a custom SWA app"},
		{`.* /api/v1/apps/.*/users.*`, `lacks .*lastSync`, "null in answers of 2017, left out since, as here"},
		{`GET /api/v1/apps/.*/users`, `(lacks|adds) .*_embedded.user.(type|profile|credentials|_links)`, "the embedded people are answers of 2017"},
		{`(GET|POST|PUT) /api/v1/(users|groups).*`, `lacks .*realmId`, "realms are in use in some of the recorded orgs only"},
		{`(GET|POST|PUT) /api/v1/(users|groups).*`, `(lacks|adds) .*credentials.(password|emails|recovery_question)`,
			"the world does not know who has set a password or a recovery question; it follows from the status"},
		{`GET /api/v1/users/.*`, `adds ._links.resetFactors`, "an answer of 2020 lacks the link"},
		{`POST /api/v1/users/.*/lifecycle/deactivate`, `status 200, recorded 204`, "204 in 2020, 200 since, as here"},
		{`(GET|POST) /api/v1/groups.*`, `lacks .*_links.owners`, "group owners are in some of the recorded orgs only"},
		{`GET /api/v1/meta/types/user.*`, `(1 items|status 404)`, "the sandbox has the default user type only"},
		{`GET /api/v1/meta/schemas/apps/.*`, `lacks .definitions`, "the recorded schemas are those of OpenID Connect apps"},
		{`GET /.well-known/okta-organization`, `adds .settings.op4wEnabled`, "in one of the two recorded answers only"},
	}
}

// unreplayable says why an exchange cannot be sent to the stand-in at all, empty for the rest.
func unreplayable(x exchange) string {
	write := x.Method == http.MethodPost || x.Method == http.MethodPut
	switch {
	case x.Status == 429:
		return "limits have tests of their own"
	case write && x.RequestBody == nil && x.Status < 400 && !strings.Contains(x.Path, "/lifecycle/") && strings.Count(x.Path, "/") < 6:
		return "the request's body was not recorded"
	case strings.HasPrefix(x.Path, "/oauth2/"):
		return "service apps have replays of their own"
	case strings.HasPrefix(x.Path, "/api/v1/groups/rules"):
		return "group rules are not served"
	case strings.Contains(x.Path, "password") || strings.Contains(x.Path, "reset_factors"):
		return "the life cycle of passwords and factors is not served"
	case strings.Contains(x.Query, "profile.email sw"):
		return "the addresses were redacted after the search"
	case strings.Contains(x.Query, "array123") || strings.Contains(toJSON(x.RequestBody), "array123"):
		return "custom attributes are text"
	}
	return ""
}
