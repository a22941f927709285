package cmd

import (
	"context"
	"net/url"
	"regexp"
	"time"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/cmd/report"
	"github.com/provision-cli/provision/wizard/prompt"
	"github.com/provision-cli/provision/wizard/session"
)

// longestPause is the longest that --wait leaves between two rounds.
const longestPause = 5 * time.Minute

// ask asks everything once, or with --wait again until all is well or the time is over.
func (au *audit) ask(ctx context.Context) (report.Check, error) {
	s := au.session
	if err := s.FindSites(ctx); err != nil && ctx.Err() != nil {
		return report.Check{}, context.Cause(ctx)
	}
	au.announce(ctx)
	over := au.began.Add(au.flags.wait)
	for pause := au.flags.poll; ; pause = min(2*pause, longestPause) {
		started := time.Now()
		if len(au.asked.list) == len(checks.Catalogue()) {
			s.Facts().AheadAll(ctx)
		}
		results := checks.Run(ctx, au.asked.list, s.Facts(), au.status.answered)
		if ctx.Err() != nil {
			return report.Check{}, context.Cause(ctx)
		}
		rep := au.report(ctx, results)
		// A round that took long is not repeated at once.
		pause = max(pause, time.Since(started))
		left := time.Until(over)
		if rep.Exit == exitOK || left <= 0 {
			return au.compared(rep), nil
		}
		au.status.waiting(rep.Tally(), time.Now().Add(min(pause, left)))
		select {
		case <-ctx.Done():
			return report.Check{}, context.Cause(ctx)
		case <-time.After(min(pause, left)):
		}
		s.Renew()
	}
}

// announce says on a terminal what the reading will cost. What a part of the questions costs, nobody knows before.
func (au *audit) announce(ctx context.Context) {
	if !au.status.shows() || ctx.Err() != nil || len(au.asked.list) < len(checks.Catalogue()) {
		return
	}
	if e, err := au.session.Facts().Estimate(ctx); err == nil {
		au.status.cost(e)
	}
}

func (au *audit) report(ctx context.Context, results []checks.Result) report.Check {
	s := au.session
	rep := report.Check{
		Results: au.accepted.apply(steady(au.asked.reported(results))), Calls: s.Meter.Count(), Sandbox: au.sandbox,
		Began: au.began, FailOn: au.failOn,
	}
	if u, err := url.Parse(s.Text(session.OktaURL)); err == nil {
		rep.Okta = u.Host
	}
	for _, r := range results { // the organization's name was read where its key was accepted
		if r.ID == "atlassian-reachable" && r.Status.OK() {
			if org, err := s.Facts().Org(ctx); err == nil {
				rep.Organization = prompt.Sanitize(org.Name)
			}
		}
	}
	rep.Took = time.Since(au.began)
	rep.Exit = rep.Code()
	return rep
}

// requestID is how an error names the one request that it came from; --debug shows it.
var requestID = regexp.MustCompile(` \(request [^()]*\)`)

// steady leaves out what differs from run to run although nothing has changed, so that two runs can be compared.
func steady(results []checks.Result) []checks.Result {
	for i := range results {
		r := &results[i]
		r.Summary = requestID.ReplaceAllString(r.Summary, "")
		for j := range r.Evidence {
			r.Evidence[j].Got = requestID.ReplaceAllString(r.Evidence[j].Got, "")
		}
	}
	return results
}
