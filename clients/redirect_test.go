package clients

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestRedirects(t *testing.T) {
	t.Parallel()
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		t.Error("another host was asked")
	}))
	t.Cleanup(other.Close)
	tests := []struct {
		name, method, to string
		wrong            string
	}{
		{"another host", "GET", other.URL + "/base/end?who=jane", "redirected to http://127.0.0.1"},
		{"another scheme", "GET", "https://{self}/base/end", "redirected to https://"},
		{"the same host", "GET", "/base/end", ""},
		{"a write", "POST", "/base/end", "not a reading one"},
		{"for ever", "GET", "/base/start", "more than 5 times"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			c := connTo(t, func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/base/end" {
					if r.Header.Get("Authorization") == "" {
						t.Error("the credential was lost on the way")
					}
					_, _ = io.WriteString(w, "{}")
					return
				}
				http.Redirect(w, r, strings.ReplaceAll(test.to, "{self}", r.Host), http.StatusTemporaryRedirect)
			})
			_, err := c.Do(t.Context(), Request{Method: test.method, Path: "/start"}, nil)
			switch {
			case test.wrong == "" && err != nil:
				t.Error(err)
			case test.wrong != "" && (err == nil || !strings.Contains(err.Error(), test.wrong)):
				t.Errorf("got %v, want %q in it", err, test.wrong)
			case err != nil && strings.Contains(err.Error(), "jane"):
				t.Errorf("%v shows the query", err)
			}
		})
	}
}
