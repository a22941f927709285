package session

import (
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/scim"
)

// DefaultAtlassianURL is where Atlassian serves its organization and SCIM APIs.
const DefaultAtlassianURL = "https://api.atlassian.com"

// The data items, by the step that asks for them first.
var (
	OktaURL = Input{
		ID: "okta-url", Env: "OKTA_CLIENT_ORGURL", Title: "Okta URL", Proof: "okta-reachable", Parse: parseOktaURL,
		Help: "The address people sign in at, for example https://example.okta.com",
	}
	OktaToken = Input{
		ID: "okta-token", Env: "OKTA_CLIENT_TOKEN", Title: "Okta API token", Secret: true, Account: "okta", Proof: "okta-reachable", Parse: oneLine("Okta API token"),
		Help: "Okta Admin ▸ Security ▸ API ▸ Tokens ▸ Create token, by somebody who is app admin and group admin",
	}
	AtlassianURL = Input{
		ID: "atlassian-api-url", Env: "PROVISION_ATLASSIAN_API_URL", Title: "Atlassian API URL", Default: DefaultAtlassianURL, Parse: parseBaseURL,
		Help: "Where Atlassian's APIs are served",
	}
	AtlassianKey = Input{
		ID: "atlassian-api-key", Env: "PROVISION_ATLASSIAN_API_KEY", Title: "Atlassian organization API key", Secret: true, Account: "atlassian", Proof: "atlassian-reachable",
		Help:  "Atlassian Administration ▸ Settings ▸ API keys ▸ Create API key without scopes; it lives one year at most",
		Parse: parseOrgKey,
	}
	OrgID = Input{
		ID: "org-id", Env: "PROVISION_ORG_ID", Title: "Atlassian organization id",
		Help: "Only where the key opens several organizations",
	}
	Sites = Input{
		ID: "site", Env: "PROVISION_SITE_URL", Title: "Site URLs", List: true, Parse: parseBaseURL,
		Help: "Without it, the sites are those of the organization's products",
	}
	SiteEmail = Input{
		ID: "site-email", Env: "PROVISION_SITE_EMAIL", Title: "Site admin's e-mail", Optional: true,
		Help: "With a site admin's API token, seats and default groups can be read; without it those questions stay open",
	}
	SiteToken = Input{
		ID: "site-token", Env: "PROVISION_SITE_TOKEN", Title: "Site admin's API token", Secret: true, Optional: true, Account: "site",
		Help: "Atlassian account ▸ Security ▸ API tokens", Proof: "site-admin", Parse: oneLine("API token"),
	}
	SCIMBaseURL = Input{
		ID: "scim-base-url", Env: "PROVISION_SCIM_BASE_URL", Title: "SCIM base URL", Proof: "scim-key", Parse: parseSCIMBase,
		Help: "Shown once when user provisioning is set up; https://api.atlassian.com/scim/directory/…",
	}
	SCIMKey = Input{
		ID: "scim-api-key", Env: "PROVISION_SCIM_API_KEY", Title: "API key", Secret: true, Account: "scim", Proof: "scim-key", Parse: parseSCIMKey,
		Help: "The directory's own key, shown once beside the URL; not an organization API key",
	}
	AppID = Input{
		ID: "app-id", Env: "PROVISION_APP_ID", Title: "Okta app id",
		Help: "Only where the org has several Atlassian Cloud apps; Okta Admin ▸ Applications ▸ the app, 0oa… in its address",
	}
	PushGroups = Input{
		ID: "push-group", Env: "PROVISION_PUSH_GROUP", Title: "Groups to push to Atlassian", List: true,
		Help: "Okta groups that Atlassian should have; begin with a test group",
	}
	AssignGroups = Input{
		ID: "assign-group", Env: "PROVISION_ASSIGN_GROUP", Title: "Groups whose members get an Atlassian account", List: true,
		Help: "Okta groups to assign to the app; not the pushed ones, Okta does not support the same group for both",
	}
	Grants = Input{
		ID: "grant", Env: "PROVISION_GRANT", Title: "Product access, GROUP=PRODUCT[@SITE]", List: true, Parse: parseGrantText,
		Help: "PRODUCT is jira-software, jira-servicedesk, jira-core, confluence, …; without @SITE every online site that has it",
	}
	EmailAttribute = Input{
		ID: "email-attribute", Env: "PROVISION_EMAIL_ATTRIBUTE", Title: "Okta attribute that holds the e-mail address", Default: "email",
		Help: "Sign-on name and primary e-mail both come from it",
	}
	Protect = Input{
		ID: "protect", Env: "PROVISION_PROTECT", Title: "People whom no change may touch", List: true, Optional: true,
		Help: "E-mail addresses, beside the organization admins and the owners of the tokens in use",
	}
)

// Inputs returns every data item in the order of the reference table.
func Inputs() []Input {
	return []Input{
		OktaURL, OktaToken, OktaClientID, OktaPrivateKey, OktaKeyID, AtlassianURL, AtlassianKey, OrgID, Sites, SiteEmail, SiteToken, SCIMBaseURL, SCIMKey,
		AppID, PushGroups, AssignGroups, Grants, EmailAttribute, Protect,
	}
}

func parseOktaURL(text string) (string, error) {
	u, err := okta.ParseURL(text)
	if err != nil {
		return "", err
	}
	return u.String(), nil
}

// customDomain warns of an address that need not be Okta's: whoever owns it gets the token.
func (s *Session) customDomain(text string) {
	if u := address(text); u != nil && okta.Custom(u) {
		s.Warn(u.Host + " is not a domain of Okta: it is taken for your org's own sign-in domain, and the token is sent there. Make sure that it is yours; https://example.okta.com, as the Admin Console shows it without -admin, works too.")
	}
}

func parseSCIMBase(text string) (string, error) {
	u, err := scim.ParseBaseURL(text)
	if err != nil {
		return "", err
	}
	return u.String(), nil
}

func parseSCIMKey(text string) (string, error) {
	key, err := scim.ParseKey(text)
	if err != nil {
		return "", err
	}
	return key.Reveal(), nil
}
