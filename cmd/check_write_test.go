//go:build !windows

package cmd

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestReplaceFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "audit.json")
	if err := os.WriteFile(path, []byte("a longer text of before"), 0o644); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(dir, "latest.json")
	if err := os.Symlink("audit.json", link); err != nil {
		t.Fatal(err)
	}
	if err := replaceFile(link, []byte("new")); err != nil {
		t.Fatal(err)
	}
	body, err := os.ReadFile(path)
	info, _ := os.Stat(path)
	if err != nil || string(body) != "new" || info.Mode().Perm() != 0o600 {
		t.Errorf("%q, %v, %v", body, info.Mode(), err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 2 {
		t.Errorf("left behind: %v", left)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is gone: %v", err)
	}
	err = replaceFile(filepath.Join(dir, "nowhere", "x"), nil)
	if err == nil || strings.Contains(err.Error(), ".x.") || !errors.Is(err, os.ErrNotExist) {
		t.Errorf("said %v", err)
	}
}
