package sandbox

import (
	"encoding/json"

	"github.com/provision-cli/provision/clients/sandbox/fault"
	"github.com/provision-cli/provision/clients/sandbox/world"
)

// Addresses are what the program needs to reach the sandbox; what does not exist yet is left out.
type Addresses struct {
	OktaURL          string `json:"okta_url,omitempty"`
	OktaToken        string `json:"okta_token,omitempty"`
	OktaClientID     string `json:"okta_client_id,omitempty"`
	OktaPrivateKey   string `json:"okta_private_key,omitempty"`
	OktaPrivateKeyID string `json:"okta_private_key_id,omitempty"`
	AtlassianAPIURL  string `json:"atlassian_api_url,omitempty"`
	AtlassianAPIKey  string `json:"atlassian_api_key,omitempty"`
	SiteURL          string `json:"site_url,omitempty"`
	SiteEmail        string `json:"site_email,omitempty"`
	SiteToken        string `json:"site_token,omitempty"`
	ConsoleURL       string `json:"console_url,omitempty"`
	SCIMBaseURL      string `json:"scim_base_url,omitempty"`
	SCIMAPIKey       string `json:"scim_api_key,omitempty"`
}

// Addresses returns where the services answer and what opens them; the directory's pair is what its console showed last.
func (s *Sandbox) Addresses() Addresses {
	s.world.Lock()
	defer s.world.Unlock()
	a := &s.world.Atlassian
	app := s.world.Okta.Service
	return Addresses{
		OktaURL: s.urls.okta, OktaToken: s.world.Okta.Tokens[0].Secret,
		OktaClientID: app.ID, OktaPrivateKey: app.PrivateKey, OktaPrivateKeyID: app.KeyID,
		AtlassianAPIURL: s.urls.api, AtlassianAPIKey: a.Keys[0].Secret,
		SiteURL: s.urls.sites[0], SiteEmail: s.world.Login.Email, SiteToken: s.world.Login.Token,
		ConsoleURL: s.urls.console, SCIMBaseURL: s.world.Handed.BaseURL, SCIMAPIKey: s.world.Handed.Key,
	}
}

// ForApp returns the addresses with the service app as the only way into Okta.
func (a Addresses) ForApp() Addresses { a.OktaToken = ""; return a }

// Env returns the addresses as lines for a shell, with the program's own variables; the service app's are among them
// where there is no token.
func (a Addresses) Env() []string {
	if a.OktaToken != "" {
		a.OktaClientID, a.OktaPrivateKey, a.OktaPrivateKeyID = "", "", ""
	}
	var lines []string
	for _, v := range [...]struct{ name, value string }{
		{"OKTA_CLIENT_ORGURL", a.OktaURL},
		{"OKTA_CLIENT_TOKEN", a.OktaToken},
		{"OKTA_CLIENT_CLIENTID", a.OktaClientID},
		{"OKTA_CLIENT_PRIVATEKEY", a.OktaPrivateKey},
		{"OKTA_CLIENT_PRIVATEKEYID", a.OktaPrivateKeyID},
		{"PROVISION_ATLASSIAN_API_URL", a.AtlassianAPIURL},
		{"PROVISION_ATLASSIAN_API_KEY", a.AtlassianAPIKey},
		{"PROVISION_SITE_URL", a.SiteURL},
		{"PROVISION_SITE_EMAIL", a.SiteEmail},
		{"PROVISION_SITE_TOKEN", a.SiteToken},
		{"PROVISION_SCIM_BASE_URL", a.SCIMBaseURL},
		{"PROVISION_SCIM_API_KEY", a.SCIMAPIKey},
		{"PROVISION_CONSOLE_URL", a.ConsoleURL},
	} {
		if v.value != "" {
			lines = append(lines, "export "+v.name+"='"+v.value+"'")
		}
	}
	return lines
}

// Env returns the lines of Addresses.Env.
func (s *Sandbox) Env() []string { return s.Addresses().Env() }

// Listing is what --list prints.
type Listing struct {
	Scenarios []string `json:"scenarios"`
	Drifts    []string `json:"drifts"`
	// Variants are the possible values by id, the default first.
	Variants map[string][]string `json:"variants"`
	// Faults are the kinds that a fault's spec can name.
	Faults []string `json:"faults"`
}

// List returns the ids that Options accept.
func List() Listing {
	l := Listing{Scenarios: world.Scenarios(), Drifts: []string{}, Variants: map[string][]string{}, Faults: fault.Kinds()}
	for _, d := range world.Drifts() {
		l.Drifts = append(l.Drifts, d.ID)
	}
	for _, v := range world.Variants() {
		l.Variants[v.ID] = v.Values
	}
	return l
}

// JSON returns the addresses as one line of JSON.
func (a Addresses) JSON() ([]byte, error) { return json.Marshal(a) }
