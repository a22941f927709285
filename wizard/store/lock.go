package store

import (
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/gofrs/flock"
)

// LockedError says who holds the lock of a profile.
type LockedError struct {
	By    string // e.g. "process 4711"
	Since time.Time
}

// Error says who and since when.
func (e *LockedError) Error() string {
	if e.Since.IsZero() {
		return "this profile is in use by " + e.By
	}
	return fmt.Sprintf("this profile is in use by %s since %s", e.By, e.Since.Local().Format("15:04:05 on 2 Jan 2006"))
}

type holder struct {
	PID   int       `json:"pid"`
	Since time.Time `json:"since"`
}

// Lock keeps other processes off this profile until release is called; the error is a *LockedError when another holds it.
// The operating system drops the lock when its holder dies, so that nothing has to be cleaned up by hand.
func (s *Store) Lock() (release func(), err error) {
	if !s.Kept() {
		return func() {}, nil
	}
	if err := own(s.stateDir); err != nil {
		return nil, err
	}
	base := under(s.stateDir, "profile-"+s.profile)
	lock := flock.New(base+".lock", flock.SetPermissions(0o600))
	ok, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock profile %s: %w", s.profile, err)
	}
	if !ok {
		return nil, lockedBy(base + ".holder")
	}
	note, err := json.Marshal(holder{os.Getpid(), time.Now().UTC().Truncate(time.Second)})
	if err == nil {
		err = write(base+".holder", note)
	}
	if err != nil {
		_ = lock.Unlock()
		return nil, err
	}
	return func() {
		_ = os.Remove(base + ".holder")
		_ = lock.Unlock()
	}, nil
}

// lockedBy reads who holds the lock from a file beside it: on Windows nobody else can read the locked one.
func lockedBy(path string) *LockedError {
	var h holder
	body, err := os.ReadFile(path)
	if err != nil || json.Unmarshal(body, &h) != nil || h.PID == 0 {
		return &LockedError{By: "another process"}
	}
	return &LockedError{By: fmt.Sprintf("process %d", h.PID), Since: h.Since}
}
