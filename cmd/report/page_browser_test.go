package report

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// patience is how long Chromium may take to answer, on a machine that does other things too.
const patience = 60 * time.Second

// browser is a headless Chromium that is spoken to over a pipe, in the DevTools protocol:
// https://chromedevtools.github.io/devtools-protocol/. No port is open and no other module is needed.
type browser struct {
	to      io.Writer
	mu      sync.Mutex
	last    int
	answers map[int]chan answered
	tabs    map[string]*tab
}

type answered struct {
	Result json.RawMessage `json:"result"`
	Error  *struct {
		Message string `json:"message"`
	} `json:"error"`
}

// startBrowser skips the test where PROVISION_CHROMIUM names no program.
func startBrowser(t *testing.T) *browser {
	t.Helper()
	program := os.Getenv("PROVISION_CHROMIUM")
	if program == "" {
		t.Skip("PROVISION_CHROMIUM names no Chromium to look at the reports with")
	}
	theirIn, ourOut, err := os.Pipe()
	ourIn, theirOut, err2 := os.Pipe()
	if err := errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	b := &browser{to: ourOut, answers: map[int]chan answered{}, tabs: map[string]*tab{}}
	ctx, kill := context.WithCancel(context.Background()) //nolint:usetesting // it is ended by Browser.close, after the test's context is done
	t.Cleanup(kill)
	cmd := exec.CommandContext(ctx, program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
		"--no-first-run", "--disable-background-networking", "--disable-extensions", "--host-resolver-rules=MAP * ~NOTFOUND", "--user-data-dir="+t.TempDir(), "--remote-debugging-pipe")
	var said bytes.Buffer
	cmd.ExtraFiles, cmd.Stderr = []*os.File{theirIn, theirOut}, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	theirIn.Close()
	theirOut.Close()
	heard := make(chan struct{})
	go func() { defer close(heard); b.hear(ourIn) }()
	t.Cleanup(func() {
		b.ask(t, "", "Browser.close", nil, nil)
		<-heard
		if err := cmd.Wait(); err != nil {
			t.Errorf("Chromium ended with %v:\n%s", err, said.String())
		}
		ourIn.Close()
		ourOut.Close()
	})
	return b
}

// hear passes on what Chromium says, until it says no more.
func (b *browser) hear(r io.Reader) {
	in := bufio.NewReader(r)
	for {
		text, err := in.ReadBytes(0)
		if err != nil {
			break
		}
		var m struct {
			ID      int             `json:"id"`
			Session string          `json:"sessionId"`
			Method  string          `json:"method"`
			Params  json.RawMessage `json:"params"`
			answered
		}
		if json.Unmarshal(text[:len(text)-1], &m) != nil {
			continue
		}
		b.mu.Lock()
		to, tab := b.answers[m.ID], b.tabs[m.Session]
		delete(b.answers, m.ID)
		b.mu.Unlock()
		switch {
		case to != nil:
			to <- m.answered
		case tab != nil:
			tab.event(m.Method, m.Params)
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, to := range b.answers {
		close(to)
	}
	b.answers = nil
}

// ask sends a command and waits for its answer.
func (b *browser) ask(t *testing.T, session, method string, params map[string]any, out any) {
	t.Helper()
	select {
	case a := <-b.send(t, session, method, params):
		switch {
		case a.Error != nil:
			t.Fatalf("%s: %s", method, a.Error.Message)
		case out != nil:
			if err := json.Unmarshal(a.Result, out); err != nil {
				t.Fatalf("%s: %v in %.200s", method, err, a.Result)
			}
		}
	case <-time.After(patience):
		t.Fatalf("%s: Chromium does not answer", method)
	}
}

func (b *browser) send(t *testing.T, session, method string, params map[string]any) <-chan answered {
	t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.answers == nil {
		t.Fatalf("%s: Chromium is gone", method)
	}
	b.last++
	m := map[string]any{"id": b.last, "method": method, "params": params}
	if params == nil {
		m["params"] = map[string]any{}
	}
	if session != "" {
		m["sessionId"] = session
	}
	text, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	to := make(chan answered, 1)
	b.answers[b.last] = to
	if _, err := b.to.Write(append(text, 0)); err != nil {
		t.Fatalf("%s: %v", method, err)
	}
	return to
}

// tab is one page, and what it did beside being shown.
type tab struct {
	b                  *browser
	session            string
	loaded             chan struct{}
	mu                 sync.Mutex
	requests, messages []string
	dialogs            int
}

// event notes what a page does by itself.
func (p *tab) event(method string, params json.RawMessage) {
	var e struct {
		Message string
		Request struct{ URL string }
		Entry   struct{ Text string }
	}
	_ = json.Unmarshal(params, &e) // an event of another form is none of those below
	p.mu.Lock()
	defer p.mu.Unlock()
	switch method {
	case "Page.loadEventFired":
		select {
		case p.loaded <- struct{}{}:
		default:
		}
	case "Page.javascriptDialogOpening":
		p.dialogs++
		go func() { p.b.quietly(p.session, "Page.handleJavaScriptDialog", `{"accept":true}`) }()
	case "Network.requestWillBeSent":
		p.requests = append(p.requests, e.Request.URL)
	case "Log.entryAdded":
		p.messages = append(p.messages, e.Entry.Text)
	}
}

// quietly sends a command whose answer nobody waits for.
func (b *browser) quietly(session, method, params string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.last++
	_, _ = fmt.Fprintf(b.to, `{"id":%d,"sessionId":%q,"method":%q,"params":%s}`+"\x00", b.last, session, method, params)
}

// open shows a document as a file in a page of its own; scripts says whether a script would run.
func (b *browser) open(t *testing.T, document []byte, scripts bool) *tab {
	t.Helper()
	file := filepath.Join(t.TempDir(), "report.html")
	if err := os.WriteFile(file, document, 0o600); err != nil {
		t.Fatal(err)
	}
	var made struct{ TargetID string }
	var joined struct{ SessionID string }
	b.ask(t, "", "Target.createTarget", map[string]any{"url": "about:blank"}, &made)
	b.ask(t, "", "Target.attachToTarget", map[string]any{"targetId": made.TargetID, "flatten": true}, &joined)
	p := &tab{b: b, session: joined.SessionID, loaded: make(chan struct{}, 1)}
	b.mu.Lock()
	b.tabs[p.session] = p
	b.mu.Unlock()
	for _, domain := range []string{"Page", "Network", "Log"} {
		p.ask(t, domain+".enable", nil, nil)
	}
	p.ask(t, "Emulation.setScriptExecutionDisabled", map[string]any{"value": !scripts}, nil)
	p.ask(t, "Page.navigate", map[string]any{"url": "file://" + filepath.ToSlash(file)}, nil)
	select {
	case <-p.loaded:
	case <-time.After(patience):
		t.Fatal("the page was not loaded")
	}
	t.Cleanup(func() { b.ask(t, "", "Target.closeTarget", map[string]any{"targetId": made.TargetID}, nil) })
	return p
}

func (p *tab) ask(t *testing.T, method string, params map[string]any, out any) {
	t.Helper()
	p.b.ask(t, p.session, method, params, out)
}

// eval returns what an expression is on the page. It is the test's own and runs where the page's scripts may not.
func (p *tab) eval(t *testing.T, expression string, out any) {
	t.Helper()
	var got struct {
		Result    struct{ Value json.RawMessage }
		Exception *struct{ Exception struct{ Description string } } `json:"exceptionDetails"`
	}
	p.ask(t, "Runtime.evaluate", map[string]any{"expression": expression, "returnByValue": true}, &got)
	if got.Exception != nil {
		t.Fatalf("%s: %s", expression, got.Exception.Exception.Description)
	}
	if err := json.Unmarshal(got.Result.Value, out); err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
}

// look sets the width of the screen and whether it is dark.
func (p *tab) look(t *testing.T, width int, scheme string) {
	t.Helper()
	p.ask(t, "Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}, nil)
	p.ask(t, "Emulation.setEmulatedMedia", map[string]any{"media": "", "features": []map[string]string{{"name": "prefers-color-scheme", "value": scheme}}}, nil)
}

// press sends a key.
func (p *tab) press(t *testing.T, key string, code int, text string) {
	t.Helper()
	for _, kind := range []string{"keyDown", "keyUp"} {
		p.ask(t, "Input.dispatchKeyEvent", map[string]any{"type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code, "text": text}, nil)
	}
}

// pdf is the page as it is printed.
func (p *tab) pdf(t *testing.T) []byte {
	t.Helper()
	var got struct{ Data []byte }
	p.ask(t, "Page.printToPDF", map[string]any{"preferCSSPageSize": true}, &got)
	return got.Data
}
