package wire

import (
	"errors"
	"strings"
	"testing"
)

func TestOrgURL(t *testing.T) {
	t.Parallel()
	tests := []struct{ text, want string }{
		{"https://example.okta.com", "https://example.okta.com"},
		{"  https://example.okta.com/\r\n", "https://example.okta.com"},
		{"example.okta.com", "https://example.okta.com"},
		{"\"https://Example.Okta.com\"", "https://example.okta.com"},
		{"<https://example.okta.com>,", "https://example.okta.com"},
		{"https://example.okta.com/app/UserHome?x=1#y", "https://example.okta.com"},
		{"https://example.okta.com/api/v1", "https://example.okta.com"},
		{"https://user:pass@example.okta.com", "https://example.okta.com"},
		{"https://example.okta.com:443", "https://example.okta.com"},
		{"https://example.okta.com:8443/x", "https://example.okta.com:8443"},
		{"https://example.okta.com.", "https://example.okta.com"},
		{"HTTPS://example.oktapreview.com", "https://example.oktapreview.com"},
		{"https://login.example.com", "https://login.example.com"},
		{"https://my-admin.example.com", "https://my-admin.example.com"},
		{"http://127.0.0.1:4000/x", "http://127.0.0.1:4000"},
		{"127.0.0.1:4000", "http://127.0.0.1:4000"},
		{"http://localhost:4000", "http://localhost:4000"},
		{"http://[::1]:4000", "http://[::1]:4000"},
		{"[::1]:4000", "http://[::1]:4000"},
		{"https://127.0.0.1", "https://127.0.0.1"},
	}
	for _, test := range tests {
		if u, err := OrgURL(test.text); err != nil || u.String() != test.want {
			t.Errorf("%q gives %v, %v, want %s", test.text, u, err, test.want)
		}
	}
}

func TestOrgURLSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	const token = "00aBcDeFgHiJkLmNoPqRsTuVwXyZ"
	tests := []struct{ text, says, suggest string }{
		{"", "is empty", ""},
		{" \t\r\n", "is empty", ""},
		{"https://example-admin.okta.com/admin/apps", "Admin Console", "https://example.okta.com"},
		{"example-admin.oktapreview.com", "Admin Console", "https://example.oktapreview.com"},
		{"http://example-admin.okta-emea.com", "Admin Console", "https://example.okta-emea.com"},
		{"http://example.okta.com/x", "https only", "https://example.okta.com"},
		{"http://login.example.com:8080", "https only", "https://login.example.com:8080"},
		{"ftp://example.okta.com", "https://", ""},
		{token, "not an address", ""},
		{"SSWS " + token, "blanks", ""},
		{"https://", "not an address", ""},
		{"https://example", "not an address", ""},
		{"https://10.0.0.1", "not an address", ""},
		{"https://exa mple.okta.com", "blanks", ""},
		{"https://[::1", "not an address", ""},
		{"..", "not an address", ""},
		{"https://a..b", "not an address", ""},
		{"https://ex_ample.okta.com", "not an address", ""},
		{"https://developer.okta.com/docs", "a site of Okta itself", ""},
		{"okta.com", "a site of Okta itself", ""},
	}
	for _, test := range tests {
		u, err := OrgURL(test.text)
		var e *URLError
		if !errors.As(err, &e) {
			t.Errorf("%q gives %v, %v", test.text, u, err)
			continue
		}
		if !strings.Contains(e.Text, test.says) || e.Suggest != test.suggest {
			t.Errorf("%q gives %q, %q", test.text, e.Text, e.Suggest)
		}
		if strings.Contains(e.Error(), token) || !strings.Contains(e.Error(), e.Suggest) {
			t.Errorf("%q reads %q", test.text, e)
		}
	}
}

func FuzzOrgURL(f *testing.F) {
	for _, text := range []string{"https://example.okta.com", "example-admin.okta.com", "http://[::1]:4000", "00abc", "https://a:b@c.d:443/e?f#g"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		u, err := OrgURL(text)
		if err != nil {
			var e *URLError
			if u != nil || !errors.As(err, &e) || e.Text == "" {
				t.Errorf("%q gives %v, %v", text, u, err)
			}
			return
		}
		if u.Host == "" || u.User != nil || u.Path+u.RawQuery+u.Fragment != "" || u.Scheme == "http" && !isLoopback(u.Hostname()) {
			t.Errorf("%q gives %v", text, u)
		}
		again, err := OrgURL(u.String())
		if err != nil || *again != *u {
			t.Errorf("%q gives %v, which gives %v, %v", text, u, again, err)
		}
	})
}
