package texts

import (
	"slices"
	"strings"
)

// Set stands for texts by name that were kept together; the zero value holds none.
type Set struct{ shape, at uint32 }

// Attributes keeps sets of texts by name: the names of one shape once, and a
// number for each text. Its zero value is empty. It is filled by one goroutine.
type Attributes struct {
	shapes [][]string
	known  map[string]uint32
	refs   List[Ref]
}

// Keep keeps texts by name; empty ones count as none.
func (a *Attributes) Keep(s *Store, by map[string]string) Set {
	names := make([]string, 0, len(by))
	for name, text := range by {
		if text != "" {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return Set{}
	}
	slices.Sort(names)
	set := Set{shape: a.shape(names), at: uint32(a.refs.Len())}
	for _, name := range names {
		a.refs.Add(s.Keep(by[name]))
	}
	return set
}

func (a *Attributes) shape(names []string) uint32 {
	key := strings.Join(names, "\x00")
	if n, ok := a.known[key]; ok {
		return n
	}
	if a.known == nil {
		a.known = map[string]uint32{}
	}
	a.shapes = append(a.shapes, names)
	a.known[key] = uint32(len(a.shapes))
	return a.known[key]
}

// Text is the text under a name, empty where there is none.
func (a *Attributes) Text(s *Store, set Set, name string) string {
	if set.shape == 0 {
		return ""
	}
	i, ok := slices.BinarySearch(a.shapes[set.shape-1], name)
	if !ok {
		return ""
	}
	return s.Of(*a.refs.At(int(set.at) + i))
}

// Names are the names under which a set holds a text, sorted.
func (a *Attributes) Names(set Set) []string {
	if set.shape == 0 {
		return nil
	}
	return a.shapes[set.shape-1]
}
