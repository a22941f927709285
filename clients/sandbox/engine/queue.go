package engine

import (
	"container/heap"
	"context"
	"sync"
)

// queue hands out jobs. Jobs with the same key run one after the other in the order in which they came; a group's job
// also waits for the users' jobs that came before it.
type queue struct {
	mu         sync.Mutex
	work, idle *sync.Cond
	stopped    bool

	lanes map[key]*lane
	ready fifo
	// users are the users' jobs in order of arrival, from the oldest that still has to run for the first time.
	users fifo
	// waiting are the groups' jobs behind users' jobs.
	waiting byArrival
	arrived uint64
	pending int
}

func (q *queue) init() {
	q.lanes = map[key]*lane{}
	q.work, q.idle = sync.NewCond(&q.mu), sync.NewCond(&q.mu)
}

func (q *queue) add(j *job) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.arrived++
	j.arrived = q.arrived
	q.pending++
	l := q.lanes[j.key()]
	j.passed = l != nil && l.paused
	if j.user != nil && !j.passed {
		q.users.push(j)
	}
	if l != nil {
		l.behind.push(j)
		return
	}
	q.lanes[j.key()] = &lane{}
	q.dispatch(j)
}

// dispatch makes the first job of a lane ready, or lets it wait for users.
func (q *queue) dispatch(j *job) {
	if j.user == nil && !j.hasty && !q.reached(j) {
		heap.Push(&q.waiting, j)
		return
	}
	q.ready.push(j)
	q.work.Signal()
}

// reached says whether every user's job that came before j has run.
func (q *queue) reached(j *job) bool {
	return q.users.len() == 0 || q.users.first().arrived > j.arrived
}

// next blocks until a job is ready; it says false once the queue is stopped.
func (q *queue) next() (*job, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for q.ready.len() == 0 && !q.stopped {
		q.work.Wait()
	}
	if q.stopped {
		return nil, false
	}
	return q.ready.pop(), true
}

// done ends a job and lets the next of its lane go.
func (q *queue) done(j *job) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.pending--
	q.passed(j)
	l := q.lanes[j.key()]
	if l.behind.len() > 0 {
		q.dispatch(l.behind.pop())
	} else {
		delete(q.lanes, j.key())
	}
	if q.pending == 0 {
		q.idle.Broadcast()
	}
}

// hold keeps the lane of a paused job closed, but lets groups no longer wait for the jobs in it.
func (q *queue) hold(j *job) {
	q.mu.Lock()
	defer q.mu.Unlock()
	l := q.lanes[j.key()]
	l.paused = true
	for _, later := range l.behind.jobs[l.behind.head:] {
		later.passed = true
	}
	q.passed(j)
}

func (q *queue) resume(j *job) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.lanes[j.key()].paused = false
	q.ready.push(j)
	q.work.Signal()
}

// passed marks a job as one that no group waits for.
func (q *queue) passed(j *job) {
	j.passed = true
	for q.users.len() > 0 && q.users.first().passed {
		q.users.pop()
	}
	for len(q.waiting) > 0 && q.reached(q.waiting[0]) {
		q.ready.push(heap.Pop(&q.waiting).(*job))
		q.work.Signal()
	}
}

func (q *queue) wait(ctx context.Context) error {
	defer context.AfterFunc(ctx, func() {
		q.mu.Lock()
		defer q.mu.Unlock()
		q.idle.Broadcast()
	})()
	q.mu.Lock()
	defer q.mu.Unlock()
	for q.pending > 0 && ctx.Err() == nil && !q.stopped {
		q.idle.Wait()
	}
	if q.pending > 0 && q.stopped {
		return ErrStopped
	}
	if q.pending == 0 {
		return nil
	}
	return ctx.Err()
}

func (q *queue) len() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.pending
}

func (q *queue) stop() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.stopped = true
	q.work.Broadcast()
	q.idle.Broadcast()
}
