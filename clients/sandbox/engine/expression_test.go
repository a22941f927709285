package engine

import (
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

func TestUserName(t *testing.T) {
	t.Parallel()
	u := &world.User{
		Login: "Ann.Lee@login.example", Email: "Ann@Mail.example", FirstName: "Ann", LastName: "Lee",
		Custom: map[string]string{"workEmail": "ann@work.example"},
	}
	for template, want := range map[string]string{
		"${source.login}":                          "Ann.Lee@login.example",
		"${source.email}":                          "Ann@Mail.example",
		"${fn:toLowerCase(source.email)}":          "ann@mail.example",
		`${fn:substringBefore(source.login, "@")}`: "Ann.Lee",
		`${fn:substringBefore(source.email, '@')}`: "Ann",
		`${fn:substringAfter(source.email, "@")}`:  "Mail.example",
		"${source.firstName}.${source.lastName}":   "Ann.Lee",
		"${source.samAccountName}":                 "",
		"${source.email":                           "Ann@Mail.example",
		"user.email":                               "Ann@Mail.example",
		" user.login ":                             "Ann.Lee@login.example",
		"user.workEmail":                           "ann@work.example",
		"user.unknown":                             "",
		`String.substringBefore(user.login, "@")`:  "Ann.Lee",
		"String.toLowerCase(user.email)":           "ann@mail.example",
		"String.toUpperCase(user.firstName)":       "ANN",
		`String.toLowerCase(String.substringBefore(user.login,"@")) + "@x.example"`: "ann.lee@x.example",
		`String.append(user.firstName, ".x")`:                                       "Ann.x",
		`String.removeSpaces("a b c")`:                                              "abc",
		`user.firstName + user.lastName`:                                            "AnnLee",
		"String.noSuchFunction(user.email)":                                         "",
		"String.toLowerCase(":                                                       "",
		"String.toLowerCase()":                                                      "",
		"?!":                                                                        "",
		"":                                                                          "",
	} {
		if got := UserName(world.UsernameTemplate{Template: template}, u); got != want {
			t.Errorf("%s is %q, want %q", template, got, want)
		}
	}
	if got := UserName(world.UsernameTemplate{Template: "user.firstName", Suffix: "@s.example"}, u); got != "Ann@s.example" {
		t.Errorf("with a suffix: %q", got)
	}
}

func FuzzUserName(f *testing.F) {
	for _, s := range []string{"${source.login}", `String.substringBefore(user.x, "@")`, "a(b,c(d)", "${${}", `"+"+'`} {
		f.Add(s)
	}
	u := &world.User{Login: "l", Email: "e"}
	f.Fuzz(func(t *testing.T, template string) {
		got := UserName(world.UsernameTemplate{Template: template}, u)
		if limit := len(template)*2 + 10; len(got) > limit && !strings.Contains(template, "append") {
			t.Errorf("%q renders %d bytes", template, len(got))
		}
	})
}
