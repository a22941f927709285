package session

import (
	"strings"
	"testing"
)

func TestOktaDomains(t *testing.T) {
	t.Parallel()
	tests := []struct{ text, want, warns, refused string }{
		{text: "example.okta.com", want: "https://example.okta.com"},
		{text: "https://example.okta-emea.com", want: "https://example.okta-emea.com"},
		{text: "https://example.oktapreview.com/app", want: "https://example.oktapreview.com"},
		{text: "https://example.okta-gov.com", want: "https://example.okta-gov.com"},
		{text: "https://example.okta.mil", want: "https://example.okta.mil"},
		{text: "http://127.0.0.1:4000", want: "http://127.0.0.1:4000"},
		{text: "https://login.example.com", want: "https://login.example.com", warns: "login.example.com is not a domain of Okta"},
		{text: "https://example.okta.com.example.net", want: "https://example.okta.com.example.net", warns: "the token is sent there"},
		{text: "https://notokta.com", want: "https://notokta.com", warns: "notokta.com is not a domain of Okta"},
		{text: "https://example-admin.okta.com/admin", refused: "did you mean https://example.okta.com?"},
		{text: "https://example-admin.okta-emea.com", refused: "did you mean https://example.okta-emea.com?"},
		{text: "https://example-admin.oktapreview.com", refused: "did you mean https://example.oktapreview.com?"},
		{text: "https://example-admin.okta-gov.com", refused: "did you mean https://example.okta-gov.com?"},
		{text: "https://example-admin.okta.mil", refused: "did you mean https://example.okta.mil?"},
	}
	for _, test := range tests {
		s := open(t, given{env: map[string]string{"OKTA_CLIENT_ORGURL": test.text}})
		err := s.Resolve()
		if test.refused != "" {
			if err == nil || !strings.HasPrefix(err.Error(), "OKTA_CLIENT_ORGURL: ") || !strings.HasSuffix(err.Error(), test.refused) {
				t.Errorf("%s: %v", test.text, err)
			}
			continue
		}
		if err != nil || s.Text(OktaURL) != test.want {
			t.Errorf("%s gives %s, %v", test.text, s.Text(OktaURL), err)
		}
		if said := strings.Join(s.Warnings(), "\n"); !strings.Contains(said, test.warns) || (said == "") != (test.warns == "") {
			t.Errorf("%s warns %q", test.text, said)
		}
	}
}
