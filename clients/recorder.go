package clients

import (
	"log/slog"
	"net/http"
	"time"
)

// recorder counts and logs each attempt; no header, no body, no query.
type recorder struct {
	next    http.RoundTripper
	service string
	meter   *Meter
	log     *slog.Logger
}

// RoundTrip counts the attempt before it is sent, and logs how it ended.
func (r *recorder) RoundTrip(req *http.Request) (*http.Response, error) {
	r.meter.add(r.service)
	start := time.Now()
	res, err := r.next.RoundTrip(req)
	if r.log == nil {
		return res, err
	}
	attrs := []slog.Attr{
		slog.String("service", r.service), slog.String("method", req.Method),
		slog.String("path", safePath(req.URL.EscapedPath())), slog.Duration("time", time.Since(start)),
	}
	if err != nil {
		attrs = append(attrs, slog.String("error", withoutCredential(err.Error(), req)))
	} else {
		attrs = append(attrs, slog.Int("status", res.StatusCode), slog.String("request", requestID(res.Header)))
	}
	r.log.LogAttrs(req.Context(), slog.LevelInfo, "request", attrs...)
	return res, err
}
