package scim

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients"
)

func FuzzParseBaseURL(f *testing.F) {
	for _, s := range []string{base, " " + base + "/scim/v2\n", token, base + " " + token, "http://[::1]:1/scim/directory/d", "https://x/%2e%2e/scim/directory/a", "URL:" + base} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		u, err := ParseBaseURL(text)
		if err != nil {
			return
		}
		if u.Host == "" || u.User != nil || u.RawQuery != "" || !strings.Contains(u.Path, "/scim/directory/") {
			t.Errorf("ParseBaseURL(%q) = %q", text, u)
		}
		if u.Scheme != "https" && (u.Scheme != "http" || !loopback(u.Hostname())) {
			t.Errorf("ParseBaseURL(%q) = %q: a key would travel in the clear", text, u)
		}
		again, err := ParseBaseURL(u.String())
		if err != nil || again.String() != u.String() {
			t.Errorf("ParseBaseURL(%q) = %q, again %v, %v", text, u, again, err)
		}
	})
}

func FuzzParseKey(f *testing.F) {
	for _, s := range []string{token, "Bearer " + token, base, "Authorization: Bearer x", "a\x00b", "ü"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		key, err := ParseKey(text)
		if (err == nil) == key.IsZero() {
			t.Fatalf("ParseKey(%q): zero %v, %v", text, key.IsZero(), err)
		}
		for _, r := range key.Reveal() {
			if r <= ' ' || r > '~' {
				t.Fatalf("ParseKey(%q) holds %q, which no header may hold", text, r)
			}
		}
	})
}

func FuzzDecodeError(f *testing.F) {
	for _, s := range []string{``, `null`, `{"scimType":"x","detail":"d"}`, `{"error":"e"}`, `{"message":"m","scimErrorType":"t","stackTrace":[]}`, `{"detail":1}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		code, message := decodeError(400, nil, body)
		if !json.Valid(body) && code+message != "" {
			t.Errorf("read %q, %q out of no JSON", code, message)
		}
		_ = decodeConfig(body)
		_ = Diagnose(&clients.Error{Status: 401, Code: code, Message: message})
	})
}

// FuzzList feeds one body to every page: the list must end, and never hold an id twice.
func FuzzList(f *testing.F) {
	for _, s := range []string{`{"totalResults":2,"Resources":[{"id":"a","userName":"a","emails":[{"value":"x"}]}]}`, `{"totalResults":-1}`, `{"totalResults":9,"Resources":null}`, `{}`, `[]`, `{"totalResults":1,"resources":[{},{}]}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		asked := 0
		rt := roundTrip(func(*http.Request) (int, []byte) { asked++; return 200, body })
		u, err := ParseBaseURL(base)
		if err != nil {
			t.Fatal(err)
		}
		seen, most := map[string]bool{}, 2
		for u, err := range NewReader(u, clients.NewSecret(token), rt).Users(t.Context()) {
			if clients.Interrupted(err) {
				most = 1 + maxAgain // a page that broke off is asked for again
			}
			if err == nil && seen[u.ID] {
				t.Errorf("%q comes twice", u.ID)
			}
			seen[u.ID] = true
		}
		if asked > most {
			t.Errorf("the same page was read %d times", asked)
		}
	})
}
