package cmd

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/provision-cli/provision/wizard/session"
)

// helpWidth is how wide a help text may be, in columns.
const helpWidth = 100

// flagGroup is a heading of the help and what declares the flags below it.
type flagGroup struct {
	title string
	add   func(*pflag.FlagSet)
}

// grouped declares the flags of a command and shows them under headings, since thirty in one list are not read.
func grouped(cmd *cobra.Command, groups []flagGroup) {
	sets := make([]*pflag.FlagSet, len(groups))
	for i, g := range groups {
		sets[i] = pflag.NewFlagSet(g.title, pflag.ContinueOnError)
		sets[i].SortFlags = false
		g.add(sets[i])
		cmd.Flags().AddFlagSet(sets[i])
	}
	cmd.SetUsageFunc(func(c *cobra.Command) error {
		var b strings.Builder
		fmt.Fprintf(&b, "Usage:\n  %s\n\nExamples:\n%s\n", c.UseLine(), c.Example)
		for i, g := range groups {
			fmt.Fprintf(&b, "\n%s:\n%s", g.title, sets[i].FlagUsagesWrapped(helpWidth))
		}
		fmt.Fprintf(&b, "\nEvery command:\n%s", c.InheritedFlags().FlagUsagesWrapped(helpWidth))
		_, err := c.OutOrStderr().Write([]byte(b.String()))
		return err
	})
}

// Where secrets come from: setup and rotate ask for those that are missing, all other commands only read.
const (
	fromAPerson  = "Secrets come from these variables, --secrets-stdin, --secret-command or the keyring, or are asked\nfor on a terminal;"
	fromNoPerson = "Secrets come from these variables, --secrets-stdin, --secret-command or the keyring, where setup\nkeeps them; they are not asked for here;"
)

// secretsHelp names the variables of the secrets, which have no flags.
func secretsHelp(from string) string {
	var b strings.Builder
	b.WriteString(from + " a command line would show them to everybody on the machine:\n")
	for _, in := range session.Inputs() {
		title := in.Title
		if in.ID == session.SCIMKey.ID {
			title = "API key of the SCIM directory" // which its own field, beside the URL, need not say
		}
		if in.Secret {
			fmt.Fprintf(&b, "  %-27s  %s\n", in.Env, title)
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}
