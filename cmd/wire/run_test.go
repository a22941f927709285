package wire

import (
	"net/http"
	"testing"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/clients/sandbox"
	"github.com/provision-cli/provision/wizard"
)

func TestEveryExchangeKeepsToItsDescription(t *testing.T) {
	l := newLedger(t)
	t.Run("runs", func(t *testing.T) {
		t.Run("setup", func(t *testing.T) { t.Parallel(); setupTwice(t, l) })
		t.Run("email-by-api", func(t *testing.T) { t.Parallel(); emailByAPI(t, l) })
		t.Run(methodsRun, func(t *testing.T) { t.Parallel(); everyMethod(t, l) })
		for _, engine := range []string{"oin", "aiw"} {
			t.Run("people change, engine="+engine, func(t *testing.T) { t.Parallel(); peopleChange(t, l, engine) })
		}
		for id, values := range sandbox.List().Variants {
			for _, value := range values[1:] {
				t.Run(id+"="+value, func(t *testing.T) { t.Parallel(); variant(t, l, id, value) })
			}
		}
	})
	if !t.Failed() {
		l.unused(t)
	}
	l.report(t)
}

// unseen are the questions that nobody with the rights of an application administrator can answer: Okta lists tokens to
// super administrators only.
var unseen = map[string]checks.Status{"okta-token-life": checks.Unknown}

// setupTwice sets everything up, does it again, and asks every question of check.
func setupTwice(t *testing.T, l *ledger) {
	t.Helper()
	b := start(t, sandbox.Options{})
	if err := b.setup(b.session(), wizard.SetupOptions{}); err != nil {
		t.Fatal(err)
	}
	b.settle()
	l.hold(t, "setup", "", b.take())
	before := b.mutations()
	if err := b.setup(b.session(), wizard.SetupOptions{}); err != nil {
		t.Fatal(err)
	}
	if n := b.mutations() - before; n != 0 {
		t.Errorf("the second setup made %d mutations", n)
	}
	l.hold(t, "setup", "", b.take())
	s := b.session(readOnly)
	if err := s.FindSites(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, r := range checks.Run(t.Context(), checks.Catalogue(), s.Facts(), nil) {
		if want, given := unseen[r.ID]; given && r.Status != want || !given && (r.Status == checks.Fail || r.Status == checks.Unknown) {
			t.Errorf("check %s after setup: %s: %s", r.ID, r.Status, r.Summary)
		}
	}
	l.hold(t, "check", "", b.take())
}

// emailByAPI lets the program change the username format itself; the rail is opened with the exact number.
func emailByAPI(t *testing.T, l *ledger) {
	t.Helper()
	b := start(t, sandbox.Options{})
	if err := b.setup(b.session(), wizard.SetupOptions{EmailByAPI: true}); err != nil {
		t.Fatal(err)
	}
	b.settle()
	list := b.take()
	l.hold(t, "setup", "", list)
	for _, x := range list {
		if x.From == "client" && x.Method == http.MethodPut && shape(x.Path) == "/api/v1/apps/{id}" {
			return
		}
	}
	t.Error("no PUT of the app: the format was changed by somebody else")
}

// variant holds one other way in which the vendors may behave; a setup that stops honestly there is none of this test's business.
func variant(t *testing.T, l *ledger, id, value string) {
	t.Helper()
	b := start(t, sandbox.Options{Variants: map[string]string{id: value}})
	err := b.setup(b.session(), wizard.SetupOptions{})
	t.Logf("setup: %v", err)
	b.settle()
	l.hold(t, "setup", id+"="+value, b.take())
}
