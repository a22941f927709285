package checks

import (
	"context"
	"time"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/okta"
)

// logKept is how far back Okta keeps its System Log, less a day for the clocks.
const logKept = 89 * 24 * time.Hour

func integrationCredentials(ctx context.Context, f *facts.Facts) Finding {
	app, err := f.App(ctx)
	if err != nil {
		return Of(err)
	}
	failures, err := f.Events(ctx, logged(f, app, "application.integration.authentication_failure"))
	if err != nil {
		return Of(err)
	}
	last := newest(failures)
	if last == nil {
		return credentialsByEffect(ctx, f)
	}
	if done, finding := triedSince(ctx, f, app, last.Published); done {
		return finding
	}
	return fail("Atlassian refused the key that Okta uses, last on "+last.Published.UTC().Format("2 Jan 2006 15:04 UTC")+", and nothing has succeeded since.",
		"Enter the directory's present key: "+menuEnable+" ▸ Test API Credentials ▸ Save; then Okta ▸ Dashboard ▸ Tasks ▸ Retry Selected.",
		Evidence{Subject: app.Label, Field: "authentication_failure", Want: "a success since", Got: last.Published.UTC().Format(time.RFC3339)}).with(appLink(ctx, f, "user-management"))
}

// triedSince looks for anything that worked after a refusal. Settings that were
// saved since make the refusal old, but prove nothing.
func triedSince(ctx context.Context, f *facts.Facts, app okta.App, refused time.Time) (bool, Finding) {
	for _, kind := range []string{"application.provision", "application.integration"} {
		events, err := f.Events(ctx, okta.EventQuery{
			Filter: `target.id eq "` + app.ID + `" and eventType sw "` + kind + `" and outcome.result eq "SUCCESS"`,
			Since:  refused, Until: f.Now(),
		})
		if err != nil {
			return true, Of(err)
		}
		if e := newest(events); e != nil && e.Published.After(refused) {
			return true, pass("Okta's last success (%s) is newer than its last refusal.", date(e.Published))
		}
	}
	for _, kind := range []string{"application.configuration.update", "application.lifecycle.update"} {
		events, err := f.Events(ctx, logged(f, app, kind))
		if err != nil {
			return true, Of(err)
		}
		if e := newest(events); e != nil && e.Published.After(refused) {
			return true, manual("The app's settings were saved after Atlassian last refused Okta's key, and nothing has been sent since.",
				"Press Test API Credentials: "+menuEnable+".").with(appLink(ctx, f, "user-management"))
		}
	}
	return false, Finding{}
}

// logged asks for one kind of event about the app, as far back as the log goes.
func logged(f *facts.Facts, app okta.App, kind string) okta.EventQuery {
	return okta.EventQuery{
		Filter: `target.id eq "` + app.ID + `" and eventType eq "` + kind + `"`,
		Since:  f.Now().Add(-logKept), Until: f.Now(),
	}
}

func newest(events []okta.Event) *okta.Event {
	var last *okta.Event
	for i := range events {
		if last == nil || events[i].Published.After(last.Published) {
			last = &events[i]
		}
	}
	return last
}

// credentialsByEffect asks for traffic: no refusal in the log is no proof, for
// Okta may never have tried.
func credentialsByEffect(ctx context.Context, f *facts.Facts) Finding {
	arrived, err := arrivals(ctx, f)
	if err != nil {
		return Of(err)
	}
	if arrived.people > 0 {
		return pass("Okta's log shows no refused key, and %s.", arrived)
	}
	return manual("Okta's log shows no refused key, but nothing has been sent yet either.",
		"Press Test API Credentials: "+menuEnable+".").with(appLink(ctx, f, "user-management"))
}
