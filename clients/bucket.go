package clients

import (
	"net/http"
	"sync"
	"time"
)

// sameWindow is how far apart two answered resets of one window may be.
const sameWindow = 5 * time.Second

// bucket counts what this run has sent in the vendor's current window.
type bucket struct {
	mu       sync.Mutex
	answered bool          // until the first answer, which tells the limit, one request goes at a time
	allow    int           // requests a window; 0: the vendor answers no limit
	used     int           // sent in this window, those under way included
	flying   int           // under way
	empty    bool          // nothing remains of the window, whoever used it
	reset    time.Time     // of the window, by the server's clock
	end      time.Time     // of the window, by ours; zero until an answer of the window tells
	changed  chan struct{} // closed at every answer
}

// take counts a request in and reports true, or says how long to wait: until left has passed, or changed is closed.
func (b *bucket) take() (ok bool, left time.Duration, changed <-chan struct{}) {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := time.Now()
	if !b.end.IsZero() && !now.Before(b.end) {
		b.used, b.empty, b.end = b.flying, false, time.Time{}
	}
	if b.free() {
		b.used++
		b.flying++
		return true, 0, nil
	}
	if !b.end.IsZero() {
		left = b.end.Sub(now)
	}
	return false, left, b.changed
}

func (b *bucket) free() bool {
	if !b.answered || b.end.IsZero() && b.flying == 0 {
		return b.flying == 0 // one goes ahead and learns how things stand
	}
	return b.allow == 0 || b.used < b.allow && !b.empty
}

// leave counts a request out, and learns from its answer; h is nil when none came. It returns how many requests a window
// may be made, 0 where the vendor names no limit.
func (b *bucket) leave(h http.Header, share float64) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.flying--
	if h != nil {
		b.answered = true
	}
	if l, ok := readLimit(h); ok && l.max > 0 {
		b.learn(l, share)
	}
	close(b.changed)
	b.changed = make(chan struct{})
	return b.allow
}

func (b *bucket) learn(l limit, share float64) {
	if l.reset.Before(b.reset.Add(-sameWindow)) {
		return // an answer of the last window, overtaken
	}
	if l.reset.After(b.reset.Add(sameWindow)) {
		if !b.end.IsZero() {
			b.used = b.flying + 1 // the server's window ended before we thought
		}
		b.reset, b.empty = l.reset, false
		b.end = time.Now().Add(l.left)
	}
	if b.end.IsZero() {
		b.end = time.Now().Add(l.left) // the server's window lasts longer than we thought
	}
	b.allow = max(1, int(share*float64(l.max)))
	b.empty = b.empty || l.remaining == 0
}
