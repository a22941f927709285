package report

import (
	"fmt"
	"strings"

	"github.com/provision-cli/provision/wizard"
	"github.com/provision-cli/provision/wizard/prompt"
)

// First is what the first screen of setup depends on.
type First struct {
	Profile string
	// Sandbox is the address of the sandbox's consoles, empty on real tenants.
	Sandbox string
	DryRun  bool
}

// FirstScreen says what a run needs, does and does not do, before any credential is asked for.
func FirstScreen(steps []wizard.Step, f First) prompt.Block {
	what := "provision setup"
	if f.DryRun {
		what = "provision setup: a dry run; nothing is written"
	}
	b := prompt.Block{{Text: what, Detail: "profile " + f.Profile, Strong: true}, {}}
	if f.Sandbox != "" {
		b = append(b, prompt.Line{Sign: prompt.Warning, Text: "Sandbox: stand-ins of both tenants; nothing real is touched.", Indent: 2},
			prompt.Line{Text: "Their consoles: " + f.Sandbox, Indent: 4}, prompt.Line{})
	}
	b = append(b,
		prompt.Line{Text: "Okta will send people and groups to Atlassian. " + count(len(steps)) + howLong(len(steps)), Indent: 2},
		prompt.Line{Text: "Nothing changes until you have seen the plan and said yes.", Indent: 2}, prompt.Line{})
	width := 0
	for _, st := range steps {
		width = max(width, len(st.Title))
	}
	for i, st := range steps {
		label := fmt.Sprintf("%d %-*s   ", i+1, width, st.Title)
		b = append(b, prompt.Line{Text: label + st.About, Indent: 4, Hang: len(label)})
	}
	return append(b, needs()...)
}

// howLong is only known for the whole way; one step alone may be a minute or wait for a DNS entry.
func howLong(n int) string {
	if n < 7 {
		return "."
	}
	return ", about 25 minutes."
}

func count(n int) string {
	if n == 1 {
		return "One step"
	}
	return strings.TrimSpace(fmt.Sprintf("%s steps", [...]string{"No", "One", "Two", "Three", "Four", "Five", "Six", "Seven"}[min(n, 7)]))
}

func needs() prompt.Block {
	b := prompt.Block{{}}
	for _, said := range []struct {
		label string
		texts []string
	}{
		{"You need", []string{
			"Okta: an API token of an app admin and group admin (steps 5, 6);",
			"of a read-only admin for steps 1 to 4 and for -n",
			"Atlassian: an organization admin's API key without scopes;",
			"it lives a year at most; steps 1, 5, 6 read with it, step 7 writes",
			"optional: a site admin's e-mail and token (seats, default groups)",
		}},
		{"Consoles", []string{"Atlassian Administration in steps 1, 2; Okta Admin in steps 3, 4", ""}},
		{"Does", []string{"push groups, assign groups, give product access, each after a yes"}},
		{"Never", []string{
			"creates Okta groups, deletes people or changes default groups;",
			"changes the app's username format only with --email-by-api", "",
		}},
	} {
		b = append(b, labelled(said.label, said.texts)...)
	}
	for _, text := range []string{
		"Two people? Hand over any by-hand step with h; the next run goes on there.",
		"ctrl-c stops at any time: what is proven stays, nothing is half done.",
		"Way back: every plan says how to undo each change.",
	} {
		b = append(b, prompt.Line{Text: text, Indent: 2})
	}
	return append(b, prompt.Line{})
}

// labelColumn is where the text beside a label begins, after the indent.
const labelColumn = 11

// labelled puts texts below each other beside their label.
func labelled(label string, texts []string) prompt.Block {
	b := make(prompt.Block, len(texts))
	for i, text := range texts {
		b[i] = prompt.Line{Text: text, Indent: 2 + labelColumn}
	}
	b[0] = prompt.Line{Text: fmt.Sprintf("%-*s", labelColumn, label) + texts[0], Indent: 2, Hang: labelColumn}
	return b
}
