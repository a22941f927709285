package facts

import (
	"context"
	"iter"
	"slices"
	"strings"
	"sync"
)

// gate lets one in at a time. Unlike a mutex it lets go of who stops waiting:
// a reading may take minutes.
type gate struct {
	once  sync.Once
	token chan struct{}
}

func (g *gate) enter(ctx context.Context) error {
	g.once.Do(func() { g.token = make(chan struct{}, 1) })
	select {
	case g.token <- struct{}{}: // at once, also for a ctx that has ended: what is known may be taken
		return nil
	default:
	}
	select {
	case g.token <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (g *gate) leave() { <-g.token }

// memo remembers one reading and its error. An error that comes from the
// caller's own context is not remembered: it says nothing about the tenant.
type memo[T any] struct {
	gate
	done  bool
	value T
	err   error
}

func (m *memo[T]) get(ctx context.Context, read func(context.Context) (T, error)) (T, error) {
	if err := m.enter(ctx); err != nil {
		var zero T
		return zero, err
	}
	defer m.leave()
	if m.done {
		return m.value, m.err
	}
	value, err := read(ctx)
	if err != nil && ctx.Err() != nil {
		return value, err
	}
	m.value, m.err, m.done = value, err, true
	return value, err
}

// known is what was read already and without an error; it reads nothing.
func (m *memo[T]) known(ctx context.Context) (value T, ok bool) {
	if m.enter(ctx) != nil {
		return value, false
	}
	defer m.leave()
	return m.value, m.done && m.err == nil
}

// memos is a memo per key; different keys are read at the same time.
type memos[K comparable, T any] struct {
	mu sync.Mutex
	by map[K]*memo[T]
}

func (m *memos[K, T]) get(ctx context.Context, key K, read func(context.Context) (T, error)) (T, error) {
	return m.of(key).get(ctx, read)
}

func (m *memos[K, T]) of(key K) *memo[T] {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.by == nil {
		m.by = map[K]*memo[T]{}
	}
	if m.by[key] == nil {
		m.by[key] = &memo[T]{}
	}
	return m.by[key]
}

// batch remembers answers that are asked for many keys at a time: only the
// keys not yet known are read again.
type batch[T any] struct {
	gate
	by  map[string]T
	bad error
}

func (b *batch[T]) get(ctx context.Context, keys []string, read func(context.Context, []string) (map[string]T, error)) (map[string]T, error) {
	if err := b.enter(ctx); err != nil {
		return nil, err
	}
	defer b.leave()
	if b.bad != nil {
		return nil, b.bad
	}
	if missing := b.missing(keys); len(missing) > 0 {
		found, err := read(ctx, missing)
		if err != nil {
			if ctx.Err() == nil {
				b.bad = err
			}
			return nil, err
		}
		b.keep(missing, found)
	}
	out := make(map[string]T, len(keys))
	for _, k := range keys {
		out[k] = b.by[k]
	}
	return out, nil
}

func (b *batch[T]) missing(keys []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, k := range keys {
		if _, known := b.by[k]; !known && !seen[k] {
			seen[k] = true
			out = append(out, k)
		}
	}
	return out
}

func (b *batch[T]) keep(asked []string, found map[string]T) {
	if b.by == nil {
		b.by = map[string]T{}
	}
	for _, k := range asked {
		b.by[k] = found[k]
	}
}

// collect reads a list to its end. A list that breaks off is an error: half a
// list proves nothing.
func collect[T any](list iter.Seq2[T, error]) ([]T, error) {
	var out []T
	for item, err := range list {
		if err != nil {
			return nil, err
		}
		out = append(out, item)
	}
	return out, nil
}

// everySo is after how many items of a list its progress is told.
const everySo = 500

// stream hands every item of a list to keep, and tells how far it has come; of
// is where the list notes how many there are, or nil. A list that breaks off is an error.
func stream[T any](f *Facts, what string, of *int, list iter.Seq2[T, error], keep func(T)) error {
	now := Progress{What: what}
	f.progress.report(now)
	for item, err := range list {
		if err != nil {
			return err
		}
		keep(item)
		if now.Read++; now.Read%everySo == 0 {
			if of != nil {
				now.Of = *of
			}
			f.progress.report(now)
		}
	}
	now.Of = now.Read
	f.progress.report(now)
	return nil
}

// collectBy is collect into a map by what key says of each item.
func collectBy[T any](list iter.Seq2[T, error], key func(T) string) (map[string][]T, error) {
	out := map[string][]T{}
	for item, err := range list {
		if err != nil {
			return nil, err
		}
		out[key(item)] = append(out[key(item)], item)
	}
	return out, nil
}

// ordered sorts what a vendor lists in no promised order, so that two readings of the same tenants say the same.
func ordered[T any](list []T, key func(T) string) []T {
	slices.SortStableFunc(list, func(a, b T) int { return strings.Compare(key(a), key(b)) })
	return list
}

// Together runs reads of different tenants side by side and returns the first
// error in the order given.
func Together(ctx context.Context, reads ...func(context.Context) error) error {
	errs := make([]error, len(reads))
	var wg sync.WaitGroup
	for i, read := range reads {
		wg.Go(func() { errs[i] = read(ctx) })
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
