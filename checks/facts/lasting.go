package facts

import (
	"context"
	"sync"

	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/okta"
)

// Lasting is what one reading of the same tenants hands to the next, so that
// waiting for a change costs only calls about what can change: who is at the
// other end, ids, and which APIs do not exist for the app. Its zero value
// holds nothing. It is safe for concurrent use; failures are never kept, but
// for Okta's word that it has no features API for the app.
type Lasting struct {
	organization lasting[okta.Organization]
	me           lasting[okta.User]
	userType     lasting[okta.UserType]
	orgs         lasting[[]atlassian.Org]
	family       lasting[[]okta.App]
	// appID is the app that a list showed to be the only one; what it holds is read anew.
	appID lasting[string]
	// mappingOf and featureless are about the app with this id.
	mappingOf   lasting[ofID[string]]
	featureless lasting[ofID[error]]
}

// ofID is something known of the app with this id.
type ofID[T any] struct {
	app   string
	value T
}

// lasting is one thing that lasts.
type lasting[T any] struct {
	mu    sync.Mutex
	known bool
	value T
}

func (l *lasting[T]) get() (T, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.value, l.known
}

func (l *lasting[T]) set(value T) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.value, l.known = value, true
}

func (l *lasting[T]) forget() {
	l.mu.Lock()
	defer l.mu.Unlock()
	var zero T
	l.value, l.known = zero, false
}

// once is what lasts, else what is read now.
func once[T any](ctx context.Context, l *lasting[T], ask func(context.Context) (T, error)) (T, error) {
	if value, known := l.get(); known {
		return value, nil
	}
	value, err := ask(ctx)
	if err == nil {
		l.set(value)
	}
	return value, err
}

// After makes the reading go on from what earlier ones of the same tenants
// with the same credentials have found to last. It is called before the first question.
func (f *Facts) After(l *Lasting) *Facts {
	f.lasting = l
	return f
}
