package cmd

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/atotto/clipboard"
	"github.com/cli/browser"

	"github.com/provision-cli/provision/wizard/prompt"
)

// clipboardLife is how long a secret may stay in the clipboard.
const clipboardLife = 60 * time.Second

// opener shows addresses in a browser, nil where there is none to be expected.
func (a *app) opener(f *setupFlags) func(string) error {
	if f.noBrowser || a.env("SSH_CONNECTION") != "" || a.env("CI") != "" {
		return nil
	}
	return func(address string) error {
		browser.Stdout, browser.Stderr = io.Discard, io.Discard
		return browser.OpenURL(address)
	}
}

// copier fills the clipboard; a secret leaves it after a minute, or when the program ends before that.
func (a *app) copier(run *setupRun) func(string, bool) error {
	if clipboard.Unsupported {
		return nil
	}
	return func(text string, secret bool) error {
		if err := clipboard.WriteAll(text); err != nil {
			return err
		}
		if secret {
			clearing := time.AfterFunc(clipboardLife, func() { clearClipboard(text) })
			run.closers = append(run.closers, func() {
				if clearing.Stop() {
					clearClipboard(text)
				}
			})
		}
		return nil
	}
}

// clearClipboard leaves alone what somebody copied since.
func clearClipboard(text string) {
	if now, err := clipboard.ReadAll(); err == nil && now == text {
		_ = clipboard.WriteAll("")
	}
}

// reveal shows a secret once on the terminal, because a key was pressed that says so.
func (a *app) reveal(label, text string) {
	prompt.Render(a.err, prompt.Block{{Text: label + ": " + text, Indent: 4}}, a.options())
}

// secretsFromStdin reads VARIABLE=value lines, and answers for those variables from then on.
func (a *app) secretsFromStdin() (func(string) string, error) {
	given, err := secretLines(io.LimitReader(a.in, 1<<20), "--secrets-stdin")
	if err != nil {
		return nil, err
	}
	return func(name string) string {
		if value, ok := given[name]; ok {
			return value
		}
		return a.env(name)
	}, nil
}

// secretLines reads lines VARIABLE=value of secret variables; no error holds a line.
func secretLines(r io.Reader, what string) (map[string]string, error) {
	given := map[string]string{}
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" {
			continue
		}
		name, value, ok := strings.Cut(line, "=")
		if !ok || !isSecretVariable(name) {
			return nil, &usageError{fmt.Errorf("%s, line %d: write one of the secret variables, =, and its value", what, n)}
		}
		given[name] = value
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read %s: %w", what, err)
	}
	return given, nil
}

// openLog appends to the log in the state folder; it holds methods, paths and statuses, never headers or bodies.
func openLog(dir string) (*os.File, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	return os.OpenFile(filepath.Join(dir, "provision.log"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
}

// saveCSV writes rows to a new file in the working folder; a name that is taken gets a number.
func saveCSV(name string, rows [][]string) (string, error) {
	base := strings.TrimSuffix(name, ".csv")
	for n := 1; ; n++ {
		if n > 1 {
			name = fmt.Sprintf("%s-%d.csv", base, n)
		}
		file, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if errors.Is(err, os.ErrExist) && n < 100 {
			continue
		}
		if err != nil {
			return "", err
		}
		w := csv.NewWriter(file)
		err = errors.Join(w.WriteAll(safeRows(rows)), file.Close())
		return name, err
	}
}

// safeRows keeps a spreadsheet from taking a tenant's text for a formula.
func safeRows(rows [][]string) [][]string {
	safe := make([][]string, len(rows))
	for i, row := range rows {
		for _, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				cell = "'" + cell
			}
			safe[i] = append(safe[i], cell)
		}
	}
	return safe
}
