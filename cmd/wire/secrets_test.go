package wire

import (
	"encoding/base64"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/sandbox"
	"github.com/provision-cli/provision/wizard"
)

// credentials are those in use, by the service that each is for.
func (b *bench) credentials() map[string]string {
	a := b.sandbox.Addresses()
	return map[string]string{"okta": a.OktaToken, "admin": a.AtlassianAPIKey, "scim": a.SCIMAPIKey, "site": a.SiteToken}
}

// Each credential goes to its own service, in one header, and nowhere else.
func TestCredentialsTravelInOneHeaderOnly(t *testing.T) {
	t.Parallel()
	b := start(t, sandbox.Options{})
	for _, o := range []wizard.SetupOptions{{EmailByAPI: true}, {}} {
		if err := b.setup(b.session(), o); err != nil {
			t.Fatal(err)
		}
	}
	b.settle()
	keys, seen := b.credentials(), map[string]int{}
	for _, x := range b.take() {
		if x.Service == "console" {
			continue
		}
		seen[x.Service+" "+x.From]++
		for owner, secret := range keys {
			if where := leaks(x, owner, secret); where != "" {
				t.Errorf("the %s credential stands in the %s of %s %s from %s to %s", owner, where, x.Method, shape(x.Path), x.From, x.Service)
			}
		}
	}
	for _, who := range []string{"okta client", "admin client", "scim client", "site client", "scim engine"} {
		if seen[who] == 0 {
			t.Errorf("nothing was sent: %s", who)
		}
	}
}

// leaks says where in an exchange a credential stands that should not be there.
func leaks(x sandbox.Exchange, owner, secret string) string {
	address, _ := url.QueryUnescape(x.Path + "?" + x.Query.Encode())
	authorization := x.RequestHeader.Get("Authorization")
	switch {
	case strings.Contains(address, secret), strings.Contains(address, "Authorization"), authorization != "" && strings.Contains(address, authorization):
		return "address"
	case strings.Contains(string(x.RequestBody), secret):
		return "body"
	case strings.Contains(string(x.ResponseBody), secret):
		return "answer"
	}
	for name, values := range x.RequestHeader {
		for _, text := range values {
			if holds(text, secret) && (name != "Authorization" || owner != x.Service) {
				return "header " + name
			}
		}
	}
	return ""
}

// holds looks through base64, too.
func holds(text, secret string) bool {
	_, coded, _ := strings.Cut(text, " ")
	plain, _ := base64.StdEncoding.DecodeString(coded)
	return strings.Contains(text, secret) || strings.Contains(string(plain), secret)
}

func TestReadOnlySessionNeverWrites(t *testing.T) {
	t.Parallel()
	for _, scenario := range []string{"fresh", "ready", "drifted"} {
		t.Run(scenario, func(t *testing.T) {
			t.Parallel()
			b := start(t, sandbox.Options{Scenario: scenario})
			s := b.session(readOnly)
			if err := b.setup(s, wizard.SetupOptions{EmailByAPI: true}, func(r *wizard.Runner) { r.DryRun = true }); err != nil {
				t.Logf("dry run: %v", err)
			}
			checks.Run(t.Context(), checks.Catalogue(), s.Refresh(), nil)
			onlyReads(t, b)
		})
	}
}

func TestReadOnlyTransportRefusesEveryWrite(t *testing.T) {
	t.Parallel()
	b := start(t, sandbox.Options{Scenario: "ready"})
	s := open(t, b, true)
	for _, calls := range s.reads {
		for name, f := range calls {
			if err := f(t.Context()); errors.Is(err, clients.ErrReadOnly) {
				t.Errorf("%s reads, and was refused: %v", name, err)
			}
		}
	}
	for _, calls := range s.writes {
		for name, f := range calls {
			if err := f(t.Context()); !errors.Is(err, clients.ErrReadOnly) {
				t.Errorf("%s writes, and was not refused: %v", name, err)
			}
		}
	}
	onlyReads(t, b)
}

// onlyReads fails for every request of the program that is neither GET nor one of the POSTs that read.
func onlyReads(t *testing.T, b *bench) {
	t.Helper()
	posts, n := map[string]int{}, 0
	harmless := append(atlassian.ReadRoutes(), "POST /oauth2/v1/token") // a token changes nothing in the tenant
	for _, x := range b.take() {
		if x.From != "client" {
			continue
		}
		n++
		if x.Method == http.MethodGet {
			continue
		}
		if !slices.ContainsFunc(harmless, func(route string) bool { return matches(route, x) }) {
			t.Errorf("%s %s", x.Method, shape(x.Path))
		}
		posts[shape(x.Path)]++
	}
	if b.mutations() != 0 || n == 0 {
		t.Errorf("%d mutations in %d requests", b.mutations(), n)
	}
	t.Logf("%d requests, of them by POST: %v", n, slices.Sorted(maps.Keys(posts)))
}

// matches compares segment by segment.
func matches(route string, x sandbox.Exchange) bool {
	method, path, _ := strings.Cut(route, " ")
	want, got := strings.Split(path, "/"), strings.Split(x.Path, "/")
	return method == x.Method && slices.EqualFunc(want, got, func(w, g string) bool { return w == g || strings.HasPrefix(w, "{") && g != "" })
}
