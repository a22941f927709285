package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/zalando/go-keyring"

	"github.com/provision-cli/provision/clients"
)

// syscallError is an error of Windows, whose texts end in a period.
type syscallError string

func (e syscallError) Error() string { return string(e) }

// fake is a keyring of its own; err is what every call answers.
func fake(err error) *Keyring {
	kept := map[string]string{}
	return &Keyring{calls: calls{
		get: func(_, account string) (string, error) {
			if s, ok := kept[account]; ok || err != nil {
				return s, err
			}
			return "", keyring.ErrNotFound
		},
		set: func(_, account, secret string) error {
			if err == nil {
				kept[account] = secret
			}
			return err
		},
		delete: func(_, account string) error {
			if _, ok := kept[account]; !ok && err == nil {
				return keyring.ErrNotFound
			}
			delete(kept, account)
			return err
		},
	}}
}

// each kind of Secrets keeps, replaces and forgets in the same way.
func TestSecretsKeepReplaceForget(t *testing.T) {
	t.Parallel()
	for _, s := range []Secrets{fake(nil), &Memory{}, NewFile(t.TempDir())} {
		t.Run(s.Name(), func(t *testing.T) {
			t.Parallel()
			account := Account("default", "scim")
			if _, err := s.Get(account); !errors.Is(err, ErrNotFound) {
				t.Errorf("before: %v", err)
			}
			for _, text := range []string{"first", "second\nwith a line and é"} {
				if err := s.Set(account, clients.NewSecret(text)); err != nil {
					t.Fatal(err)
				}
				if got, err := s.Get(account); err != nil || got.Reveal() != text {
					t.Errorf("got %v", err)
				}
			}
			if _, err := s.Get(Account("other", "scim")); !errors.Is(err, ErrNotFound) {
				t.Errorf("another profile: %v", err)
			}
			for range 2 {
				if err := s.Delete(account); err != nil {
					t.Errorf("delete: %v", err)
				}
			}
			if _, err := s.Get(account); !errors.Is(err, ErrNotFound) {
				t.Errorf("after: %v", err)
			}
		})
	}
}

// The texts are those measured on Linux (facts), and those of /usr/bin/security.
func TestFailuresAreToldApart(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ err, want error }{
		"no dbus-launch":    {&exec.Error{Name: "dbus-launch", Err: exec.ErrNotFound}, ErrNoKeyring},
		"the same as text":  {errors.New(`exec: "dbus-launch": executable file not found in $PATH`), ErrNoKeyring},
		"no provider":       {errors.New("The name org.freedesktop.secrets was not provided by any .service files"), ErrNoKeyring},
		"no socket":         {errors.New("dial unix /run/user/0/bus: connect: no such file or directory"), ErrNoKeyring},
		"dead bus":          {errors.New("dial unix /run/user/0/bus: connect: connection refused"), ErrNoKeyring},
		"platform":          {keyring.ErrUnsupportedPlatform, ErrNoKeyring},
		"never unlocked":    {errors.New("failed to unlock correct collection '/org/freedesktop/secrets/aliases/default'"), ErrLocked},
		"login locked":      {errors.New("failed to unlock correct collection '/org/freedesktop/secrets/collection/login'"), ErrLocked},
		"macOS over ssh":    {errors.New("exit status 36"), ErrLocked},
		"macOS denied":      {errors.New("exit status 128"), ErrRefused},
		"windows denied":    {syscallError("Access is denied."), ErrRefused},
		"something unknown": {errors.New("org.freedesktop.DBus.Error.AccessDenied"), ErrRefused},
		"too big":           {keyring.ErrSetDataTooBig, ErrTooLong},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, get := fake(c.err).Get("default/okta")
			set := fake(c.err).Set("default/okta", clients.NewSecret("s3cret"))
			del := fake(c.err).Delete("default/okta")
			for _, err := range []error{get, set, del} {
				if !errors.Is(err, c.want) {
					t.Errorf("got %v, want %v", err, c.want)
				}
				if Hint(err) == "" || strings.Contains(err.Error(), "s3cret") {
					t.Errorf("no hint, or a secret, for %v", err)
				}
			}
		})
	}
}

func TestHintsDiffer(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, err := range []error{ErrNotFound, ErrNoKeyring, ErrLocked, ErrRefused, ErrHung, ErrTooLong} {
		hint := Hint(fmt.Errorf("wrapped: %w", err))
		if hint == "" || seen[hint] {
			t.Errorf("hint of %v: %q", err, hint)
		}
		seen[hint] = true
	}
	if Hint(errors.New("else")) != "" {
		t.Error("a hint for an error of others")
	}
}

func TestAHungKeyringEndsAfterThreeSeconds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		dialog := make(chan struct{})
		var asked atomic.Int64
		k := &Keyring{calls: calls{get: func(_, _ string) (string, error) {
			asked.Add(1)
			<-dialog
			return "", errors.New("nobody reads this")
		}}}
		began := time.Now()
		_, err := k.Get("default/okta")
		if took := time.Since(began); !errors.Is(err, ErrHung) || took != 3*time.Second {
			t.Errorf("%v after %s", err, took)
		}
		began = time.Now()
		_, get := k.Get("default/scim")
		set := k.Set("default/scim", clients.NewSecret("x"))
		if took := time.Since(began); !errors.Is(get, ErrHung) || !errors.Is(set, ErrHung) || took != 0 || asked.Load() != 1 {
			t.Errorf("again: %v, %v after %s, asked %d times", get, set, took, asked.Load())
		}
		close(dialog)
	})
}

func TestASlowKeyringIsAwaited(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		k := &Keyring{calls: calls{get: func(_, _ string) (string, error) {
			timer := time.NewTimer(2900 * time.Millisecond)
			<-timer.C
			return "kept", nil
		}}}
		if got, err := k.Get("default/okta"); err != nil || got.Reveal() != "kept" {
			t.Errorf("got %v", err)
		}
	})
}

func TestTooLongASecretIsNotSent(t *testing.T) {
	t.Parallel()
	for goos, limit := range map[string]int{"darwin": 2900, "windows": 2560, "linux": 0} {
		if longest(goos) != limit {
			t.Errorf("%s: %d", goos, longest(goos))
		}
	}
	sent := 0
	k := &Keyring{maxLen: longest("windows"), calls: calls{set: func(_, _, _ string) error {
		sent++
		return nil
	}}}
	if err := k.Set("a", clients.NewSecret(strings.Repeat("x", 2560))); err != nil || sent != 1 {
		t.Errorf("at the limit: %v", err)
	}
	err := k.Set("a", clients.NewSecret(strings.Repeat("x", 2561)))
	if !errors.Is(err, ErrTooLong) || sent != 1 || !strings.Contains(err.Error(), "2561 of 2560 bytes") {
		t.Errorf("above it: %v, sent %d", err, sent)
	}
}

// TestMacOSLimit: the command line that go-keyring writes for the longest secret and account stays within its 4096 bytes.
func TestMacOSLimit(t *testing.T) {
	t.Parallel()
	account := Account(strings.Repeat("p", 64), "atlassian")
	line := len("add-generic-password -U -s provision -a '' -w ''\n") + len(account) + len("go-keyring-base64:") + (longest("darwin")+2)/3*4
	if line > 4096 {
		t.Errorf("%d bytes", line)
	}
}

func TestSecretsFileSaysNothingOfItsText(t *testing.T) {
	t.Parallel()
	f := NewFile(t.TempDir())
	for _, body := range []string{`{"version":1,"secrets":{"a":{"s3cret":1}}}`, `s3cret`, `{"version":9,"secrets":{"a":"s3cret"}}`} {
		if err := write(f.path, []byte(body)); err != nil {
			t.Fatal(err)
		}
		_, err := f.Get("a")
		var file *FileError
		if !errors.As(err, &file) || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%s: %v", body, err)
		}
		if err := f.Set("b", clients.NewSecret("x")); err == nil {
			t.Error("a file that cannot be read was replaced")
		}
	}
}

func TestStoresDoNotPrintSecrets(t *testing.T) {
	t.Parallel()
	m := &Memory{}
	if err := m.Set("a", clients.NewSecret("s3cret")); err != nil {
		t.Fatal(err)
	}
	body, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	if text := fmt.Sprintf("%v %+v %#v %s", m.secrets, m.secrets, m.secrets, body); strings.Contains(text, "s3cret") {
		t.Errorf("printed: %s", text)
	}
}
