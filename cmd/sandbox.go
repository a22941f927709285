package cmd

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/provision-cli/provision/clients/sandbox"
	"github.com/provision-cli/provision/wizard/prompt"
)

// sandboxFlags are those that every command with a sandbox understands.
type sandboxFlags struct {
	scenario string
	fallback string
	drifts   []string
	variants []string
	users    int
	seed     uint64
	delay    time.Duration
	// oauth hands out the service app in place of the API token.
	oauth bool
}

func (f *sandboxFlags) add(fs *pflag.FlagSet, scenario string) {
	begins := scenario
	if scenario != "ready" {
		begins += ", or ready with --drift"
	}
	fs.StringVar(&f.scenario, "scenario", "", "sandbox: the world to begin with: fresh, ready or drifted (default "+begins+")")
	f.fallback = scenario
	fs.StringArrayVar(&f.drifts, "drift", nil, "sandbox: one thing that is wrong in it; may be given several times")
	fs.StringArrayVar(&f.variants, "variant", nil, "sandbox: ID=VALUE, how a vendor behaves where no document says")
	fs.IntVar(&f.users, "users", 200, "sandbox: people in Okta")
	fs.Uint64Var(&f.seed, "seed", 1, "sandbox: seed of the world")
	fs.BoolVar(&f.oauth, "oauth", false, "sandbox: reach Okta as its OAuth 2.0 service app instead of with an API token")
	fs.DurationVar(&f.delay, "delay", 0, "sandbox: how long Atlassian takes to show what it received")
}

func (f *sandboxFlags) options() (sandbox.Options, error) {
	variants := map[string]string{}
	for _, text := range f.variants {
		id, value, ok := strings.Cut(text, "=")
		if !ok {
			return sandbox.Options{}, &usageError{fmt.Errorf("--variant %q: write ID=VALUE; provision sandbox --list shows them", text)}
		}
		variants[id] = value
	}
	if f.users < 1 {
		return sandbox.Options{}, &usageError{fmt.Errorf("--users %d: there must be one at least", f.users)}
	}
	scenario := f.scenario
	if scenario == "" && len(f.drifts) == 0 {
		scenario = f.fallback
	}
	return sandbox.Options{Scenario: scenario, Drifts: f.drifts, Variants: variants, Users: f.users, Seed: f.seed, Delay: f.delay}, nil
}

// addresses are those that the program is to use.
func (f *sandboxFlags) addresses(s *sandbox.Sandbox) sandbox.Addresses {
	if f.oauth {
		return s.Addresses().ForApp()
	}
	return s.Addresses()
}

func (a *app) sandboxCommand() *cobra.Command {
	var (
		flags          sandboxFlags
		faults         []string
		groups         int
		limits, output string
		operator, list bool
	)
	cmd := &cobra.Command{
		Use: "sandbox", Short: "Run stand-ins of both tenants on this machine", Args: cobra.NoArgs,
		Long: `sandbox listens on free ports of 127.0.0.1 until it is interrupted, and prints once where its
services answer and what opens them. Nothing real is touched.`,
		Example: "  provision sandbox -o env > sandbox.env &\n  . ./sandbox.env; provision setup",
		RunE: func(cmd *cobra.Command, _ []string) error {
			if list {
				return a.list(output)
			}
			o, err := flags.options()
			if err != nil {
				return err
			}
			if limits != "real" && limits != "off" {
				return &usageError{fmt.Errorf("--rate-limits %q: choose real or off", limits)}
			}
			o.Faults, o.Groups, o.Operator, o.RateLimits = faults, groups, operator, limits == "real"
			return a.runSandbox(cmd, o, &flags, output)
		},
	}
	flags.add(cmd.Flags(), "fresh")
	fs := cmd.Flags()
	fs.IntVar(&groups, "groups", 20, "groups in Okta")
	fs.StringArrayVar(&faults, "fault", nil, "SERVICE[/METHOD ROUTE]:KIND[@N|@N+|%K], for example scim:503@3; may be given several times")
	fs.StringVar(&limits, "rate-limits", "real", "Okta's rate limits: real or off")
	fs.BoolVar(&operator, "operator", false, "play the person who works in the consoles")
	fs.BoolVar(&list, "list", false, "list scenarios, drifts, variants and faults")
	fs.StringVarP(&output, "output", "o", "json", "json or env")
	return cmd
}

func (a *app) runSandbox(cmd *cobra.Command, o sandbox.Options, flags *sandboxFlags, output string) error {
	if output != "json" && output != "env" {
		return &usageError{fmt.Errorf("-o %q: choose json or env", output)}
	}
	s, err := sandbox.Start(cmd.Context(), o)
	if err != nil {
		return &usageError{err}
	}
	ad := flags.addresses(s)
	text := strings.Join(ad.Env(), "\n")
	if output == "json" {
		line, err := json.Marshal(ad)
		if err != nil {
			return err
		}
		text = string(line)
	}
	if _, err := io.WriteString(a.out, text+"\n"); err != nil {
		return err
	}
	a.say(prompt.Block{{Text: "The sandbox runs until ctrl-c. Its consoles: " + ad.ConsoleURL, Faint: true}})
	<-cmd.Context().Done()
	return s.Close()
}

func (a *app) list(output string) error {
	l := sandbox.List()
	if output == "json" {
		enc := json.NewEncoder(a.out)
		enc.SetEscapeHTML(false)
		return enc.Encode(l)
	}
	var b strings.Builder
	for _, part := range []struct {
		title string
		ids   []string
	}{{"Scenarios", l.Scenarios}, {"Drifts", l.Drifts}, {"Faults", l.Faults}} {
		fmt.Fprintf(&b, "%s\n  %s\n", part.title, strings.Join(part.ids, "\n  "))
	}
	_, err := io.WriteString(a.out, b.String())
	return err
}
