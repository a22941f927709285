package wizard

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/sandbox"
	"github.com/provision-cli/provision/wizard/prompt"
	"github.com/provision-cli/provision/wizard/session"
	"github.com/provision-cli/provision/wizard/store"
)

// TestRotationOfADeadKey needs no regenerating where somebody has the new key, in Okta or not.
func TestRotationOfADeadKey(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]sandbox.Options{"dead everywhere": {}, "alive in Okta": {Drifts: []string{"scim-key"}}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := rotating(t, o)
			old := b.sandbox.Addresses().SCIMAPIKey
			if o.Drifts == nil {
				b.operate(regenerateKey)
			} else if err := b.secrets.Delete("default/scim"); err != nil {
				t.Fatal(err)
			}
			p := b.rotator()
			b.rotate(b.rotation(p, nil))
			if titles := p.prompts("confirm"); len(titles) != 0 {
				t.Errorf("asked %q about a key that is dead", titles)
			}
			if o.Drifts != nil {
				old = ""
			}
			if wrong := b.holds(old); len(wrong) > 0 {
				t.Errorf("%q\n%s", wrong, b.events)
			}
			if !strings.Contains(b.told(p), "is dead already") {
				t.Errorf("nothing says so:\n%s", b.events)
			}
		})
	}
}

// TestRotationAlone ends where a person is needed, and goes on with what that person did meanwhile.
func TestRotationAlone(t *testing.T) {
	t.Parallel()
	b := rotating(t, sandbox.Options{})
	old := b.sandbox.Addresses().SCIMAPIKey
	waits := func(env map[string]string, guide string) {
		t.Helper()
		_, _, err := b.rotation(nil, env).Run(t.Context())
		if person, ok := errors.AsType[*PersonError](err); !ok || person.Guide.ID != guide {
			t.Fatalf("%v, want the guide %s\n%s", err, guide, b.events)
		}
	}
	waits(nil, regenerateKey)
	if b.sandbox.Addresses().SCIMAPIKey != old || !b.store.State().KeyStopped.IsZero() {
		t.Error("something was changed")
	}
	b.operate(regenerateKey)
	given := map[string]string{session.SCIMKey.Env: b.sandbox.Addresses().SCIMAPIKey}
	waits(nil, regenerateKey)
	waits(given, enterKey)
	if kept, err := b.secrets.Get("default/scim"); err != nil || kept.Reveal() == old {
		t.Errorf("the given key was not kept: %v", err)
	}
	b.operate(enterKey)
	waits(nil, enterKey) // a test proves nothing that the log shows
	b.operate(pushOnce)
	b.rotate(b.rotation(nil, map[string]string{session.SCIMKey.Env: old}))
	if wrong := b.holds(old); len(wrong) > 0 {
		t.Errorf("%q\n%s", wrong, b.events)
	}
	if !strings.Contains(b.events.String(), session.SCIMKey.Env+" holds a dead key") {
		t.Errorf("nobody says which key is used:\n%s", b.events)
	}
}

// TestRotationWithASilentLog is ended by a person's word, which is told apart.
func TestRotationWithASilentLog(t *testing.T) {
	t.Parallel()
	b := rotating(t, sandbox.Options{Variants: map[string]string{"system-log": "silent"}})
	old := b.sandbox.Addresses().SCIMAPIKey
	done := b.rotate(b.rotation(b.rotator(), nil))
	if wrong := b.holds(old); len(wrong) > 0 || done.By != "ana" {
		t.Errorf("%q, by %q\n%s", wrong, done.By, b.events)
	}
	if will := b.store.State().History[0].Will; !strings.Contains(will, "as ana attests") {
		t.Errorf("history says %q", will)
	}
}

// TestAYoungKeyIsLeft unless somebody wants another all the same.
func TestAYoungKeyIsLeft(t *testing.T) {
	t.Parallel()
	b := rotating(t, sandbox.Options{})
	old := b.sandbox.Addresses().SCIMAPIKey
	if err := b.store.SetKey(time.Now().Add(-time.Hour), time.Now().AddDate(1, 0, 0)); err != nil {
		t.Fatal(err)
	}
	for _, p := range []prompt.Prompter{nil, b.rotator()} {
		if done := b.rotate(b.rotation(p, nil)); !done.Nothing || b.sandbox.Addresses().SCIMAPIKey != old {
			t.Errorf("%+v", done)
		}
	}
	p := b.rotator()
	p.confirm = func(title string) (bool, bool) { return true, title == "Make a new key all the same?" }
	b.rotate(b.rotation(p, nil))
	if wrong := b.holds(old); len(wrong) > 0 {
		t.Errorf("%q\n%s", wrong, b.events)
	}
}

// TestNoKeyIsMadeWhereOktaHasAnother mends Okta with the key that works.
func TestNoKeyIsMadeWhereOktaHasAnother(t *testing.T) {
	t.Parallel()
	b := rotating(t, sandbox.Options{Drifts: []string{"integration-credentials"}})
	key := b.sandbox.Addresses().SCIMAPIKey
	p := b.rotator()
	b.rotate(b.rotation(p, nil))
	if b.sandbox.Addresses().SCIMAPIKey != key || len(p.prompts("ask")) > 0 || len(p.prompts("confirm")) > 0 {
		t.Errorf("asked %q", p.asked)
	}
	if wrong := b.holds(""); len(wrong) > 0 {
		t.Errorf("%q\n%s", wrong, b.events)
	}
}

// TestDecliningARotation leaves everything as it is.
func TestDecliningARotation(t *testing.T) {
	t.Parallel()
	b := rotating(t, sandbox.Options{})
	old := b.sandbox.Addresses().SCIMAPIKey
	p := b.rotator()
	p.confirm = nil
	if _, _, err := b.rotation(p, nil).Run(t.Context()); !errors.Is(err, prompt.ErrCancelled) {
		t.Errorf("%v", err)
	}
	if b.sandbox.Addresses().SCIMAPIKey != old || !b.store.State().KeyStopped.IsZero() || len(b.store.State().History) > 0 {
		t.Error("something was changed")
	}
}

// TestAClockThatIsBehindProvesNothing: what Okta did with the old key must not count for the new one.
func TestAClockThatIsBehindProvesNothing(t *testing.T) {
	t.Parallel()
	b := rotating(t, sandbox.Options{})
	b.operate(pushOnce, regenerateKey)
	o := b.rotation(nil, map[string]string{session.SCIMKey.Env: b.sandbox.Addresses().SCIMAPIKey})
	o.runner.Session.Options.Now = func() time.Time { return time.Now().Add(-2 * time.Minute) }
	_, _, err := o.Run(t.Context())
	if person, ok := errors.AsType[*PersonError](err); !ok || person.Guide.ID != enterKey {
		t.Errorf("%v\n%s", err, b.events)
	}
	if !strings.Contains(b.events.String(), "Okta's clock is ahead") {
		t.Errorf("nobody says so:\n%s", b.events)
	}
}

// lockedRing takes nothing.
type lockedRing struct{ store.Memory }

func (*lockedRing) Set(string, clients.Secret) error {
	return fmt.Errorf("keep: %w", store.ErrLocked)
}

// TestARotationGoesOnWithoutAKeyring, says that the key is not kept, and ends well.
func TestARotationGoesOnWithoutAKeyring(t *testing.T) {
	t.Parallel()
	b := rotating(t, sandbox.Options{})
	b.secrets = &lockedRing{}
	p := b.rotator()
	p.press = nil
	b.rotate(b.rotation(p, map[string]string{session.SCIMKey.Env: b.liveKey()}))
	for _, want := range []string{"in memory for this run only", session.SCIMKey.Env + " still gives the old key"} {
		if !strings.Contains(b.told(p), want) {
			t.Errorf("nothing says %q:\n%s", want, b.events)
		}
	}
}

// TestStoppingARotationDuringAnyRequest ends as if it had not been stopped.
func TestStoppingARotationDuringAnyRequest(t *testing.T) {
	t.Parallel()
	for n := int64(1); n < 40; n += 3 {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			b := rotating(t, sandbox.Options{})
			old := b.liveKey()
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			o := b.rotation(b.rotator(), nil)
			o.runner.Session.Base = &interrupter{at: n, cancel: cancel}
			if _, _, err := o.Run(ctx); err != nil {
				b.rotate(b.rotation(b.rotator(), nil))
			}
			if wrong := b.holds(old); len(wrong) > 0 {
				t.Errorf("%q\n%s", wrong, b.events)
			}
		})
	}
}
