package facts

import (
	"context"
	"errors"
	"iter"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
)

func TestMemoReadsOnce(t *testing.T) {
	t.Parallel()
	var m memo[int]
	var reads atomic.Int32
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			got, err := m.get(t.Context(), func(context.Context) (int, error) { return int(reads.Add(1)), nil })
			if got != 1 || err != nil {
				t.Errorf("got %d, %v", got, err)
			}
		})
	}
	wg.Wait()
	if n := reads.Load(); n != 1 {
		t.Errorf("read %d times", n)
	}
}

func TestMemoRemembersErrors(t *testing.T) {
	t.Parallel()
	var m memo[int]
	bad, reads := errors.New("bad"), 0
	for range 3 {
		if _, err := m.get(t.Context(), func(context.Context) (int, error) { reads++; return 0, bad }); !errors.Is(err, bad) {
			t.Errorf("err %v", err)
		}
	}
	if reads != 1 {
		t.Errorf("asked %d times after an answer", reads)
	}
}

func TestMemoForgetsWhatWasStopped(t *testing.T) {
	t.Parallel()
	var m memo[int]
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := m.get(ctx, func(ctx context.Context) (int, error) { return 0, ctx.Err() }); err == nil {
		t.Fatal("no error")
	}
	got, err := m.get(t.Context(), func(context.Context) (int, error) { return 7, nil })
	if got != 7 || err != nil {
		t.Errorf("got %d, %v after a stopped read", got, err)
	}
}

func TestMemosKeepKeysApart(t *testing.T) {
	t.Parallel()
	var m memos[string, string]
	for range 2 {
		for _, key := range []string{"a", "b"} {
			got, _ := m.get(t.Context(), key, func(context.Context) (string, error) { return key + "!", nil })
			if got != key+"!" {
				t.Errorf("%s: %s", key, got)
			}
		}
	}
}

func TestBatchAsksOnlyWhatIsMissing(t *testing.T) {
	t.Parallel()
	var b batch[int]
	var asked [][]string
	read := func(_ context.Context, keys []string) (map[string]int, error) {
		asked = append(asked, keys)
		return map[string]int{"a": 1, "b": 2}, nil
	}
	for _, keys := range [][]string{{"a", "x", "a"}, {"x", "b"}, {"a", "b", "x"}} {
		got, err := b.get(t.Context(), keys, read)
		if err != nil || got["x"] != 0 || (slices.Contains(keys, "b") && got["b"] != 2) {
			t.Errorf("%v: %v %v", keys, got, err)
		}
	}
	if want := [][]string{{"a", "x"}, {"b"}}; !slices.EqualFunc(asked, want, slices.Equal) {
		t.Errorf("asked %v, want %v", asked, want)
	}
}

func TestBatchRemembersItsError(t *testing.T) {
	t.Parallel()
	var b batch[int]
	bad, reads := errors.New("bad"), 0
	for _, key := range []string{"a", "b"} {
		_, err := b.get(t.Context(), []string{key}, func(context.Context, []string) (map[string]int, error) { reads++; return nil, bad })
		if !errors.Is(err, bad) {
			t.Errorf("%s: %v", key, err)
		}
	}
	if reads != 1 {
		t.Errorf("asked %d times after a refusal", reads)
	}
}

func TestCollectRefusesHalfAList(t *testing.T) {
	t.Parallel()
	cut := errors.New("cut")
	half := func(yield func(int, error) bool) {
		if yield(1, nil) && yield(2, nil) {
			yield(0, cut)
		}
	}
	if got, err := collect(iter.Seq2[int, error](half)); got != nil || !errors.Is(err, cut) {
		t.Errorf("got %v, %v", got, err)
	}
	whole, err := collect(iter.Seq2[int, error](func(yield func(int, error) bool) {
		for i := range 3 {
			if !yield(i, nil) {
				return
			}
		}
	}))
	if err != nil || !slices.Equal(whole, []int{0, 1, 2}) {
		t.Errorf("got %v, %v", whole, err)
	}
}

func TestTogetherRunsSideBySide(t *testing.T) {
	t.Parallel()
	// Each waits for the other: one after the other they would never end.
	a, b := make(chan struct{}), make(chan struct{})
	first, second := errors.New("first"), errors.New("second")
	err := Together(t.Context(),
		func(context.Context) error { close(a); <-b; return first },
		func(context.Context) error { close(b); <-a; return second })
	if !errors.Is(err, first) {
		t.Errorf("err %v, want the first in order", err)
	}
	if err := Together(t.Context()); err != nil {
		t.Error(err)
	}
}
