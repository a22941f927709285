package scim

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients"
)

func TestDecodeError(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ body, code, message string }{
		"SCIM":            {`{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"409","scimType":"uniqueness","detail":"Resource [USER]: with email[x@y] already exists."}`, "uniqueness", "Resource [USER]: with email[x@y] already exists."},
		"SCIM, number":    {`{"schemas":[],"status":404,"detail":"gone"}`, "", "gone"},
		"gateway":         {`{"error":"Not authorized to access : scim/directory/d1/Users","traceId":"t"}`, "", "Not authorized to access : scim/directory/d1/Users"},
		"gateway of 2":    {`{"code":401,"message":"Unauthorized"}`, "", "Unauthorized"},
		"Java":            {`{"message":"unknown member","scimErrorType":"invalidValue","localizedMessage":"l","stackTrace":[{"className":"c"}],"cause":{},"suppressed":[]}`, "invalidValue", "unknown member"},
		"object as error": {`{"error":{"a":1},"message":"m"}`, "", "m"},
		"blank detail":    {`{"detail":" ","error":"e"}`, "", "e"},
		"null":            {`null`, "", ""},
		"text":            {`Bad Gateway`, "", ""},
		"nothing":         {``, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if code, message := decodeError(400, nil, []byte(c.body)); code != c.code || message != c.message {
				t.Errorf("got %q, %q; want %q, %q", code, message, c.code, c.message)
			}
		})
	}
}

func TestDiagnoseAnswers(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		status int
		body   string
		want   []string
	}{
		"organization key": {401, `{"error":"Not authorized to access : scim/directory/d1/ServiceProviderConfig","traceId":"t"}`,
			[]string{"organization API key gets here", "may get the same", "key of its own", "401", "Not authorized to access"}},
		"organization key, 403": {403, `{"error":"Not authorized to access : scim/directory/d1/ServiceProviderConfig"}`, []string{"organization API key gets here", "403"}},
		"refused":               {401, `{"error":"Unauthorized","traceId":"t"}`, []string{"does not tell why", "expired", "regenerated", "another directory", "organization API key", `401 "Unauthorized"`}},
		"refused, no text":      {403, ``, []string{"does not tell why", "403"}},
		"no directory":          {404, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"404"}`, []string{"no directory answers", "Guard lapses"}},
		"throttled":             {429, `{}`, []string{"too fast"}},
		"their fault":           {503, `{}`, []string{"503", "its own side"}},
		"not accepted":          {400, `{"detail":"bad filter","status":"400"}`, []string{"did not accept", "bad filter"}},
		"a page of HTML":        {200, `<html>`, []string{"not a SCIM directory", "HTML"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, r := serve(t, always(c.status, c.body))
			_, err := r.Config(t.Context())
			got := Diagnose(err)
			for _, want := range c.want {
				if !strings.Contains(got, want) {
					t.Errorf("%q does not say %q", got, want)
				}
			}
			if strings.Contains(got, "directory-key") {
				t.Error("the diagnosis holds the key")
			}
		})
	}
}

func TestDiagnoseOthers(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		err  error
		want string
	}{
		"none":      {nil, ""},
		"stopped":   {fmt.Errorf("read: %w", context.Canceled), "stopped before"},
		"cut short": {fmt.Errorf("read /Users: %w: 1 of 2", ErrCutShort), "ended a list early"},
		"nobody":    {fmt.Errorf("read /Users: %w", clients.ErrNotFound), "no such record"},
		"gone":      {&clients.Error{Status: 404, Path: "/Users/u1"}, "no such record"},
		"strange":   {errors.New("read /Users: the answer is not a SCIM list"), "not a SCIM list"},
		"host":      {&clients.Error{Err: &net.DNSError{Name: "api.atlasian.com", IsNotFound: true}}, `"api.atlasian.com"`},
		"deadline":  {&clients.Error{Err: context.DeadlineExceeded}, "in time"},
		"redirect":  {&clients.Error{Err: errors.New("redirected to https://other.example, not followed")}, "other.example"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := Diagnose(c.err); !strings.Contains(got, c.want) || (got == "") != (c.want == "") {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestDiagnoseRefusedConnection(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	base := &url.URL{Scheme: "http", Host: l.Addr().String(), Path: "/scim/directory/d1"}
	_ = l.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	_, err = NewReader(base, clients.NewSecret("directory-key"), nil).Config(ctx)
	if got := Diagnose(err); !strings.Contains(got, "could not be reached") {
		t.Errorf("got %q of %v", got, err)
	}
}
