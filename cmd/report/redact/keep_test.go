package redact

import "testing"

func TestKept(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		key, value string
		want       bool
	}{
		{"status", "ACTIVE", true},
		{"status", "no longer here", false},
		{"status", "ana@x.example", false},
		{"type", "urn:okta:x", true},
		{"type", "acme.example", false},
		{"features", "PUSH_NEW_USERS", true},
		{"externalId", "ACTIVE", false},
		{"label", "ACTIVE", false},
		{"anything", "", true},
		{"name", "atlassian", true},
		{"name", "USER_PROVISIONING", true},
		{"name", "jira-software", true},
		{"name", "sales", false},
		{"title", "Primary email", true},
		{"title", "Time zone", true},
		{"title", "Badge of Acme", false},
		{"title", "  ", false},
		{"externalName", "emails.^[primary==true].value", true},
		{"externalName", "name.givenName", true},
		{"externalName", "00uTESTTESTTESTT0001", false},
		{"externalName", "with blanks and more", false},
		{"externalNamespace", "urn:ietf:params:scim:schemas:core:2.0:User", true},
		{"externalNamespace", "urn:scim:schemas:extension:atlassian-custom:1.0:Attributes", true},
		{"externalNamespace", "urn:acme:1.0:User", false},
		{"schemas", "urn:scim:schemas:extension:atlassian-external:1.0", true},
		{"schemas", "urn:acme", false},
		{"tokenWindow", "P30D", true},
		{"tokenWindow", "thirty", false},
		{"roles", "atlassian/user", true},
		{"roles", "SUPER_ADMIN", true},
		{"code", "ADMIN-409-3", true},
		{"code", "247b915a-9d6c-4cd5-b5a5-071b1b3abc2e", false},
		{"allow", "GET", true},
		{"resourceOwner", "jira-software", true},
		{"key", "0123456789", false},
	} {
		if got := kept(tt.key, tt.value); got != tt.want {
			t.Errorf("%s %q is kept: %v", tt.key, tt.value, got)
		}
	}
}

func TestShaped(t *testing.T) {
	t.Parallel()
	for key, want := range map[string]bool{
		"profile": true, "_links": true, "$ref": true, "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": true, "x-rate-limit": true,
		"ana@x.example": false, "00uTESTTESTTESTT0001": false, "247b915a-9d6c-4cd5-b5a5-071b1b3abc2e": false, "two words": false, "": false, "9lives": false,
	} {
		if got := shaped(key); got != want {
			t.Errorf("%q is a field's name: %v", key, got)
		}
	}
}

func TestExpressions(t *testing.T) {
	t.Parallel()
	r := learned(t)
	for in, want := range map[string]string{
		"${source.email}": "${source.email}",
		"user.email":      "user.email",
		`${fn:substringBefore(source.login, "@")}`:      `${fn:substringBefore(source.login, "@")}`,
		`user.a == "" ? user.b : String.toLowerCase(x)`: `user.a == "" ? user.b : String.toLowerCase(x)`,
	} {
		if got := r.expression(in); got != want {
			t.Errorf("%q became %q", in, got)
		}
	}
	for _, in := range []string{`user.login + "@acme.example"`, `'acme' + user.login`, `hasDirectoryUser() ? "acme" : user.email`} {
		if got := r.expression(in); got == in || !contains(got, "text-") || contains(got, "acme") {
			t.Errorf("%q became %q", in, got)
		}
	}
}
