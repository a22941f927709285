package checks

import (
	"context"
	"fmt"
	"time"

	"github.com/provision-cli/provision/checks/facts"
)

const failuresSince = 7 * 24 * time.Hour

const retryTasks = "Mend the cause named, then Okta ▸ Dashboard ▸ Tasks ▸ Retry Selected; nothing is retried by itself."

func assignErrors(ctx context.Context, f *facts.Facts) Finding {
	everyone, err := f.Joined(ctx, nil, true)
	if err != nil {
		return Of(err)
	}
	if everyone.Len() == 0 {
		return skip("Nobody is assigned to the app yet.")
	}
	failed, err := failedJobs(ctx, f)
	if err != nil {
		return Of(err)
	}
	standing, open, err := standingErrors(ctx, f, everyone, failed)
	if err != nil {
		return Of(err)
	}
	link := appLink(ctx, f, "assignments")
	switch {
	case len(standing) > 0:
		return fail(fmt.Sprintf("Okta failed to provision %s.", people(len(standing))), retryTasks, append(standing, open...)...).with(link)
	case len(open) > 0:
		return warn(fmt.Sprintf("Okta logged a failure for %s and no success since, though both sides agree now.", people(len(open))), retryTasks, open...).with(link)
	}
	return pass("No provisioning task of the last 7 days stands failed for the %s assigned.", people(everyone.Len()))
}

// standingErrors are the failures that show in the tenants, and those that
// stand in the log alone. A sync state of ERROR is proof of a failure; every
// other says nothing, for DISABLED is normal for an app that only pushes.
func standingErrors(ctx context.Context, f *facts.Facts, everyone facts.Joined, failed jobs) (standing, open []Evidence, err error) {
	source, err := f.SourceOf(ctx)
	if err != nil {
		return nil, nil, err
	}
	var doubts []doubt
	for p := range everyone.All() {
		job, logged := failed.of(personNames(p)...)
		switch {
		case p.App.SyncState == "ERROR":
			standing = append(standing, Evidence{Subject: p.Login(), Field: "sync state", Want: "no error", Got: said(job.reason, "ERROR")})
		case logged && (absence(p) != "" || len(disagree(ctx, f, p, source, facts.Accounts{})) > 0):
			standing = append(standing, logEvidence(p.Login(), job))
		case logged && p.App.SyncState != "SYNCHRONIZED":
			doubts = append(doubts, doubt{p.Login(), personNames(p), job})
		}
	}
	open, err = unsettled(ctx, f, doubts)
	return standing, open, err
}

func said(reason, otherwise string) string {
	if reason == "" {
		return otherwise
	}
	return reason
}
