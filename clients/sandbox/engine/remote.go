package engine

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// bodyLimit bounds an answer, in bytes.
const bodyLimit = 64 << 20

// remote is the SCIM server of one app, as its Provisioning tab names it.
type remote struct {
	base, key string
	http      *http.Client
}

// document is a SCIM resource with everything in it.
type document = map[string]any

func (e *Engine) remote(p world.Provisioning) remote {
	return remote{base: strings.TrimRight(p.BaseURL, "/"), key: p.Token, http: &e.http}
}

// answer is what the server said.
type answer struct {
	status int
	header http.Header
	body   []byte
}

func (a answer) ok() bool { return a.status >= 200 && a.status < 300 }

// call sends one request; doing is what Okta says that it was doing when it reports a failure.
// A status outside 2xx is a *failure, beside the answer; so is no answer at all.
func (r remote) call(ctx context.Context, doing, method, path string, body any) (answer, error) {
	ctx, cancel := context.WithTimeout(ctx, socketLimit)
	defer cancel()
	a, err := r.send(ctx, method, path, body)
	if err != nil {
		return a, &failure{doing: doing, detail: transportText(err)}
	}
	if !a.ok() {
		return a, a.failure(doing)
	}
	return a, nil
}

func (r remote) send(ctx context.Context, method, path string, body any) (answer, error) {
	var content io.Reader
	if body != nil {
		b, err := encode(body)
		if err != nil {
			return answer{}, err
		}
		content = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(ctx, method, r.base+path, content)
	if err != nil {
		return answer{}, err
	}
	req.Header = http.Header{
		"User-Agent":      {"Okta SCIM Client 1.0.0"},
		"Authorization":   {"Bearer " + r.key},
		"Accept":          {"application/scim+json"},
		"Accept-Charset":  {"utf-8"},
		"Accept-Encoding": {"gzip,deflate"},
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/scim+json; charset=utf-8")
	}
	res, err := r.http.Do(req)
	if err != nil {
		return answer{}, err
	}
	defer res.Body.Close()
	b, err := unpack(res)
	return answer{res.StatusCode, res.Header, b}, err
}

// transportText says why there was no answer, without the URL, which may hold somebody's address.
func transportText(err error) string {
	if errors.Is(err, context.DeadlineExceeded) {
		return "Socket timeout: no answer within 60 seconds"
	}
	if u, ok := errors.AsType[*url.Error](err); ok {
		err = u.Err
	}
	return err.Error()
}

// resource sends a request whose answer is a resource; an empty body is a nil document.
func (r remote) resource(ctx context.Context, doing, method, path string, body any) (document, error) {
	a, err := r.call(ctx, doing, method, path, body)
	if err != nil || len(bytes.TrimSpace(a.body)) == 0 {
		return nil, err
	}
	var d document
	if err := a.decode(doing, &d); err != nil {
		return nil, err
	}
	return d, nil
}

func (a answer) decode(doing string, v any) error {
	dec := json.NewDecoder(bytes.NewReader(a.body))
	dec.UseNumber()
	if err := dec.Decode(v); err != nil {
		return &failure{doing: doing + ": Bad Gateway", detail: invalidJSON(a.body)}
	}
	return nil
}

// retryAfter reads whole seconds; every other form counts as none.
func retryAfter(h http.Header) time.Duration {
	n, err := strconv.Atoi(strings.TrimSpace(h.Get("Retry-After")))
	if err != nil || n < 0 {
		return 0
	}
	return time.Duration(n) * time.Second
}
