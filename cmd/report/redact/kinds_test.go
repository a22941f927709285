package redact

import (
	"regexp"
	"strings"
	"testing"
)

func contains(text, part string) bool { return strings.Contains(text, part) }

func TestIDs(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"00uTESTTESTTESTT0001": true, "0oa1gjh63g214q0Hq0g4": true, "prmXXXXXXXXXXXXXX123": true, "247b915a-9d6c-4cd5-b5a5-071b1b3abc2e": true,
		"712020:8ead4e63-aae7-4115-afe0-3183b3f05873": true, "5b10ac8d82e05b22cc7d4ef5": true, "IFIFAX2BIRGUSTQ": false, "PUSH_USER_DEACTIVATION": false,
		"administratorsofacme": false, "atlassian": false, "": false, "SUPER_ADMIN": false,
	} {
		if got := isID(text); got != want {
			t.Errorf("%q is an id: %v", text, got)
		}
	}
}

func TestDotted(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"acme.example": true, "intern.acme.co.uk": true, "127.0.0.1": true, "10.0.0.1:80": true, "bücher.example": true, "acme.okta.com": true,
		"user.email": false, "source.login": false, "application.provision.user.push": false, "api.atlassian.com": false, "core.user": false,
		"1.5": false, "e": false, "3.x": false, "provision.ignore.yaml": false,
	} {
		if got := dotted(text); got != want {
			t.Errorf("%q looks like a host: %v", text, got)
		}
	}
}

func TestHostsAndURLs(t *testing.T) {
	t.Parallel()
	r := learned(t)
	for in, want := range map[string]string{
		"https://acme.okta.com/api/v1/apps/0oa1?limit=200":     `^https://host-\w+\.okta\.com/api/v1/apps/\{id\}\?…$`,
		"https://acme-admin.oktapreview.com":                   `^https://host-\w+\.oktapreview\.com$`,
		"https://acme.atlassian.net/wiki/rest/api/group":       `^https://host-\w+\.atlassian\.net/wiki/rest/api/group$`,
		"https://api.atlassian.com/admin/v1/orgs/x/domains":    `^https://api\.atlassian\.com/admin/v1/orgs/\{id\}/domains$`,
		"https://admin.atlassian.com/o/x/users":                `^https://admin\.atlassian\.com/o/\{id\}/users$`,
		"http://127.0.0.1:4000.":                               `^http://host-\w+\.$`,
		"https://sso.acme.example/people/ana.ruiz@x.example/1": `^https://host-\w+/\{id\}/\{id\}/\{id\}$`,
		"https://%zz": `^text-`,
	} {
		if got := r.url(in); !regexp.MustCompile(want).MatchString(got) {
			t.Errorf("%s became %s", in, got)
		}
	}
	if r.host("acme.example") != r.host("ACME.example") || r.host("acme.example") == r.host("acme.test") {
		t.Error("one host has one pseudonym, letter case aside")
	}
}

func TestPlainTexts(t *testing.T) {
	t.Parallel()
	r := learned(t)
	for in, want := range map[string]string{
		"":                              `^$`,
		"2026-03-25T06:09:58Z":          `^0000-00-00T00:00:00Z$`,
		"2026-03-25T06:09:58.123Z":      `^0000-00-00T00:00:00\.000Z$`,
		"2026-03-25":                    `^0000-00-00$`,
		"ana@acme.example":              `^person-\w{8}\.\w{4}@host-\w{8}$`,
		"Ana@acme.example":              `^person-\w{8}\.\w{4}~\w\w@host-\w{8}$`,
		"confluence@acme.atlassian.net": `^confluence@host-\w{8}\.atlassian\.net$`,
		"00gTESTTESTTESTT0001":          `^00g-\w{8}$`,
		"ari:cloud:confluence::site/8ead4e63-aae7-4115-afe0-3183b3f05873": `^ari:cloud:confluence::site/\w{8}$`,
		"ari:cloud:platform::org/Acme GmbH":                               `^ari:cloud:platform::org/\w{8}$`,
		"ari:cloud:jira:Acme:thing/1/2":                                   `^ari:cloud:jira:…:thing/\w{8}$`,
		"acme.example":                                                    `^host-\w{8}$`,
		"127.0.0.1:8080":                                                  `^host-\w{8}$`,
		"Harbour pilots":                                                  `^text-\w{8}~\w\w$`,
		"harbour pilots":                                                  `^text-\w{8}$`,
		"Zoë":                                                             `^text-\w{8}~\w\w$`,
	} {
		if got := r.plain(in); !regexp.MustCompile(want).MatchString(got) {
			t.Errorf("%q became %q, not %s", in, got, want)
		}
	}
}
