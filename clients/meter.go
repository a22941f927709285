package clients

import (
	"maps"
	"sync"
)

// Meter counts the requests that were really sent, by service; the zero value is ready, and it may be shared.
type Meter struct {
	mu     sync.Mutex
	count  map[string]int
	allows map[string]int // requests a minute that may be used, by service and bucket
}

// Allowed returns how many requests a minute may be made of a service for a path such as /api/v1/groups/x/users; false
// while no answer has named a limit.
func (m *Meter) Allowed(service, path string) (int, bool) {
	if m == nil {
		return 0, false
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	n, known := m.allows[service+" "+bucketOf(service, path)]
	return n, known
}

func (m *Meter) allow(service, path string, n int) {
	if m == nil || n <= 0 {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.allows == nil {
		m.allows = map[string]int{}
	}
	m.allows[service+" "+bucketOf(service, path)] = n
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
