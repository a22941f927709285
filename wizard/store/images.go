package store

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// imageLimit is how many before-images a profile keeps.
const imageLimit = 20

var notInName = regexp.MustCompile(`[^A-Za-z0-9._-]+`)

// SaveImage keeps an object as it was before it is replaced as a whole, and returns the path; the oldest beyond 20 are removed.
func (s *Store) SaveImage(name string, body []byte) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	name = strings.Trim(notInName.ReplaceAllString(name, "-"), ".-")
	if !s.Kept() {
		s.images++
		return fmt.Sprintf("memory:%d-%s", s.images, name), nil
	}
	dir := filepath.Join(s.stateDir, "state", "images", s.profile)
	path := filepath.Join(dir, time.Now().UTC().Format("20060102T150405.000000000Z")+"-"+name)
	if err := write(path, body); err != nil {
		return "", err
	}
	return path, prune(dir)
}

// prune removes the oldest images; their names begin with the time, so that the order of names is the order of time.
func prune(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("list images: %w", err)
	}
	names := make([]string, 0, len(entries))
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") {
			names = append(names, e.Name())
		}
	}
	slices.Sort(names)
	for len(names) > imageLimit {
		if err := os.Remove(filepath.Join(dir, names[0])); err != nil {
			return fmt.Errorf("remove old image: %w", err)
		}
		names = names[1:]
	}
	return nil
}
