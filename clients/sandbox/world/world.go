// Package world holds everything that the sandbox's two tenants contain: an Okta org, and an Atlassian organization
// with its SCIM directories and sites. The stand-ins read and change it; they alone know how it looks on the wire.
package world

import (
	"math/rand/v2"
	"sync"
	"time"
)

// World is both tenants, and how the vendors behave where their documents are silent.
// Whoever reads or changes it holds its lock; nobody sends a request while holding it.
type World struct {
	mu  sync.Mutex
	rnd *rand.Rand

	// Now is the tenants' clock.
	Now func() time.Time
	// Delay is how long Atlassian takes to show what a directory received.
	Delay time.Duration
	// Chosen holds the variant values that were asked for; Variant fills in the defaults.
	Chosen map[string]string

	// APIURL is where the organization's API answers, without a slash at the end.
	APIURL string
	// Handed is what the consoles showed once and the admin wrote down.
	Handed Handout
	// Login is whom the admin signs in as on the sites.
	Login SiteLogin

	Okta      Okta
	Atlassian Atlassian
}

// Handout is a SCIM directory's address and key, as they were shown when the directory or its key was made.
type Handout struct{ BaseURL, Key string }

// New returns an empty world whose ids follow from the seed.
func New(seed uint64, now func() time.Time) *World {
	return &World{
		rnd:    rand.New(rand.NewPCG(seed, seed^0x9e3779b97f4a7c15)),
		Now:    now,
		Chosen: map[string]string{},
		Okta:   Okta{userByID: map[string]*User{}, groupByID: map[string]*Group{}},
	}
}

// Lock takes the world for the caller alone.
func (w *World) Lock() { w.mu.Lock() }

// Unlock gives the world back.
func (w *World) Unlock() { w.mu.Unlock() }
