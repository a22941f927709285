//go:build keyring

package store

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"github.com/provision-cli/provision/clients"
)

// TestRealKeyring talks to the Secret Service of the session. KEYRING says what is there: open (the default), locked, none, or silent, where the test itself is a service that never answers.
func TestRealKeyring(t *testing.T) {
	k, account := NewKeyring(), Account("provision-test", "scim")
	switch os.Getenv("KEYRING") {
	case "", "open":
		useRealKeyring(t, k, account)
	case "locked":
		refuses(t, k, account, ErrLocked)
	case "none":
		refuses(t, k, account, ErrNoKeyring)
	case "silent":
		beSilent(t)
		refuses(t, k, account, ErrHung)
	default:
		t.Fatal("KEYRING is none of open, locked, none, silent")
	}
}

func useRealKeyring(t *testing.T, k *Keyring, account string) {
	t.Helper()
	if err := k.Delete(account); err != nil {
		t.Fatalf("%v\n%s", err, Hint(err))
	}
	if _, err := k.Get(account); !errors.Is(err, ErrNotFound) {
		t.Fatalf("before: %v", err)
	}
	for _, text := range []string{"first", "second\nline é", strings.Repeat("x", 2500)} {
		if err := k.Set(account, clients.NewSecret(text)); err != nil {
			t.Fatal(err)
		}
		if got, err := k.Get(account); err != nil || got.Reveal() != text {
			t.Errorf("got %v", err)
		}
	}
	if err := k.Delete(account); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Get(account); !errors.Is(err, ErrNotFound) {
		t.Errorf("after: %v", err)
	}
}

func refuses(t *testing.T, k *Keyring, account string, want error) {
	t.Helper()
	began := time.Now()
	err := k.Set(account, clients.NewSecret("s3cret"))
	if took := time.Since(began); !errors.Is(err, want) || took > 4*time.Second {
		t.Errorf("got %v after %s, want %v", err, took, want)
	}
	if Hint(err) == "" || strings.Contains(err.Error(), "s3cret") {
		t.Errorf("no hint, or a secret: %v", err)
	}
}

// silence is a Secret Service behind a dialog that nobody answers.
type silence struct{ end chan struct{} }

func (s silence) OpenSession(string, dbus.Variant) (dbus.Variant, dbus.ObjectPath, *dbus.Error) {
	<-s.end
	return dbus.MakeVariant(""), "/", nil
}

func beSilent(t *testing.T) {
	t.Helper()
	conn, err := dbus.ConnectSessionBus()
	if err != nil {
		t.Fatal(err)
	}
	s := silence{make(chan struct{})}
	t.Cleanup(func() {
		close(s.end)
		_ = conn.Close()
	})
	if err := conn.Export(s, "/org/freedesktop/secrets", "org.freedesktop.Secret.Service"); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.RequestName("org.freedesktop.secrets", dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
}
