package texts

const listChunk = 1 << 10

// List is a long list that never moves what it holds, so that growing it needs no second copy. Its zero value is empty.
type List[T any] struct {
	chunks [][]T
	n      int
}

// Len is how many items the list holds.
func (l *List[T]) Len() int { return l.n }

// Add appends an item and returns its place.
func (l *List[T]) Add(item T) int {
	if l.n%listChunk == 0 {
		// The first chunk grows as any slice does: most lists are short.
		l.chunks = append(l.chunks, make([]T, 0, min(listChunk, max(8, l.n))))
	}
	last := len(l.chunks) - 1
	l.chunks[last] = append(l.chunks[last], item)
	l.n++
	return l.n - 1
}

// At is the item at a place; what it points to is the list's own until the next Add.
func (l *List[T]) At(i int) *T { return &l.chunks[i/listChunk][i%listChunk] }
