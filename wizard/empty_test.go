package wizard

import (
	"context"

	"github.com/provision-cli/provision/wizard/session"
	"github.com/provision-cli/provision/wizard/store"
)

func nilContext() context.Context { return context.Background() }

// empty is a session that knows nothing and reaches nobody.
func empty() *session.Session {
	return session.New(session.Options{Store: store.Discard("default"), Secrets: &store.Memory{}})
}
