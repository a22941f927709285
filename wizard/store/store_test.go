package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/provision-cli/provision/wizard/store/format"
)

func open(t *testing.T, dir, profile string) *Store {
	t.Helper()
	s, err := Open(dir, profile)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func put(t *testing.T, path, body string, mode fs.FileMode) {
	t.Helper()
	if err := os.WriteFile(path, []byte(body), mode); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}

func modeOf(t *testing.T, path string) fs.FileMode {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Mode().Perm()
}

func TestChoicesOutliveTheRun(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "deep", "provision")
	s := open(t, dir, "default")
	want := Config{OktaURL: "https://a.okta.com", AtlassianURL: "http://127.0.0.1:1", Sites: []string{"https://a.atlassian.net"}, Grants: []string{"g=jira-software"}}
	if err := s.SaveConfig(want); err != nil {
		t.Fatal(err)
	}
	on := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	for _, err := range []error{
		s.Attest("domain-linked", Attestation{By: "ana", On: on}),
		s.SetKey(on, on.AddDate(1, 0, 0)),
		s.Record(Change{When: on, Step: "email", Action: "replace"}),
		s.Record(Change{When: on, Step: "push", Action: "create"}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	again := open(t, dir, "default")
	if got := again.Config(); !reflect.DeepEqual(got, want) {
		t.Errorf("config %+v", got)
	}
	st := again.State()
	if st.Attested["domain-linked"].By != "ana" || !st.KeyExpires.Equal(on.AddDate(1, 0, 0)) || len(st.History) != 2 || st.History[1].Step != "push" {
		t.Errorf("state %+v", st)
	}
	if other := open(t, dir, "other"); other.Config().OktaURL != "" || len(other.State().History) != 0 {
		t.Error("profiles are mixed")
	}
}

func TestOpenWritesNothing(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "provision")
	s := open(t, dir, "default")
	_, _ = s.Config(), s.State()
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder was made: %v", err)
	}
}

func TestModesAreNarrowed(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		return
	}
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	config := filepath.Join(dir, "config.json")
	put(t, config, `{"version":1,"profiles":{}}`, 0o644)
	s := open(t, dir, "default")
	if err := s.SaveConfig(Config{AppID: "0oa1"}); err != nil {
		t.Fatal(err)
	}
	image, err := s.SaveImage("app", []byte("{}"))
	if err != nil {
		t.Fatal(err)
	}
	if modeOf(t, dir) != 0o700 || modeOf(t, config) != 0o600 || modeOf(t, image) != 0o600 || modeOf(t, filepath.Dir(image)) != 0o700 {
		t.Errorf("modes %o %o %o %o", modeOf(t, dir), modeOf(t, config), modeOf(t, image), modeOf(t, filepath.Dir(image)))
	}
}

func TestSharedFolderIsRefused(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		return
	}
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o777|fs.ModeSticky); err != nil {
		t.Fatal(err)
	}
	err := open(t, dir, "default").SaveConfig(Config{AppID: "0oa1"})
	var file *FileError
	if !errors.As(err, &file) || modeOf(t, dir) != 0o777 {
		t.Errorf("got %v, mode %o", err, modeOf(t, dir))
	}
}

func TestForeignFilesAreLeftAlone(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"broken":      `{"version":1,"profiles":`,
		"newer":       `{"version":4,"profiles":{"default":{"colour":"red"}}}`,
		"unknown key": `{"version":1,"profiles":{"default":{"colour":"red"}}}`,
		"empty":       ``,
	} {
		for _, file := range []string{"config.json", "state.json"} {
			t.Run(name+" "+file, func(t *testing.T) {
				t.Parallel()
				dir := t.TempDir()
				path := filepath.Join(dir, file)
				put(t, path, body, 0o600)
				_, err := Open(dir, "default")
				var wrong *FileError
				if !errors.As(err, &wrong) || wrong.Path != path || !strings.Contains(err.Error(), "move it aside") {
					t.Errorf("got %v", err)
				}
				if errors.Is(err, format.ErrNewer) != (name == "newer") {
					t.Errorf("newer or not: %v", err)
				}
				if got, err := os.ReadFile(path); err != nil || string(got) != body {
					t.Errorf("the file is now %q, %v", got, err)
				}
			})
		}
	}
}

func TestAFileThatBecameNewerIsNotReplaced(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(t, dir, "default")
	newer := `{"version":4}`
	put(t, filepath.Join(dir, "state.json"), newer, 0o600)
	if err := s.Record(Change{Step: "push"}); !errors.Is(err, format.ErrNewer) {
		t.Errorf("got %v", err)
	}
	if got, err := os.ReadFile(filepath.Join(dir, "state.json")); err != nil || string(got) != newer {
		t.Errorf("the file is now %q, %v", got, err)
	}
}

func TestALinkStaysALink(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		return
	}
	dir, elsewhere := t.TempDir(), filepath.Join(t.TempDir(), "real.json")
	put(t, elsewhere, `{"version":1}`, 0o600)
	if err := os.Symlink(elsewhere, filepath.Join(dir, "config.json")); err != nil {
		t.Fatal(err)
	}
	if err := open(t, dir, "default").SaveConfig(Config{AppID: "0oa1"}); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(elsewhere); err != nil || !strings.Contains(string(got), "0oa1") {
		t.Errorf("the file is now %q, %v", got, err)
	}
}

func TestWritersLoseNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Go(func() {
			s, err := Open(dir, fmt.Sprintf("profile-%d", i%4))
			if err == nil {
				err = s.Record(Change{Step: fmt.Sprint(i)})
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	for i := range 4 {
		if got := len(open(t, dir, fmt.Sprintf("profile-%d", i)).State().History); got != 2 {
			t.Errorf("profile %d has %d changes", i, got)
		}
	}
	left, err := filepath.Glob(filepath.Join(dir, ".*"))
	if err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestHistoryAndImagesAreBounded(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir(), "default")
	if err := s.SaveState(State{History: make([]Change, format.HistoryLimit+10)}); err != nil {
		t.Fatal(err)
	}
	if got := len(s.State().History); got != format.HistoryLimit {
		t.Errorf("%d changes", got)
	}
	var paths []string
	for i := range imageLimit + 5 {
		path, err := s.SaveImage("../app/0oa 1.json", fmt.Appendf(nil, "%d", i))
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	entries, err := os.ReadDir(filepath.Dir(paths[0]))
	if err != nil || len(entries) != imageLimit {
		t.Errorf("%d images, %v", len(entries), err)
	}
	if got, err := os.ReadFile(paths[len(paths)-1]); err != nil || string(got) != "24" {
		t.Errorf("the last image is %q, %v", got, err)
	}
	if filepath.Dir(paths[0]) != filepath.Join(s.stateDir, "state", "images", "default") {
		t.Errorf("an image at %s", paths[0])
	}
}

func TestDiscardWritesNothing(t *testing.T) {
	t.Parallel()
	s := Discard("default")
	if err := s.SaveConfig(Config{AppID: "0oa1"}); err != nil {
		t.Fatal(err)
	}
	if err := s.Record(Change{Step: "push"}); err != nil {
		t.Fatal(err)
	}
	image, err := s.SaveImage("app", []byte("{}"))
	if err != nil || !strings.HasPrefix(image, "memory:") {
		t.Errorf("image %q, %v", image, err)
	}
	for range 2 {
		if _, err := s.Lock(); err != nil {
			t.Error(err)
		}
	}
	if s.Kept() || s.Config().AppID != "0oa1" || len(s.State().History) != 1 {
		t.Errorf("%v %+v %+v", s.Kept(), s.Config(), s.State())
	}
}

func TestCopiesAreCopies(t *testing.T) {
	t.Parallel()
	s := Discard("default")
	given := Config{Sites: []string{"a"}}
	if err := s.SaveConfig(given); err != nil {
		t.Fatal(err)
	}
	given.Sites[0] = "x"
	s.Config().Sites[0] = "y"
	if got := s.Config().Sites[0]; got != "a" {
		t.Errorf("got %s", got)
	}
}

func TestProfileNames(t *testing.T) {
	t.Parallel()
	for name, ok := range map[string]bool{
		"default": true, "acme-prod_2.eu": true, "A": true, strings.Repeat("a", 64): true,
		"": false, ".hidden": false, "-flag": false, "a/b": false, `a\b`: false, "a b": false, "../x": false, "é": false, "a\n": false, strings.Repeat("a", 65): false,
	} {
		if _, err := Open(t.TempDir(), name); (err == nil) != ok {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestLockNamesItsHolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	release, err := open(t, dir, "default").Lock()
	if err != nil {
		t.Fatal(err)
	}
	_, err = open(t, dir, "default").Lock()
	var locked *LockedError
	if !errors.As(err, &locked) || locked.By != fmt.Sprintf("process %d", os.Getpid()) || time.Since(locked.Since) > time.Minute {
		t.Errorf("got %v", err)
	}
	free, err := open(t, dir, "other").Lock()
	if err != nil {
		t.Errorf("another profile: %v", err)
	} else {
		free()
	}
	release()
	release, err = open(t, dir, "default").Lock()
	if err != nil {
		t.Errorf("after release: %v", err)
	} else {
		release()
	}
}

func TestLockOfAnUnknownHolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	release, err := open(t, dir, "default").Lock()
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	put(t, filepath.Join(dir, "profile-default.holder"), "{", 0o600)
	if _, err := open(t, dir, "default").Lock(); err == nil || err.Error() != "this profile is in use by another process" {
		t.Errorf("got %v", err)
	}
}

// TestMain lets the test binary hold a lock until it is killed.
func TestMain(m *testing.M) {
	dir := os.Getenv("STORE_TEST_LOCK")
	if dir == "" {
		os.Exit(m.Run())
	}
	s, err := Open(dir, "default")
	if err == nil {
		_, err = s.Lock()
	}
	_ = json.NewEncoder(os.Stdout).Encode(err == nil)
	<-time.After(time.Hour) // until killed
}

func TestAKilledHolderLeavesNoLock(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	child := exec.CommandContext(t.Context(), os.Args[0])
	child.Env = append(os.Environ(), "STORE_TEST_LOCK="+dir)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	var held bool
	if err := json.NewDecoder(out).Decode(&held); err != nil || !held {
		t.Fatalf("the child holds no lock: %v", err)
	}
	_, err = open(t, dir, "default").Lock()
	var locked *LockedError
	if !errors.As(err, &locked) || locked.By != fmt.Sprintf("process %d", child.Process.Pid) {
		t.Errorf("got %v", err)
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = child.Wait()
	release, err := open(t, dir, "default").Lock()
	if err != nil {
		t.Fatalf("after the kill: %v", err)
	}
	release()
}

func TestDirs(t *testing.T) {
	t.Parallel()
	env := func(pairs map[string]string) func(string) string { return func(n string) string { return pairs[n] } }
	config, state := Dirs(env(map[string]string{"PROVISION_CONFIG_DIR": "/a"}))
	if config != "/a" || state != "/a" {
		t.Errorf("own: %s %s", config, state)
	}
	config, state = Dirs(env(map[string]string{"XDG_CONFIG_HOME": "/c", "XDG_STATE_HOME": "/s"}))
	if filepath.ToSlash(config) != "/c/provision" || filepath.ToSlash(state) != "/s/provision" {
		t.Errorf("xdg: %s %s", config, state)
	}
	config, state = Dirs(env(map[string]string{"XDG_CONFIG_HOME": "relative"}))
	if !filepath.IsAbs(config) || !filepath.IsAbs(state) || filepath.Base(config) != "provision" {
		t.Errorf("default: %s %s", config, state)
	}
}
