package wire

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"

	"github.com/provision-cli/provision/clients/sandbox"
)

// TestMain registers the decoder once, before tests run side by side.
func TestMain(m *testing.M) {
	openapi3filter.RegisterBodyDecoder("application/scim+json", openapi3filter.JSONBodyDecoder)
	m.Run()
}

// host stands for every service, so that no description's own host matters.
const host = "http://service.example"

// description is one vendor's file.
type description struct {
	router     routers.Router
	operations []string // "GET /path", sorted
}

// descriptions are the files by service.
type descriptions map[string]description

func describe(t *testing.T) descriptions {
	t.Helper()
	folder := os.Getenv("PROVISION_SPECS")
	if folder == "" {
		t.Skip("PROVISION_SPECS names no folder with the vendors' API descriptions")
	}
	atlassian := load(t, filepath.Join(folder, "atlassian-admin-v2.yaml"))
	return descriptions{
		"okta":  load(t, filepath.Join(folder, "okta-2026.06.3.subset.yaml")),
		"admin": atlassian.below("/admin/"),
		"scim":  atlassian.below("/scim/"),
		"site":  load(t, filepath.Join(folder, "jira-platform-2023-08.subset.json")),
	}
}

func load(t *testing.T, file string) description {
	t.Helper()
	doc, err := openapi3.NewLoader().LoadFromFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(t.Context(), openapi3.DisableExamplesValidation()); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	doc.Servers = openapi3.Servers{{URL: host}}
	d := description{}
	if d.router, err = gorillamux.NewRouter(doc); err != nil {
		t.Fatal(err)
	}
	for path, item := range doc.Paths.Map() {
		for method := range item.Operations() {
			d.operations = append(d.operations, method+" "+path)
		}
	}
	slices.Sort(d.operations)
	return d
}

// below is the part of a description whose paths begin so.
func (d description) below(prefix string) description {
	d.operations = slices.DeleteFunc(slices.Clone(d.operations), func(o string) bool {
		_, path, _ := strings.Cut(o, " ")
		return !strings.HasPrefix(path, prefix)
	})
	return d
}

// finding is one difference between an exchange and its description.
type finding struct {
	service, operation string
	side               string // operation, request or answer
	field              string // a JSON pointer with * for every index, or where it stands
	reason             string
}

// hold returns the operation of an exchange and how it differs from its description.
func (d descriptions) hold(x sandbox.Exchange) (string, []finding) {
	u, _ := url.Parse(host)
	u.Path, u.RawQuery = x.Path, x.Query.Encode()
	r := &http.Request{Method: x.Method, URL: u, Host: u.Host, Header: x.RequestHeader, Body: reread(x.RequestBody)}
	route, params, err := d[x.Service].router.FindRoute(r)
	if err != nil {
		return "", []finding{{x.Service, x.Method + " " + shape(x.Path), "operation", "", err.Error()}}
	}
	in := &openapi3filter.RequestValidationInput{
		Request: r, PathParams: params, Route: route,
		Options: &openapi3filter.Options{AuthenticationFunc: authorized, IncludeResponseStatus: true, MultiError: true},
	}
	operation := x.Method + " " + route.Path
	list := flatten(finding{service: x.Service, operation: operation, side: "request"}, openapi3filter.ValidateRequest(context.Background(), in))
	out := &openapi3filter.ResponseValidationInput{RequestValidationInput: in, Status: x.Status, Header: x.ResponseHeader, Options: in.Options}
	out.SetBodyBytes(x.ResponseBody)
	for _, f := range flatten(finding{service: x.Service, operation: operation, side: "answer"}, openapi3filter.ValidateResponse(context.Background(), out)) {
		f.reason = strconv.Itoa(x.Status) + " " + f.reason
		list = append(list, f)
	}
	return operation, list
}

func reread(body []byte) *readCloser { return &readCloser{bytes.NewReader(body)} }

type readCloser struct{ *bytes.Reader }

func (*readCloser) Close() error { return nil }

// authorized fails a request without a credential of the kind that its operation wants.
func authorized(_ context.Context, in *openapi3filter.AuthenticationInput) error {
	want := map[string]string{"apiKey": "SSWS ", "http basic": "Basic ", "http bearer": "Bearer ", "oauth2": "Bearer "}[strings.TrimSpace(in.SecurityScheme.Type+" "+in.SecurityScheme.Scheme)]
	got := in.RequestValidationInput.Request.Header.Get("Authorization")
	if want == "" || !strings.HasPrefix(got, want) {
		return in.NewError(os.ErrPermission)
	}
	return nil
}

// flatten takes the library's error apart into single differences.
func flatten(at finding, err error) []finding {
	if err == nil {
		return nil
	}
	//nolint:errorlint // the tree is walked by hand: errors.As would see its first branch only
	switch e := err.(type) {
	case openapi3.MultiError:
		var list []finding
		for _, one := range e {
			list = append(list, flatten(at, one)...)
		}
		return list
	case *openapi3filter.RequestError:
		if e.Parameter != nil {
			at.field = e.Parameter.In + " " + e.Parameter.Name
		}
		return inner(at, e.Err, e.Error())
	case *openapi3filter.ResponseError:
		return inner(at, e.Err, e.Error())
	case *openapi3.SchemaError:
		if at.field == "" {
			at.field = pointer(e.JSONPointer())
		}
		at.reason = e.SchemaField + ": " + e.Reason
		return []finding{at}
	}
	at.reason = err.Error()
	return []finding{at}
}

// inner goes on with what the library found inside, or says what it found.
func inner(at finding, err error, text string) []finding {
	var schema *openapi3.SchemaError
	var several openapi3.MultiError
	if errors.As(err, &several) || errors.As(err, &schema) {
		return flatten(at, err)
	}
	at.reason = text
	return []finding{at}
}

func pointer(parts []string) string {
	for i, p := range parts {
		if p != "" && strings.Trim(p, "0123456789") == "" {
			parts[i] = "*"
		}
	}
	return "/" + strings.Join(parts, "/")
}

// shape replaces what looks like an id, for paths that no description knows.
func shape(path string) string {
	parts := strings.Split(path, "/")
	for i, p := range parts {
		if strings.ContainsAny(p, "0123456789") && len(p) > 3 {
			parts[i] = "{id}"
		}
	}
	return strings.Join(parts, "/")
}
