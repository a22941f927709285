// Package store keeps what the tenants do not tell: the admin's choices, what was attested and changed, and, in the OS keyring, the secrets.
package store

import (
	"fmt"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"sync"
	"time"

	"github.com/provision-cli/provision/wizard/store/format"
)

type (
	// Config is what the admin chose.
	Config = format.Config
	// State is what no API tells.
	State = format.State
	// Attestation is a person's word that something is so.
	Attestation = format.Attestation
	// Seen is how a group was at the end of a run.
	Seen = format.Seen
	// Assumed is what a run found out about an assumption.
	Assumed = format.Assumed
	// Change is one thing that this program did to a tenant.
	Change = format.Change
)

// Store is one profile's choices and memory. It is safe for concurrent use; other processes may work on other profiles of the same folder.
type Store struct {
	configDir, stateDir string // empty: memory only
	profile             string

	mu      sync.Mutex
	configs map[string]Config
	states  map[string]State
	images  int // in memory only: how many were saved
}

var profileName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`)

// CheckProfile refuses names that would not be the same on every file system.
func CheckProfile(name string) error {
	if !profileName.MatchString(name) {
		return fmt.Errorf("profile %q: use up to 64 letters, digits, dots, dashes and underscores, beginning with a letter or digit", name)
	}
	return nil
}

// Open reads config.json and state.json under dir. Missing files are an empty profile; nothing is written before the first Save.
// A file that is broken, or of a newer version, is a *FileError and stays as it is.
func Open(dir, profile string) (*Store, error) { return OpenDirs(dir, dir, profile) }

// OpenDirs is Open with the state in a folder of its own.
func OpenDirs(configDir, stateDir, profile string) (*Store, error) {
	if err := CheckProfile(profile); err != nil {
		return nil, err
	}
	s := &Store{configDir: configDir, stateDir: stateDir, profile: profile}
	var err error
	if s.configs, err = load[Config](s.configPath()); err != nil {
		return nil, err
	}
	s.states, err = load[State](s.statePath())
	if err != nil {
		return nil, err
	}
	return s, nil
}

// Discard is a store in memory: nothing is read or written, and nothing is locked.
func Discard(profile string) *Store {
	return &Store{profile: profile, configs: map[string]Config{}, states: map[string]State{}}
}

// Profile is the name of the profile.
func (s *Store) Profile() string { return s.profile }

// Kept says whether anything outlives this run.
func (s *Store) Kept() bool { return s.configDir != "" }

// Profiles are the names in config.json, sorted.
func (s *Store) Profiles() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Sorted(maps.Keys(s.configs))
}

// Config is a copy of what the admin chose.
func (s *Store) Config() Config {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.configs[s.profile].Clone()
}

// SaveConfig replaces it.
func (s *Store) SaveConfig(c Config) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return change(s.configDir, s.configPath(), &s.configs, func(all map[string]Config) { all[s.profile] = c.Clone() })
}

// State is a copy of what no API tells.
func (s *Store) State() State {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.states[s.profile].Clone()
}

// SaveState replaces it; only the last 500 changes are kept.
func (s *Store) SaveState(st State) error {
	return s.UpdateState(func(old *State) { *old = st.Clone() })
}

// UpdateState changes the state as it is on disk now, so that two writers of one run lose nothing.
func (s *Store) UpdateState(edit func(*State)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return change(s.stateDir, s.statePath(), &s.states, func(all map[string]State) {
		st := all[s.profile].Clone()
		edit(&st)
		all[s.profile] = st.Bounded()
	})
}

// Attest records a person's word about a step or check.
func (s *Store) Attest(id string, a Attestation) error {
	return s.UpdateState(func(st *State) { st.Attested[id] = a })
}

// Record appends a change to the history.
func (s *Store) Record(c Change) error {
	return s.UpdateState(func(st *State) { st.History = append(st.History, c) })
}

// SetKey remembers when the SCIM key was made and when it will expire.
func (s *Store) SetKey(created, expires time.Time) error {
	return s.UpdateState(func(st *State) { st.KeyCreated, st.KeyExpires = created, expires })
}

func (s *Store) configPath() string { return under(s.configDir, "config.json") }
func (s *Store) statePath() string  { return under(s.stateDir, "state.json") }

// under is empty for a store in memory.
func under(dir, name string) string {
	if dir == "" {
		return ""
	}
	return filepath.Join(dir, name)
}
