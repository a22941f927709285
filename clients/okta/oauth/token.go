package oauth

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/provision-cli/provision/clients"
)

const (
	tokenPath  = "/oauth2/v1/token"
	tokenRoute = "POST " + tokenPath
	kindDPoP   = "DPoP"
	kindBearer = "Bearer"
)

// token is an access token in memory.
type token struct {
	kind   string // Bearer or DPoP
	secret clients.Secret
	renew  time.Time // by our clock, some minutes before it expires
	scopes []string
}

type tokenAnswer struct {
	Kind    string  `json:"token_type"`
	Token   string  `json:"access_token"`
	Seconds float64 `json:"expires_in"`
	Scope   string  `json:"scope"`
}

// maxAsks bounds the token requests of one attempt: a proof, its nonce, the org's time and fewer scopes may each cost one.
const maxAsks = 5

// fetch asks for a token until it has one or an answer that is final; each of the org's conditions is met once.
func (t *Transport) fetch(ctx context.Context) (token, error) {
	scopes := slices.Concat(t.app.Scopes, t.app.Optional)
	skew := t.clock.ahead()
	for asks := 1; ; asks++ {
		got, err := t.request(ctx, scopes)
		if err == nil {
			return got, nil
		}
		var refusal *clients.Error
		if asks == maxAsks || !errors.As(err, &refusal) {
			return token{}, err
		}
		ahead := t.clock.ahead()
		switch {
		case t.demanded(refusal):
		case refusal.Code == "invalid_client" && (ahead-skew).Abs() > tolerated:
			skew = ahead
		case lacksScope(refusal) && len(scopes) > len(t.app.Scopes):
			scopes = t.app.Scopes
		default:
			return token{}, &Error{Err: refusal, Scopes: scopes, Ahead: ahead}
		}
	}
}

// demanded prepares what the org asks for: a proof, or a nonce in it.
func (t *Transport) demanded(e *clients.Error) bool {
	switch e.Code {
	case "invalid_dpop_proof":
		if t.proof != nil {
			return false
		}
		key, err := newProofKey()
		t.proof = key
		return err == nil
	case "use_dpop_nonce":
		return t.proof != nil
	}
	return false
}

func lacksScope(e *clients.Error) bool {
	return e.Code == "invalid_scope" || e.Code == "consent_required" || e.Code == "access_denied"
}

// request asks the org once for a token with these scopes.
// https://developer.okta.com/docs/api/openapi/okta-oauth/oauth/orgas/#tag/OrgAS/operation/token
func (t *Transport) request(ctx context.Context, scopes []string) (token, error) {
	now := t.clock.now()
	assertion, err := t.assertion(now)
	if err != nil {
		return token{}, fmt.Errorf("signing with the private key: %w", err)
	}
	header := http.Header{}
	if t.proof != nil {
		proof, err := t.proof.sign(proofOf{method: http.MethodPost, url: t.org.JoinPath(tokenPath), at: now})
		if err != nil {
			return token{}, fmt.Errorf("signing a DPoP proof: %w", err)
		}
		header.Set("Dpop", proof)
	}
	form := url.Values{
		"grant_type": {"client_credentials"}, "scope": {strings.Join(scopes, " ")},
		"client_assertion_type": {"urn:ietf:params:oauth:client-assertion-type:jwt-bearer"}, "client_assertion": {assertion},
	}
	var answer tokenAnswer
	asked := time.Now()
	got, err := t.ask.Do(ctx, clients.Request{Method: http.MethodPost, Path: tokenPath, Body: []byte(form.Encode()), Header: header}, &answer)
	t.clock.learn(got)
	if t.proof != nil {
		t.proof.learn(got)
	}
	if err != nil {
		return token{}, withoutAssertion(err, assertion)
	}
	return answer.token(asked)
}

func (a tokenAnswer) token(asked time.Time) (token, error) {
	kind := kindBearer
	if strings.EqualFold(a.Kind, kindDPoP) {
		kind = kindDPoP
	}
	switch {
	case a.Token == "":
		return token{}, errors.New("the org's answer holds no access token")
	case !strings.EqualFold(a.Kind, kind):
		return token{}, fmt.Errorf("the org's token is of the kind %q, which this program does not know", a.Kind)
	}
	seconds := min(max(a.Seconds, 0), math.MaxInt32)
	lives := time.Duration(seconds) * time.Second
	return token{kind: kind, secret: clients.NewSecret(a.Token), renew: asked.Add(lives - min(lives/10, 5*time.Minute)), scopes: strings.Fields(a.Scope)}, nil
}

// withoutAssertion takes the assertion out of what a server echoed.
func withoutAssertion(err error, assertion string) error {
	if e, ok := errors.AsType[*clients.Error](err); ok {
		e.Message = strings.ReplaceAll(e.Message, assertion, clients.Secret{}.String())
	}
	return err
}
