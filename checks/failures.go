package checks

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/okta"
)

const failuresSince = 7 * 24 * time.Hour

func assignErrors(ctx context.Context, f *facts.Facts) Finding {
	app, err := f.App(ctx)
	if err != nil {
		return Of(err)
	}
	everyone, err := f.Joined(ctx, nil, true)
	if err != nil {
		return Of(err)
	}
	if len(everyone) == 0 {
		return skip("Nobody is assigned to the app yet.")
	}
	events, err := f.Events(ctx, okta.EventQuery{
		Filter: `target.id eq "` + app.ID + `" and eventType sw "application.provision.user" and outcome.result eq "FAILURE"`,
		Since:  f.Now().Add(-failuresSince), Until: f.Now(),
	})
	if err != nil {
		return Of(err)
	}
	failed := lastFailures(events)
	source := f.EmailSource(ctx)
	var evidence []Evidence
	for _, p := range everyone {
		reason, logged := failed.of(p)
		switch {
		case p.App.SyncState == "ERROR":
			evidence = append(evidence, Evidence{Subject: p.Login(), Field: "sync state", Want: "no error", Got: said(reason, "ERROR")})
		case logged && (absence(p) != "" || len(disagree(ctx, f, p, source)) > 0):
			evidence = append(evidence, Evidence{Subject: p.Login(), Field: "System Log", Want: "no failure", Got: said(reason, "a failure without a reason")})
		}
	}
	if len(evidence) > 0 {
		return fail(fmt.Sprintf("Okta failed to provision %s.", people(len(evidence))),
			"Mend the cause named, then Okta ▸ Dashboard ▸ Tasks ▸ Retry Selected; nothing is retried by itself.", evidence...).with(appLink(ctx, f, "assignments"))
	}
	return pass("No provisioning task of the last 7 days stands failed for the %s assigned.", people(len(everyone)))
}

func said(reason, otherwise string) string {
	if reason == "" {
		return otherwise
	}
	return reason
}

// failures are the last failure's reasons, by whatever the log names the
// person with: Okta id, app user id, login or user name.
type failures map[string]failure

type failure struct {
	reason string
	on     time.Time
}

func lastFailures(events []okta.Event) failures {
	out := failures{}
	for _, e := range events {
		reason := e.Reason
		if reason == "" {
			reason = e.Message
		}
		for _, t := range e.Targets {
			if t.Type != "User" && t.Type != "AppUser" {
				continue
			}
			for _, key := range []string{t.ID, strings.ToLower(t.AlternateID)} {
				if key != "" && !e.Published.Before(out[key].on) {
					out[key] = failure{reason: reason, on: e.Published}
				}
			}
		}
	}
	return out
}

func (l failures) of(p facts.Person) (string, bool) {
	for _, key := range []string{p.ID, strings.ToLower(p.App.UserName), strings.ToLower(p.User.Profile.Login)} {
		if found, ok := l[key]; ok && key != "" {
			return found.reason, true
		}
	}
	return "", false
}
