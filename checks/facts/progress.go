package facts

import (
	"sync"
	"time"

	"github.com/provision-cli/provision/clients"
)

// Progress is how far the reading of one list has come, or what it waits for.
type Progress struct {
	What  string    // what is being read, such as "people in the directory"
	Read  int       // how many of them so far
	Of    int       // how many there are; 0: not known
	Until time.Time // a vendor's limit or failure makes the reading wait until then; zero while it goes on
	Why   string    // why it waits; empty while it goes on
}

// progress hands on what readings tell, one at a time.
type progress struct {
	tell func(Progress)
	mu   sync.Mutex
	last Progress
}

func (p *progress) report(now Progress) {
	if p.tell == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.last = now
	p.tell(now)
}

// Waits tells of a wait on the way, with what was being read; it fits
// clients.TransportOptions.Waiting.
func (f *Facts) Waits(w clients.Wait) {
	if f.progress.tell == nil {
		return
	}
	f.progress.mu.Lock()
	defer f.progress.mu.Unlock()
	now := f.progress.last
	now.Until, now.Why = w.Until, w.Why
	f.progress.tell(now)
}
