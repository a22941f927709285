package wizard

import (
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients/sandbox"
)

func TestDatesAsConsolesShowThem(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	for text, want := range map[string]string{
		"2027-11-20": "2027-11-20", " 20  Nov 2027 ": "2027-11-20", "20 November 2027": "2027-11-20", "Nov 20, 2027": "2027-11-20",
		"November 20, 2027": "2027-11-20", "20/Nov/27": "2027-11-20", "20/Nov/2027": "2027-11-20", "2026-01-02": "2026-01-02",
		"2027-12-20": "", "20.11.2027": "", "11/20/2027": "", "soon": "",
	} {
		on, err := parseDate(text, now)
		if (err == nil) != (want != "") || err == nil && on.Format(time.DateOnly) != want {
			t.Errorf("%q is %s, %v; want %q", text, on.Format(time.DateOnly), err, want)
		}
	}
}

// TestTheKeysDateIsKept types a date, a wrong one first, and leaves it out.
func TestTheKeysDateIsKept(t *testing.T) {
	t.Parallel()
	soon := time.Now().AddDate(0, 0, 10)
	for name, c := range map[string]struct {
		typed    []string
		kept     bool
		attested bool
	}{
		"a date":              {[]string{time.Now().AddDate(0, 0, 200).Format(time.DateOnly)}, true, false},
		"a date that is near": {[]string{soon.Format("2 Jan 2006")}, true, false},
		"a slip first":        {[]string{"20.11.2027", soon.Format(time.DateOnly)}, true, false},
		"none":                {[]string{""}, false, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := start(t, sandbox.Options{Scenario: "ready"})
			p := b.person()
			p.texts[keyExpiresOn] = c.typed
			b.must(b.knowing(p, func(r *Runner) { r.Steps = r.Steps[:2] }))
			state := b.store.State()
			if got := !state.KeyExpires.IsZero(); got != c.kept {
				t.Errorf("kept %s", state.KeyExpires)
			}
			if _, ok := state.Attested["scim-key-life"]; ok != c.attested {
				t.Errorf("attested: %v", ok)
			}
			if c.typed[0] == "20.11.2027" && !strings.Contains(p.screen(), errDate.Error()) {
				t.Errorf("nobody said how to write it:\n%s", p.screen())
			}
		})
	}
}

// TestBackFromTheKeysDate returns to the guide, which Enter leaves without a date.
func TestBackFromTheKeysDate(t *testing.T) {
	t.Parallel()
	b := start(t, sandbox.Options{Scenario: "ready"})
	p := &backs{person: b.person()}
	b.must(b.knowing(p, func(r *Runner) { r.Steps = r.Steps[:2] }))
	if n := len(p.prompts("ask")); n != 2 || len(p.prompts("watch")) < 2 {
		t.Errorf("asked %q", p.asked)
	}
}
