package oauth

import (
	"net/http"
	"sync"
	"time"
)

// tolerated is how far apart two clocks may be before a refusal is put down to it.
const tolerated = 30 * time.Second

// clock tells the org's time: an assertion is judged by the clock of who reads it.
type clock struct {
	mu     sync.Mutex
	offset time.Duration
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.offset)
}

// ahead is how far the org's clock is ahead of ours, as far as an answer has told.
func (c *clock) ahead() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.offset
}

// learn takes the time from an answer's Date header, which has whole seconds.
func (c *clock) learn(h http.Header) {
	date, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		return
	}
	offset := date.Sub(time.Now().Truncate(time.Second))
	c.mu.Lock()
	defer c.mu.Unlock()
	if offset.Abs() <= time.Second { // rounding, not another time
		offset = 0
	}
	c.offset = offset
}
