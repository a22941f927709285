package cmd

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox"
)

// TestEveryFileCanBeShown: each file that the list names, alone and whole, and none is written.
func TestEveryFileCanBeShown(t *testing.T) {
	t.Parallel()
	_, run := bundleWorld(t, sandbox.Options{Scenario: "ready"})
	dir := t.TempDir()
	for _, name := range bundleNames {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			code, out, diag := run("--show", name, "--output-file", filepath.Join(dir, "b.zip"))
			if code != 0 || diag != "" || out == "" {
				t.Fatalf("exit code %d, %d bytes: %s", code, len(out), diag)
			}
			if !strings.HasSuffix(out, "\n") || strings.Contains(out, "The bundle would hold") {
				t.Errorf("more than the file, or not all of it:\n%s", out)
			}
			if strings.HasSuffix(name, ".json") && !json.Valid([]byte(out)) {
				t.Errorf("no JSON:\n%.500s", out)
			}
			if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
				t.Errorf("it left %v, %v", left, err)
			}
		})
	}
	code, out, diag := run("--show", "secrets.json")
	if code != exitUsage || out != "" || !strings.Contains(squeezed(diag), `--show "secrets.json": choose one of README.txt, versions.json, configuration.json, findings.json, questions.json, assumptions.json, limits.json, answers/okta-push.json`) {
		t.Errorf("exit code %d, %q\n%s", code, out, diag)
	}
	for _, odd := range []string{"findings", "FINDINGS.JSON", "provision-support/findings.json", "../README.txt", " "} {
		if code, out, _ := run("--show", odd); code != exitUsage || out != "" {
			t.Errorf("%q: exit code %d, %q", odd, code, out)
		}
	}
}

// TestTheFormsHoldTheSame: .zip and .tar.gz of the same files unpack to the same bytes under the same names.
func TestTheFormsHoldTheSame(t *testing.T) {
	t.Parallel()
	big := strings.Repeat("0123456789abcdef\n", 1<<16)
	for name, files := range map[string][]bundleFile{
		"two":   twoFiles,
		"none":  nil,
		"empty": {{"empty.json", "", nil}},
		"large": {{"large.txt", "", []byte(big)}, {"after.txt", "", []byte("x")}},
		"odd":   {{"answers/Zoë.json", "", []byte("\x00\xff\r\n")}},
		"long":  {{strings.Repeat("a", 90) + "/" + strings.Repeat("b", 150) + ".json", "", []byte("{}")}},
	} {
		dir := t.TempDir()
		z, g := filepath.Join(dir, "x.zip"), filepath.Join(dir, "x.tar.gz")
		if err := errors.Join(writeBundle(z, files), writeBundle(g, files)); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		want := map[string]string{}
		for _, f := range files {
			want["provision-support/"+f.name] = string(f.body)
		}
		for form, got := range map[string]map[string]string{"zip": unzipped(t, z), "tar.gz": untarred(t, g)} {
			if !maps.Equal(got, want) {
				t.Errorf("%s: %s holds %q", name, form, slices.Sorted(maps.Keys(got)))
			}
		}
		for _, path := range []string{z, g} {
			if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("%s: %v, %v", path, info.Mode(), err)
			}
		}
	}
}

// TestABundleThatCannotBeWrittenIsTakenAway: a full disk, and a folder that is not there, leave no half bundle.
func TestABundleThatCannotBeWrittenIsTakenAway(t *testing.T) {
	t.Parallel()
	if err := writeBundle(filepath.Join(t.TempDir(), "no", "x.zip"), twoFiles); !errors.Is(err, os.ErrNotExist) || !strings.HasPrefix(err.Error(), "write the bundle: ") {
		t.Errorf("%v", err)
	}
	for form, pack := range map[string]func(io.Writer, []bundleFile) error{"zip": zipped, "tar.gz": tarred} {
		for _, room := range []int{0, 10, 100} {
			if err := pack(&narrowDisk{room}, twoFiles); !errors.Is(err, errNoRoom) {
				t.Errorf("%s with room for %d bytes: %v", form, room, err)
			}
		}
		if err := pack(&narrowDisk{1 << 20}, twoFiles); err != nil {
			t.Errorf("%s with room: %v", form, err)
		}
	}
}

var errNoRoom = errors.New("no space left on device")

// narrowDisk has room for so many bytes.
type narrowDisk struct{ left int }

func (d *narrowDisk) Write(p []byte) (int, error) {
	if d.left -= len(p); d.left < 0 {
		return 0, errNoRoom
	}
	return len(p), nil
}

// TestTheListSaysWhatWouldBeWritten: each file with its size, then how many, before anything is asked or written.
func TestTheListSaysWhatWouldBeWritten(t *testing.T) {
	t.Parallel()
	_, run := bundleWorld(t, sandbox.Options{Scenario: "ready"})
	path := filepath.Join(t.TempDir(), "b.zip")
	code, out, diag := run("--output-file", path)
	if code != exitUsage || !strings.Contains(squeezed(diag), "nobody can be asked here") || !strings.Contains(diag, "--show FILE") {
		t.Errorf("exit code %d: %s", code, diag)
	}
	if _, err := os.Lstat(path); err == nil {
		t.Error("it was written without a yes")
	}
	at := 0
	for _, name := range []string{"README.txt", "versions.json", "configuration.json", "findings.json", "questions.json", "limits.json", "answers/okta-push.json", "answers/sites.json"} {
		m := regexp.MustCompile(`(?m)^ +` + regexp.QuoteMeta(name) + ` +[0-9]+ k?B`).FindStringIndex(out)
		if m == nil || m[0] < at {
			t.Errorf("%s is missing, or out of order, in\n%s", name, out)
			continue
		}
		at = m[0]
	}
	if !strings.Contains(out, fmt.Sprintf("%d files, ", len(bundleNames))) || !strings.Contains(squeezed(out), "no secret is in it.") {
		t.Errorf("the list ends\n%s", out)
	}
	for row := range strings.Lines(out) {
		if n := len([]rune(row)); n > 81 {
			t.Errorf("a row of %d: %q", n, row)
		}
	}
}
