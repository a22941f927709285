package checks

import (
	"context"
	"strings"
	"time"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/okta"
)

// logKept is how far back Okta keeps its System Log, less a day for the clocks.
const logKept = 89 * 24 * time.Hour

// Events about the key and the app's settings.
const (
	authFailed    = "application.integration.authentication_failure"
	settingsSaved = "application.configuration.update" // a FAILURE of it is a key that did not pass its test
	appChanged    = "application.lifecycle.update"
)

func integrationCredentials(ctx context.Context, f *facts.Facts) Finding {
	app, err := f.App(ctx)
	if err != nil {
		return Of(err)
	}
	log, err := settingsLog(ctx, f)
	if err != nil {
		return Of(err)
	}
	last := newest(log, refusedKey)
	if last == nil {
		return credentialsByEffect(ctx, f)
	}
	if done, finding := triedSince(ctx, f, log, last.Published); done {
		return finding
	}
	return fail("Atlassian refused the key that Okta uses, last on "+last.Published.UTC().Format("2 Jan 2006 15:04 UTC")+", and nothing has succeeded since.",
		"Enter the directory's present key: "+menuEnable+" ▸ Test API Credentials ▸ Save; then Okta ▸ Dashboard ▸ Tasks ▸ Retry Selected.",
		Evidence{Subject: app.Label, Field: "authentication_failure", Want: "a success since", Got: last.Published.UTC().Format(time.RFC3339)}).with(appLink(ctx, f, "user-management"))
}

// settingsLog is what the System Log holds of the key and the app's settings, as far back as it goes.
func settingsLog(ctx context.Context, f *facts.Facts) ([]okta.Event, error) {
	return f.AppEvents(ctx, f.Now().Add(-logKept), ofType(authFailed), ofType(settingsSaved), ofType(appChanged))
}

func ofType(kind string) string { return `eventType eq "` + kind + `"` }

func refusedKey(e okta.Event) bool {
	return e.Type == authFailed || e.Type == settingsSaved && e.Result == "FAILURE"
}

func saved(e okta.Event) bool {
	return (e.Type == settingsSaved || e.Type == appChanged) && e.Result == "SUCCESS"
}

// triedSince looks for anything that worked after a refusal. Settings that were
// saved since make the refusal old, but prove nothing.
func triedSince(ctx context.Context, f *facts.Facts, log []okta.Event, refused time.Time) (bool, Finding) {
	sent, err := f.AppEvents(ctx, refused, `eventType sw "application.provision." and outcome.result eq "SUCCESS"`)
	if err != nil {
		return true, Of(err)
	}
	if e := newest(sent, traffic); e != nil && e.Published.After(refused) {
		return true, pass("Okta's last success (%s) is newer than its last refusal.", date(e.Published))
	}
	if e := newest(log, saved); e != nil && e.Published.After(refused) {
		return true, manual("The app's settings were saved after Atlassian last refused Okta's key, and nothing has been sent since.",
			"Press Test API Credentials: "+menuEnable+".").with(appLink(ctx, f, "user-management"))
	}
	return false, Finding{}
}

// traffic says whether an event follows a request that the directory answered
// well. Okta also logs its own bookkeeping of mappings, which sends nothing.
func traffic(e okta.Event) bool {
	if e.Result != "SUCCESS" {
		return false
	}
	switch e.Type {
	case "application.provision.group_push.pushed", "application.provision.group_push.updated", "application.provision.group_push.push_memberships":
		return true
	}
	return strings.HasPrefix(e.Type, "application.provision.user.")
}

// newest is the latest event that is one of those asked for, nil for none.
func newest(events []okta.Event, of func(okta.Event) bool) *okta.Event {
	var last *okta.Event
	for i, e := range events {
		if of(e) && (last == nil || e.Published.After(last.Published)) {
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
