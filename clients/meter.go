package clients

import (
	"maps"
	"sync"
)

// Meter counts the requests that were really sent, by service; the zero value is ready, and it may be shared.
type Meter struct {
	mu    sync.Mutex
	count map[string]int
}

// Count returns the requests sent so far, by service.
func (m *Meter) Count() map[string]int {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := maps.Clone(m.count)
	if out == nil {
		out = map[string]int{}
	}
	return out
}

func (m *Meter) add(service string) {
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.count == nil {
		m.count = map[string]int{}
	}
	m.count[service]++
}
