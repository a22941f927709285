package fault

import (
	"bytes"
	"maps"
	"net"
	"net/http"
	"strconv"
)

// reset breaks off the connection without an answer, so that the client sees a reset rather than an end.
func reset(rw http.ResponseWriter) {
	conn, _, err := http.NewResponseController(rw).Hijack()
	if err == nil {
		if tcp, ok := conn.(*net.TCPConn); ok {
			_ = tcp.SetLinger(0)
		}
		_ = conn.Close()
	}
	panic(http.ErrAbortHandler)
}

// held keeps an answer back.
type held struct {
	http.ResponseWriter
	header http.Header
	status int
	body   bytes.Buffer
}

// Unwrap lets the writers behind this one be found.
func (h *held) Unwrap() http.ResponseWriter { return h.ResponseWriter }

// Header returns the kept header.
func (h *held) Header() http.Header { return h.header }

// WriteHeader keeps the first status.
func (h *held) WriteHeader(status int) {
	if h.status == 0 {
		h.status = status
	}
}

// Write keeps a part of the body.
func (h *held) Write(p []byte) (int, error) {
	h.WriteHeader(http.StatusOK)
	return h.body.Write(p)
}

// cut sends half of the body under a length that promises all of it, then breaks off.
func (h *held) cut() {
	h.WriteHeader(http.StatusOK)
	maps.Copy(h.ResponseWriter.Header(), h.header)
	if h.body.Len() > 0 {
		h.ResponseWriter.Header().Set("Content-Length", strconv.Itoa(h.body.Len()))
		h.ResponseWriter.WriteHeader(h.status)
		h.ResponseWriter.Write(h.body.Bytes()[:h.body.Len()/2])
		_ = http.NewResponseController(h.ResponseWriter).Flush()
	}
	panic(http.ErrAbortHandler)
}
