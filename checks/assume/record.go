package assume

import (
	"maps"
	"sync"
)

// Mark is what was seen of one assumption.
type Mark struct {
	// Refuted is the other case; else it was confirmed.
	Refuted bool
	// Saw is what came back instead, in the vendor's words without names; empty where it was confirmed.
	Saw string
}

// Record collects what readings find out. Its zero value is empty, a nil one takes nothing; both are safe for concurrent use.
type Record struct {
	mu    sync.Mutex
	marks map[ID]Mark
}

// Confirm notes that an assumption holds here. It does not outweigh the other case seen before in the same run.
func (r *Record) Confirm(id ID) { r.mark(id, Mark{}) }

// Refute notes that an assumption does not hold here, and what was seen instead. saw must hold nothing that tells who the tenant is.
func (r *Record) Refute(id ID, saw string) { r.mark(id, Mark{Refuted: true, Saw: saw}) }

// Tell confirms where it holds, and else refutes.
func (r *Record) Tell(id ID, holds bool, saw string) {
	if holds {
		r.Confirm(id)
		return
	}
	r.Refute(id, saw)
}

func (r *Record) mark(id ID, m Mark) {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.marks[id].Refuted {
		return
	}
	if r.marks == nil {
		r.marks = map[ID]Mark{}
	}
	r.marks[id] = m
}

// Marks are a copy of what was found out.
func (r *Record) Marks() map[ID]Mark {
	if r == nil {
		return nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return maps.Clone(r.marks)
}
