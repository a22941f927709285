package cmd

import (
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"github.com/provision-cli/provision/wizard/session"
)

func TestHelpOfSetup(t *testing.T) {
	t.Parallel()
	help := inside(t, 0, "setup", "--help")
	for line := range strings.Lines(help) {
		if n := len([]rune(strings.TrimSuffix(line, "\n"))); n > helpWidth {
			t.Errorf("%d columns: %s", n, line)
		}
	}
	at := 0
	for _, heading := range []string{"Secrets come from", "Usage:", "Examples:", "Tenants and groups:", "Run:", "Output:", "Sandbox:", "Every command:"} {
		i := strings.Index(help[at:], heading)
		if i < 0 {
			t.Fatalf("%q is missing, or not in its place:\n%s", heading, help)
		}
		at += i
	}
	for _, in := range session.Inputs() {
		want := in.Env
		if !in.Secret {
			want = "--" + in.ID
		}
		if !strings.Contains(help, want) {
			t.Errorf("lacks %s", want)
		}
	}
	a := &app{env: func(string) string { return "" }}
	a.setupCommand().Flags().VisitAll(func(f *pflag.Flag) {
		if strings.Count(help, "--"+f.Name+" ") == 0 {
			t.Errorf("--%s is in no group", f.Name)
		}
	})
}

// TestHelpSaysWhereSecretsComeFrom: only setup and rotate ask for what is missing; whoever waits to be asked elsewhere waits in vain.
func TestHelpSaysWhereSecretsComeFrom(t *testing.T) {
	t.Parallel()
	const asked, kept = "or are asked\nfor on a terminal", "they are not asked for here"
	for command, asks := range map[string]bool{
		"setup": true, "keys rotate": true, "check": false, "test-groups": false, "keys": false, "support-bundle": false,
	} {
		help := inside(t, 0, append(strings.Fields(command), "--help")...)
		if strings.Contains(help, asked) != asks || strings.Contains(help, kept) == asks {
			t.Errorf("%s asks for secrets: %v; its help says\n%s", command, asks, help)
		}
		_, after, _ := strings.Cut(help, "Secrets come from")
		about, _, _ := strings.Cut(after, "Usage:")
		for line := range strings.Lines("Secrets come from" + about) {
			if n := len([]rune(strings.TrimSuffix(line, "\n"))); n > helpWidth {
				t.Errorf("%s: %d columns: %s", command, n, line)
			}
		}
		for _, way := range []string{"--secrets-stdin", "--secret-command"} {
			if !strings.Contains(about, way) || !strings.Contains(help, way+" ") {
				t.Errorf("%s: %s is not told, or is no flag", command, way)
			}
		}
	}
}
