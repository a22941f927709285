package atlassian

import (
	"encoding/json"
	"io"
	"iter"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"

	"github.com/provision-cli/provision/clients"
)

// seen is a request as the server got it; Body is empty for none.
type seen struct {
	Line string // method, path and query
	Body string
	Auth string
}

// stand answers each request with the next answer, the last one again and again.
type stand struct {
	mu      sync.Mutex
	got     []seen
	answers []answer
}

type answer struct {
	status int
	body   string
}

// serve starts a server with these answers, each one a 200 unless it says otherwise.
func serve(t *testing.T, answers ...answer) (*stand, *Client) {
	t.Helper()
	s := &stand{answers: answers}
	srv := httptest.NewServer(s)
	t.Cleanup(srv.Close)
	base, err := url.Parse(srv.URL)
	if err != nil {
		t.Fatal(err)
	}
	return s, NewClient(base, clients.NewSecret("org-key"), nil)
}

func ok(body string) answer { return answer{http.StatusOK, body} }

func (s *stand) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	s.mu.Lock()
	defer s.mu.Unlock()
	a := s.answers[min(len(s.got), len(s.answers)-1)]
	s.got = append(s.got, seen{r.Method + " " + r.URL.RequestURI(), string(body), r.Header.Get("Authorization")})
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(a.status)
	_, _ = io.WriteString(w, a.body)
}

func (s *stand) requests() []seen {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.got
}

// all reads a list to its end or first error.
func all[T any](items iter.Seq2[T, error]) ([]T, error) {
	var out []T
	for v, err := range items {
		if err != nil {
			return out, err
		}
		out = append(out, v)
	}
	return out, nil
}

// fields decodes a body that was sent.
func fields(t *testing.T, body string) map[string]any {
	t.Helper()
	var m map[string]any
	if err := json.Unmarshal([]byte(body), &m); err != nil {
		t.Fatalf("body %q: %v", body, err)
	}
	return m
}
