package clients

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	// maxReset bounds a wait for an Okta window, which lasts a minute.
	maxReset = 65 * time.Second
	// maxWait bounds every other wait: a reset in milliseconds would be years away.
	maxWait = 10 * time.Minute
)

// limit is what an answer says of its rate-limit window.
type limit struct {
	max, remaining int
	reset          time.Time     // by the server's clock
	left           time.Duration // until a second after the reset
}

// readLimit reads Okta's headers (X-Rate-Limit-…, epoch seconds) or Atlassian's (X-RateLimit-…, ISO 8601).
func readLimit(h http.Header) (limit, bool) {
	for prefix, longest := range map[string]time.Duration{"X-Rate-Limit-": maxReset, "X-Ratelimit-": maxWait} {
		reset, ok := parseReset(h.Get(prefix + "Reset"))
		if !ok {
			continue
		}
		l := limit{max: atoi(h.Get(prefix + "Limit")), remaining: atoi(h.Get(prefix + "Remaining")), reset: reset}
		// Both times by the server's clock: ours may be wrong.
		l.left = min(max(reset.Sub(serverTime(h)), 0), longest-time.Second) + time.Second
		return l, true
	}
	return limit{}, false
}

// retryAfter returns how long the server asks to wait, 0 and false when it does not say.
func retryAfter(h http.Header) (time.Duration, bool) {
	if text := strings.TrimSpace(h.Get("Retry-After")); text != "" {
		if seconds, err := strconv.Atoi(text); err == nil && seconds >= 0 {
			return time.Duration(seconds) * time.Second, true
		}
		if at, err := http.ParseTime(text); err == nil {
			return max(at.Sub(serverTime(h)), 0), true
		}
	}
	// With a limit of 0 it is the number of requests at once that was too high, and the reset is no more than a guess.
	if l, ok := readLimit(h); ok && l.max > 0 && l.remaining == 0 {
		return l.left, true
	}
	return 0, false
}

func serverTime(h http.Header) time.Time {
	if at, err := http.ParseTime(h.Get("Date")); err == nil {
		return at
	}
	return time.Now()
}

func parseReset(text string) (time.Time, bool) {
	text = strings.TrimSpace(text)
	if seconds, err := strconv.ParseInt(text, 10, 64); err == nil {
		return time.Unix(seconds, 0), seconds > 0
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00"} {
		if at, err := time.Parse(layout, text); err == nil {
			return at, true
		}
	}
	return time.Time{}, false
}

func atoi(text string) int {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || n < 0 {
		return 0
	}
	return n
}
