package cmd

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/provision-cli/provision/cmd/report/redact"
	"github.com/provision-cli/provision/wizard/prompt"
)

var twoFiles = []bundleFile{{"a.txt", "the first", []byte("first line\nsecond line\n")}, {"b/c.json", "the second", []byte("{}\n")}}

func TestTheBundleIsShownBeforeItIsWritten(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		answers []prompt.Answer
		write   bool
		shown   []string
		err     error
	}{
		"yes":           {[]prompt.Answer{{Title: "Write it?", Labels: []string{"Write x.zip"}}}, true, nil, nil},
		"no":            {[]prompt.Answer{{Title: "Write it?", Labels: []string{"Write nothing"}}}, false, nil, nil},
		"read, then no": {[]prompt.Answer{{Title: "Write it?", Labels: []string{"Show a.txt"}}, {Title: "Write it?", Labels: []string{"Show b/c.json"}}, {Title: "Write it?", Labels: []string{"Write nothing"}}}, false, []string{"first line", "second line", "{}"}, nil},
		"ctrl-c":        {[]prompt.Answer{{Title: "Write it?", Err: prompt.ErrCancelled}}, false, nil, prompt.ErrCancelled},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var diag bytes.Buffer
			a := &app{out: io.Discard, err: &diag, env: func(string) string { return "" }}
			p := prompt.NewScript(tt.answers...)
			write, err := a.mayWrite(t.Context(), p, twoFiles, "x.zip")
			if write != tt.write || !errors.Is(err, tt.err) {
				t.Errorf("write %v, %v", write, err)
			}
			if err := p.Done(); err != nil {
				t.Error(err)
			}
			var shown []string
			for _, line := range p.Shown() {
				shown = append(shown, line.Text)
			}
			if strings.Join(shown, "|") != strings.Join(tt.shown, "|") {
				t.Errorf("shown %q", shown)
			}
		})
	}
}

func TestWhatIsThereIsNotOverwritten(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"x.zip", "x.tar.gz"} {
		path := filepath.Join(t.TempDir(), name)
		if err := writeBundle(path, twoFiles); err != nil {
			t.Fatal(err)
		}
		before, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := writeBundle(path, twoFiles[:1]); !errors.Is(err, os.ErrExist) {
			t.Errorf("written over: %v", err)
		}
		if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
			t.Error("the old bundle was changed")
		}
		again := filepath.Join(t.TempDir(), name)
		if err := writeBundle(again, twoFiles); err != nil {
			t.Fatal(err)
		}
		if other, _ := os.ReadFile(again); !bytes.Equal(before, other) {
			t.Error("the same files give another archive")
		}
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("mode %v, %v", info.Mode(), err)
		}
	}
}

func TestTheSweepStopsASecret(t *testing.T) {
	t.Parallel()
	c := &collected{forbidden: map[string]string{"the SCIM key": "top-secret-key"}}
	err := c.sweep(append(twoFiles, bundleFile{"d.json", "", []byte(`{"x":"top-secret-key"}`)}))
	if err == nil || !strings.Contains(err.Error(), "d.json would hold the SCIM key") || strings.Contains(err.Error(), "top-secret") {
		t.Errorf("%v", err)
	}
	if err := c.sweep(twoFiles); err != nil {
		t.Error(err)
	}
}

// scripted is a transport that answers from a list, by path.
type scripted map[string]string

func (a scripted) RoundTrip(r *http.Request) (*http.Response, error) {
	body, there := a[r.URL.Path]
	if !there {
		return nil, errors.New("connection refused")
	}
	h := http.Header{"X-Rate-Limit-Limit": {"600"}, "Set-Cookie": {"sid=secret"}, "Link": {`<https://acme.example/x?after=abc>; rel="next"`}}
	return &http.Response{StatusCode: 200, Body: io.NopCloser(strings.NewReader(body)), Header: h, Request: r}, nil
}

func ask(t *testing.T, r *recorder, path string) string {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://acme.example"+path, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer top-secret")
	res, err := r.RoundTrip(req)
	if err != nil {
		return err.Error()
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func TestTheRecorderPassesEverythingOn(t *testing.T) {
	t.Parallel()
	who, err := redact.New()
	if err != nil {
		t.Fatal(err)
	}
	long := `[{"id":"00uTESTTESTTESTT0001"},{"id":"2"},{"id":"3"},{"id":"4"}]`
	r := &recorder{who: who, next: scripted{
		"/api/v1/users": long, "/api/v1/apps": "[]", "/oauth2/v1/token": `{"access_token":"top-secret"}`, "/api/v1/org": "<html>", "/api/v1/groups": "",
	}}
	for path, want := range map[string]string{"/api/v1/users": long, "/oauth2/v1/token": `{"access_token":"top-secret"}`, "/api/v1/org": "<html>", "/api/v1/groups": "", "/api/v1/logs": "connection refused"} {
		if got := ask(t, r, path); got != want {
			t.Errorf("%s: %q", path, got)
		}
	}
	ask(t, r, "/api/v1/users")
	kept := map[string]*operation{}
	for _, o := range r.operations(func(string) bool { return true }) {
		kept[o.path] = o
	}
	if kept["/oauth2/v1/token"] != nil || len(kept) != 4 {
		t.Errorf("kept %v", kept)
	}
	users := kept["/api/v1/users"]
	if users.counts[200] != 2 || len(users.bodies[200].([]any)) != 3 {
		t.Errorf("%+v", users)
	}
	if h := users.headers; h["x-rate-limit-limit"] != "600" || h["link"] != "1 headers, 1 links, next: true" || len(h) != 2 {
		t.Errorf("headers %v", h)
	}
	if kept["/api/v1/logs"].broken != 1 {
		t.Error("a request without an answer is not told")
	}
	if doc, is := kept["/api/v1/org"].bodies[200].(map[string]any); !is || doc["not_json_bytes"] != 6 {
		t.Errorf("what is no JSON: %v", kept["/api/v1/org"].bodies)
	}
}

// TestAnEmptyAnswerGivesWay: of two answers the one with a shape is kept.
func TestAnEmptyAnswerGivesWay(t *testing.T) {
	t.Parallel()
	who, err := redact.New()
	if err != nil {
		t.Fatal(err)
	}
	list := scripted{"/api/v1/apps/0oa1/users/00u1": `{"data":[]}`}
	r := &recorder{who: who, next: list}
	ask(t, r, "/api/v1/apps/0oa1/users/00u1")
	list["/api/v1/apps/0oa2/users/00u2"] = `{"data":[{"a":1}]}`
	ask(t, r, "/api/v1/apps/0oa2/users/00u2")
	ask(t, r, "/api/v1/apps/0oa1/users/00u1")
	ops := r.operations(func(string) bool { return true })
	if len(ops) != 1 || ops[0].path != "/api/v1/apps/{id}/users/{id}" || len(ops[0].bodies[200].(map[string]any)["data"].([]any)) != 1 {
		t.Errorf("%+v", ops[0])
	}
}
