package engine

import (
	"context"
	"time"
)

func (e *Engine) work(ctx context.Context) {
	for {
		j, ok := e.queue.next()
		if !ok {
			return
		}
		err := e.run(ctx, j)
		if ctx.Err() != nil {
			return
		}
		if wait, again := j.retry(err); again {
			e.pause(j, wait)
			continue
		}
		e.finish(j, err)
		e.queue.done(j)
	}
}

// pause holds the job, and with it every later job of the same user or group, until d has passed.
func (e *Engine) pause(j *job, d time.Duration) {
	e.lock(func() { e.logPause(j, d) })
	e.queue.hold(j)
	over := false
	stop := e.After(d, func() {
		e.mu.Lock()
		over = true
		delete(e.paused, j)
		e.mu.Unlock()
		e.queue.resume(j)
	})
	e.mu.Lock()
	defer e.mu.Unlock()
	if !over {
		e.paused[j] = stop
	}
}

func (e *Engine) stop() {
	e.queue.stop()
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, stop := range e.paused {
		stop()
	}
	clear(e.paused)
}
