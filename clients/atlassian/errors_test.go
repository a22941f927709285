package atlassian

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients"
)

func TestDecodeError(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ body, code, message string }{
		"list":              {`{"errors":[{"id":"1","status":"403","code":"ADMIN-403-3","title":"Forbidden","detail":"not allowed"}]}`, "ADMIN-403-3", "Forbidden: not allowed"},
		"live, string":      {`{"errors":[{"id":"1","code":"ADMIN-UAM-404-1","status":"404","title":"Unknown Resource","detail":"One or more user not found in the directory"}]}`, "ADMIN-UAM-404-1", "Unknown Resource: One or more user not found in the directory"},
		"live, number":      {`{"errors":[{"code":"ADMIN-UAM-409-2","status":409,"title":"Conflict"}]}`, "ADMIN-UAM-409-2", "Conflict"},
		"two":               {`{"errors":[{"title":"a"},{"code":"ADMIN-400-24","title":"b"}]}`, "ADMIN-400-24", "a; b"},
		"texts":             {`{"errors":["no such thing"]}`, "", "no such thing"},
		"bare":              {`{"code":"ADMIN-400-1","title":"Bad cursor","status":400}`, "ADMIN-400-1", "Bad cursor"},
		"gateway":           {`{"code":400,"message":"Unauthorized"}`, "", "Unauthorized"},
		"gateway, own code": {`{"code":"71","message":"Unauthorized"}`, "71", "Unauthorized"},
		"routing":           {`{"timestamp":"2026-08-31T15:42:56.847+00:00","path":"/api/admin/v2/orgs/x","status":404,"error":"Not Found","requestId":"r","message":"TCS validation failed"}`, "", "Not Found: TCS validation failed"},
		"no permission":     {`{"timestamp":"t","path":"/p","status":"403","error":"Forbidden","message":"Forbidden","requestId":"r"}`, "", "Forbidden"},
		"gateway, trace":    {`{"error":"Not authorized","traceId":"t"}`, "", "Not authorized"},
		"odd field":         {`{"code":{"a":1},"message":"still read"}`, "", "still read"},
		"empty list":        {`{"errors":[],"message":"m"}`, "", "m"},
		"null":              {`null`, "", ""},
		"not JSON":          {`Service Unavailable`, "", ""},
		"nothing":           {``, "", ""},
		"an array":          {`[{"code":"x"}]`, "", ""},
		"errors, no object": {`{"errors":"none"}`, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			code, message := decodeError(400, http.Header{}, []byte(c.body))
			if code != c.code || message != c.message {
				t.Errorf("got %q, %q; want %q, %q", code, message, c.code, c.message)
			}
		})
	}
}

func TestHasCode(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		code, ask string
		want      bool
	}{
		{"ADMIN-409-3", CodeLicenceLimit, true},
		{"ADMIN-UAM-409-3", CodeLicenceLimit, true},
		{"admin-uam-409-3", "ADMIN-409-3", true},
		{"ADMIN-UAM-409-2", CodeLicenceLimit, false},
		{"ADMIN-1409-3", CodeLicenceLimit, false},
		{"ADMIN-403-6", "403-6", true},
		{"", "", false},
		{"", CodeLicenceLimit, false},
	} {
		err := fmt.Errorf("assign: %w", &clients.Error{Status: 409, Code: c.code})
		if got := HasCode(err, c.ask); got != c.want {
			t.Errorf("HasCode(%q, %q) = %v", c.code, c.ask, got)
		}
	}
	if HasCode(errors.New("409-3"), CodeLicenceLimit) || HasCode(nil, CodeLicenceLimit) {
		t.Error("only an answer of the service has a code")
	}
}

func TestErrorKinds(t *testing.T) {
	t.Parallel()
	for status, want := range map[int]error{
		401: clients.ErrDenied, 403: clients.ErrDenied, 404: clients.ErrNotFound, 409: clients.ErrConflict, 429: clients.ErrThrottled,
	} {
		_, c := serve(t, answer{status, `{"errors":[{"code":"ADMIN-9-9","title":"no","detail":"why"}]}`})
		_, err := all(c.Orgs(t.Context()))
		if !errors.Is(err, want) || !strings.Contains(err.Error(), "why") || !HasCode(err, "9-9") {
			t.Errorf("%d: got %v, want %v", status, err, want)
		}
		if strings.Contains(err.Error(), "org-key") {
			t.Errorf("%d: the error holds the key", status)
		}
	}
}
