package okta

import (
	"net/http"
	"strconv"
	"time"
)

// bucket is a group of operations that share a rate limit.
type bucket string

const (
	bucketApps   bucket = "apps"
	bucketApp    bucket = "app"
	bucketGroups bucket = "groups"
	bucketGroup  bucket = "group"
	bucketUsers  bucket = "users"
	bucketUser   bucket = "user"
	bucketLogs   bucket = "logs"
	bucketToken  bucket = "token"
	bucketOther  bucket = "other"
)

const (
	// windowLength is how long a window lasts from its first request.
	windowLength = time.Minute
	// unlimited is the limit that is shown where none holds.
	unlimited = 1_000_000
)

// perMinute is half the last published Workforce limit, for a token may use half of each bucket; that of the token
// endpoint is the recorded one.
func perMinute(b bucket) int {
	switch b {
	case bucketApps:
		return 50
	case bucketLogs:
		return 60
	case bucketToken:
		return 150
	case bucketApp, bucketGroups:
		return 250
	case bucketUsers:
		return 300
	case bucketGroup:
		return 500
	case bucketUser:
		return 1000
	}
	return 600
}

// limits counts the requests of each token in each bucket.
type limits struct {
	on      bool
	windows map[string]*window
}

// window is the time in which a number of requests may be made; it starts with the first one after the last window.
type window struct {
	reset time.Time
	used  int
}

// count adds a request, writes the headers that every answer has, and says whether the request is one too many.
func (l *limits) count(h http.Header, account string, b bucket, now time.Time) bool {
	key := account + "/" + string(b)
	win := l.windows[key]
	if win == nil || !now.Before(win.reset) {
		win = &window{reset: now.Truncate(time.Second).Add(windowLength)}
		l.windows[key] = win
	}
	limit := unlimited
	if l.on {
		limit = perMinute(b)
	}
	win.used++
	h.Set("Date", now.UTC().Format(http.TimeFormat))
	h.Set("X-Rate-Limit-Limit", strconv.Itoa(limit))
	h.Set("X-Rate-Limit-Remaining", strconv.Itoa(max(0, limit-win.used)))
	h.Set("X-Rate-Limit-Reset", strconv.FormatInt(win.reset.Unix(), 10))
	return l.on && win.used > limit
}
