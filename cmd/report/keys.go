package report

import (
	"io"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/wizard"
	"github.com/provision-cli/provision/wizard/prompt"
)

// Keys is what is known of a profile's credentials; never a credential itself.
type Keys struct {
	Profile string
	List    []Key
	Exit    int
}

// Key is one credential.
type Key struct {
	ID, Title, Variable string
	Configured          bool
	Source, For, Until  string // where it comes from, whose it is, how long it lives
	Answers             []checks.Result
}

// Code is the exit code of what was asked about the keys that are configured, as in an audit.
func (k Keys) Code() int {
	var asked Check
	for _, key := range k.List {
		for _, r := range key.Answers {
			asked.Results = append(asked.Results, Result{Result: r})
		}
	}
	return asked.Code()
}

// Text writes a paragraph for each key.
func (k Keys) Text(w io.Writer, o prompt.Options) {
	b := prompt.Block{{Text: "provision keys: profile " + k.Profile, Strong: true}}
	for _, key := range k.List {
		b = append(b, prompt.Line{}, prompt.Line{Text: key.Title, Strong: true})
		if !key.Configured {
			b = append(b, prompt.Line{Sign: prompt.NotApplicable, Text: "not configured; " + key.Variable + ", or provision setup asks for it", Indent: 4})
			continue
		}
		for _, row := range [][2]string{{"From   ", key.Source}, {"For    ", key.For}, {"Until  ", key.Until}} {
			b = append(b, prompt.Line{Text: row[0] + row[1], Indent: 4, Hang: len(row[0]), Fixed: row[0] == "For    "})
		}
		for _, r := range key.Answers {
			b = append(b, keyAnswer(r)...)
		}
	}
	prompt.Render(w, b, o)
}

// keyAnswer says what a good key does too: whose it is, and what it may.
func keyAnswer(r checks.Result) prompt.Block {
	if r.Status != checks.Pass {
		return wizard.ResultBlock(r)
	}
	return prompt.Block{{Sign: prompt.Yes, Text: r.Summary, Indent: 4}}
}

type keysJSON struct {
	Schema  string    `json:"schema"`
	Exit    int       `json:"exit_code"`
	Profile string    `json:"profile"`
	Keys    []keyJSON `json:"keys"`
}

type keyJSON struct {
	ID         string       `json:"id"`
	Title      string       `json:"title"`
	Variable   string       `json:"variable"`
	Configured bool         `json:"configured"`
	Source     string       `json:"source"`
	For        string       `json:"for"`
	Until      string       `json:"until"`
	Answers    []keyAnswers `json:"answers"`
}

type keyAnswers struct {
	ID       string            `json:"id"`
	Status   string            `json:"status"`
	Summary  string            `json:"summary"`
	Fix      string            `json:"fix"`
	Evidence []checks.Evidence `json:"evidence"`
}

// JSON writes the keys as provision.keys/1.
func (k Keys) JSON(w io.Writer) error {
	doc := keysJSON{Schema: "provision.keys/1", Exit: k.Exit, Profile: k.Profile, Keys: []keyJSON{}}
	for _, key := range k.List {
		line := keyJSON{key.ID, key.Title, key.Variable, key.Configured, key.Source, key.For, key.Until, []keyAnswers{}}
		for _, r := range key.Answers {
			a := keyAnswers{r.ID, r.Status.String(), r.Summary, r.Fix, r.Evidence}
			if a.Evidence == nil {
				a.Evidence = []checks.Evidence{}
			}
			line.Answers = append(line.Answers, a)
		}
		doc.Keys = append(doc.Keys, line)
	}
	return encoder(w).Encode(doc)
}
