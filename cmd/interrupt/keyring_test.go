//go:build keyring

package interrupt

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/godbus/dbus/v5"

	"github.com/provision-cli/provision/clients/sandbox"
	"github.com/provision-cli/provision/wizard/session"
	"github.com/provision-cli/provision/wizard/store"
)

// TestKeyringOfAWholeRun runs setup with the keyring that KEYRING names, as wizard/store's tests do: open (the default), locked,
// none, or silent, where the test itself is a service that never answers.
func TestKeyringOfAWholeRun(t *testing.T) {
	s := start(t)
	switch os.Getenv("KEYRING") {
	case "", "open":
		s.keptInKeyring()
	case "locked":
		s.worksWithout("the OS keyring is locked", "Unlock the login keyring")
	case "none":
		s.worksWithout("there is no OS keyring", "with --secrets-stdin")
	case "silent":
		neverAnswer(t)
		s.worksWithout("the OS keyring did not answer", "A dialog of the keyring may be waiting")
	}
}

// real is setup on the session's own bus, with the keyring.
func (s *stand) real(env []string) *process {
	s.t.Helper()
	p := s.program(env, "setup", "--profile", "whole-run", "--yes", "--poll", "90ms", "--wait", "10s", "--rate-share", "100%")
	p.cmd.Env = append(p.cmd.Env, "DBUS_SESSION_BUS_ADDRESS="+os.Getenv("DBUS_SESSION_BUS_ADDRESS"))
	return p
}

// secretsOf are the credentials by the account under which a keyring has them.
func secretsOf(a sandbox.Addresses) map[string]string {
	return map[string]string{
		"whole-run/okta": a.OktaToken, "whole-run/atlassian": a.AtlassianAPIKey, "whole-run/scim": a.SCIMAPIKey, "whole-run/site": a.SiteToken,
	}
}

func (s *stand) keptInKeyring() {
	s.t.Helper()
	ring := store.NewKeyring()
	forget := func() {
		for account := range secretsOf(s.sandbox.Addresses()) {
			if err := ring.Delete(account); err != nil {
				s.t.Errorf("%v: %s", err, store.Hint(err))
			}
		}
	}
	forget()
	s.t.Cleanup(forget)
	s.must(s.real(s.variables()))
	for account, want := range secretsOf(s.sandbox.Addresses()) {
		if got, err := ring.Get(account); err != nil || got.Reveal() != want {
			s.t.Errorf("%s: not what was proven, or %v", account, err)
		}
	}
	s.keptNowhereElse()
	changes := s.sandbox.Stats().Mutations.Client
	s.must(s.real(nil)) // no variable, and nobody to ask
	if n := s.sandbox.Stats().Mutations.Client - changes; n != 0 {
		s.t.Errorf("the second run made %d changes", n)
	}
}

// keptNowhereElse proves that no secret is in a file.
func (s *stand) keptNowhereElse() {
	s.t.Helper()
	files := 0
	err := filepath.WalkDir(s.dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		files++
		text, err := os.ReadFile(path)
		for account, secret := range secretsOf(s.sandbox.Addresses()) {
			if strings.Contains(string(text), secret) {
				s.t.Errorf("%s holds the secret of %s", path, account)
			}
		}
		return err
	})
	if err != nil || files < 2 {
		s.t.Errorf("%d files, %v", files, err)
	}
}

// worksWithout: a run with variables ends well, and says of each secret that it will be asked again, why, and what to do.
func (s *stand) worksWithout(why, wayOut string) {
	s.t.Helper()
	said := strings.Join(strings.Fields(s.must(s.real(s.variables()))), " ")
	for _, in := range []session.Input{session.OktaToken, session.AtlassianKey, session.SiteToken, session.SCIMKey} {
		if want := " (" + in.Env + ") is in memory for this run only, and will be asked again: " + why; strings.Count(said, want) != 1 {
			s.t.Errorf("it does not say once %q:\n%s", want, said)
		}
	}
	if !strings.Contains(said, wayOut) {
		s.t.Errorf("no way out: %s", said)
	}
	s.keptNowhereElse()
	again := s.real(nil)
	again.start()
	if code := again.wait(); code != 2 {
		s.t.Errorf("without variables: exit code %d", code)
	}
	said = strings.Join(strings.Fields(again.said()), " ")
	for _, in := range []session.Input{session.OktaToken, session.AtlassianKey} {
		if !strings.Contains(said, in.Env) {
			s.t.Errorf("it does not name %s: %s", in.Env, said)
		}
	}
	if strings.Contains(said, session.OktaURL.Env) || !strings.Contains(said, why) {
		s.t.Errorf("it asks for an address that it knows, or not why a secret is missing: %s", said)
	}
}

// mute is a Secret Service behind a dialog that nobody answers.
type mute struct{ end chan struct{} }

// OpenSession is asked before a secret is kept.
func (m mute) OpenSession(string, dbus.Variant) (dbus.Variant, dbus.ObjectPath, *dbus.Error) {
	<-m.end
	return dbus.MakeVariant(""), "/", nil
}

// Unlock is asked before a secret is read.
func (m mute) Unlock([]dbus.ObjectPath) ([]dbus.ObjectPath, dbus.ObjectPath, *dbus.Error) {
	<-m.end
	return nil, "/", nil
}

func neverAnswer(t *testing.T) {
	t.Helper()
	conn, err := dbus.ConnectSessionBus()
	if err != nil {
		t.Fatal(err)
	}
	m := mute{make(chan struct{})}
	t.Cleanup(func() {
		close(m.end)
		_ = conn.Close()
	})
	if err := conn.Export(m, "/org/freedesktop/secrets", "org.freedesktop.Secret.Service"); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.RequestName("org.freedesktop.secrets", dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
}
