// Package oauth signs requests for a service app of an Okta org: client credentials with private_key_jwt, the only client
// authentication that Okta takes for its own scopes, and DPoP where the app demands it.
// https://developer.okta.com/docs/guides/implement-oauth-for-okta-serviceapp/main/
// https://developer.okta.com/docs/guides/dpop/main/
package oauth

import (
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/provision-cli/provision/clients"
)

// App is a service app of an Okta org.
type App struct {
	ClientID string
	Key      *Key
	Scopes   []string // without these a run is pointless
	Optional []string // asked for too, and done without where the app was not granted them
}

// Options say how tokens are asked for.
type Options struct {
	Base    http.RoundTripper // carries every request; its errors are passed on
	Meter   *clients.Meter
	Waiting func(clients.Wait)
}

// Transport adds an access token to every request to one org, and to none that leads elsewhere or needs no token. It keeps
// the token in memory, renews it before it expires, and asks for another once where the org refuses it.
// An error of its own is an *Error: then the request was not sent.
type Transport struct {
	app   App
	org   *url.URL
	next  http.RoundTripper
	ask   *clients.Conn
	clock clock

	mu    sync.Mutex
	token token
	proof *proofKey // nil until the app demands DPoP
}

// NewTransport returns a Transport for the service app of the org at org.
func NewTransport(org *url.URL, app App, o Options) *Transport {
	t := &Transport{app: app, org: org, next: o.Base}
	sent := clients.Transport(clients.TransportOptions{Service: "okta", Base: o.Base, ReadOnly: true, Allow: []string{tokenRoute}, Meter: o.Meter, Waiting: o.Waiting})
	t.ask = &clients.Conn{Service: "okta", Base: org, HTTP: &http.Client{Transport: sent}, ContentType: "application/x-www-form-urlencoded", DecodeError: decodeError}
	return t
}

// RoundTrip sends req with a token, and once more with a new one where the first was refused.
func (t *Transport) RoundTrip(req *http.Request) (*http.Response, error) {
	if !t.needsToken(req.URL) {
		res, err := t.next.RoundTrip(req)
		return t.learned(res), err
	}
	used, err := t.valid(req)
	if err != nil {
		return nil, err
	}
	res, err := t.send(req, used)
	if err != nil || !t.refused(res, used) || !rewindable(req) {
		return res, err
	}
	_ = res.Body.Close()
	again, err := t.valid(req)
	if err != nil {
		return nil, err
	}
	return t.send(req, again)
}

// needsToken is true below the org's own address, but for what is open to everybody.
func (t *Transport) needsToken(u *url.URL) bool {
	return u.Scheme == t.org.Scheme && u.Host == t.org.Host && u.Path != "/.well-known/okta-organization"
}

// send sends one attempt: a proof may be used once only.
func (t *Transport) send(req *http.Request, with token) (*http.Response, error) {
	out := req.Clone(req.Context())
	if req.GetBody != nil {
		body, err := req.GetBody()
		if err != nil {
			return nil, err
		}
		out.Body = body
	}
	out.Header.Set("Authorization", with.kind+" "+with.secret.Reveal())
	if with.kind == kindDPoP {
		proof, err := t.proof.sign(proofOf{method: req.Method, url: req.URL, token: with.secret, at: t.clock.now()})
		if err != nil {
			return nil, notSent(err)
		}
		out.Header.Set("DPoP", proof)
	}
	res, err := t.next.RoundTrip(out)
	return t.learned(res), err
}

// refused forgets a token that the org refuses, so that the next request asks for another.
func (t *Transport) refused(res *http.Response, used token) bool {
	if res.StatusCode != http.StatusUnauthorized {
		return false
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.proof != nil {
		t.proof.learn(res.Header)
	}
	if t.token.secret.Equal(used.secret) {
		t.token = token{}
	}
	return true
}

func (t *Transport) learned(res *http.Response) *http.Response {
	if res != nil {
		t.clock.learn(res.Header)
	}
	return res
}

// valid returns the token in memory, or a new one where there is none or it will expire soon.
func (t *Transport) valid(req *http.Request) (token, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.token.secret.IsZero() || !time.Now().Before(t.token.renew) {
		fresh, err := t.fetch(req.Context())
		if err != nil {
			return token{}, notSent(err)
		}
		t.token = fresh
	}
	return t.token, nil
}

// Granted returns the scopes of the token in memory, as the org named them; nil before the first one.
func (t *Transport) Granted() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.token.scopes
}

// Demonstrates says whether the app has demanded DPoP.
func (t *Transport) Demonstrates() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.proof != nil
}

func rewindable(req *http.Request) bool {
	return req.Body == nil || req.Body == http.NoBody || req.GetBody != nil
}
