package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestProfilesAreListed(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, name := range []string{"prod", "default", "Acme"} {
		if err := open(t, dir, name).SaveConfig(Config{AppID: name}); err != nil {
			t.Fatal(err)
		}
	}
	s := open(t, dir, "prod")
	if got := s.Profiles(); !slices.Equal(got, []string{"Acme", "default", "prod"}) {
		t.Errorf("got %v", got)
	}
	if s.Profile() != "prod" || !s.Kept() || s.Config().AppID != "prod" {
		t.Errorf("profile %s, %+v", s.Profile(), s.Config())
	}
}

func TestConfigAndStateMayBeApart(t *testing.T) {
	t.Parallel()
	config, state := filepath.Join(t.TempDir(), "c"), filepath.Join(t.TempDir(), "s")
	s, err := OpenDirs(config, state, "default")
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.SaveConfig(Config{AppID: "a"}), s.SetKey(time.Unix(1, 0), time.Unix(2, 0))); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{filepath.Join(config, "config.json"), filepath.Join(state, "state.json")} {
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
	}
	if _, err := os.Stat(filepath.Join(config, "state.json")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("state among the configuration: %v", err)
	}
}

func TestWhatIsNoFileOfOurs(t *testing.T) {
	t.Parallel()
	folder, large := t.TempDir(), t.TempDir()
	if err := os.Mkdir(filepath.Join(folder, "config.json"), 0o700); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(large, "state.json"), "", 0o600)
	if err := os.Truncate(filepath.Join(large, "state.json"), maxBytes+1); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{folder, large} {
		var wrong *FileError
		if _, err := Open(dir, "default"); !errors.As(err, &wrong) || !strings.Contains(err.Error(), "not a file of this program") {
			t.Errorf("got %v", err)
		}
	}
}

func TestAPlaceThatCannotBeWrittenIsSaid(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	put(t, file, "x", 0o600)
	s := Discard("default")
	s.configDir, s.stateDir = filepath.Join(file, "c"), filepath.Join(file, "s")
	_, lock := s.Lock()
	_, image := s.SaveImage("app", nil)
	for what, err := range map[string]error{"config": s.SaveConfig(Config{}), "state": s.SaveState(State{}), "lock": lock, "image": image} {
		if err == nil || !strings.Contains(err.Error(), file) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if got := s.Config(); got.AppID != "" {
		t.Errorf("kept %+v", got)
	}
}

func TestAFailedSaveKeepsWhatWas(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(t, dir, "default")
	if err := s.SaveConfig(Config{AppID: "before"}); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(dir, "config.json"), "broken", 0o600)
	if err := s.SaveConfig(Config{AppID: "after"}); err == nil {
		t.Fatal("a broken file was replaced")
	}
	if got := s.Config().AppID; got != "before" {
		t.Errorf("now %s", got)
	}
}

func TestLockedErrorSaysSinceWhen(t *testing.T) {
	t.Parallel()
	e := &LockedError{By: "process 4711", Since: time.Date(2026, 11, 23, 18, 5, 9, 0, time.Local)}
	if got := e.Error(); got != "this profile is in use by process 4711 since 18:05:09 on 23 Nov 2026" {
		t.Errorf("got %q", got)
	}
}
