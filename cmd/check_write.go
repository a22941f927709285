package cmd

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/provision-cli/provision/cmd/report"
	"github.com/provision-cli/provision/wizard/prompt"
)

// writeAudit writes the answers to standard output or into the file that was named.
func (a *app) writeAudit(f *checkFlags, rep report.Check) error {
	if f.outputFile == "" {
		return a.render(a.out, f, rep, a.options())
	}
	o := a.options()
	if o.Color == "auto" {
		o.Color = "never"
	}
	var text bytes.Buffer
	if err := a.render(&text, f, rep, o); err != nil {
		return err
	}
	if err := replaceFile(f.outputFile, text.Bytes()); err != nil {
		return err
	}
	a.say(prompt.Block{{Sign: prompt.Yes, Text: "Written: " + f.outputFile, Detail: rep.Tally()}})
	return nil
}

func (a *app) render(w io.Writer, f *checkFlags, rep report.Check, o prompt.Options) error {
	switch f.output {
	case "json":
		return rep.JSON(w)
	case "html":
		return rep.HTML(w)
	case "csv":
		return rep.CSV(w)
	case "junit":
		return rep.JUnit(w)
	}
	detail := report.Usual
	switch {
	case f.verbose:
		detail = report.Verbose
	case f.quiet:
		detail = report.Terse
	}
	return rep.Text(w, detail, o)
}

// writable finds out before the first call whether a file can be written; no name is as well.
func writable(path string) error {
	if path == "" {
		return nil
	}
	if there, err := os.Stat(path); err == nil && !there.Mode().IsRegular() {
		return &usageError{fmt.Errorf("--output-file %s: it is there already and no ordinary file", path)}
	}
	folder := filepath.Dir(path)
	if there, err := os.Stat(folder); err != nil || !there.IsDir() {
		return &usageError{fmt.Errorf("--output-file %s: there is no folder %s", path, folder)}
	}
	return nil
}

// replaceFile writes a file as a whole, for its owner's eyes only: whoever reads it sees the old or the new text.
func replaceFile(path string, body []byte) error {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	temp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*") // made with mode 0600
	if err == nil {
		defer func() { _ = os.Remove(temp.Name()) }()
		_, err = temp.Write(body)
		if err = errors.Join(err, temp.Sync(), temp.Close()); err == nil {
			err = os.Rename(temp.Name(), path)
		}
	}
	if err == nil {
		return nil
	}
	why := err
	if at, ok := errors.AsType[*fs.PathError](err); ok {
		why = at.Err // its path is that of the passing file
	}
	return fmt.Errorf("write %s: %w", path, why)
}
