package report

import (
	"fmt"
	"io"
	"time"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/wizard"
	"github.com/provision-cli/provision/wizard/prompt"
)

// End is what the last screen of setup depends on.
type End struct {
	DryRun     bool
	KeyExpires time.Time
	// KeyRead says that somebody read the date in the console; otherwise it follows from when this program first saw the key.
	KeyRead bool
	// Again is the command that does what a dry run shows.
	Again   string
	Options prompt.Options
}

// SetupEnd writes what a run proved, what it took on somebody's word, and what is left to look at.
func SetupEnd(w io.Writer, rep wizard.Report, e End) {
	b := prompt.Block{{}}
	if e.DryRun {
		b = append(b, dryEnd(rep, e.Again)...)
	} else {
		b = append(b, prompt.Line{Sign: prompt.Yes, Text: "Done. " + done(rep), Strong: true}, prompt.Line{})
	}
	b = append(b, left(rep)...)
	if !e.DryRun {
		text := "From now on: provision check"
		if !e.KeyExpires.IsZero() {
			text += ". The SCIM key expires " + e.expiry()
		}
		b = append(b, prompt.Line{}, prompt.Line{Text: text, Indent: 2})
	}
	prompt.Render(w, b, e.Options)
}

func (e End) expiry() string {
	on := e.KeyExpires.Format("2 Jan 2006")
	if e.KeyRead {
		return "on " + on
	}
	return "about " + on + ", if it was made in this run"
}

func dryEnd(rep wizard.Report, again string) prompt.Block {
	changes, byHand := 0, 0
	for _, s := range rep.Steps {
		if s.Status != "done" {
			changes, byHand = changes+len(s.Changes), byHand+len(s.ByHand())
		}
	}
	if changes+byHand == 0 {
		return prompt.Block{{Sign: prompt.Yes, Text: "Dry run: nothing to change.", Strong: true}}
	}
	return prompt.Block{{
		Sign: prompt.Pick, Strong: true,
		Text: fmt.Sprintf("Dry run: %d by API, %d by hand. Nothing was written.", changes, byHand),
	}, {Text: "To do it: " + again, Indent: 2}}
}

func done(rep wizard.Report) string {
	for _, id := range []string{"assign-linked", "assign-provisioned"} {
		for _, s := range rep.Steps {
			for _, res := range s.Results {
				if res.ID == id && (res.Status == checks.Pass || res.Status == checks.Warn) {
					return res.Summary
				}
			}
		}
	}
	if len(rep.Steps) == 1 {
		return rep.Steps[0].Title + " is as it should be, as far as it can be seen."
	}
	return fmt.Sprintf("%s are as they should be, as far as they can be seen.", count(len(rep.Steps)))
}

// left lists warnings, and what rests on somebody's word or on nobody's.
func left(rep wizard.Report) prompt.Block {
	var b prompt.Block
	for _, s := range rep.Steps {
		attested := map[string]bool{}
		for _, id := range s.Attested {
			attested[id] = true
		}
		for _, res := range s.Results {
			switch {
			case res.Status == checks.Warn:
				b = append(b, prompt.Line{Sign: prompt.Warning, Text: res.Title, Detail: res.Summary, Indent: 2})
				b = append(b, wizard.EvidenceBlock(res)...)
			case res.Status == checks.Fail && attested[res.ID]:
				b = append(b, prompt.Line{Sign: prompt.Wrong, Text: res.Title, Detail: "mended on somebody's word in this run; last seen: " + res.Summary, Indent: 2})
			case res.Status == checks.Manual && attested[res.ID]:
				b = append(b, prompt.Line{Sign: prompt.Person, Text: res.Title, Detail: "attested in this run", Indent: 2})
			case res.Status == checks.Manual:
				b = append(b, prompt.Line{Sign: prompt.Person, Text: res.Title, Detail: res.Summary, Indent: 2})
			}
		}
	}
	return b
}
