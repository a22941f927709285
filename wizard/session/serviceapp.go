package session

import (
	"errors"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/okta/oauth"
)

// The data items of a service app, which takes the place of an API token. Their variables are those of Okta's own SDKs.
var (
	OktaClientID = Input{
		ID: "okta-client-id", Env: "OKTA_CLIENT_CLIENTID", Title: "Okta service app's client id", Proof: "okta-reachable",
		Help: "Instead of an API token: Okta Admin ▸ Applications ▸ the service app (API Services), 0oa…",
	}
	OktaKeyID = Input{
		ID: "okta-key-id", Env: "OKTA_CLIENT_PRIVATEKEYID", Title: "Key id of the service app's public key", Optional: true,
		Help: "Where the app has several keys; a JSON Web Key brings its own",
	}
	OktaPrivateKey = Input{
		ID: "okta-private-key", Env: "OKTA_CLIENT_PRIVATEKEY", Title: "Private key of the service app", Secret: true, Account: "okta-key", Proof: "okta-reachable",
		Help: "PEM or JSON Web Key, or the path of a file that holds it", Parse: parsePrivateKey,
	}
)

// parsePrivateKey accepts the key itself, or the path of its file, as Okta's SDKs do.
func parsePrivateKey(text string) (string, error) {
	if !strings.HasPrefix(text, "{") && !strings.Contains(text, "-----BEGIN") {
		content, err := os.ReadFile(text)
		if err != nil {
			return "", errors.New("neither a private key (PEM or JSON Web Key) nor a file that can be read")
		}
		text = strings.TrimSpace(string(content))
	}
	if _, err := oauth.ParseKey(clients.NewSecret(text), ""); err != nil {
		return "", err
	}
	return text, nil
}

// ServiceApp says whether Okta is spoken to as a service app: its client id is known, and no API token was given for this
// run. A token that lies in the keyring from an earlier choice does not count.
func (s *Session) ServiceApp() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.serviceApp()
}

func (s *Session) serviceApp() bool {
	token := s.secrets[OktaToken.ID]
	return s.values[OktaClientID.ID].Text() != "" && (token.IsZero() || s.values[OktaToken.ID].Source == FromKeyring)
}

// Needs are the items to ask for: with a service app, its key takes the API token's place.
func (s *Session) Needs(ins []Input) []Input {
	i := slices.IndexFunc(ins, func(in Input) bool { return in.ID == OktaToken.ID })
	if i < 0 || !s.ServiceApp() {
		return ins
	}
	return slices.Concat(ins[:i], []Input{OktaClientID, OktaPrivateKey}, ins[i+1:])
}

// bothGiven says which credential is used where a token and a service app are known.
func (s *Session) bothGiven() {
	if s.Text(OktaClientID) != "" && !s.ServiceApp() {
		s.Warn("An Okta API token and a service app are both set: the token is used. Take " + OktaToken.Env + " away to use the app.")
	}
}

// buildOkta returns the org's client with the credential in force, nil while there is none.
func (s *Session) buildOkta() *okta.Client {
	base := address(s.values[OktaURL.ID].Text())
	if base == nil {
		return nil
	}
	if !s.serviceApp() {
		if token := s.secrets[OktaToken.ID]; !token.IsZero() {
			return okta.NewClient(base, token, s.transport("okta"))
		}
		return nil
	}
	key, err := oauth.ParseKey(s.secrets[OktaPrivateKey.ID], s.values[OktaKeyID.ID].Text())
	if err != nil {
		return nil // not known yet: what was given was parsed
	}
	clientID := s.values[OktaClientID.ID].Text()
	return okta.NewAppClient(base, clientID, s.over("okta", s.signed(base, oauth.App{ClientID: clientID, Key: key, Scopes: s.scopes(), Optional: oauth.OptionalScopes()})))
}

// signed is the base transport with the app's access token; token requests pass a dry run's guard, since they change nothing.
func (s *Session) signed(org *url.URL, app oauth.App) http.RoundTripper {
	return oauth.NewTransport(org, app, oauth.Options{Base: s.base(), Meter: s.Meter, Waiting: s.Waiting})
}

// scopes are what this run may do: one that only reads asks for nothing else.
func (s *Session) scopes() []string {
	if s.ReadOnly {
		return oauth.ReadScopes()
	}
	return slices.Concat(oauth.ReadScopes(), oauth.WriteScopes())
}
