package interrupt

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/provision-cli/provision/clients/sandbox"
	"github.com/provision-cli/provision/cmd"
	"github.com/provision-cli/provision/wizard/session"
)

// patience ends a run that would otherwise hang.
const patience = 60 * time.Second

// TestMain lets the test binary play the program, so that a run is a process that can be killed. Runs wait for each other more
// than they compute: there may be more of them than processors.
func TestMain(m *testing.M) {
	if err := flag.Set("test.parallel", "4"); err != nil {
		panic(err)
	}
	testscript.Main(m, map[string]func(){"provision": func() { os.Exit(cmd.Main(os.Args[1:])) }})
}

// stand is one sandbox, the folder that successive runs keep between them, and what shall happen at a request.
type stand struct {
	t       *testing.T
	sandbox *sandbox.Sandbox
	dir     string

	mu       sync.Mutex
	requests int
	writes   []string
	at       func(requests, writes int) bool
	hit      chan struct{}
	release  chan struct{}
}

// start begins a fresh world with an operator.
func start(t *testing.T, faults ...string) *stand {
	t.Helper()
	s := &stand{t: t, dir: t.TempDir()}
	var err error
	if s.sandbox, err = sandbox.Start(t.Context(), sandbox.Options{Users: 60, Groups: 8, Operator: true, Faults: faults, Tap: s.tap}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.sandbox.Close() })
	return s
}

// tap counts the program's requests. At the one that is waited for it holds the answer back until the program was stopped.
func (s *stand) tap(x sandbox.Exchange) {
	if x.From != "client" || x.Service == "console" {
		return
	}
	s.mu.Lock()
	s.requests++
	if route := written(x); route != "" {
		s.writes = append(s.writes, route)
	}
	now := s.at != nil && s.at(s.requests, len(s.writes))
	hit, release := s.hit, s.release
	if now {
		s.at = nil
	}
	s.mu.Unlock()
	if now {
		close(hit)
		<-release
	}
}

// written names a request that changed a tenant, and is empty for others.
func written(x sandbox.Exchange) string {
	switch {
	case x.Status/100 != 2:
		return ""
	case x.Method == http.MethodPut, x.Method == http.MethodPatch, x.Method == http.MethodDelete:
		return x.Method + " " + x.Path
	case x.Method == http.MethodPost && (strings.HasSuffix(x.Path, "/group-push/mappings") || strings.HasSuffix(x.Path, "/role-assignments/assign")):
		return x.Method + " " + x.Path
	}
	return ""
}

// counts are the requests and writes that the program has sent so far.
func (s *stand) counts() (requests int, writes []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.requests, s.writes
}

// arm returns a channel that is closed at the request for which at is true; the answer is held until let is called.
func (s *stand) arm(at func(requests, writes int) bool) (hit <-chan struct{}, let func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests, s.writes, s.at = 0, nil, at
	s.hit, s.release = make(chan struct{}), make(chan struct{})
	release := s.release
	return s.hit, sync.OnceFunc(func() { close(release) })
}

// program is the command line as a process of its own, with nothing of whoever runs the tests.
func (s *stand) program(env []string, args ...string) *process {
	s.t.Helper()
	self, err := os.Executable()
	if err != nil {
		s.t.Fatal(err)
	}
	p := &process{t: s.t}
	p.cmd = &exec.Cmd{Path: self, Args: append([]string{"provision"}, args...), Dir: s.dir, Stdout: &p.out, Stderr: &p.diag}
	p.cmd.Env = append([]string{
		"HOME=" + s.dir, "PROVISION_CONFIG_DIR=" + filepath.Join(s.dir, "kept"), "USER=tester", "NO_COLOR=1",
		"DBUS_SESSION_BUS_ADDRESS=unix:path=" + filepath.Join(s.dir, "no-bus"),
	}, env...)
	return p
}

// variables are the credentials of both tenants.
func (s *stand) variables() []string {
	a := s.sandbox.Addresses()
	return []string{
		session.OktaURL.Env + "=" + a.OktaURL, session.OktaToken.Env + "=" + a.OktaToken,
		session.AtlassianURL.Env + "=" + a.AtlassianAPIURL, session.AtlassianKey.Env + "=" + a.AtlassianAPIKey,
		session.SiteEmail.Env + "=" + a.SiteEmail, session.SiteToken.Env + "=" + a.SiteToken,
		session.SCIMBaseURL.Env + "=" + a.SCIMBaseURL, session.SCIMKey.Env + "=" + a.SCIMAPIKey,
	}
}

// setup is the run that is stopped everywhere; the pause is longer than the operator's.
func (s *stand) setup(args ...string) *process {
	s.t.Helper()
	return s.program(s.variables(), append([]string{"setup", "--yes", "--poll", "90ms", "--wait", "10s", "--insecure-storage", "--rate-share", "100%"}, args...)...)
}

// must runs undisturbed and returns what was said.
func (s *stand) must(p *process) string {
	s.t.Helper()
	p.start()
	if code := p.wait(); code != 0 {
		s.t.Fatalf("exit code %d:\n%s\n…\n%s", code, p.out.String(), last(p.diag.String()))
	}
	if err := s.sandbox.Settle(s.t.Context()); err != nil {
		s.t.Fatal(err)
	}
	return p.said()
}

// process is a run of the program.
type process struct {
	t         *testing.T
	cmd       *exec.Cmd
	out, diag safe
	ended     chan struct{}
}

func (p *process) start() {
	p.t.Helper()
	if err := p.cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	p.ended = make(chan struct{})
	go func() { _ = p.cmd.Wait(); close(p.ended) }()
	p.t.Cleanup(func() { _ = p.cmd.Process.Kill(); <-p.ended })
}

// wait returns the exit code, -1 of one that was killed.
func (p *process) wait() int {
	p.t.Helper()
	ctx, cancel := context.WithTimeoutCause(p.t.Context(), patience, errors.New("patience"))
	defer cancel()
	select {
	case <-p.ended:
	case <-ctx.Done():
		p.t.Fatalf("the program does not end:\n%s", p.said())
	}
	return p.cmd.ProcessState.ExitCode()
}

func (p *process) said() string { return p.out.String() + p.diag.String() }

// safe is a buffer that may be read while a process writes to it.
type safe struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write keeps the text.
func (s *safe) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(b)
}

// String is the text so far.
func (s *safe) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}
