//go:build keyring

package store

import (
	"testing"

	"github.com/godbus/dbus/v5"
)

const (
	secretsPath = "/org/freedesktop/secrets"
	promptPath  = "/org/freedesktop/secrets/prompt/p1"
)

// standIns are Secret Services that no real one can be made to be at will.
func standIns(t *testing.T, account string) {
	t.Helper()
	denied := dbus.NewError("org.freedesktop.DBus.Error.AccessDenied", []any{"not for you"})
	for name, c := range map[string]struct {
		service standIn
		want    error
	}{
		"never answers":              {standIn{silent: true}, ErrHung},
		"refuses":                    {standIn{refusal: denied}, ErrRefused},
		"dialog that nobody answers": {standIn{}, ErrHung},
		"dialog that was dismissed":  {standIn{dismissed: true}, ErrLocked},
	} {
		t.Run(name, func(t *testing.T) {
			serve(t, c.service)
			refuses(t, NewKeyring(), account, c.want)
		})
	}
}

// standIn is a Secret Service whose collections are locked; silent ones answer nothing.
type standIn struct {
	conn              *dbus.Conn
	end               chan struct{}
	silent, dismissed bool
	refusal           *dbus.Error
}

// OpenSession is the first thing that somebody asks who wants to keep a secret.
func (s standIn) OpenSession(string, dbus.Variant) (dbus.Variant, dbus.ObjectPath, *dbus.Error) {
	if s.silent {
		<-s.end
	}
	return dbus.MakeVariant(""), "/org/freedesktop/secrets/session/s1", s.refusal
}

// Unlock answers that a dialog has to be shown.
func (s standIn) Unlock([]dbus.ObjectPath) ([]dbus.ObjectPath, dbus.ObjectPath, *dbus.Error) {
	if s.silent {
		<-s.end
	}
	return []dbus.ObjectPath{}, promptPath, s.refusal
}

// Prompt shows the dialog.
func (s standIn) Prompt(string) *dbus.Error {
	if s.dismissed {
		_ = s.conn.Emit(promptPath, "org.freedesktop.Secret.Prompt.Completed", true, dbus.MakeVariant([]dbus.ObjectPath{}))
	}
	return nil
}

func serve(t *testing.T, s standIn) {
	t.Helper()
	conn, err := dbus.ConnectSessionBus()
	if err != nil {
		t.Fatal(err)
	}
	s.conn, s.end = conn, make(chan struct{})
	t.Cleanup(func() {
		close(s.end)
		_ = conn.Close()
	})
	for path, name := range map[dbus.ObjectPath]string{secretsPath: "org.freedesktop.Secret.Service", promptPath: "org.freedesktop.Secret.Prompt"} {
		if err := conn.Export(s, path, name); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := conn.RequestName("org.freedesktop.secrets", dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
}
