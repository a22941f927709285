package clients

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

func connTo(t *testing.T, handler http.HandlerFunc) *Conn {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	base, err := url.Parse(server.URL + "/base/")
	if err != nil {
		t.Fatal(err)
	}
	return &Conn{
		Service: "okta", Base: base,
		Authorize: func(r *http.Request) { r.Header.Set("Authorization", "SSWS "+plain) },
		DecodeError: func(_ int, _ http.Header, body []byte) (string, string) {
			var e struct{ Code, Message string }
			_ = json.Unmarshal(body, &e)
			return e.Code, e.Message
		},
	}
}

func TestDoSendsWhatIsAsked(t *testing.T) {
	t.Parallel()
	var seen *http.Request
	var body string
	c := connTo(t, func(w http.ResponseWriter, r *http.Request) {
		raw, _ := io.ReadAll(r.Body)
		seen, body = r, string(raw)
		w.Header().Set("X-Test", "1")
		w.WriteHeader(http.StatusCreated)
		_, _ = io.WriteString(w, `{"id":"1","unknown":true}`)
	})
	var out struct{ ID string }
	header, err := c.Do(t.Context(), Request{
		Method: "POST", Path: "/users/" + url.PathEscape("a/b c"), Query: url.Values{"q": {`name eq "a+b"`}},
		Body: map[string]int{"n": 1}, Header: http.Header{"X-Own": {"own"}},
	}, &out)
	if err != nil || out.ID != "1" || header.Get("X-Test") != "1" {
		t.Fatalf("got %+v, %v, %v", out, header, err)
	}
	want := `/base/users/a%2Fb%20c?q=name%20eq%20%22a%2Bb%22`
	if got := seen.RequestURI; got != want || body != `{"n":1}` {
		t.Errorf("sent %s with %s, want %s", got, body, want)
	}
	for name, want := range map[string]string{
		"Authorization": "SSWS " + plain, "Accept": "application/json", "Content-Type": "application/json", "X-Own": "own",
	} {
		if got := seen.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestDoReadsTheAnswer(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, method, body, kind string
		status                   int
		wrong                    string // part of the error, empty: success
	}{
		{name: "any 2xx", method: "POST", status: 202, body: `{"id":"1"}`},
		{name: "an empty 200 to a write", method: "DELETE", status: 200},
		{name: "no content", method: "PUT", status: 204},
		{name: "no content to a read", method: "GET", status: 204},
		{name: "an empty 200 to a read", method: "GET", status: 200, wrong: "the answer is empty"},
		{name: "truncated JSON", method: "GET", status: 200, body: `{"id":"1`, wrong: "not the JSON expected"},
		{name: "another form", method: "GET", status: 200, body: `{"id":[1]}`, wrong: `array where something else belongs`},
		{name: "a page", method: "GET", status: 200, body: "<!doctype html><p>Sign in", wrong: "HTML page"},
		{name: "a page by its type", method: "GET", status: 200, body: "Sign in", kind: "text/html", wrong: "HTML page"},
		{name: "a refusal", method: "GET", status: 403, body: `{"code":"E6","message":"no"}`, wrong: "403 E6: no"},
		{name: "a refusal as a page", method: "GET", status: 502, body: "<html>", wrong: "an HTML page"},
		{name: "a refusal without a body", method: "GET", status: 404, wrong: "404: not found"},
		{name: "an echo of the token", method: "GET", status: 401, body: `{"message":"bad ` + plain + `"}`, wrong: "401: bad " + dots},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			c := connTo(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("X-Okta-Request-Id", "r1")
				if test.kind != "" {
					w.Header().Set("Content-Type", test.kind)
				}
				w.WriteHeader(test.status)
				_, _ = io.WriteString(w, test.body)
			})
			var out struct{ ID string }
			_, err := c.Do(t.Context(), Request{Method: test.method, Path: "/x"}, &out)
			if test.wrong == "" {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			var e *Error
			if !errors.As(err, &e) || e.Status != test.status || e.RequestID != "r1" || e.Service != "okta" {
				t.Fatalf("got %#v", err)
			}
			if !strings.Contains(e.Error(), test.wrong) || strings.Contains(e.Error(), plain) {
				t.Errorf("got %q, want %q in it", e, test.wrong)
			}
		})
	}
}

func TestDoKeepsTheAnswerAsItIs(t *testing.T) {
	t.Parallel()
	const body = `{"b": 1.00, "a":"<&>"}`
	c := connTo(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, body) })
	var raw json.RawMessage
	if _, err := c.Do(t.Context(), Request{Method: "GET", Path: "/x"}, &raw); err != nil || string(raw) != body {
		t.Errorf("got %s, %v", raw, err)
	}
}

func TestDoRefusesPathsThatAreOtherPaths(t *testing.T) {
	t.Parallel()
	c := connTo(t, func(http.ResponseWriter, *http.Request) { t.Error("a request was sent") })
	for _, path := range []string{"/apps/", "/apps//users", "/apps/../users", "/apps/./x", "/apps?x=1", "/apps#x", "/apps/%zz"} {
		if _, err := c.Do(t.Context(), Request{Method: "GET", Path: path}, nil); err == nil {
			t.Errorf("%s was accepted", path)
		}
	}
}

func TestDoHidesPeopleAndSecrets(t *testing.T) {
	t.Parallel()
	c := connTo(t, nil)
	c.Base.Host = "127.0.0.1:1"
	_, err := c.Do(t.Context(), Request{
		Method: "GET", Path: "/users/" + url.PathEscape("jane@example.com"), Query: url.Values{"filter": {`email eq "joe@example.com"`}},
	}, nil)
	text := err.Error()
	for _, hidden := range []string{"jane", "joe", "example.com", plain} {
		if strings.Contains(text, hidden) {
			t.Errorf("%q shows %s", text, hidden)
		}
	}
	if !strings.Contains(text, "/users/{login}") || !strings.Contains(text, "refused") {
		t.Errorf("%q does not say what was tried", text)
	}
	var e *Error
	if !errors.As(err, &e) || e.Status != 0 || e.Err == nil {
		t.Errorf("got %#v", err)
	}
}

func TestDoHidesTheBasicPassword(t *testing.T) {
	t.Parallel()
	c := connTo(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = io.WriteString(w, `{"message":"wrong: `+plain+`"}`)
	})
	c.Authorize = func(r *http.Request) { r.SetBasicAuth("jane@example.com", plain) }
	if _, err := c.Do(t.Context(), Request{Method: "GET", Path: "/x"}, nil); err == nil || strings.Contains(err.Error(), plain) {
		t.Errorf("got %v", err)
	}
}

func TestDoEndsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	c := connTo(t, func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	})
	if _, err := c.Do(ctx, Request{Method: "GET", Path: "/x"}, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestDoBoundsBodies(t *testing.T) {
	t.Parallel()
	c := connTo(t, func(w http.ResponseWriter, _ *http.Request) {
		block := strings.Repeat(" ", 1<<20)
		for range maxBody>>20 + 1 {
			if _, err := io.WriteString(w, block); err != nil {
				return
			}
		}
	})
	if _, err := c.Do(t.Context(), Request{Method: "GET", Path: "/x"}, nil); !errors.Is(err, errTooLarge) {
		t.Errorf("got %v", err)
	}
}

func TestDoNeedsAnAddress(t *testing.T) {
	t.Parallel()
	for _, base := range []*url.URL{nil, {Path: "/x"}} {
		if _, err := (&Conn{Base: base}).Do(t.Context(), Request{Method: "GET", Path: "/x"}, nil); err == nil {
			t.Errorf("%v was accepted", base)
		}
	}
	c := connTo(t, nil)
	if _, err := c.Do(t.Context(), Request{Method: "POST", Path: "/x", Body: func() {}}, nil); err == nil {
		t.Error("a body that cannot be encoded was accepted")
	}
}
