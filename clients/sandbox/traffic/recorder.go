package traffic

import (
	"net/http"
	"net/url"
	"sync"
)

// Recorder watches the requests of all services. The zero value is not ready: use New.
type Recorder struct {
	mu          sync.Mutex
	counts      map[Request]int
	mutations   map[string]int
	inFlight    int
	maxInFlight int
	engine      map[ends]bool
	seen        func(Seen)
	tap         func(Exchange)
}

// Seen is one request that a stand-in has answered.
type Seen struct {
	Service, Method, Route, From string
	// Status is zero when the connection was broken off instead of answered.
	Status int
}

// Exchange is one request and its answer with headers and bodies.
type Exchange struct {
	Service, From, Method, Path string
	Query                       url.Values
	RequestHeader               http.Header
	RequestBody                 []byte
	// Status is zero when the connection was broken off instead of answered.
	Status         int
	ResponseHeader http.Header
	ResponseBody   []byte
}

// New returns a recorder that has seen nothing.
func New() *Recorder {
	return &Recorder{counts: map[Request]int{}, mutations: map[string]int{}, engine: map[ends]bool{}}
}

// OnRequest sets the function that is told of every answered request; it is called on the request's goroutine.
func (r *Recorder) OnRequest(f func(Seen)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.seen = f
}

// Tap sets the function that gets every exchange; bodies are copied only while one is set.
func (r *Recorder) Tap(f func(Exchange)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.tap = f
}

// EngineMutated counts a change that the stand-in Okta made to its own side.
func (r *Recorder) EngineMutated() { r.mutated(Engine) }

// ConsoleMutated counts a change made in a console without a request, as the sandbox's operator does.
func (r *Recorder) ConsoleMutated() { r.mutated(Console) }

func (r *Recorder) mutated(from string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.mutations[from]++
}
