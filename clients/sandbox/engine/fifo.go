package engine

// lane is what waits behind the job of one key that is ready, running or paused.
type lane struct {
	behind fifo
	paused bool
}

// byArrival is a heap of jobs, the oldest first.
type byArrival []*job

// Len is the number of jobs; this and the next four methods are for container/heap.
func (b byArrival) Len() int { return len(b) }

// Less puts the older job first.
func (b byArrival) Less(i, j int) bool { return b[i].arrived < b[j].arrived }

// Swap exchanges two jobs.
func (b byArrival) Swap(i, j int) { b[i], b[j] = b[j], b[i] }

// Push appends a job.
func (b *byArrival) Push(j any) { *b = append(*b, j.(*job)) }

// Pop takes the last job.
func (b *byArrival) Pop() any {
	last := len(*b) - 1
	j := (*b)[last]
	(*b)[last] = nil
	*b = (*b)[:last]
	return j
}

// fifo is a first-in, first-out list that never moves its elements.
type fifo struct {
	jobs []*job
	head int
}

func (f *fifo) len() int { return len(f.jobs) - f.head }

func (f *fifo) push(j *job) { f.jobs = append(f.jobs, j) }

func (f *fifo) first() *job { return f.jobs[f.head] }

func (f *fifo) pop() *job {
	j := f.jobs[f.head]
	f.jobs[f.head] = nil
	f.head++
	if f.head == len(f.jobs) {
		f.jobs, f.head = f.jobs[:0], 0
	}
	return j
}
