package oauth

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients"
)

func TestOneTokenServesManyRequests(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"rsa", "p-256"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			o, rt := start(t, kind)
			must(t, rt, o.URL+"/api/v1/apps?limit=1")
			must(t, rt, o.URL+"/api/v1/groups")
			if len(o.asked) != 1 || len(o.calls) != 2 {
				t.Fatalf("%d token requests, %d calls", len(o.asked), len(o.calls))
			}
			for _, c := range o.calls {
				if got := c.Header.Get("Authorization"); got != "Bearer bearer-1" || c.Header.Get("Dpop") != "" {
					t.Errorf("authorization %q, proof %q", got, c.Header.Get("Dpop"))
				}
			}
			form := o.asked[0]
			if form.Get("grant_type") != "client_credentials" || form.Get("scope") != "okta.apps.read okta.roles.read" ||
				form.Get("client_assertion_type") != "urn:ietf:params:oauth:client-assertion-type:jwt-bearer" || form.Has("client_id") {
				t.Errorf("form %v", form)
			}
			c, head := o.claims(form.Get("client_assertion"))
			if c.Issuer != clientID || c.Subject != clientID || !slices.Equal(c.Audience, []string{o.URL + tokenPath}) || head.KeyID != "kid-1" {
				t.Errorf("claims %+v, key %q", c, head.KeyID)
			}
			if left := time.Until(c.Expiry.Time()); left <= 0 || left > time.Hour || c.ID != "" {
				t.Errorf("expires in %s, jti %q", left, c.ID)
			}
			if got := rt.Granted(); !slices.Equal(got, []string{"okta.apps.read"}) || rt.Demonstrates() {
				t.Errorf("granted %q", got)
			}
		})
	}
}

// demanding plays an app that demands DPoP, as recorded: the proof is missing, then its nonce, then a token.
func demanding(o *org, _ url.Values, w http.ResponseWriter, r *http.Request) {
	switch {
	case r.Header.Get("Dpop") == "":
		refuse(w, 400, "invalid_dpop_proof")
	case o.proven(r.Header.Get("Dpop")).Nonce != "nonce-1":
		w.Header().Set("dpop-nonce", "nonce-1")
		refuse(w, 400, "use_dpop_nonce")
	default:
		o.issued++
		fmt.Fprintf(w, `{"token_type":"DPoP","expires_in":3600,"access_token":"bearer-%d","scope":"okta.apps.read"}`, o.issued)
	}
}

func TestProofIsGivenWhereItIsDemanded(t *testing.T) {
	t.Parallel()
	o, rt := start(t, "p-256")
	o.answer = demanding
	must(t, rt, o.URL+"/api/v1/apps?limit=1&q=a%20b")
	must(t, rt, o.URL+"/api/v1/apps?limit=1&q=a%20b")
	if len(o.asked) != 3 || len(o.calls) != 2 || !rt.Demonstrates() {
		t.Fatalf("%d token requests, %d calls", len(o.asked), len(o.calls))
	}
	at := o.proven(o.proofs[2])
	if at.Method != http.MethodPost || at.URL != o.URL+tokenPath || at.Token != "" || at.ID == o.proven(o.proofs[1]).ID {
		t.Errorf("the token request's proof: %+v", at)
	}
	hash := sha256.Sum256([]byte("bearer-1"))
	seen := map[string]bool{}
	for _, c := range o.calls {
		p := o.proven(c.Header.Get("Dpop"))
		if c.Header.Get("Authorization") != "DPoP bearer-1" || p.Method != http.MethodGet || p.URL != o.URL+"/api/v1/apps" || p.Token != base64.RawURLEncoding.EncodeToString(hash[:]) {
			t.Errorf("authorization %q, proof %+v", c.Header.Get("Authorization"), p)
		}
		seen[p.ID] = true
	}
	if len(seen) != 2 {
		t.Error("a proof was used twice")
	}
}

func TestTokenIsRenewedBeforeItExpires(t *testing.T) {
	t.Parallel()
	asked := time.Now()
	for seconds, want := range map[float64]time.Duration{3600: 55 * time.Minute, 600: 9 * time.Minute, 0: 0, -5: 0, 1e18: 1e18} {
		got, err := tokenAnswer{Kind: "bearer", Token: "x", Seconds: seconds}.token(asked)
		if left := got.renew.Sub(asked); err != nil || left != want && want < 1e17 || left < 0 {
			t.Errorf("%v seconds: renewed after %s, %v", seconds, left, err)
		}
	}
	o, rt := start(t, "p-256")
	o.answer = func(o *org, _ url.Values, w http.ResponseWriter, _ *http.Request) {
		o.issued++
		fmt.Fprintf(w, `{"token_type":"Bearer","expires_in":0,"access_token":"bearer-%d"}`, o.issued)
	}
	must(t, rt, o.URL+"/api/v1/apps")
	must(t, rt, o.URL+"/api/v1/apps")
	if got := o.calls[1].Header.Get("Authorization"); got != "Bearer bearer-2" {
		t.Errorf("an expired token was sent: %q", got)
	}
}

func TestRefusedTokenIsReplacedOnce(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		good   string // the only token that the org takes
		status int
		tokens int
	}{{"revoked", "Bearer bearer-2", 200, 2}, {"never good", "none", 401, 2}} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o, rt := start(t, "p-256")
			o.api = func(w http.ResponseWriter, r *http.Request) {
				if r.Header.Get("Authorization") != tt.good {
					w.WriteHeader(http.StatusUnauthorized)
				}
			}
			req, err := http.NewRequestWithContext(t.Context(), http.MethodPut, o.URL+"/api/v1/apps/0oa/groups/00g", strings.NewReader(`{"priority":0}`))
			if err != nil {
				t.Fatal(err)
			}
			res, err := rt.RoundTrip(req)
			if err != nil {
				t.Fatal(err)
			}
			_ = res.Body.Close()
			if res.StatusCode != tt.status || o.issued != tt.tokens || !slices.Equal(o.bodies, []string{`{"priority":0}`, `{"priority":0}`}) {
				t.Errorf("status %d, %d tokens, bodies %q", res.StatusCode, o.issued, o.bodies)
			}
			if req.Header.Get("Authorization") != "" {
				t.Error("the caller's request was changed")
			}
		})
	}
}

func TestTimesGoByTheOrgsClock(t *testing.T) {
	t.Parallel()
	for _, skew := range []time.Duration{2 * time.Hour, -2 * time.Hour} {
		t.Run(skew.String(), func(t *testing.T) {
			t.Parallel()
			o, rt := start(t, "p-256")
			o.answer = func(o *org, form url.Values, w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Date", away(skew))
				theirs := time.Now().Add(skew)
				if c, _ := o.claims(form.Get("client_assertion")); theirs.After(c.Expiry.Time()) || c.Expiry.Time().After(theirs.Add(time.Hour)) {
					refuse(w, 401, "invalid_client")
					return
				}
				demanding(o, form, w, r)
			}
			must(t, rt, o.URL+"/api/v1/apps")
			at := o.proven(o.calls[0].Header.Get("Dpop")).At.Time()
			if d := at.Sub(time.Now().Add(skew)).Abs(); d > 5*time.Second {
				t.Errorf("the proof is %s away from the org's time", d)
			}
		})
	}
}

func TestDoneWithoutWhatTheAppWasNotGranted(t *testing.T) {
	t.Parallel()
	for _, code := range []string{"invalid_scope", "consent_required", "access_denied"} {
		t.Run(code, func(t *testing.T) {
			t.Parallel()
			o, rt := start(t, "p-256")
			o.answer = func(o *org, form url.Values, w http.ResponseWriter, r *http.Request) {
				if strings.Contains(form.Get("scope"), "roles") {
					refuse(w, 400, code)
					return
				}
				grant(o, form, w, r)
			}
			must(t, rt, o.URL+"/api/v1/apps")
			if len(o.asked) != 2 {
				t.Errorf("%d token requests", len(o.asked))
			}
		})
	}
}

func TestWhereNoTokenGoes(t *testing.T) {
	t.Parallel()
	o, rt := start(t, "p-256")
	other := newOrg(t, nil)
	must(t, rt, o.URL+"/.well-known/okta-organization")
	must(t, rt, other.URL+"/api/v1/apps")
	if len(o.asked) != 0 {
		t.Errorf("%d tokens for what is open to all", len(o.asked))
	}
	for _, c := range append(o.calls, other.calls...) {
		if c.Header.Get("Authorization") != "" {
			t.Errorf("%s got a token", c.URL)
		}
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	say := func(status int, text string) func(*org, url.Values, http.ResponseWriter, *http.Request) {
		return func(_ *org, form url.Values, w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			fmt.Fprint(w, strings.ReplaceAll(text, "ASSERTION", form.Get("client_assertion")))
		}
	}
	coded := func(status int, code string) func(*org, url.Values, http.ResponseWriter, *http.Request) {
		return say(status, `{"error":"`+code+`","error_description":"about ASSERTION"}`)
	}
	for _, tt := range []struct {
		name   string
		answer func(*org, url.Values, http.ResponseWriter, *http.Request)
		denied bool
		says   string // in the error
		means  string // in the diagnosis
	}{
		{"unknown key", coded(401, "invalid_client"), true, "401 invalid_client", "does not know this client id"},
		{"no scope", coded(400, "invalid_scope"), true, "400 invalid_scope", "not granted all of these scopes: okta.apps.read."},
		{"no service app", coded(400, "unauthorized_client"), true, "unauthorized_client", "not a service app"},
		{"proof never good", coded(400, "invalid_dpop_proof"), true, "invalid_dpop_proof", "Require DPoP header"},
		{"nonce for ever", func(o *org, f url.Values, w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("Dpop") == "" {
				refuse(w, 400, "invalid_dpop_proof")
				return
			}
			refuse(w, 400, "use_dpop_nonce")
		}, true, "use_dpop_nonce", "Require DPoP header"},
		{"another code", coded(400, "server_error"), true, "server_error", "gave no access token"},
		{"a page", say(200, "<html>sign in</html>"), false, "HTML page", ""},
		{"nothing", say(200, ""), false, "no access token", ""},
		{"no token in it", say(200, `{"token_type":"Bearer"}`), false, "holds no access token", ""},
		{"an unknown kind", say(200, `{"token_type":"mac","access_token":"x"}`), false, `"mac"`, ""},
		{"numbers as words", say(200, `{"token_type":"Bearer","access_token":"x","expires_in":"3600"}`), false, "not the JSON expected", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o, rt := start(t, "p-256")
			o.answer = tt.answer
			res, err := get(t, rt, o.URL+"/api/v1/apps")
			if err == nil {
				t.Fatalf("answered %s", res.Status)
			}
			if len(o.calls) != 0 || !errors.Is(err, clients.ErrNotSent) || clients.Uncertain(&clients.Error{Err: err}) {
				t.Errorf("%d calls; %v", len(o.calls), err)
			}
			if errors.Is(err, clients.ErrDenied) != tt.denied || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("denied is not %v, or %q is not in %q", tt.denied, tt.says, err)
			}
			if got := Diagnose(err); !strings.Contains(got, tt.means) || tt.means == "" && got != "" && tt.denied {
				t.Errorf("diagnosis %q, want %q", got, tt.means)
			}
			for _, s := range secrets(o) {
				if strings.Contains(err.Error(), s) || strings.Contains(fmt.Sprintf("%+v %#v", err, rt.app), s) {
					t.Errorf("the error holds a secret: %v", err)
				}
			}
			if len(o.asked) > maxAsks {
				t.Errorf("%d token requests", len(o.asked))
			}
		})
	}
}

func TestDiagnoseNamesTheClock(t *testing.T) {
	t.Parallel()
	o, rt := start(t, "p-256")
	o.answer = func(_ *org, _ url.Values, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Date", away(-2*time.Hour))
		refuse(w, 401, "invalid_client")
	}
	_, err := get(t, rt, o.URL+"/api/v1/apps")
	if got := Diagnose(err); !strings.Contains(got, "behind this machine's") || len(o.asked) != 2 {
		t.Errorf("%d token requests; %q", len(o.asked), got)
	}
	if Diagnose(errors.New("another")) != "" {
		t.Error("a diagnosis of nothing")
	}
}

func TestUnreachableTokenEndpoint(t *testing.T) {
	t.Parallel()
	o, rt := start(t, "p-256")
	o.Close()
	_, err := get(t, rt, o.URL+"/api/v1/apps")
	if !errors.Is(err, clients.ErrNotSent) || errors.Is(err, clients.ErrDenied) || Diagnose(err) != "" {
		t.Errorf("%v", err)
	}
}
