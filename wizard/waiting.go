package wizard

import (
	"fmt"
	"time"

	"github.com/provision-cli/provision/clients"
)

// Waiting is told of every wait for a rate limit. While a screen is being watched the wait stands in its body, since
// anything else written to the terminal would break it.
func (r *Runner) Waiting(w clients.Wait) {
	text := fmt.Sprintf("%s: %s, until %s", w.Service, w.Why, w.Until.Local().Format("15:04:05"))
	r.mu.Lock()
	r.waiting, r.waitEnds = text, w.Until
	watched := r.watched
	r.mu.Unlock()
	if !watched {
		r.emit(Event{Kind: EventProgress, Status: "waiting", Message: text})
	}
}

// wait returns what is being waited for, empty when nothing is.
func (r *Runner) wait(now time.Time) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	if now.After(r.waitEnds) {
		return ""
	}
	return r.waiting
}

func (r *Runner) setWatched(on bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.watched = on
}
