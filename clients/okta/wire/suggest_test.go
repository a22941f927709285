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
