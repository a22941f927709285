package facts

import (
	"testing"

	"github.com/provision-cli/provision/clients/okta"
)

func TestParseSource(t *testing.T) {
	t.Parallel()
	ana := okta.User{Profile: okta.UserProfile{Login: "Ana@Old.example", Email: "Ana.Ruiz@example.com", Extra: map[string]any{"workMail": "a@w.example"}}}
	for _, tt := range []struct {
		text  string
		want  Source
		gives string
		words string
	}{
		{"${source.login}", Source{Attribute: "login"}, "Ana@Old.example", "user.login"},
		{"${source.email}", Source{Attribute: "email"}, "Ana.Ruiz@example.com", "user.email"},
		{" ${source.email} ", Source{Attribute: "email"}, "Ana.Ruiz@example.com", "user.email"},
		{"${fn:toLowerCase(source.email)}", Source{Attribute: "email", Lower: true}, "ana.ruiz@example.com", "user.email"},
		{`${fn:substringBefore(source.login, "@")}`, Source{Attribute: "login", Prefix: true}, "Ana", "user.login before the @"},
		{"user.email", Source{Attribute: "email"}, "Ana.Ruiz@example.com", "user.email"},
		{"user.workMail", Source{Attribute: "workMail"}, "a@w.example", "user.workMail"},
		{"user.nothing", Source{Attribute: "nothing"}, "", "user.nothing"},
		{"String.toLowerCase(user.login)", Source{Attribute: "login", Lower: true}, "ana@old.example", "user.login"},
		{`String.substringBefore(user.login, '@')`, Source{Attribute: "login", Prefix: true}, "Ana", "user.login before the @"},
		{`String.toLowerCase(String.substringBefore(user.email, "@"))`, Source{Attribute: "email", Lower: true, Prefix: true}, "ana.ruiz", "user.email before the @"},
		{`user.firstName + "." + user.lastName`, Source{}, "", `user.firstName + "." + user.lastName`},
		{`String.substringBefore(user.email, ".")`, Source{}, "", `String.substringBefore(user.email, ".")`},
		{"String.toLowerCase(String.toLowerCase(String.toLowerCase(String.toLowerCase(String.toLowerCase(user.email)))))", Source{}, "", ""},
		{"", Source{}, "", ""},
	} {
		t.Run(tt.text, func(t *testing.T) {
			t.Parallel()
			got := ParseSource(tt.text)
			tt.want.Text = tt.text
			if got != tt.want {
				t.Errorf("got %+v, want %+v", got, tt.want)
			}
			if value := got.Of(ana); value != tt.gives {
				t.Errorf("gives %q, want %q", value, tt.gives)
			}
			if tt.words != "" && got.String() != tt.words {
				t.Errorf("in words %q, want %q", got, tt.words)
			}
		})
	}
}

func TestSourceSame(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{"${source.email}", "user.email", true},
		{"${fn:toLowerCase(source.email)}", "user.email", true},
		{"${source.login}", "user.email", false},
		{`${fn:substringBefore(source.email, "@")}`, "user.email", false},
		{"a + b", "a + b", false},
	} {
		if got := ParseSource(tt.a).Same(ParseSource(tt.b)); got != tt.want {
			t.Errorf("%s and %s: %v", tt.a, tt.b, got)
		}
	}
}

func FuzzParseSource(f *testing.F) {
	for _, s := range []string{"${source.email}", "user.email", `String.substringBefore(user.login, "@")`, "${", "${}", "String.toLowerCase()"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s := ParseSource(text)
		if s.Text != text {
			t.Errorf("the text %q became %q", text, s.Text)
		}
		if !s.Known() && (s.Lower || s.Prefix) {
			t.Errorf("%q is half understood: %+v", text, s)
		}
		_ = s.Of(okta.User{})
	})
}

func TestPrimaryVariable(t *testing.T) {
	t.Parallel()
	const external = `emails.^[primary==true].value`
	for _, tt := range []struct {
		name string
		has  map[string]okta.SchemaProperty
		want string
	}{
		{"external name first", map[string]okta.SchemaProperty{"mail": {ExternalName: external}, "email": {Title: "Primary email"}}, "mail"},
		{"then the title", map[string]okta.SchemaProperty{"work": {Title: "primary Email"}, "email": {Title: "E-mail"}}, "work"},
		{"then the name", map[string]okta.SchemaProperty{"email": {}}, "email"},
		{"nothing known", nil, "email"},
		{"two alike: always the same", map[string]okta.SchemaProperty{"b": {ExternalName: external}, "a": {ExternalName: external}}, "a"},
	} {
		if got := primaryVariable(okta.Schema{Properties: tt.has}); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestEmailDomain(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"a@Example.COM": "example.com", "a@b.c\t": "b.c", "nobody": "", "": "", "a@": ""} {
		if got := EmailDomain(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
