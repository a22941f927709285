//go:build !windows

package cmd

import (
	"slices"
	"strings"
	"testing"
)

// wayOfDrifted is what stands on the screen of a whole run, in this order.
var wayOfDrifted = []string{
	"Start?", "Let the sandbox's operator do it", "Verify a domain", "Claim at least one account", "Read when the directory's key expires", "The key expires on",
	"Link the verified domain", "Tick the three options", "Enter the key again", "Look over the attribute mappings", "Make sign-on name and primary e-mail the same",
	"Press Update Now", "Settle the name that two groups bear", "Do not push into a default group", "Mend the push that failed",
	"Push again atlassian-research-users", "Push under its new name atlassian-legal-and-compliance-users", "atlassian-test-confluence-users is pushed as well", "Assign group atlassian-test-users", "Provision who was left out",
	"Link the records that have no account", "Settle who is active on one side only", "Take back the accounts", "Push again atlassian-test-jira-users",
	"Access is taken from: 1", "Zoë Becker", "Give product access to atlassian-legal-and-compliance-users",
	"Delete the group under its old name", "The former groups are gone.", "Done. 16 people in the directory, all linked to an account.",
}

// TestADriftedSandboxOnATerminal goes the whole way as somebody does who tries the program: every guide with the operator's
// help, a yes at every plan.
func TestADriftedSandboxOnATerminal(t *testing.T) {
	t.Parallel()
	y := onTerminal(t, 100, 100, nil, "setup", "--sandbox", "--scenario", "drifted", "--drift", "site-admin", "--drift", "assign-groups", "--users", "60")
	var seen strings.Builder
	code := y.walk(func(title, screen string) string {
		seen.WriteString(screen)
		if title == "choose" && strings.Contains(screen, "What does atlassian-research-users open?") {
			return "\x1b[B \r"
		}
		if i := strings.LastIndex(screen, title); i > 0 && strings.HasSuffix(strings.TrimSpace(screen[:i]), "The sandbox's operator did it.") {
			return "" // the tenants show it soon
		}
		if strings.Contains(title, "SCIM key has more than 30 days") {
			return "\r"
		}
		return person(title, screen)
	})
	if code != 0 {
		t.Fatalf("exit code %d\n%s", code, y.text())
	}
	y.see("From now on: provision check") // the last lines may still be on their way
	said := strings.Join(strings.Fields(seen.String()+y.text()), " ")
	at := 0
	for _, part := range wayOfDrifted {
		i := strings.Index(said[at:], part)
		if i < 0 {
			t.Fatalf("%q is not said after %q", part, said[max(0, at-80):at])
		}
		at += i
	}
	if slices.Contains(y.asked, "Look again?") {
		t.Errorf("somewhere nothing but looking again was offered: %q", y.asked)
	}
	if confirmed, sent := count(y.asked, "Apply?"), 5; confirmed != sent {
		t.Errorf("%d plans were confirmed: %q", confirmed, y.asked)
	}
	y.sane()
}

func count(list []string, what string) int {
	n := 0
	for _, s := range list {
		if strings.HasPrefix(s, what) {
			n++
		}
	}
	return n
}
