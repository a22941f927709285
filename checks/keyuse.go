package checks

import (
	"context"
	"time"

	"github.com/provision-cli/provision/checks/facts"
)

// KeyUse is what Okta's System Log says of the directory's key since a moment; zero where it says nothing.
type KeyUse struct {
	Succeeded time.Time // the first request that the directory answered well
	Refused   time.Time // the last time that the key was refused
}

// UseOfKey reads what became of Okta's requests to the directory after a moment.
func UseOfKey(ctx context.Context, f *facts.Facts, since time.Time) (KeyUse, error) {
	if oldest := f.Now().Add(-logKept); since.Before(oldest) {
		since = oldest
	}
	log, err := f.AppEvents(ctx, since, ofType(authFailed), ofType(settingsSaved))
	if err != nil {
		return KeyUse{}, err
	}
	sent, err := f.AppEvents(ctx, since, `eventType sw "application.provision." and outcome.result eq "SUCCESS"`)
	var use KeyUse
	for _, e := range append(log, sent...) {
		switch {
		case !e.Published.After(since):
		case refusedKey(e) && e.Published.After(use.Refused):
			use.Refused = e.Published
		case traffic(e) && (use.Succeeded.IsZero() || e.Published.Before(use.Succeeded)):
			use.Succeeded = e.Published
		}
	}
	return use, err
}
