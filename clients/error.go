package clients

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Kinds of refusal, for errors.Is on an *Error.
var (
	ErrNotFound  = errors.New("not found")
	ErrDenied    = errors.New("not allowed")
	ErrConflict  = errors.New("in conflict with what is there")
	ErrThrottled = errors.New("too many requests")
	ErrReadOnly  = errors.New("refused: this run only reads")
	ErrNotSent   = errors.New("the request was not sent")
)

// Error is a request that was refused, or that got no usable answer.
type Error struct {
	Service, Method string
	Path            string        // without query; a segment that is an e-mail address reads {login}
	Status          int           // 0 when no answer came
	Code            string        // the vendor's code, such as E0000007
	Message         string        // the vendor's text with its causes
	RequestID       string        // what the vendor's support asks for
	RetryAfter      time.Duration // how long the vendor asks to wait, 0 when it does not say
	Err             error         // what went wrong on the way; nil when the answer itself is the error
}

// Error says what was tried and what came back, on one line.
func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s %s", e.Service, e.Method, e.Path)
	if e.Status != 0 {
		fmt.Fprintf(&b, ": %d", e.Status)
	}
	if e.Code != "" {
		b.WriteString(" " + e.Code)
	}
	if e.Message != "" {
		b.WriteString(": " + e.Message)
	}
	if e.Err != nil {
		b.WriteString(": " + e.Err.Error())
	}
	if e.RequestID != "" {
		b.WriteString(" (request " + e.RequestID + ")")
	}
	return b.String()
}

// Unwrap returns the cause on the way, if there is one.
func (e *Error) Unwrap() error { return e.Err }

// Is tells the kind of refusal from the status.
func (e *Error) Is(target error) bool {
	switch target {
	case ErrNotFound:
		return e.Status == 404
	case ErrDenied:
		return e.Status == 401 || e.Status == 403
	case ErrConflict:
		return e.Status == 409
	case ErrThrottled:
		return e.Status == 429
	}
	return false
}

// Uncertain reports whether a write that ended in err may have happened all the same:
// no answer came, the server broke, or its answer could not be read.
func Uncertain(err error) bool {
	var e *Error
	if !errors.As(err, &e) || errors.Is(err, ErrReadOnly) || errors.Is(err, ErrNotSent) {
		return false
	}
	return e.Status == 0 || e.Status >= 500 || (e.Status < 300 && e.Err != nil)
}
