package cmd

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/provision-cli/provision/cmd/report"
	"github.com/provision-cli/provision/wizard/prompt"
	"github.com/provision-cli/provision/wizard/session"
)

// document says whether a dry run ends in one document instead of screens.
func (f *setupFlags) document() bool {
	return f.dryRun && (f.output != "text" || f.outputGiven || f.outputFile != "")
}

func (f *setupFlags) validDocument() error {
	switch {
	case f.output == "html" && f.history:
		return &usageError{fmt.Errorf("-o html: --history is told as text or json")}
	case f.output == "html" && !f.dryRun:
		return &usageError{fmt.Errorf("-o html goes with -n: it is the document of a dry run, to be attached to a change ticket")}
	case f.outputFile == "":
		return nil
	case !f.dryRun || f.history:
		return &usageError{fmt.Errorf("--output-file goes with -n: it takes the document of a dry run")}
	}
	// Found out now and not after every answer was read.
	if there, err := os.Stat(f.outputFile); err == nil && !there.Mode().IsRegular() {
		return &usageError{fmt.Errorf("--output-file %s: it is there already and no ordinary file", f.outputFile)}
	}
	folder := filepath.Dir(f.outputFile)
	if there, err := os.Stat(folder); err != nil || !there.IsDir() {
		return &usageError{fmt.Errorf("--output-file %s: there is no folder %s", f.outputFile, folder)}
	}
	return nil
}

// ticket writes the document of a dry run. A run that could not even begin, or was stopped, leaves none but as JSON,
// which always says how it ended.
func (a *app) ticket(ctx context.Context, f *setupFlags, run *setupRun, t report.Ticket) error {
	if f.output != "json" && slices.Contains([]int{exitUsage, exitCancelled, exitTerminated}, t.Exit) {
		return nil
	}
	t.Made, t.Reading = a.made(ctx, run), run.reading()
	var text bytes.Buffer
	if err := a.write(&text, f.output, t); err != nil {
		return err
	}
	if f.outputFile == "" {
		_, err := a.out.Write(text.Bytes())
		return err
	}
	if err := os.WriteFile(f.outputFile, text.Bytes(), 0o600); err != nil { // it names people
		return fmt.Errorf("write the document: %w", err)
	}
	a.say(prompt.Block{{Sign: prompt.Yes, Text: "Written: " + f.outputFile, Detail: "it names people: readable for you only"}})
	return nil
}

func (a *app) write(w *bytes.Buffer, output string, t report.Ticket) error {
	switch output {
	case "json":
		return report.PlanJSON(w, t)
	case "html":
		return report.TicketHTML(w, t)
	}
	o := a.options()
	if o.Color == "auto" {
		o.Color = "never" // a document to be attached
	}
	report.TicketText(w, t, o)
	return nil
}

// made says who made a document, and on which tenants; what was not read is left out.
func (a *app) made(ctx context.Context, run *setupRun) report.Made {
	s := run.session
	m := report.Made{
		By: a.who(), On: time.Now(), With: version(), Profile: a.profile, Sandbox: run.sandbox != nil,
		Okta: s.Text(session.OktaURL), Directory: s.Text(session.SCIMBaseURL), Sites: s.Facts().SiteURLs(),
	}
	if org, err := s.Facts().Org(ctx); err == nil {
		m.Organization = org.Name + " (" + org.ID + ")"
	}
	return m
}

func (r *setupRun) reading() report.Reading {
	return report.Reading{Calls: r.session.Meter.Count(), Limits: r.limits.answered(), Share: r.session.Share}
}

// limits counts requests by the calls a minute that Okta answered to be allowed.
type limits struct {
	next http.RoundTripper
	mu   sync.Mutex
	seen map[int]int
}

// RoundTrip sends the request and notes the limit in its answer.
func (l *limits) RoundTrip(req *http.Request) (*http.Response, error) {
	res, err := l.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	if n, bad := strconv.Atoi(res.Header.Get("X-Rate-Limit-Limit")); bad == nil && n > 0 {
		l.mu.Lock()
		defer l.mu.Unlock()
		if l.seen == nil {
			l.seen = map[int]int{}
		}
		l.seen[n]++
	}
	return res, nil
}

func (l *limits) answered() map[int]int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return maps.Clone(l.seen)
}
