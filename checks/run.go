package checks

import (
	"context"
	"time"

	"github.com/provision-cli/provision/checks/facts"
)

// Run asks the checks in the order given and tells o (may be nil) of each
// answer as it comes. A check whose After names one of the list that is not
// Pass, Warn or Manual is not asked: it is Skip, or Unknown where that one
// could not look or its credential was refused. After ids that are not in the
// list bind nothing.
func Run(ctx context.Context, list []Check, f *facts.Facts, o func(Result)) []Result {
	results := make([]Result, 0, len(list))
	done := make(map[string]Finding, len(list))
	for _, c := range list {
		start := time.Now()
		finding, waits := waiting(c, done)
		if !waits {
			finding = ask(ctx, c, f)
		}
		done[c.ID] = finding
		r := Result{Check: c, Finding: finding, Duration: time.Since(start)}
		results = append(results, r)
		if o != nil {
			o(r)
		}
	}
	return results
}

func ask(ctx context.Context, c Check, f *facts.Facts) Finding {
	if err := ctx.Err(); err != nil {
		return Finding{Status: Unknown, Summary: "Could not look: the run was stopped.", Fix: askAgain}
	}
	finding := c.Run(ctx, f)
	if finding.Status == Manual {
		return attested(c.ID, finding, f)
	}
	return finding
}

// attested adds a person's word to what only a person can see. It stays
// Manual: a word is no reading.
func attested(id string, finding Finding, f *facts.Facts) Finding {
	word, ok := f.Attested(id)
	if !ok {
		return finding
	}
	finding.Summary += " Attested by " + word.By + " on " + date(word.On) + "."
	finding.Evidence = append(finding.Evidence, Evidence{Subject: word.By, Field: "attested", Want: "a person's word", Got: date(word.On)})
	return finding
}

// waiting decides what a check answers because of the ones before it.
func waiting(c Check, done map[string]Finding) (Finding, bool) {
	for _, id := range c.After {
		before, asked := done[id]
		if !asked || before.Status == Pass || before.Status == Warn || before.Status == Manual {
			continue
		}
		if before.Status == Unknown || before.Refused {
			return Finding{Status: Unknown, Summary: "Could not look: " + id + " could not be answered.", Fix: "First mend " + id + ": provision explain " + id + ".", Refused: before.Refused}, true
		}
		return Finding{Status: Skip, Summary: "Waits for " + id + "."}, true
	}
	return Finding{}, false
}

// Await asks the checks again with fresh facts, every so often, until until
// is content or ctx ends, and tells o (both may be nil) of each round. It
// returns the last answers, with ctx's error when the time ran out. A nil
// until waits for every status to be OK.
func Await(ctx context.Context, list []Check, fresh func() *facts.Facts, every time.Duration, until func([]Result) bool, o func([]Result)) ([]Result, error) {
	if until == nil {
		until = AllOK
	}
	for {
		results := Run(ctx, list, fresh(), nil)
		if o != nil {
			o(results)
		}
		if until(results) {
			return results, nil
		}
		select {
		case <-ctx.Done():
			return results, context.Cause(ctx)
		case <-time.After(every):
		}
	}
}

// AllOK says whether every answer is Pass, Warn or Skip.
func AllOK(results []Result) bool {
	for _, r := range results {
		if !r.Status.OK() {
			return false
		}
	}
	return true
}
