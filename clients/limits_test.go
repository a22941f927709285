package clients

import (
	"errors"
	"net/http"
	"testing"
	"time"
)

func TestReadLimit(t *testing.T) {
	t.Parallel()
	const date = "Mon, 29 Sep 2025 06:24:57 GMT"
	tests := []struct {
		name   string
		header map[string]string
		ok     bool
		max    int
		left   time.Duration
	}{
		{"none", map[string]string{"Date": date}, false, 0, 0},
		{"Okta", map[string]string{"Date": date, "X-Rate-Limit-Limit": "50", "X-Rate-Limit-Remaining": "0", "X-Rate-Limit-Reset": "1759127105"}, true, 50, 9 * time.Second},
		{"a reset that is over", map[string]string{"Date": date, "X-Rate-Limit-Limit": "50", "X-Rate-Limit-Reset": "1759127000"}, true, 50, time.Second},
		{"milliseconds", map[string]string{"Date": date, "X-RateLimit-Limit": "50", "X-RateLimit-Reset": "1759127105000"}, true, 50, maxWait},
		{"Atlassian", map[string]string{"Date": date, "X-RateLimit-Limit": "10", "X-RateLimit-Reset": "2025-09-29T06:25:57.5Z"}, true, 10, 61500 * time.Millisecond},
		{"nonsense", map[string]string{"Date": date, "X-Rate-Limit-Limit": "many", "X-Rate-Limit-Reset": "soon"}, false, 0, 0},
		{"zero", map[string]string{"Date": date, "X-Rate-Limit-Reset": "0"}, false, 0, 0},
		{"negative", map[string]string{"Date": date, "X-Rate-Limit-Limit": "-5", "X-Rate-Limit-Reset": "1759127105"}, true, 0, 9 * time.Second},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			h := http.Header{}
			for key, value := range test.header {
				h.Set(key, value)
			}
			l, ok := readLimit(h)
			if ok != test.ok || l.max != test.max || l.left != test.left {
				t.Errorf("got %+v, %v", l, ok)
			}
		})
	}
}

func TestRetryAfterPrefersWhatTheServerSays(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		want       time.Duration
		ok         bool
	}{
		{"seconds", "12", 12 * time.Second, true},
		{"at once", "0", 0, true},
		{"a date", "Mon, 29 Sep 2025 06:25:07 GMT", 10 * time.Second, true},
		{"a date that is over", "Mon, 29 Sep 2025 06:00:00 GMT", 0, true},
		{"negative", "-1", 9 * time.Second, true},
		{"nonsense", "soon", 9 * time.Second, true},
	}
	for _, test := range tests {
		h := http.Header{}
		h.Set("Date", "Mon, 29 Sep 2025 06:24:57 GMT")
		h.Set("Retry-After", test.text)
		h.Set("X-Rate-Limit-Limit", "50")
		h.Set("X-Rate-Limit-Remaining", "0")
		h.Set("X-Rate-Limit-Reset", "1759127105")
		if got, ok := retryAfter(h); got != test.want || ok != test.ok {
			t.Errorf("%s: got %v, %v", test.name, got, ok)
		}
	}
	if _, ok := retryAfter(nil); ok {
		t.Error("nothing was said, and something understood")
	}
}

func TestConnReportsHowLongToWait(t *testing.T) {
	t.Parallel()
	c := connTo(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "40")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	_, err := c.Do(t.Context(), Request{Method: "GET", Path: "/x"}, nil)
	if e, ok := errors.AsType[*Error](err); !ok || e.RetryAfter != 40*time.Second {
		t.Errorf("got %#v", err)
	}
}
