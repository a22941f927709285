//go:build keyring

package store

import (
	"errors"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients"
)

// TestRealKeyring runs under dbus-run-session with an unlocked gnome-keyring, or in the session of a person who does not mind one test account.
func TestRealKeyring(t *testing.T) {
	k, account := NewKeyring(), Account("provision-test", "scim")
	if err := k.Delete(account); err != nil {
		t.Fatalf("%v\n%s", err, Hint(err))
	}
	if _, err := k.Get(account); !errors.Is(err, ErrNotFound) {
		t.Fatalf("before: %v", err)
	}
	long := strings.Repeat("x", 2500)
	for _, text := range []string{"first", "second\nline é", long} {
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
