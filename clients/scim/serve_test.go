package scim

import (
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/provision-cli/provision/clients"
)

const listOf = `{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":%d,"startIndex":%d,"itemsPerPage":10000,"Resources":[%s]}`

// stand is a directory that answers by a function and remembers what it was asked.
type stand struct {
	mu     sync.Mutex
	got    []*http.Request
	answer func(n int, r *http.Request) (status int, body string)
}

func (s *stand) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.got = append(s.got, r)
	status, body := s.answer(len(s.got), r)
	w.Header().Set("Content-Type", "application/scim+json;charset=UTF-8")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body)
}

func (s *stand) requests() []*http.Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.got
}

// serve starts a directory; n counts the requests from 1.
func serve(t *testing.T, answer func(n int, r *http.Request) (int, string)) (*stand, *Reader) {
	t.Helper()
	s := &stand{answer: answer}
	srv := httptest.NewServer(s)
	t.Cleanup(srv.Close)
	base, err := url.Parse(srv.URL + "/scim/directory/d1")
	if err != nil {
		t.Fatal(err)
	}
	return s, NewReader(base, clients.NewSecret("directory-key"), nil)
}

// always answers the same.
func always(status int, body string) func(int, *http.Request) (int, string) {
	return func(int, *http.Request) (int, string) { return status, body }
}

// paged answers from ids as the documents say, at most most a page.
func paged(ids []string, most int) func(int, *http.Request) (int, string) {
	return func(_ int, r *http.Request) (int, string) {
		start, _ := strconv.Atoi(r.URL.Query().Get("startIndex"))
		count, _ := strconv.Atoi(r.URL.Query().Get("count"))
		from := min(start-1, len(ids))
		return 200, fmt.Sprintf(listOf, len(ids), start, people(ids[from:min(from+min(count, most), len(ids))]))
	}
}

func people(ids []string) string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = fmt.Sprintf(`{"schemas":["x"],"id":%q,"userName":"n-%s","displayName":"n-%s"}`, id, id, id)
	}
	return strings.Join(out, ",")
}

func numbered(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = strconv.Itoa(i)
	}
	return out
}

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

// roundTrip answers without a network.
type roundTrip func(*http.Request) (int, []byte)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) {
	status, body := f(r)
	return &http.Response{
		StatusCode: status, Header: http.Header{"Content-Type": {"application/json"}}, Request: r,
		Body: io.NopCloser(strings.NewReader(string(body))),
	}, nil
}
