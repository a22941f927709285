// Package traffic counts the requests that the stand-ins receive, and tells apart who sent them:
// the program under test, the stand-in Okta itself, or a person in a console.
package traffic

import (
	"cmp"
	"slices"
)

// Who sent a request.
const (
	Client  = "client"
	Engine  = "engine"
	Console = "console"
)

// Stats is what stats.json shows.
type Stats struct {
	Requests  []Request `json:"requests"`
	Mutations Mutations `json:"mutations"`
	// MaxInFlight is the greatest number of client requests that ran at the same moment, over all services.
	MaxInFlight int `json:"max_in_flight"`
}

// Request is how often one sender used one route.
type Request struct {
	Service string `json:"service"`
	Method  string `json:"method"`
	// Route has {id} in place of every id, and no query.
	Route string `json:"route"`
	From  string `json:"from"`
	Count int    `json:"count"`
}

// Mutations counts the changes of the stored world by who made them, whatever the verb.
type Mutations struct {
	Client  int `json:"client"`
	Engine  int `json:"engine"`
	Console int `json:"console"`
}

// Stats returns the counts so far, in a fixed order.
func (r *Recorder) Stats() Stats {
	r.mu.Lock()
	defer r.mu.Unlock()
	s := Stats{Requests: make([]Request, 0, len(r.counts)), MaxInFlight: r.maxInFlight}
	for k, n := range r.counts {
		k.Count = n
		s.Requests = append(s.Requests, k)
	}
	slices.SortFunc(s.Requests, func(a, b Request) int {
		return cmp.Or(cmp.Compare(a.Service, b.Service), cmp.Compare(a.Route, b.Route), cmp.Compare(a.Method, b.Method), cmp.Compare(a.From, b.From))
	})
	s.Mutations = Mutations{Client: r.mutations[Client], Engine: r.mutations[Engine], Console: r.mutations[Console]}
	return s
}
