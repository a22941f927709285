package clients

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"syscall"
	"time"
)

// maxHeld is up to how many bytes of an answer are held, in full: an answer cut in the middle is then an error that the
// retrier sees. Of a larger one, a page of large groups, the rest is handed on as it comes.
const maxHeld = 1 << 20

// attempt sends a request once, within a time limit that covers the body.
type attempt struct {
	next    http.RoundTripper
	timeout time.Duration
}

// RoundTrip sends the request and reads the answer, whole if it is not large.
func (a *attempt) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(req.Context(), a.timeout)
	res, err := a.next.RoundTrip(req.WithContext(ctx))
	if err != nil {
		cancel()
		return nil, err
	}
	held, err := beginning(res)
	if err != nil || len(held) <= maxHeld {
		cancel()
		_ = res.Body.Close()
		if err != nil {
			return nil, fmt.Errorf("reading the answer: %w", err)
		}
		res.Body = io.NopCloser(bytes.NewReader(held))
		return res, nil
	}
	res.Body = &rest{Reader: io.MultiReader(bytes.NewReader(held), res.Body), body: res.Body, cancel: cancel}
	return res, nil
}

// beginning reads an answer, or what of it is more than maxHeld by a byte.
func beginning(res *http.Response) ([]byte, error) {
	var held bytes.Buffer
	if n := res.ContentLength; n > 0 && n <= maxHeld {
		held.Grow(int(n) + bytes.MinRead)
	}
	_, err := held.ReadFrom(io.LimitReader(res.Body, maxHeld+1))
	return held.Bytes(), err
}

// rest is an answer that still comes; its time limit ends with it.
type rest struct {
	io.Reader
	body   io.Closer
	cancel context.CancelFunc
}

// Close ends the reading.
func (r *rest) Close() error {
	defer r.cancel()
	return r.body.Close()
}

// Interrupted reports whether an answer broke off on its way, so that asking for it again may help.
func Interrupted(err error) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && e.Status >= 200 && e.Status < 300 && e.Err != nil && transient(e.Err)
}

// transient reports whether the way to the server failed so that another try may succeed.
func transient(err error) bool {
	var timeout net.Error
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return true
	case errors.As(err, &timeout):
		return timeout.Timeout()
	}
	return false
}

// pause waits for d, or until ctx ends; a deadline that comes first ends it at once.
func pause(ctx context.Context, d time.Duration) error {
	if end, ok := ctx.Deadline(); ok && time.Until(end) < d {
		return context.DeadlineExceeded
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
