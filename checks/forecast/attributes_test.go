package forecast

import (
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients/okta"
)

// TestIgnoredAttributes: what Atlassian passes over is said, and changes no outcome.
func TestIgnoredAttributes(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name                   string
		zone, locale, language string
		want                   string // of the one problem; empty: none
	}{
		{"nothing set", "", "", "", ""},
		{"as they should be", "Europe/Berlin", "de_DE", "de-DE", ""},
		{"three parts", "America/Argentina/Buenos_Aires", "es_AR", "es", ""},
		{"UTC", "UTC", "en", "zh-Hant-TW", ""},
		{"a region by number", "Pacific/Auckland", "es-419", "", ""},
		{"the zone with a sign", "Etc/GMT+8", "", "", ""},
		{"a zone without a place", "GMT", "", "", "time zone GMT"},
		{"an offset", "GMT+8", "", "", "time zone GMT+8"},
		{"a city alone", "Sydney", "", "", "time zone Sydney"},
		{"a continent alone", "Asia", "", "", "time zone Asia"},
		{"another name of a zone", "US/Pacific", "", "", "time zone US/Pacific"},
		{"a language by name", "", "German", "", "locale German"},
		{"a locale with a code page", "", "de_DE.UTF-8", "", "locale de_DE.UTF-8"},
		{"a list of languages", "", "", "en-US, de", "preferred language en-US, de"},
		{"a number", "", "", "1033", "preferred language 1033"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := Person{Name: "Ana Ruiz", Outcome: Create}
			p.attributes(okta.User{Profile: okta.UserProfile{Timezone: tt.zone, Locale: tt.locale, PreferredLanguage: tt.language}})
			said := strings.Join(p.Problems, "; ")
			if (tt.want == "") != (said == "") || !strings.Contains(said, tt.want) || len(p.Problems) > 1 {
				t.Errorf("said %q, want %q", p.Problems, tt.want)
			}
			if p.Outcome != Create || p.Bad() {
				t.Errorf("outcome %s: ignored attributes keep nobody out", p.Outcome)
			}
		})
	}
}

func TestNobodyHasNoName(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, display string
		said          bool
	}{{"", "", true}, {"Ana", "", false}, {"", "Ana R.", false}} {
		p := Person{Name: tt.name}
		p.attributes(okta.User{Profile: okta.UserProfile{DisplayName: tt.display}})
		if said := len(p.Problems) == 1; said != tt.said {
			t.Errorf("%q, %q: %q", tt.name, tt.display, p.Problems)
		}
	}
}

// TestDomains: the domain of the primary address decides who counts as external.
func TestDomains(t *testing.T) {
	t.Parallel()
	w := known(nil)
	for _, tt := range []struct{ email, want, problem string }{
		{"ana@acme.example", claimed, ""},
		{"ana@ACME.example", claimed, ""},
		{"ana@open.example", verified, "none of its accounts is claimed"},
		{"ana@gone.example", foreign, "is not verified"},
		{"ana@guest.example", foreign, "no domain of the organization"},
	} {
		p := Person{Email: tt.email}
		w.external(&p)
		if said := strings.Join(p.Problems, "; "); p.Domain != tt.want || !strings.Contains(said, tt.problem) || tt.problem == "" && said != "" {
			t.Errorf("%s: %s %q, want %s with %q", tt.email, p.Domain, p.Problems, tt.want, tt.problem)
		}
	}
}
