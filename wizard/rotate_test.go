package wizard

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/sandbox"
	"github.com/provision-cli/provision/wizard/prompt"
	"github.com/provision-cli/provision/wizard/session"
)

const regenerateScreen = "Waiting for: The SCIM key works"

// rotating is a sandbox that setup has left with its key in the keyring.
func rotating(t *testing.T, o sandbox.Options) *bench {
	t.Helper()
	if o.Scenario == "" {
		o.Scenario = "ready"
	}
	b := start(t, o)
	if err := b.secrets.Set("default/scim", clients.NewSecret(b.sandbox.Addresses().SCIMAPIKey)); err != nil {
		t.Fatal(err)
	}
	return b
}

// rotation is one run of it; p is nil where nobody is there.
func (b *bench) rotation(p prompt.Prompter, env map[string]string) *Rotation {
	known := b.variables()
	delete(known, session.SCIMKey.Env)
	maps.Copy(known, env)
	r := b.runner(b.session(known))
	r.Wait = time.Second
	if p != nil {
		r.Unattended, r.Prompt, r.Every = false, p, 5*time.Millisecond
		r.Operate = func(ctx context.Context, action string) (map[string]string, error) {
			shown, err := b.sandbox.Operate(ctx, action)
			return shown, errors.Join(err, b.sandbox.Settle(ctx)) // a person's word comes after what Okta did, however busy the machine
		}
	}
	return NewRotation(r)
}

// rotator is a person who does in the consoles what the guides say, and pastes what is shown there.
func (b *bench) rotator() *person {
	p := b.person()
	p.confirm = func(title string) (bool, bool) { return true, title == "Make a new key now?" }
	p.press = func(title string, _ int) (prompt.Key, bool) {
		if title != regenerateScreen {
			return 0, false
		}
		if kept, err := b.secrets.Get("default/scim"); err == nil && kept.Reveal() == b.liveKey() {
			b.operate(regenerateKey)
		}
		p.texts["New API key"] = append(p.texts["New API key"], b.liveKey())
		return prompt.KeyEnter, true
	}
	return p
}

// liveKey is the one key that the directory accepts.
func (b *bench) liveKey() string {
	w := b.sandbox.World()
	w.Lock()
	defer w.Unlock()
	return w.Atlassian.Directories[0].Key
}

func (b *bench) rotate(o *Rotation) Rotated {
	b.t.Helper()
	done, _, err := o.Run(b.t.Context())
	if err != nil {
		b.t.Fatalf("rotate: %v\n%s", err, b.events)
	}
	return done
}

// holds says what is wrong with the end: one key, in the directory, in Okta and in the keyring, and nothing under way.
func (b *bench) holds(old string) []string {
	kept, err := b.secrets.Get("default/scim")
	w := b.sandbox.World()
	w.Lock()
	defer w.Unlock()
	key, state := w.Atlassian.Directories[0].Key, b.store.State()
	var wrong []string
	for text, bad := range map[string]bool{
		"the key is the old one": key == old, "the keyring has another key": err != nil || kept.Reveal() != key,
		"Okta has another key": w.AtlassianApp().Provisioning.Token != key, "the rotation is still under way": !state.KeyStopped.IsZero(),
		"the address is not kept beside its key": b.store.Config().SCIMBaseURL == "",
		"no date is kept":                        time.Since(state.KeyCreated) > time.Hour, "a word is left": len(state.Attested) > 0,
		"the history has another number of entries than one": len(state.History) != 1,
	} {
		if bad {
			wrong = append(wrong, text)
		}
	}
	return wrong
}

func TestRotationWithAPerson(t *testing.T) {
	t.Parallel()
	for name, habit := range map[string]bool{"pasted": true, "by the operator": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := rotating(t, sandbox.Options{})
			old := b.sandbox.Addresses().SCIMAPIKey
			p := b.rotator()
			if !habit {
				p.press = nil
			}
			done := b.rotate(b.rotation(p, nil))
			if wrong := b.holds(old); len(wrong) > 0 {
				t.Errorf("%q\n%s", wrong, b.events)
			}
			if done.Nothing || done.By != "" || done.Works.Before(done.Stopped.Add(-time.Second)) || time.Since(done.Stopped) > time.Minute {
				t.Errorf("%+v", done)
			}
			if n := b.mutations(); n != 0 {
				t.Errorf("the program itself wrote %d times", n)
			}
			told := b.told(p) + fmt.Sprint(b.store.State(), b.store.Config())
			for _, secret := range []string{old, b.sandbox.Addresses().SCIMAPIKey, b.sandbox.Addresses().OktaToken} {
				if strings.Contains(told, secret) {
					t.Error("a secret was shown or written down")
				}
			}
			if entry := b.store.State().History[0]; entry.Action != ActionRotate || !strings.Contains(entry.Will, "nothing reached Atlassian for") {
				t.Errorf("history %+v", entry)
			}
		})
	}
}

// TestStoppingARotationAtAnyPrompt stops at each prompt in turn: the next run ends with one key everywhere.
func TestStoppingARotationAtAnyPrompt(t *testing.T) {
	t.Parallel()
	whole := rotating(t, sandbox.Options{})
	p := whole.rotator()
	whole.rotate(whole.rotation(p, nil))
	for i, asked := range p.asked {
		t.Run(fmt.Sprint(i+1, " ", asked), func(t *testing.T) {
			t.Parallel()
			b := rotating(t, sandbox.Options{})
			old := b.sandbox.Addresses().SCIMAPIKey
			first := b.rotator()
			first.stop = i + 1
			if _, _, err := b.rotation(first, nil).Run(t.Context()); !errors.Is(err, prompt.ErrCancelled) {
				t.Fatalf("stopped at %q: %v", asked, err)
			}
			stored := b.sandbox.Addresses().SCIMAPIKey
			second := b.rotator()
			b.rotate(b.rotation(second, nil))
			if wrong := b.holds(old); len(wrong) > 0 {
				t.Errorf("%q\n%s", wrong, b.events)
			}
			if stored != old && b.sandbox.Addresses().SCIMAPIKey != stored {
				t.Error("the key was regenerated twice")
			}
			if slices.Contains(first.prompts("ask"), "New API key") && first.stop > slices.Index(first.asked, "ask New API key")+1 && len(second.prompts("ask")) > 0 {
				t.Errorf("the key was proven, and is asked again: %q", second.asked)
			}
		})
	}
}

// TestBackInARotation goes back once at each prompt.
func TestBackInARotation(t *testing.T) {
	t.Parallel()
	for _, n := range []int{2, 3, 4, 5} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			b := rotating(t, sandbox.Options{})
			old := b.sandbox.Addresses().SCIMAPIKey
			p := b.rotator()
			p.stop, p.stopErr = n, prompt.ErrBack
			b.rotate(b.rotation(p, nil))
			if wrong := b.holds(old); len(wrong) > 0 {
				t.Errorf("back at %q: %q\n%s", p.asked[n-1], wrong, b.events)
			}
		})
	}
}

func TestWrongPastesOfARotation(t *testing.T) {
	t.Parallel()
	b := rotating(t, sandbox.Options{})
	a := b.sandbox.Addresses()
	p := b.rotator()
	p.texts["New API key"] = []string{a.SCIMAPIKey, a.AtlassianAPIKey, a.SCIMBaseURL, "ATSCIMgarbage"}
	b.rotate(b.rotation(p, nil))
	if wrong := b.holds(a.SCIMAPIKey); len(wrong) > 0 {
		t.Errorf("%q\n%s", wrong, b.events)
	}
	told := b.told(p)
	for _, want := range []string{"the key that is being replaced", "the organization API key", "a URL, not the API key", "The SCIM key was refused"} {
		if !strings.Contains(told, want) {
			t.Errorf("nothing says %q:\n%s", want, told)
		}
	}
}

const (
	enterScreen = "Waiting for: Okta has the new key"
	pushScreen  = "Waiting for: Okta writes with the new key"
)

// TestAWordOfARotationThatTheLogContradicts: who says too early that the key is in Okta is shown the refusal, goes back and enters it.
func TestAWordOfARotationThatTheLogContradicts(t *testing.T) {
	t.Parallel()
	b := rotating(t, sandbox.Options{})
	old := b.liveKey()
	p := b.rotator()
	paste := p.press
	p.press = func(title string, n int) (prompt.Key, bool) {
		switch {
		case title == enterScreen && n == 0:
			return prompt.KeyEnter, true
		case title == pushScreen && n == 1:
			if err := b.sandbox.Settle(t.Context()); err != nil {
				t.Error(err)
			}
			return prompt.KeyEnter, true // not taken: the log says no
		case title == pushScreen && n == 2:
			return 'b', true
		case title == enterScreen, title == pushScreen && n < 5:
			return 'p', true
		}
		return paste(title, n)
	}
	done := b.rotate(b.rotation(p, nil))
	if wrong := b.holds(old); len(wrong) > 0 || done.By != "" {
		t.Errorf("%q, by %q\n%s", wrong, done.By, b.events)
	}
	if !strings.Contains(b.told(p), "Okta still has another one") {
		t.Errorf("nothing says so: %q\n%s", p.asked, b.events)
	}
}

// TestAWordOfARotationIsForOneKey: that an earlier new key was entered says nothing of the one after it.
func TestAWordOfARotationIsForOneKey(t *testing.T) {
	t.Parallel()
	b := rotating(t, sandbox.Options{Variants: map[string]string{"system-log": "silent"}})
	old := b.liveKey()
	first := b.rotator()
	paste := first.press
	first.press = func(title string, n int) (prompt.Key, bool) {
		if title == pushScreen {
			return 'h', true
		}
		return paste(title, n)
	}
	_, _, err := b.rotation(first, nil).Run(t.Context())
	if person, ok := errors.AsType[*PersonError](err); !ok || !person.Handed {
		t.Fatal(err)
	}
	b.operate(regenerateKey)
	b.rotate(b.rotation(b.rotator(), nil))
	if wrong := b.holds(old); len(wrong) > 0 {
		t.Errorf("%q\n%s", wrong, b.events)
	}
}
