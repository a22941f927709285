// Package texts keeps hundreds of thousands of texts small: each once, without
// a pointer for the garbage collector, under a number of four bytes.
package texts

import (
	"hash/maphash"
	"strings"
	"sync"
)

// Ref stands for a text of one Store; zero is the empty text.
type Ref uint32

const (
	chunkSize = 1 << 16
	// maxShort is the longest text, in bytes, that shares a chunk with others.
	maxShort = 1 << 12
	long     = Ref(1) << 31
)

// Store keeps texts. Its zero value is empty; it is safe for concurrent use.
type Store struct {
	mu     sync.RWMutex
	seed   maphash.Seed
	chunks []*strings.Builder // each keeps its capacity, so that what it holds never moves
	longs  []string
	table  []Ref // open addressing by the hash of the text
	kept   int
}

// Keep returns the number of a text, the same one for the same text.
func (s *Store) Keep(text string) Ref {
	if text == "" {
		return 0
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if 4*s.kept >= 3*len(s.table) {
		s.grow()
	}
	at := s.slot(text)
	if s.table[at] == 0 {
		s.table[at] = s.add(text)
		s.kept++
	}
	return s.table[at]
}

// Find returns the number of a text that was kept, zero and false for any other.
func (s *Store) Find(text string) (Ref, bool) {
	if text == "" {
		return 0, true
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.kept == 0 {
		return 0, false
	}
	ref := s.table[s.slot(text)]
	return ref, ref != 0
}

// Of returns the text behind a number.
func (s *Store) Of(r Ref) string {
	if r == 0 {
		return ""
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.text(r)
}

func (s *Store) text(r Ref) string {
	if r&long != 0 {
		return s.longs[r&^long]
	}
	// The two bytes before a text are its length.
	chunk := s.chunks[r/chunkSize].String()
	at := int(r % chunkSize)
	size := int(chunk[at-2])<<8 | int(chunk[at-1])
	return chunk[at : at+size]
}

func (s *Store) add(text string) Ref {
	if len(text) > maxShort {
		s.longs = append(s.longs, strings.Clone(text))
		return long | Ref(len(s.longs)-1)
	}
	last := len(s.chunks) - 1
	if last < 0 || s.chunks[last].Len()+2+len(text) > chunkSize {
		fresh := &strings.Builder{}
		fresh.Grow(chunkSize)
		s.chunks = append(s.chunks, fresh)
		last++
	}
	chunk := s.chunks[last]
	chunk.WriteByte(byte(len(text) >> 8))
	chunk.WriteByte(byte(len(text)))
	at := Ref(last*chunkSize + chunk.Len())
	chunk.WriteString(text)
	return at
}

// slot is where a text is in the table, or where it would go.
func (s *Store) slot(text string) int {
	mask := len(s.table) - 1
	at := int(maphash.String(s.seed, text)) & mask
	for s.table[at] != 0 && s.text(s.table[at]) != text {
		at = (at + 1) & mask
	}
	return at
}

func (s *Store) grow() {
	if len(s.table) == 0 {
		s.seed = maphash.MakeSeed()
	}
	old := s.table
	s.table = make([]Ref, max(64, 2*len(old)))
	for _, r := range old {
		if r != 0 {
			s.table[s.slot(s.text(r))] = r
		}
	}
}
