package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"time"

	"github.com/gofrs/flock"
)

// RunLimit is how many runs of check a profile keeps; the oldest go first.
const RunLimit = 30

// runsVersion is the version of the files that hold them.
const runsVersion = 1

// Run is what one run of check answered. It holds ids and hashes only: no name, address or text of a tenant.
type Run struct {
	On      time.Time         `json:"on"`
	Key     string            `json:"key,omitempty"` // tells the credential whose key made the hashes from another, and nothing else
	Answers map[string]Answer `json:"answers"`       // by check id
}

// Answer is one answer of a run.
type Answer struct {
	Status   string   `json:"status"`
	Subjects []string `json:"subjects,omitempty"` // hashes, sorted
	Cut      bool     `json:"cut,omitempty"`      // there were more, with hashes after the last of these
}

type runsFile struct {
	Version int   `json:"version"`
	Runs    []Run `json:"runs"` // oldest first
}

// Runs are the last runs of check, oldest first; none where nothing is kept.
func (s *Store) Runs() ([]Run, error) {
	if !s.Kept() {
		return nil, nil
	}
	return loadRuns(s.runsPath())
}

// AddRun keeps one more run, and forgets the oldest beyond RunLimit. A store in memory keeps none.
func (s *Store) AddRun(r Run) error {
	if !s.Kept() {
		return nil
	}
	path := s.runsPath()
	if err := own(filepath.Dir(path)); err != nil {
		return err
	}
	lock := flock.New(path+".lock", flock.SetPermissions(0o600))
	if err := lock.Lock(); err != nil {
		return fmt.Errorf("lock %s: %w", path, err)
	}
	defer func() { _ = lock.Unlock() }()
	runs, err := loadRuns(path)
	if err != nil {
		return err
	}
	runs = append(runs, r)
	runs = runs[max(0, len(runs)-RunLimit):]
	body, err := json.Marshal(runsFile{runsVersion, runs})
	if err != nil {
		return fmt.Errorf("encode runs: %w", err)
	}
	return write(path, append(body, '\n'))
}

func (s *Store) runsPath() string {
	return filepath.Join(s.stateDir, "state", "runs", s.profile+".json")
}

func loadRuns(path string) ([]Run, error) {
	body, err := read(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var f runsFile
	switch err := json.Unmarshal(body, &f); {
	case err != nil:
		return nil, &FileError{Path: path, Why: "is not a record of runs"}
	case f.Version != runsVersion:
		return nil, &FileError{Path: path, Why: fmt.Sprintf("has version %d, this program knows %d", f.Version, runsVersion)}
	}
	return f.Runs, nil
}

// Before returns the answer that the newest run gave to a question, and whether any run asked it.
func Before(runs []Run, id string) (Answer, string, bool) {
	for _, run := range slices.Backward(runs) {
		if a, asked := run.Answers[id]; asked {
			return a, run.Key, true
		}
	}
	return Answer{}, "", false
}

// Has says whether an answer named a subject, as far as it was kept.
func (a Answer) Has(hash string) bool {
	_, found := slices.BinarySearch(a.Subjects, hash)
	return found || a.Cut && hash > a.Subjects[len(a.Subjects)-1]
}
