package engine

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// encode leaves <, > and & as they are, as Okta does.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return bytes.TrimRight(b.Bytes(), "\n"), err
}

// unpack reads the body, which net/http leaves packed because Accept-Encoding was set by hand.
func unpack(res *http.Response) ([]byte, error) {
	body := io.Reader(res.Body)
	switch strings.ToLower(res.Header.Get("Content-Encoding")) {
	case "gzip":
		z, err := gzip.NewReader(body)
		if err != nil {
			return nil, err
		}
		body = z
	case "deflate":
		// Servers send deflate with and without the zlib frame.
		raw, err := io.ReadAll(io.LimitReader(body, bodyLimit))
		if err != nil {
			return nil, err
		}
		if z, err := zlib.NewReader(bytes.NewReader(raw)); err == nil {
			body = z
		} else {
			body = flate.NewReader(bytes.NewReader(raw))
		}
	}
	b, err := io.ReadAll(io.LimitReader(body, bodyLimit+1))
	if len(b) > bodyLimit {
		return nil, fmt.Errorf("answer longer than %d bytes", bodyLimit)
	}
	return b, err
}
