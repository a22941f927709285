package wizard

import (
	"context"
	"strings"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/checks/facts"
)

// run puts questions to a reading. Who is told the answers runs setup, so that is what to run again; and the links of a
// sandbox's answers lead to its own consoles.
func (r *Runner) run(ctx context.Context, list []checks.Check, f *facts.Facts, tell func(checks.Result)) []checks.Result {
	results := checks.Run(ctx, list, f, func(res checks.Result) {
		if tell != nil {
			tell(r.own(res))
		}
	})
	for i := range results {
		results[i] = r.own(results[i])
	}
	return results
}

func (r *Runner) own(res checks.Result) checks.Result {
	res.Fix = again.Replace(res.Fix)
	if r.Console != "" && res.Link != "" {
		res.Link = r.Console
	}
	return res
}

// again says to run setup again where a check would have itself asked again.
var again = strings.NewReplacer(
	"Ask again: provision check.", "Run provision setup again; it goes on from here.",
	"Ask again in a few minutes: provision check.", "Run provision setup again in a few minutes; it goes on from here.",
)
