package facts

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// slow answers after a minute, or with ctx's error as soon as ctx ends.
func slow[T any](reads *atomic.Int32, answer T, err error) func(context.Context) (T, error) {
	return func(ctx context.Context) (T, error) {
		reads.Add(1)
		var zero T
		select {
		case <-ctx.Done():
			return zero, ctx.Err()
		case <-time.After(time.Minute):
			return answer, err
		}
	}
}

// TestMemoIsNotSpoiltByWhoGivesUp lets the first of two askers give up half
// way: the second reads for itself and gets the tenant's answer.
func TestMemoIsNotSpoiltByWhoGivesUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var m memo[string]
		var reads atomic.Int32
		impatient, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		defer cancel()
		first, second := make(chan error, 1), make(chan error, 1)
		start := time.Now()
		go func() {
			_, err := m.get(impatient, slow(&reads, "answer", nil))
			first <- err
		}()
		synctest.Wait()
		go func() {
			got, err := m.get(t.Context(), slow(&reads, "answer", nil))
			if got != "answer" {
				t.Errorf("got %q", got)
			}
			second <- err
		}()
		if err := <-first; !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("who gave up got %v", err)
		}
		if err := <-second; err != nil || time.Since(start) != 90*time.Second || reads.Load() != 2 {
			t.Errorf("who stayed got %v after %s and %d reads", err, time.Since(start), reads.Load())
		}
		if got, err := m.get(t.Context(), slow(&reads, "other", nil)); got != "answer" || err != nil || reads.Load() != 2 {
			t.Errorf("later: %q, %v after %d reads", got, err, reads.Load())
		}
	})
}

func TestMemoRemembersWhatCameBeforeTheEnd(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var m memo[string]
		var reads atomic.Int32
		refused := errors.New("refused")
		ctx, cancel := context.WithCancel(t.Context())
		for range 2 {
			if _, err := m.get(ctx, slow(&reads, "", refused)); !errors.Is(err, refused) {
				t.Errorf("err %v", err)
			}
		}
		cancel()
		// What is known needs no reading, so a context that has ended does not matter.
		if _, err := m.get(ctx, slow(&reads, "", nil)); !errors.Is(err, refused) || reads.Load() != 1 {
			t.Errorf("err %v after %d reads", err, reads.Load())
		}
	})
}

func TestMemosDoNotWaitForEachOther(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var m memos[int, int]
		var reads atomic.Int32
		done := make(chan error)
		start := time.Now()
		for i := range 10 {
			go func() {
				got, err := m.get(t.Context(), i%5, slow(&reads, i%5, nil))
				if got != i%5 {
					t.Errorf("key %d got %d", i%5, got)
				}
				done <- err
			}()
		}
		for range 10 {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
		if took := time.Since(start); took != time.Minute || reads.Load() != 5 {
			t.Errorf("five keys took %s and %d reads: they are to be read side by side, each once", took, reads.Load())
		}
	})
}

func TestBatchIsNotSpoiltByWhoGivesUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var b batch[int]
		var reads atomic.Int32
		ask := func(ctx context.Context, keys ...string) (map[string]int, error) {
			return b.get(ctx, keys, func(ctx context.Context, missing []string) (map[string]int, error) {
				return slow(&reads, map[string]int{missing[0]: len(missing)}, nil)(ctx)
			})
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if got, err := ask(ctx, "a"); !errors.Is(err, context.DeadlineExceeded) || got != nil {
			t.Errorf("%v, %v", got, err)
		}
		got, err := ask(t.Context(), "a", "b")
		if err != nil || got["a"] != 2 {
			t.Errorf("%v, %v: the stopped reading was taken for an answer", got, err)
		}
		if got, err := ask(t.Context(), "b"); err != nil || len(got) != 1 || reads.Load() != 2 {
			t.Errorf("%v, %v after %d reads", got, err, reads.Load())
		}
		if got, err := ask(t.Context()); err != nil || len(got) != 0 || reads.Load() != 2 {
			t.Errorf("nothing asked: %v, %v after %d reads", got, err, reads.Load())
		}
	})
}

func TestBatchTogether(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var b batch[int]
		var reads atomic.Int32
		done := make(chan error)
		for i := range 6 {
			go func() {
				_, err := b.get(t.Context(), []string{"x", string(rune('a' + i%2))}, func(ctx context.Context, missing []string) (map[string]int, error) {
					return slow(&reads, map[string]int{}, nil)(ctx)
				})
				done <- err
			}()
		}
		for range 6 {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
		// The first asks for x and its own letter, one other for the other letter.
		if n := reads.Load(); n != 2 {
			t.Errorf("%d reads for three keys", n)
		}
	})
}

func TestTogetherWaitsForAll(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var ended atomic.Int32
		bad := errors.New("bad")
		err := Together(t.Context(),
			func(context.Context) error { <-time.After(3 * time.Second); ended.Add(1); return nil },
			func(context.Context) error { return bad },
			func(context.Context) error {
				<-time.After(time.Second)
				ended.Add(1)
				return errors.New("later in order")
			})
		if !errors.Is(err, bad) || ended.Load() != 2 {
			t.Errorf("%v with %d ended: nothing may go on behind the caller's back", err, ended.Load())
		}
	})
}

func TestTogetherStopsWithItsContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		start := time.Now()
		var reads atomic.Int32
		wait := func(ctx context.Context) error { _, err := slow(&reads, 0, nil)(ctx); return err }
		also := func(ctx context.Context) error { return wait(ctx) }
		if err := Together(ctx, wait, also); !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != time.Second {
			t.Errorf("%v after %s", err, time.Since(start))
		}
	})
}

// TestWaitingForAnotherEndsWithOnesOwnContext: who waits for a reading that
// somebody else makes does not have to wait for its end.
func TestWaitingForAnotherEndsWithOnesOwnContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var m memo[string]
		var b batch[int]
		var reads atomic.Int32
		go func() { _, _ = m.get(t.Context(), slow(&reads, "answer", nil)) }()
		go func() {
			_, _ = b.get(t.Context(), []string{"a"}, func(ctx context.Context, _ []string) (map[string]int, error) {
				return slow(&reads, map[string]int{}, nil)(ctx)
			})
		}()
		synctest.Wait()
		start := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := m.get(ctx, slow(&reads, "other", nil)); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("memo: %v", err)
		}
		if _, err := b.get(ctx, []string{"b"}, nil); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("batch: %v", err)
		}
		if took := time.Since(start); took != time.Second || reads.Load() != 2 {
			t.Errorf("gave up after %s with %d reads", took, reads.Load())
		}
		if got, err := m.get(t.Context(), slow(&reads, "other", nil)); got != "answer" || err != nil {
			t.Errorf("who stayed got %q, %v", got, err)
		}
	})
}
