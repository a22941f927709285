package wizard

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox"
	"github.com/provision-cli/provision/wizard/prompt"
)

// TestKeysOfAGuide presses every key of one guide before the work is done.
func TestKeysOfAGuide(t *testing.T) {
	t.Parallel()
	b := start(t, sandbox.Options{})
	p := b.person()
	keys := []prompt.Key{'o', 'c', 's', '?'}
	p.press = func(title string, times int) (prompt.Key, bool) {
		if strings.Contains(title, "The API integration is on") && times < len(keys) {
			return keys[times], true
		}
		return 0, false
	}
	p.choose = func(c prompt.Choice) ([]string, bool) { return []string{"API Token"}, c.Title == "Copy which" }
	var opened, copied, revealed []string
	r := b.withPerson(p)
	r.Console = b.sandbox.Addresses().ConsoleURL
	r.Open = func(url string) error { opened = append(opened, url); return errors.New("no browser here") }
	r.Copy = func(text string, secret bool) error {
		if !secret {
			t.Error("the key was copied as if it were no secret")
		}
		copied = append(copied, text)
		return nil
	}
	r.Reveal = func(_, text string) { revealed = append(revealed, text) }
	b.must(r)
	key := []string{b.sandbox.Addresses().SCIMAPIKey}
	if len(opened) != 1 || opened[0] != r.Console || !slices.Equal(copied, key) || !slices.Equal(revealed, key) {
		t.Errorf("opened %q, copied %d, shown %d", opened, len(copied), len(revealed))
	}
	for _, want := range []string{"No browser could be opened", "API Token is in the clipboard", "leaves it again after 60 seconds"} {
		if !strings.Contains(p.screen(), want) {
			t.Errorf("nothing says %q", want)
		}
	}
	if strings.Contains(p.screen(), "no browser here") {
		t.Error("the machine's own words stand on the screen")
	}
	if strings.Contains(p.screen(), key[0]) {
		t.Error("the key stands on the screen")
	}
}

func TestAdminHosts(t *testing.T) {
	t.Parallel()
	for base, want := range map[string]string{
		"https://example.okta.com": "example-admin.okta.com", "https://example-admin.okta.com": "example-admin.okta.com",
		"https://example.oktapreview.com": "example-admin.oktapreview.com", "https://login.example.com": "", "http://127.0.0.1:8080": "", "": "", "::": "",
	} {
		if got := adminHost(base); got != want {
			t.Errorf("%s: %q, want %q", base, got, want)
		}
	}
}
