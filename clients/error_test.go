package clients

import (
	"context"
	"errors"
	"fmt"
	"io"
	"testing"
)

func TestErrorKinds(t *testing.T) {
	t.Parallel()
	kinds := []error{ErrNotFound, ErrDenied, ErrConflict, ErrThrottled, ErrReadOnly}
	tests := []struct {
		err  *Error
		want error
	}{
		{&Error{Status: 404}, ErrNotFound},
		{&Error{Status: 401}, ErrDenied},
		{&Error{Status: 403}, ErrDenied},
		{&Error{Status: 409}, ErrConflict},
		{&Error{Status: 429}, ErrThrottled},
		{&Error{Err: fmt.Errorf("PUT /x: %w", ErrReadOnly)}, ErrReadOnly},
		{&Error{Status: 400}, nil},
		{&Error{Status: 500}, nil},
		{&Error{Err: io.EOF}, nil},
	}
	for _, test := range tests {
		for _, kind := range kinds {
			wrapped := fmt.Errorf("asking: %w", test.err)
			if got := errors.Is(wrapped, kind); got != (errors.Is(kind, test.want)) {
				t.Errorf("%v is %v: %v", test.err, kind, got)
			}
		}
	}
	if !errors.Is(&Error{Err: context.Canceled}, context.Canceled) {
		t.Error("the cause is not to be found")
	}
}

func TestErrorText(t *testing.T) {
	t.Parallel()
	tests := []struct {
		err  *Error
		want string
	}{
		{
			&Error{Service: "okta", Method: "GET", Path: "/api/v1/apps", Status: 401, Code: "E0000011", Message: "Invalid token provided", RequestID: "r1"},
			"okta: GET /api/v1/apps: 401 E0000011: Invalid token provided (request r1)",
		},
		{&Error{Service: "scim", Method: "GET", Path: "/Users", Err: io.EOF}, "scim: GET /Users: EOF"},
	}
	for _, test := range tests {
		if got := test.err.Error(); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}

func TestUncertain(t *testing.T) {
	t.Parallel()
	tests := []struct {
		err  error
		want bool
	}{
		{nil, false},
		{io.EOF, false},
		{&Error{Err: io.EOF}, true},
		{&Error{Status: 502}, true},
		{&Error{Status: 200, Err: io.ErrUnexpectedEOF}, true},
		{&Error{Status: 400}, false},
		{&Error{Status: 429}, false},
		{&Error{Err: ErrReadOnly}, false},
	}
	for _, test := range tests {
		if got := Uncertain(test.err); got != test.want {
			t.Errorf("Uncertain(%v) = %v", test.err, got)
		}
	}
}
