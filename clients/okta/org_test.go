package okta

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients"
)

const token = "00-test-token-of-nobody"

// org answers in memory as https://example.okta.com, and keeps what it was asked.
type org struct {
	t      *testing.T
	answer func(*http.Request) reply
	mu     sync.Mutex
	asked  []string // "METHOD path?query body"
}

type reply struct {
	status int
	body   string
	links  []string
	broken error
}

func ok(body string) reply { return reply{status: 200, body: body} }

func refusal(status int, code, summary string) reply {
	return reply{status: status, body: fmt.Sprintf(`{"errorCode":%q,"errorSummary":%q,"errorCauses":[]}`, code, summary)}
}

func (o *org) RoundTrip(req *http.Request) (*http.Response, error) {
	line := req.Method + " " + req.URL.EscapedPath()
	if query, _ := url.QueryUnescape(req.URL.RawQuery); query != "" {
		line += "?" + query
	}
	if req.Body != nil {
		if body, _ := io.ReadAll(req.Body); len(body) > 0 {
			line += " " + string(body)
		}
	}
	o.mu.Lock()
	o.asked = append(o.asked, line)
	o.mu.Unlock()
	if want := "SSWS " + token; !strings.HasPrefix(req.URL.Path, "/.well-known/") && req.Header.Get("Authorization") != want {
		o.t.Errorf("%s was sent with %q", line, req.Header.Get("Authorization"))
	}
	r := o.answer(req)
	if r.broken != nil {
		return nil, r.broken
	}
	return &http.Response{
		StatusCode: r.status, Header: http.Header{"Link": r.links, "Content-Type": {"application/json"}},
		Body: io.NopCloser(strings.NewReader(r.body)), Request: req,
	}, nil
}

func (o *org) sent(t *testing.T, want ...string) {
	t.Helper()
	if len(o.asked) != len(want) {
		t.Fatalf("asked\n%s\nwant\n%s", strings.Join(o.asked, "\n"), strings.Join(want, "\n"))
	}
	for i := range want {
		if o.asked[i] != want[i] {
			t.Errorf("asked %s\n want %s", o.asked[i], want[i])
		}
	}
}

func orgThat(t *testing.T, answer func(*http.Request) reply) (*org, *Client) {
	t.Helper()
	o := &org{t: t, answer: answer}
	return o, NewClient(&url.URL{Scheme: "https", Host: "example.okta.com"}, clients.NewSecret(token), o)
}

// answers gives each reply in turn.
func answers(t *testing.T, replies ...reply) (*org, *Client) {
	t.Helper()
	n := 0
	return orgThat(t, func(req *http.Request) reply {
		if n++; n > len(replies) {
			t.Errorf("asked once more: %s %s", req.Method, req.URL)
			return reply{status: 500}
		}
		return replies[n-1]
	})
}

func TestOrganizationIsAskedWithoutTheToken(t *testing.T) {
	t.Parallel()
	o, c := orgThat(t, func(req *http.Request) reply {
		if req.Header.Get("Authorization") != "" {
			t.Error("the token was sent")
		}
		return ok(`{"id":"00o1","pipeline":"idx","cell":"ok1","_links":{"organization":{"href":"https://example.okta.com"}},"settings":{}}`)
	})
	got, err := c.Organization(t.Context())
	if err != nil || got != (Organization{ID: "00o1", Pipeline: "idx", URL: "https://example.okta.com"}) {
		t.Errorf("got %+v, %v", got, err)
	}
	o.sent(t, "GET /.well-known/okta-organization")
}

func TestOrganizationOfAnotherSite(t *testing.T) {
	t.Parallel()
	for name, r := range map[string]reply{
		"a page": ok("<!doctype html>"), "another document": ok(`{"issuer":"x"}`), "a list": ok(`[]`),
		"nothing there": {status: 404, body: "nope"}, "nothing": ok(""),
	} {
		_, c := answers(t, r)
		var e *clients.Error
		if _, err := c.Organization(t.Context()); !errors.As(err, &e) {
			t.Errorf("%s gives %v", name, err)
		}
	}
}

func TestOrg(t *testing.T) {
	t.Parallel()
	_, c := answers(t, ok(`{"id":"00o1","companyName":"Example","subdomain":"example","status":"ACTIVE","expiresAt":null,"x":1}`),
		ok(`{"id":"00o1","expiresAt":"2027-01-02T03:04:05.678Z"}`))
	got, err := c.Org(t.Context())
	if err != nil || got != (Org{ID: "00o1", CompanyName: "Example", Subdomain: "example", Status: "ACTIVE"}) {
		t.Errorf("got %+v, %v", got, err)
	}
	if got, err = c.Org(t.Context()); err != nil || !got.Expires.Equal(time.Date(2027, 1, 2, 3, 4, 5, 678e6, time.UTC)) {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestErrorsOfTheOrg(t *testing.T) {
	t.Parallel()
	tests := []struct {
		reply reply
		kind  error
		code  string
	}{
		{refusal(401, "E0000011", "Invalid token provided"), clients.ErrDenied, "E0000011"},
		{refusal(401, "E0000015", "You do not have permission to access the feature"), clients.ErrDenied, "E0000015"},
		{refusal(403, "E0000006", "You do not have permission"), clients.ErrDenied, "E0000006"},
		{refusal(404, "E0000007", "Not found: Resource not found: x (AppInstance)"), clients.ErrNotFound, "E0000007"},
		{refusal(429, "E0000047", "API call exceeded rate limit"), clients.ErrThrottled, "E0000047"},
		{refusal(409, "E0000062", "already assigned"), clients.ErrConflict, "E0000062"},
	}
	for _, test := range tests {
		_, c := answers(t, test.reply)
		_, err := c.App(t.Context(), "0oa1")
		var e *clients.Error
		if !errors.Is(err, test.kind) || !errors.As(err, &e) || e.Code != test.code || e.Path != "/api/v1/apps/0oa1" || e.Service != "okta" {
			t.Errorf("%s gives %v", test.reply.body, err)
		}
	}
}

func TestTheTokenIsNotInAPrintedClient(t *testing.T) {
	t.Parallel()
	_, c := answers(t)
	encoded, _ := json.Marshal(c)
	if text := fmt.Sprintf("%v %+v %#v %s", c, *c.Reader, c.conn, encoded); strings.Contains(text, token) {
		t.Errorf("printed %s", text)
	}
}

func TestParseURL(t *testing.T) {
	t.Parallel()
	if u, err := ParseURL("example.okta.com/app"); err != nil || u.String() != "https://example.okta.com" {
		t.Errorf("got %v, %v", u, err)
	}
	_, err := ParseURL("https://example-admin.okta.com")
	var e *URLError
	if !errors.As(err, &e) || e.Suggest != "https://example.okta.com" {
		t.Errorf("got %v", err)
	}
}
