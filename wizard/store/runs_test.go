package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

func runOf(n int) Run {
	return Run{On: time.Date(2026, 11, 1, 0, n, 0, 0, time.UTC), Key: "k", Answers: map[string]Answer{
		"scim-key": {Status: "pass"}, fmt.Sprint("only-", n): {Status: "fail", Subjects: []string{"a", "b"}},
	}}
}

func TestRunsAreKeptPerProfileAndBounded(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, err := Open(dir, "default")
	if err != nil {
		t.Fatal(err)
	}
	if runs, err := s.Runs(); err != nil || len(runs) != 0 {
		t.Fatalf("before the first: %v, %v", runs, err)
	}
	for n := range RunLimit + 5 {
		if err := s.AddRun(runOf(n)); err != nil {
			t.Fatal(err)
		}
	}
	runs, err := s.Runs()
	if err != nil || len(runs) != RunLimit || !runs[0].On.Equal(runOf(5).On) || !runs[RunLimit-1].On.Equal(runOf(RunLimit+4).On) {
		t.Fatalf("%d runs, %v", len(runs), err)
	}
	other, err := Open(dir, "other")
	if err != nil {
		t.Fatal(err)
	}
	if runs, err := other.Runs(); err != nil || len(runs) != 0 {
		t.Errorf("another profile has %d runs, %v", len(runs), err)
	}
	path := filepath.Join(dir, "state", "runs", "default.json")
	info, err := os.Stat(path)
	if err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
}

func TestRunsOfTwoProcessesAreAllKept(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var wg sync.WaitGroup
	for n := range 10 {
		wg.Go(func() {
			s, err := Open(dir, "default")
			if err == nil {
				err = s.AddRun(runOf(n))
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	s, err := Open(dir, "default")
	if err != nil {
		t.Fatal(err)
	}
	runs, err := s.Runs()
	seen := map[string]bool{}
	for _, r := range runs {
		for id := range r.Answers {
			seen[id] = true
		}
	}
	if err != nil || len(runs) != 10 || len(seen) != 11 {
		t.Errorf("%d runs with %d ids, %v", len(runs), len(seen), err)
	}
}

func TestAForeignRecordOfRunsStays(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"{": "is not a record of runs", `{"version":2}`: "has version 2, this program knows 1", `{"runs":[]}`: "has version 0"} {
		dir := t.TempDir()
		path := filepath.Join(dir, "state", "runs", "default.json")
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
		s, err := Open(dir, "default")
		if err != nil {
			t.Fatal(err)
		}
		var foreign *FileError
		if _, err := s.Runs(); !errors.As(err, &foreign) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: read with %v", text, err)
		}
		if err := s.AddRun(runOf(1)); !errors.As(err, &foreign) {
			t.Errorf("%s: added with %v", text, err)
		}
		if body, err := os.ReadFile(path); err != nil || string(body) != text {
			t.Errorf("%s became %s, %v", text, body, err)
		}
	}
}

func TestAStoreInMemoryKeepsNoRuns(t *testing.T) {
	t.Parallel()
	s := Discard("default")
	if err := s.AddRun(runOf(1)); err != nil {
		t.Fatal(err)
	}
	if runs, err := s.Runs(); err != nil || len(runs) != 0 {
		t.Errorf("%v, %v", runs, err)
	}
}

func TestBeforeLooksBackToTheRunThatAsked(t *testing.T) {
	t.Parallel()
	runs := []Run{runOf(1), runOf(2), runOf(3)}
	runs[0].Key = "older"
	if a, key, asked := Before(runs, "only-1"); !asked || key != "older" || a.Status != "fail" || !slices.Equal(a.Subjects, []string{"a", "b"}) {
		t.Errorf("%+v, %q, %v", a, key, asked)
	}
	if _, _, asked := Before(runs, "never"); asked {
		t.Error("a question was answered that nobody asked")
	}
}

func TestACutAnswerMayHoldWhatCameAfter(t *testing.T) {
	t.Parallel()
	whole, cut := Answer{Subjects: []string{"b", "d"}}, Answer{Subjects: []string{"b", "d"}, Cut: true}
	for _, c := range []struct {
		a    Answer
		hash string
		want bool
	}{{whole, "b", true}, {whole, "c", false}, {whole, "e", false}, {cut, "a", false}, {cut, "d", true}, {cut, "e", true}, {Answer{}, "a", false}} {
		if got := c.a.Has(c.hash); got != c.want {
			t.Errorf("%+v has %s: %v", c.a, c.hash, got)
		}
	}
}
