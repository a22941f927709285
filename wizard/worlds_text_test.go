package wizard

import (
	"strings"

	"github.com/provision-cli/provision/wizard/prompt"
)

// blockText is a block as one line for each of its lines.
func blockText(b prompt.Block) string {
	var text strings.Builder
	for _, l := range b {
		text.WriteString(strings.TrimSpace(strings.Join([]string{l.Text, l.Detail, l.ID}, " ")) + "\n")
	}
	return text.String()
}
