package scim

import (
	"fmt"
	"testing"
)

func TestUserTotal(t *testing.T) {
	t.Parallel()
	s, r := serve(t, always(200, fmt.Sprintf(listOf, 149500, 1, bare)))
	if n, err := r.UserTotal(t.Context()); n != 149500 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
	if uri := s.requests()[0].URL.RequestURI(); uri != "/scim/directory/d1/Users?count=1&startIndex=1" {
		t.Errorf("asked %s", uri)
	}
	for name, answer := range map[string]struct {
		status int
		body   string
	}{"refused": {401, `{"error":"no"}`}, "no list": {200, `{"id":"u1"}`}, "garbage": {200, `{"totalResults":`}} {
		_, r := serve(t, always(answer.status, answer.body))
		if n, err := r.UserTotal(t.Context()); err == nil {
			t.Errorf("%s: counted %d", name, n)
		}
	}
}
