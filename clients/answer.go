package clients

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// maxBody bounds one answer, in bytes; the largest page asked for is far below it.
const maxBody = 64 << 20

const maxMessage = 600

var errTooLarge = errors.New("the answer is larger than 64 MiB")

func readBounded(r io.Reader) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r, maxBody+1))
	if err != nil {
		return nil, err
	}
	if len(body) > maxBody {
		return nil, errTooLarge
	}
	return body, nil
}

func isHTML(header http.Header, body []byte) bool {
	if strings.Contains(strings.ToLower(header.Get("Content-Type")), "html") {
		return true
	}
	return bytes.HasPrefix(bytes.TrimSpace(body), []byte("<"))
}

func requestID(header http.Header) string {
	for _, name := range []string{"X-Okta-Request-Id", "Atl-Traceid", "X-Arequestid", "X-Request-Id", "X-Trace-Id"} {
		if id := header.Get(name); id != "" {
			return shorten(id)
		}
	}
	return ""
}

// withoutURL drops the address that net/http adds to its errors: its query may name people.
func withoutURL(err error) error {
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		return wrapped.Err
	}
	return err
}

// withoutCredential replaces the request's credential in what a server echoed.
func withoutCredential(text string, req *http.Request) string {
	if req == nil {
		return text
	}
	credentials := strings.Fields(req.Header.Get("Authorization"))
	if _, password, ok := req.BasicAuth(); ok {
		credentials = append(credentials, password)
	}
	for _, c := range credentials {
		if len(c) > len("Bearer") {
			text = strings.ReplaceAll(text, c, dots)
		}
	}
	return text
}

// safePath names a person in a path only as {login}.
func safePath(path string) string {
	path, _, _ = strings.Cut(path, "?")
	segments := strings.Split(path, "/")
	for i, s := range segments {
		if strings.Contains(s, "@") || strings.Contains(s, "%40") {
			segments[i] = "{login}"
		}
	}
	return strings.Join(segments, "/")
}

func shorten(text string) string {
	if len(text) <= maxMessage {
		return text
	}
	return strings.ToValidUTF8(text[:maxMessage], "") + "…"
}
