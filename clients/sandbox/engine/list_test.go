package engine

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"io"
	"net/http"
	"strings"
	"testing"
)

// canned answers every request with one answer.
type canned struct {
	status int
	header http.Header
	body   []byte
	// sent is the last request's line.
	sent string
}

func (c *canned) RoundTrip(r *http.Request) (*http.Response, error) {
	c.sent = r.Method + " " + r.URL.RequestURI()
	h := c.header
	if h == nil {
		h = http.Header{}
	}
	return &http.Response{StatusCode: c.status, Header: h, Body: io.NopCloser(bytes.NewReader(c.body)), Request: r}, nil
}

func (c *canned) remote() remote {
	return remote{base: "http://scim.test/scim/directory/d", key: "k", http: &http.Client{Transport: c}}
}

func TestFind(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		status   int
		body     string
		id, fail string
	}{
		"none":              {200, `{"totalResults":0,"startIndex":1,"itemsPerPage":0,"Resources":[]}`, "", ""},
		"none without list": {200, `{"totalResults":0}`, "", ""},
		"one":               {200, `{"totalResults":1,"startIndex":1,"itemsPerPage":1,"Resources":[{"id":"s1"}]}`, "s1", ""},
		"two":               {200, `{"totalResults":2,"startIndex":1,"itemsPerPage":2,"Resources":[{"id":"s1"},{"id":"s2"}]}`, "s1", ""},
		"lower-case keys":   {200, `{"totalresults":1,"resources":[{"id":"s1"}]}`, "s1", ""},
		"404":               {404, `{"status":"404"}`, "", ""},
		"total in quotes":   {200, `{"totalResults":"1","Resources":[{"id":"s1"}]}`, "", "Looking"},
		"page in quotes":    {200, `{"totalResults":1,"itemsPerPage":"1","Resources":[{"id":"s1"}]}`, "", "Looking"},
		"null":              {200, `{"totalResults":null,"Resources":[]}`, "", "Looking"},
		"a page of HTML":    {200, `<!DOCTYPE html>`, "", "Looking: Bad Gateway. Errors reported by remote server: Invalid JSON: Unrecognized token '<!DOCTYPE'"},
		"an empty page":     {200, ``, "", "Looking: Bad Gateway. Errors reported by remote server: Invalid JSON: Unrecognized token ''"},
		"403":               {403, `{"error":"Forbidden","traceId":"t"}`, "", "Looking: Forbidden. Errors reported by remote server: Forbidden"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := &canned{status: c.status, body: []byte(c.body)}
			got, err := r.remote().find(t.Context(), "Looking", "/Users", "userName", `a"b\c d+e`)
			if id, _ := got["id"].(string); id != c.id {
				t.Errorf("found %v", got)
			}
			if (err == nil) != (c.fail == "") || err != nil && err.Error() != c.fail {
				t.Errorf("error %v, want %s", err, c.fail)
			}
			if want := "GET /scim/directory/d/Users?filter=userName%20eq%20%22a%5C%22b%5C%5Cc%20d%2Be%22&startIndex=1&count=100"; r.sent != want {
				t.Errorf("sent %s", r.sent)
			}
		})
	}
}

func TestDetail(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		`{"detail":"d","error":"e"}`:          "d",
		`{"error":"e","traceId":"t"}`:         "e",
		`{"message":"m"}`:                     "m",
		`{"detail":7}`:                        "Conflict",
		`{}`:                                  "Conflict",
		``:                                    "Conflict",
		`upstream connect error`:              "Invalid JSON: Unrecognized token 'upstream'",
		`<html>` + strings.Repeat("x", 1<<16): "Invalid JSON: Unrecognized token '<html'",
		strings.Repeat("x", 1<<16):            "Invalid JSON: Unrecognized token '" + strings.Repeat("x", 20) + "'",
	} {
		if got := (answer{status: 409, body: []byte(body)}).detail(); got != want {
			t.Errorf("%.40q gives %q, want %q", body, got, want)
		}
	}
}

func TestUnpack(t *testing.T) {
	t.Parallel()
	const body = `{"totalResults":1,"Resources":[{"id":"s1"}]}`
	var framed, raw bytes.Buffer
	z := zlib.NewWriter(&framed)
	io.WriteString(z, body)
	z.Close()
	f, err := flate.NewWriter(&raw, flate.DefaultCompression)
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(f, body)
	f.Close()
	for name, c := range map[string]struct {
		encoding string
		body     []byte
		ok       bool
	}{
		"plain": {"", []byte(body), true}, "framed": {"deflate", framed.Bytes(), true}, "raw": {"Deflate", raw.Bytes(), true},
		"not gzip": {"gzip", []byte(body), false}, "cut": {"deflate", framed.Bytes()[:10], false},
	} {
		r := &canned{status: 200, header: http.Header{"Content-Encoding": {c.encoding}}, body: c.body}
		got, err := r.remote().find(t.Context(), "Looking", "/Users", "userName", "a")
		if (err == nil) != c.ok || c.ok && got["id"] != "s1" {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}
