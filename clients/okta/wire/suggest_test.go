package wire

import (
	"errors"
	"testing"
)

// TestSuggestionsAreAccepted takes every address that an error offers: it must be one that works.
func TestSuggestionsAreAccepted(t *testing.T) {
	t.Parallel()
	for _, domain := range domains {
		for _, text := range []string{"https://acme-admin" + domain + "/admin/dashboard", "http://acme" + domain, "acme-admin" + domain + ":8443"} {
			_, err := OrgURL(text)
			e, ok := errors.AsType[*URLError](err)
			if !ok || e.Suggest == "" {
				t.Errorf("%s: %v, and no address offered", text, err)
				continue
			}
			if u, err := OrgURL(e.Suggest); err != nil || u.String() != e.Suggest {
				t.Errorf("%s: offers %s, which gives %v, %v", text, e.Suggest, u, err)
			}
		}
	}
}

// TestCustomIsWhatOktaDoesNotOwn holds the ends of domains apart: notokta.com is nobody's org at Okta.
func TestCustomIsWhatOktaDoesNotOwn(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"https://acme.okta.com": false, "https://acme.okta.mil": false, "http://127.0.0.1:4000": false, "http://[::1]:4000": false,
		"https://login.example.com": true, "https://notokta.com": true, "https://acme.okta.com.example.net": true,
	} {
		u, err := OrgURL(text)
		if err != nil || Custom(u) != want {
			t.Errorf("%s: %v, %v", text, u, err)
		}
	}
}
