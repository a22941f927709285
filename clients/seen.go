package clients

import "hash/maphash"

// Seen tells what a list has held already by a hash of eight bytes, because the
// ids themselves of a long list would take more room than what is kept of it.
// Two ids of one hash are as good as impossible, and lose an item of a list
// that knows its length not without an error.
type Seen map[uint64]struct{}

// seed is one for the process, so that Seen needs no constructor.
var seed = maphash.MakeSeed()

// Add notes an id, and reports whether it is new.
func (s Seen) Add(id string) bool {
	h := maphash.String(seed, id)
	if _, there := s[h]; there {
		return false
	}
	s[h] = struct{}{}
	return true
}
