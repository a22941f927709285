package clients

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// Conn is one authorised connection to one service.
type Conn struct {
	Service     string                                                                   // okta, admin, scim or site; named in errors
	Base        *url.URL                                                                 // requests go below it, and nowhere else
	HTTP        *http.Client                                                             // nil: a plain client
	Authorize   func(*http.Request)                                                      // adds the credential; nil: none is sent
	Accept      string                                                                   // default application/json
	ContentType string                                                                   // of request bodies, default application/json
	DecodeError func(status int, header http.Header, body []byte) (code, message string) // reads the vendor's error body
}

// Request is one call of a Conn.
type Request struct {
	Method string
	Path   string // below Base, every variable segment escaped with url.PathEscape
	Query  url.Values
	Body   any // encoded as JSON; json.RawMessage and []byte are sent as they are; nil: no body
	Header http.Header
}

// Do sends a request and decodes the answer into out, unless out is nil; a *json.RawMessage gets the answer as it is,
// a *Page its items one by one while they arrive.
// Any 2xx is success, and a write may be answered by nothing at all, which leaves out as it was.
// It returns the headers of the answer, and every error as an *Error.
func (c *Conn) Do(ctx context.Context, r Request, out any) (http.Header, error) {
	failed := &Error{Service: c.Service, Method: r.Method, Path: safePath(r.Path)}
	req, err := c.request(ctx, r)
	if err != nil {
		failed.Err = err
		return nil, failed
	}
	res, err := c.client().Do(req)
	if err != nil {
		failed.Err = withoutURL(err)
		return nil, failed
	}
	defer func() { _ = res.Body.Close() }()
	failed.Status, failed.RequestID = res.StatusCode, requestID(res.Header)
	if page, ok := out.(*Page); ok && res.StatusCode >= 200 && res.StatusCode <= 299 {
		if failed.Err = expected(page.read(res.Header, res.Body)); failed.Err != nil {
			return res.Header, failed
		}
		return res.Header, nil
	}
	body, err := readBounded(res.Body)
	if err != nil {
		failed.Err = fmt.Errorf("reading the answer: %w", err)
		return res.Header, failed
	}
	if res.StatusCode < 200 || res.StatusCode > 299 {
		return res.Header, c.refused(failed, req, res, body)
	}
	if err := decode(r.Method, res, body, out); err != nil {
		failed.Err = err
		return res.Header, failed
	}
	return res.Header, nil
}

func (c *Conn) refused(e *Error, req *http.Request, res *http.Response, body []byte) error {
	e.RetryAfter, _ = retryAfter(res.Header)
	switch {
	case isHTML(res.Header, body):
		e.Message = "an HTML page, not an answer of the API"
	case c.DecodeError != nil:
		e.Code, e.Message = c.DecodeError(res.StatusCode, res.Header, body)
	}
	if e.Message == "" {
		e.Message = strings.ToLower(http.StatusText(res.StatusCode))
	}
	for _, sent := range []*http.Request{req, res.Request} { // a transport may have added a credential of its own
		e.Code, e.Message = withoutCredential(e.Code, sent), withoutCredential(e.Message, sent)
	}
	e.Message = shorten(e.Message)
	return e
}

func (c *Conn) request(ctx context.Context, r Request) (*http.Request, error) {
	target, err := c.target(r)
	if err != nil {
		return nil, err
	}
	body, err := encode(r.Body)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, r.Method, target.String(), bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("building the request: %w", withoutURL(err))
	}
	req.Header.Set("Accept", orDefault(c.Accept, "application/json"))
	if r.Body != nil {
		req.Header.Set("Content-Type", orDefault(c.ContentType, "application/json"))
	}
	for key, values := range r.Header {
		req.Header[http.CanonicalHeaderKey(key)] = values
	}
	if c.Authorize != nil {
		c.Authorize(req)
	}
	return req, nil
}

func (c *Conn) target(r Request) (*url.URL, error) {
	if c.Base == nil || c.Base.Host == "" {
		return nil, errors.New("no address to send the request to")
	}
	if err := checkPath(r.Path); err != nil {
		return nil, err
	}
	relative, err := url.Parse(strings.TrimSuffix(c.Base.EscapedPath(), "/") + "/" + strings.TrimPrefix(r.Path, "/"))
	if err != nil {
		return nil, errors.New("the path is not well-formed")
	}
	target := *c.Base
	target.Path, target.RawPath, target.Fragment, target.User = relative.Path, relative.RawPath, "", nil
	// Blanks as %20: not every server reads + as a blank.
	target.RawQuery = strings.ReplaceAll(r.Query.Encode(), "+", "%20")
	return &target, nil
}

// checkPath refuses an empty or dotted segment: with an empty id, reading one object would read the list of all.
func checkPath(path string) error {
	for segment := range strings.SplitSeq(strings.Trim(path, "/"), "/") {
		if segment == "." || segment == ".." || segment == "" && strings.Trim(path, "/") != "" {
			return errors.New("an id in the path is empty or not an id")
		}
	}
	if strings.HasSuffix(path, "/") && path != "/" || strings.ContainsAny(path, "?#") {
		return errors.New("an id in the path is empty or not an id")
	}
	return nil
}

func encode(body any) ([]byte, error) {
	switch b := body.(type) {
	case nil:
		return nil, nil
	case json.RawMessage:
		return b, nil
	case []byte:
		return b, nil
	}
	out, err := json.Marshal(body)
	if err != nil {
		return nil, fmt.Errorf("encoding the request: %w", err)
	}
	return out, nil
}

func decode(method string, res *http.Response, body []byte, out any) error {
	if out == nil {
		return nil
	}
	if len(bytes.TrimSpace(body)) == 0 {
		if method == http.MethodGet && res.StatusCode != http.StatusNoContent {
			return errEmpty
		}
		return nil
	}
	if isHTML(res.Header, body) {
		return errHTML
	}
	return expected(json.Unmarshal(body, out))
}

var (
	errEmpty      = errors.New("the answer is empty")
	errHTML       = errors.New("the answer is an HTML page instead of JSON")
	errUnexpected = errors.New("the answer is not the JSON expected")
)

// expected words what a decoder found wrong.
func expected(err error) error {
	var mismatch *json.UnmarshalTypeError
	switch {
	case err == nil, errors.Is(err, errEmpty), errors.Is(err, errHTML), errors.Is(err, errUnexpected), errors.Is(err, errItem):
		return err
	case errors.As(err, &mismatch):
		// Without its own text, which spells out the whole Go type.
		return fmt.Errorf("%w: %s where something else belongs (%q)", errUnexpected, mismatch.Value, mismatch.Field)
	}
	return fmt.Errorf("%w: %w", errUnexpected, err)
}

func orDefault(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}
