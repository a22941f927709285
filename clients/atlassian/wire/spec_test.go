// Package wire_test checks what the clients of Atlassian's three APIs put on the
// wire against the descriptions of those APIs. It stands apart because fuzzing
// instruments every package that a test imports.
package wire_test

import (
	"bytes"
	"context"
	"io"
	"iter"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"
)

// TestMain registers the decoder once, before tests run side by side.
func TestMain(m *testing.M) {
	openapi3filter.RegisterBodyDecoder("application/scim+json", openapi3filter.JSONBodyDecoder)
	m.Run()
}

// checker stands for a service: it holds each request and its own answer to the
// service's description, then hands the answer over. Answers are taken in turn.
type checker struct {
	t       *testing.T
	router  routers.Router
	mu      sync.Mutex
	answers []answer
	asked   []string // operation ids
}

type answer struct {
	status int
	body   string
}

func open(t *testing.T, file string) *checker {
	t.Helper()
	dir := os.Getenv("PROVISION_SPECS")
	if dir == "" {
		t.Skip("PROVISION_SPECS names no folder with the services' descriptions")
	}
	doc, err := openapi3.NewLoader().LoadFromFile(filepath.Join(dir, file))
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(t.Context(), openapi3.DisableExamplesValidation()); err != nil {
		t.Fatal(err)
	}
	router, err := gorillamux.NewRouter(doc)
	if err != nil {
		t.Fatal(err)
	}
	return &checker{t: t, router: router}
}

// with returns a checker for one test, which gives these answers.
func (c *checker) with(t *testing.T, answers ...answer) *checker {
	t.Helper()
	return &checker{t: t, router: c.router, answers: answers}
}

func (c *checker) RoundTrip(r *http.Request) (*http.Response, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	route, params, err := c.router.FindRoute(r)
	if err != nil {
		c.t.Errorf("%s %s is not described: %v", r.Method, r.URL, err)
		return nil, err
	}
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	in := &openapi3filter.RequestValidationInput{
		Request: r, PathParams: params, Route: route,
		Options: &openapi3filter.Options{AuthenticationFunc: authorized, IncludeResponseStatus: true},
	}
	if err := openapi3filter.ValidateRequest(r.Context(), in); err != nil {
		c.t.Errorf("%s %s %s: %v", r.Method, r.URL, body, err)
	}
	a := c.answers[min(len(c.asked), len(c.answers)-1)]
	c.asked = append(c.asked, route.Operation.OperationID)
	res := &http.Response{StatusCode: a.status, Header: http.Header{}, Request: r, Body: io.NopCloser(strings.NewReader(a.body))}
	if a.body != "" {
		res.Header.Set("Content-Type", contentType(r))
	}
	out := &openapi3filter.ResponseValidationInput{RequestValidationInput: in, Status: a.status, Header: res.Header, Options: in.Options}
	if err := openapi3filter.ValidateResponse(r.Context(), out.SetBodyBytes([]byte(a.body))); err != nil {
		c.t.Errorf("this test's own answer to %s %s: %v", r.Method, r.URL, err)
	}
	return res, nil
}

// authorized fails a request that holds no credential of the kind its operation wants.
func authorized(_ context.Context, in *openapi3filter.AuthenticationInput) error {
	got := in.RequestValidationInput.Request.Header.Get("Authorization")
	want := "Bearer "
	if in.SecurityScheme.Scheme == "basic" {
		want = "Basic "
	}
	if !strings.HasPrefix(got, want) {
		return in.NewError(os.ErrPermission)
	}
	return nil
}

func contentType(r *http.Request) string {
	if strings.HasPrefix(r.URL.Path, "/scim/") {
		return "application/scim+json"
	}
	return "application/json"
}

func parse(t *testing.T, text string) *url.URL {
	t.Helper()
	u, err := url.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// drain reads a list to its end and returns how many items it held.
func drain[T any](items iter.Seq2[T, error]) (any, error) {
	n := 0
	for _, err := range items {
		if err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

func same(t *testing.T, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("asked %q, want %q", got, want)
	}
}
