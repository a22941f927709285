package traffic

import "strings"

// Route returns the path with {id} in place of every id. A segment stays as it is only where a known route has that
// very word at that place; everything else is an id, so that no address or name gets into the counts.
func Route(path string) string {
	n := routes
	segments := strings.Split(strings.TrimPrefix(path, "/"), "/")
	for i, s := range segments {
		if s == "" {
			continue
		}
		next := n.words[s]
		if next == nil {
			segments[i], next = "{id}", n.id
		}
		if next == nil {
			next = unknown
		}
		n = next
	}
	return "/" + strings.Join(segments, "/")
}

// node is a place in the tree of known routes; id is where an id leads.
type node struct {
	words map[string]*node
	id    *node
}

var (
	unknown = &node{}
	routes  = tree(known)
)

func tree(list string) *node {
	root := &node{}
	for line := range strings.Lines(list) {
		n := root
		for s := range strings.SplitSeq(strings.Trim(strings.TrimSpace(line), "/"), "/") {
			n = n.step(s)
		}
	}
	return root
}

func (n *node) step(segment string) *node {
	if segment == "{id}" {
		if n.id == nil {
			n.id = &node{}
		}
		return n.id
	}
	if n.words == nil {
		n.words = map[string]*node{}
	}
	if n.words[segment] == nil {
		n.words[segment] = &node{}
	}
	return n.words[segment]
}
