package texts

import (
	"hash/maphash"
	"iter"
)

// Index finds the numbers of things, such as places in a slice, by a text of
// theirs that it does not keep. Its zero value is empty. It is filled by one
// goroutine, and then safe for concurrent look-ups.
type Index struct {
	seed  maphash.Seed
	table []uint32 // number + 1, by open addressing
	held  int
}

// Add notes that the thing with a number has a text; text tells the texts of
// the numbers added before. Several things may have one text.
func (x *Index) Add(key string, number int, text func(int) string) {
	x.reserve(text)
	at := x.start(key)
	for x.table[at] != 0 {
		at = x.after(at)
	}
	x.table[at] = uint32(number) + 1
	x.held++
}

// Put is Add that takes the place of a thing with the same text.
func (x *Index) Put(key string, number int, text func(int) string) {
	x.reserve(text)
	at := x.start(key)
	for x.table[at] != 0 && text(int(x.table[at])-1) != key {
		at = x.after(at)
	}
	if x.table[at] == 0 {
		x.held++
	}
	x.table[at] = uint32(number) + 1
}

// All are the numbers of the things with a text, in the order in which they were added.
func (x *Index) All(key string, text func(int) string) iter.Seq[int] {
	return func(yield func(int) bool) {
		if len(x.table) == 0 {
			return
		}
		for at := x.start(key); x.table[at] != 0; at = x.after(at) {
			number := int(x.table[at]) - 1
			if text(number) == key && !yield(number) {
				return
			}
		}
	}
}

// One is the first of All, -1 where there is none.
func (x *Index) One(key string, text func(int) string) int {
	for number := range x.All(key, text) {
		return number
	}
	return -1
}

func (x *Index) start(key string) int { return int(maphash.String(x.seed, key)) & (len(x.table) - 1) }

func (x *Index) after(at int) int { return (at + 1) & (len(x.table) - 1) }

func (x *Index) reserve(text func(int) string) {
	if 4*(x.held+1) <= 3*len(x.table) {
		return
	}
	if len(x.table) == 0 {
		x.seed = maphash.MakeSeed()
	}
	old := x.table
	x.table = make([]uint32, max(16, 2*len(old)))
	// From the first free slot on, so that things of one text keep their order even where they ran over the end.
	first := 0
	for first < len(old) && old[first] != 0 {
		first++
	}
	for i := range old {
		number := old[(first+i)%len(old)]
		if number == 0 {
			continue
		}
		at := x.start(text(int(number) - 1))
		for x.table[at] != 0 {
			at = x.after(at)
		}
		x.table[at] = number
	}
}
