package engine

import (
	"context"
	"errors"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// kind is what a job does; its text is the kind of the task that stands for a failed one.
type kind string

const (
	provision  kind = "provision"  // look up, then create or link
	update     kind = "update"     // write the app profile
	deactivate kind = "deactivate" // switch the remote account off
	push       kind = "push"       // make or find the group, write all members
	members    kind = "members"    // write the gathered membership changes
	rename     kind = "rename"     // write the group's name
	remove     kind = "remove"     // delete the remote group
	verify     kind = "verify"     // the probe that saving To App sends
)

// job is one task of the engine: about a user when user is set, about a pushed group when mapping is, else about the app.
type job struct {
	kind    kind
	app     *world.App
	user    *world.AppUser
	mapping *world.PushMapping

	// only, when not nil, holds the only users whom a push may write: those that were provisioned when it was asked for.
	only map[string]bool
	// hasty jobs wait for no user.
	hasty bool
	// changes are the membership changes that have gathered.
	changes []change
	// first marks the push that configures a mapping.
	first bool

	// arrived and passed belong to the queue.
	arrived uint64
	passed  bool
	attempt int
}

// change is somebody who came into a pushed group, or left it; remoteID is set for those who left.
type change struct {
	userID, remoteID string
	joined           bool
}

// key names a line of jobs that must not overtake each other.
type key struct {
	app *world.App
	id  string
}

func (j *job) key() key {
	switch {
	case j.user != nil:
		return key{j.app, j.user.UserID}
	case j.mapping != nil:
		return key{j.app, j.mapping.ID}
	}
	return key{j.app, string(j.kind)}
}

// attempts is how often Okta tries while the answer is 429.
const attempts = 10

// defaultWait is what Okta waits after a 429 that does not say in whole seconds how long.
const defaultWait = 5 * time.Minute

// retry counts the attempt, and says whether and after what time Okta tries again by itself.
func (j *job) retry(err error) (time.Duration, bool) {
	j.attempt++
	var f *failure
	if !errors.As(err, &f) || f.status != 429 || j.attempt >= attempts {
		return 0, false
	}
	wait := f.retryAfter
	if wait <= 0 {
		wait = defaultWait
	}
	return wait << (j.attempt - 1), true
}

func (e *Engine) run(ctx context.Context, j *job) error {
	switch j.kind {
	case provision:
		return e.provision(ctx, j)
	case update:
		return e.update(ctx, j)
	case deactivate:
		return e.deactivate(ctx, j)
	case push:
		return e.push(ctx, j)
	case members:
		return e.members(ctx, j)
	case rename:
		return e.rename(ctx, j)
	case remove:
		return e.remove(ctx, j)
	default:
		return e.verify(ctx, j)
	}
}
