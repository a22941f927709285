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
