package cmd

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/cmd/report"
	"github.com/provision-cli/provision/wizard"
	"github.com/provision-cli/provision/wizard/prompt"
)

func (a *app) explainCommand() *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use: "explain ID|page|assumptions", Short: "Explain a check, or what became of each instruction of the vendor's page", Args: cobra.MaximumNArgs(1),
		Long: `explain ID says what a check reads, why it matters, how it is answered, and how a wrong answer is mended.
explain page maps every instruction of Atlassian's page "Configure user provisioning with Okta"
to the step of setup, and to the call that does it or the guide that has a person do it.
explain assumptions lists what no document of the vendors says and provision takes for so.`,
		Example: "  provision explain push-members\n  provision explain page -o json",
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case len(args) == 0:
				return a.listChecks(output)
			case args[0] == "page":
				return a.explainPage(output)
			case args[0] == "assumptions":
				return a.explainAssumptions(output)
			}
			return a.explainCheck(args[0], output)
		},
	}
	cmd.Flags().StringVarP(&output, "output", "o", "text", "text or json")
	return cmd
}

func (a *app) explainPage(output string) error {
	if output == "json" {
		enc := json.NewEncoder(a.out)
		enc.SetEscapeHTML(false)
		return enc.Encode(wizard.Page())
	}
	b := prompt.Block{}
	step := ""
	for _, in := range wizard.Page() {
		if in.Step != step {
			step = in.Step
			b = append(b, prompt.Line{}, prompt.Line{Text: strings.ToUpper(step[:1]) + step[1:], Strong: true})
		}
		b = append(b, prompt.Line{Text: fmt.Sprintf("%-4s %s", in.ID, in.Text), Indent: 2, Hang: 5})
		for _, line := range [][2]string{{"by API: ", in.Call}, {"by hand: guide ", in.Guide}, {"proof: ", in.Proof}} {
			if line[1] != "" {
				b = append(b, prompt.Line{Text: line[0] + line[1], Indent: 7, Faint: true})
			}
		}
	}
	prompt.Render(a.out, b, a.options())
	return nil
}

func (a *app) explainCheck(id, output string) error {
	c, ok := checks.Find(id)
	if !ok {
		return &usageError{fmt.Errorf("no check has the id %q%s", id, orList(nearest(id)))}
	}
	if output == "json" {
		return report.QuestionJSON(a.out, c)
	}
	b := prompt.Block{{Text: c.Title, ID: c.ID, Strong: true}, {}}
	for _, line := range [][2]string{
		{"Reads", c.Reads}, {"Matters", c.Why}, {"Detects", c.Detects}, {"Mended", c.Mends}, {"Severity", c.Severity}, {"Topic", c.Topic},
		{"After", strings.Join(c.After, ", ")}, {"Step", "provision setup --only " + stepOf(c.ID)}, {"Ask", "provision check --select " + c.ID},
	} {
		if line[1] != "" {
			b = append(b, prompt.Line{Text: fmt.Sprintf("%-10s", line[0]) + line[1], Indent: 2, Hang: 10})
		}
	}
	for i, link := range c.Docs {
		label := "Links"
		if i > 0 {
			label = ""
		}
		b = append(b, prompt.Line{Text: fmt.Sprintf("%-10s", label) + link, Indent: 2, Fixed: true})
	}
	return prompt.Render(a.out, b, a.options())
}

// stepOf returns the step of setup that makes a check's answer yes.
func stepOf(id string) string {
	for _, st := range wizard.Setup(wizard.SetupOptions{}) {
		if slices.Contains(st.Checks, id) {
			return st.ID
		}
	}
	return "prerequisites"
}

// nearest suggests the check that a mistyped id may have meant.
func nearest(id string) string { return meant(id, checkIDs()) }
