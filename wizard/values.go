package wizard

import (
	"context"
	"fmt"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/wizard/prompt"
)

// copyValue puts one of the guide's values into the clipboard; a secret leaves it after a minute.
func (r *Runner) copyValue(ctx context.Context, g Guide) error {
	v := g.Values[0]
	if len(g.Values) > 1 {
		options := make([]prompt.Option, len(g.Values))
		for i, v := range g.Values {
			options[i] = prompt.Option{Label: v.Label, Detail: v.shown()}
		}
		picks, err := r.Prompt.Choose(ctx, prompt.Choice{Title: "Copy which", Options: options})
		if err != nil {
			return err
		}
		v = g.Values[picks[0]]
	}
	if r.Copy == nil {
		r.Prompt.Show(prompt.Block{{Sign: prompt.Unknown, Text: "There is no clipboard here.", Detail: v.shown(), Indent: 4}})
		return nil
	}
	if err := r.Copy(v.content(), v.secret()); err != nil {
		r.unable("The clipboard could not be reached; nothing was copied.", err)
		return nil
	}
	line := prompt.Line{Sign: prompt.Yes, Text: v.Label + " is in the clipboard.", Indent: 4}
	if v.secret() {
		line.Detail = "It leaves it again after 60 seconds."
	}
	r.Prompt.Show(prompt.Block{line})
	return nil
}

// reveal shows the guide's secrets on the terminal, because somebody pressed the key that says so.
func (r *Runner) reveal(g Guide) {
	for _, v := range g.Values {
		if v.secret() && r.Reveal != nil {
			r.Reveal(v.Label, v.Key.Reveal())
		}
	}
}

// shown is the value as it may stand on a screen.
func (v GuideValue) shown() string {
	if v.secret() {
		return "••••••••"
	}
	return v.Text
}

func (v GuideValue) secret() bool { return !v.Key.IsZero() }

func (v GuideValue) content() string {
	if v.secret() {
		return v.Key.Reveal()
	}
	return v.Text
}

// saveList writes the people or groups behind a finding to a CSV file, for whoever has to talk to them.
func (r *Runner) saveList(open checks.Result) {
	rows := [][]string{{"who", "what", "should be", "is"}}
	for _, e := range open.Evidence {
		rows = append(rows, []string{e.Subject, e.Field, e.Want, e.Got})
	}
	path, err := r.Save("provision-"+open.ID+".csv", rows)
	if err != nil {
		r.say(prompt.Wrong, "The list was not saved.", err)
		return
	}
	r.Prompt.Show(prompt.Block{{Sign: prompt.Yes, Text: fmt.Sprintf("%d lines are in %s", len(rows)-1, path), Indent: 4}})
}
