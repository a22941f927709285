package redact

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
)

func decoded(t *testing.T, text string) any {
	t.Helper()
	var doc any
	if err := json.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatal(err)
	}
	return doc
}

// learned is a Redactor that has seen these documents.
func learned(t *testing.T, docs ...string) *Redactor {
	t.Helper()
	r, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range docs {
		r.Learn(decoded(t, d))
	}
	return r
}

const (
	oktaUser = `{"id":"00uTESTTESTTESTT0001","status":"ACTIVE","profile":{"login":"ana@old.example","email":"Ana.Ruiz@example.com","firstName":"Ana","lastName":"Ruiz","department":"Harbour"}}`
	appUser  = `{"id":"00uTESTTESTTESTT0001","externalId":"247b915a-9d6c-4cd5-b5a5-071b1b3abc2e","scope":"GROUP","status":"PROVISIONED","credentials":{"userName":"ana.ruiz@example.com"}}`
	record   = `{"id":"247b915a-9d6c-4cd5-b5a5-071b1b3abc2e","userName":"ana.ruiz@example.com","externalId":"00uTESTTESTTESTT0001","displayName":"Ana Ruiz","active":true,
		"emails":[{"value":"ana.ruiz@example.com","type":"work","primary":true}],"urn:scim:schemas:extension:atlassian-external:1.0":{"atlassianAccountId":"712020:8ead4e63-aae7-4115-afe0-3183b3f05873"}}`
	accountOf = `{"accountId":"712020:8ead4e63-aae7-4115-afe0-3183b3f05873","email":"ana.ruiz@example.com","name":"Ana Ruiz","claimStatus":"managed"}`
)

func TestOnePersonOverAllAnswers(t *testing.T) {
	t.Parallel()
	r := learned(t, record, accountOf, appUser, oktaUser)
	person := regexp.MustCompile(`person-[a-z0-9]{8}`)
	var one string
	for _, text := range []string{"00uTESTTESTTESTT0001", "ana@old.example", "ANA.RUIZ@example.com", "247b915a-9d6c-4cd5-b5a5-071b1b3abc2e", "712020:8ead4e63-aae7-4115-afe0-3183b3f05873", "Ana Ruiz", "ana ruiz"} {
		got := person.FindString(r.Name(text))
		if one == "" {
			one = got
		}
		if got == "" || got != one {
			t.Errorf("%q is %q, not %q", text, r.Name(text), one)
		}
	}
	for _, pair := range [][2]string{{"ana@old.example", "ana.ruiz@example.com"}, {"00uTESTTESTTESTT0001", "247b915a-9d6c-4cd5-b5a5-071b1b3abc2e"}, {"ana.ruiz@example.com", "Ana.Ruiz@example.com"}} {
		if r.Name(pair[0]) == r.Name(pair[1]) {
			t.Errorf("%q cannot be told apart", pair)
		}
	}
	if a, b := learned(t, record).Name("ana.ruiz@example.com"), learned(t, record).Name("ana.ruiz@example.com"); a == b {
		t.Error("two bundles have one key")
	}
}

func TestTheOrderOfLearningDoesNotMatter(t *testing.T) {
	t.Parallel()
	r := learned(t, oktaUser, appUser, record, accountOf)
	s := learned(t)
	s.key = r.key
	for _, d := range []string{accountOf, record, oktaUser, appUser, record} {
		s.Learn(decoded(t, d))
	}
	for _, text := range []string{"ana@old.example", "712020:8ead4e63-aae7-4115-afe0-3183b3f05873", "Ana Ruiz", "Harbour"} {
		if r.Name(text) != s.Name(text) {
			t.Errorf("%q is %q or %q", text, r.Name(text), s.Name(text))
		}
	}
}

func TestTwoPeopleOfOneName(t *testing.T) {
	t.Parallel()
	r := learned(t, `[{"accountId":"a1x","email":"a@x.example","name":"Kim Lee"},{"accountId":"a2x","email":"b@x.example","name":"Kim Lee"}]`)
	if got := r.Name("Kim Lee"); !strings.HasPrefix(got, "name-") {
		t.Errorf("a name of two is one person's: %q", got)
	}
	if r.Name("a1x") == r.Name("a2x") {
		t.Error("two people are one")
	}
}

func TestShapeStays(t *testing.T) {
	t.Parallel()
	r := learned(t)
	in := `{"id":"0oaTESTTESTTESTT0001","name":"atlassian","label":"Atlassian Acme","status":"ACTIVE","signOnMode":"SAML_2_0","created":"2026-03-25T13:45:41.000Z","features":["PUSH_NEW_USERS","GROUP_PUSH"],
	 "count":12,"phone":491701234567,"nothing":null,"yes":true,"settings":{"app":{"domain":"acme"}},"credentials":{"userNameTemplate":{"template":"String.replace(user.email, \"acme.com\", \"@\")","type":"CUSTOM"}},
	 "_links":{"help":{"href":"https://acme-admin.okta.com/app/atlassian/0oaTESTTESTTESTT0001/setup/help/SAML_2_0/external-doc?x=1"}},
	 "properties":{"email":{"title":"Primary email","externalName":"emails.^[primary==true].value","externalNamespace":"urn:ietf:params:scim:schemas:core:2.0:User"},
	  "badge":{"title":"Acme badge","externalNamespace":"urn:acme:1.0"}},
	 "resourceId":"ari:cloud:jira-software::site/8ead4e63-aae7-4115-afe0-3183b3f05873","hostUrl":"https://acme.atlassian.net","ana@x.example":1,"list":[{"a":1},{"a":2},{"a":3},{"a":4}]}`
	body, err := json.Marshal(r.JSON(decoded(t, in)))
	if err != nil {
		t.Fatal(err)
	}
	got := string(body)
	for _, want := range []string{`"name":"atlassian"`, `"status":"ACTIVE"`, `"signOnMode":"SAML_2_0"`, `"0000-00-00T00:00:00.000Z"`, `["PUSH_NEW_USERS","GROUP_PUSH"]`, `"count":12`, `"nothing":null`, `"yes":true`,
		`"domain":"text-`, `user.email`, `\"@\"`, `https://host-`, `.okta.com/app/atlassian/{id}/setup/help/SAML_2_0/external-doc?…`, `"title":"Primary email"`, `"emails.^[primary==true].value"`, `"urn:ietf:params:scim:schemas:core:2.0:User"`,
		`"ari:cloud:jira-software::site/`, `.atlassian.net"`, `"id":"0oa-`, `"phone":0`, `[{"a":1},{"a":2},{"a":3}]`} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is lost in %s", want, got)
		}
	}
	if strings.Contains(strings.ToLower(got), "acme") || strings.Contains(got, "0001") || strings.Contains(got, "ana@") || strings.Contains(got, "8ead4e63") || strings.Contains(got, "1701234567") {
		t.Errorf("something of the tenant is left: %s", got)
	}
}

func TestSentences(t *testing.T) {
	t.Parallel()
	r := learned(t, oktaUser, record, `{"type":"OKTA_GROUP","profile":{"name":"harbour pilots","description":"Those who steer"}}`, `{"name":"people"}`, `{"name":"O'Neill & Sons"}`)
	r.Prose("Reads people one by one.")
	for text, want := range map[string]string{
		"3 people missing.":                                         `^3 people missing\.$`,
		"Nothing is wrong with user.email.":                         `^Nothing is wrong with user\.email\.$`,
		"harbour pilots: Ana Ruiz is missing":                       `^text-\w+: person-\w+\.name~\w+ is missing$`,
		"Ana Ruiz's record, ruiz and Ruiz":                          `^person-\w+\.name~\w+'s record, text-\w+ and text-\w+~\w+$`,
		"with email[ana.ruiz@example.com] already exists.":          `^with email\[person-\w+\.\w+@host-\w+\] already exists\.$`,
		"see https://acme.okta.com/api/v1/apps, or http://x:80.":    `^see https://host-\w+\.okta\.com/api/v1/apps, or http://host-\w+\.$`,
		"at https://api.atlassian.com/scim/directory/abc/Users":     `^at https://api\.atlassian\.com/scim/directory/\{id\}/Users$`,
		`group "Secret Club" of O'Neill & Sons`:                     `^group "text-\w+~\w+" of text-\w+~\w+$`,
		"record 247b915a-9d6c-4cd5-b5a5-071b1b3abc2e gone":          `^record person-\w+\.\w+ gone$`,
		"app 0oaOTHEROTHEROTHE001 of 10.1.2.3:8080":                 `^app 0oa-\w+ of host-\w+$`,
		"domain intern.acme.example, group.acme":                    `^domain host-\w+, group\.acme$`,
		"jira-software@acme.atlassian.net":                          `^jira-software@host-\w+\.atlassian\.net$`,
		"Menu: Okta Admin ▸ Applications ▸ Provision User; 12:30":   `^Menu: Okta Admin ▸ Applications ▸ Provision User; 12:30$`,
		"account 712020:8ead4e63-aae7-4115-afe0-3183b3f05873 known": `^account person-\w+\.\w+ known$`,
		"": `^$`,
	} {
		if got := r.Text(text); !regexp.MustCompile(want).MatchString(got) {
			t.Errorf("%q became %q, not %s", text, got, want)
		}
	}
}

func TestPath(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"/api/v1/apps/0oa1/users/00u1":                     "/api/v1/apps/{id}/users/{id}",
		"/api/v1/users/ana@x.example/groups":               "/api/v1/users/{id}/groups",
		"/admin/v2/orgs/x/directories/-/users/search":      "/admin/v2/orgs/{id}/directories/-/users/search",
		"/scim/directory/6e1/ServiceProviderConfig":        "/scim/directory/{id}/ServiceProviderConfig",
		"/api/v1/apps/0oa1/features/USER_PROVISIONING":     "/api/v1/apps/{id}/features/USER_PROVISIONING",
		"/rest/api/3/applicationrole":                      "/rest/api/3/applicationrole",
		"/.well-known/okta-organization":                   "/.well-known/okta-organization",
		"/api/v1/meta/schemas/apps/0oa1/default/ana/x.y/z": "/api/v1/meta/schemas/apps/{id}/default/{id}/{id}/{id}",
	} {
		if got := Path(path); got != want {
			t.Errorf("%s became %s", path, got)
		}
	}
}
