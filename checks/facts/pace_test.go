package facts

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/okta"
)

// limited is an Okta org without a network, so that one clock holds for both ends. Every group has one member. Of 250
// requests a window, which starts with the first after the last, more are answered 429.
type limited struct {
	mu        sync.Mutex
	reset     time.Time
	used      int
	throttled int
}

// RoundTrip answers a request as the org would, after the time that one takes.
func (l *limited) RoundTrip(req *http.Request) (*http.Response, error) {
	<-time.After(120 * time.Millisecond)
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	if !now.Before(l.reset) {
		l.reset, l.used = now.Truncate(time.Second).Add(time.Minute), 0
	}
	l.used++
	w := httptest.NewRecorder()
	w.Header().Set("Date", now.UTC().Format(http.TimeFormat))
	w.Header().Set("X-Rate-Limit-Limit", "250")
	w.Header().Set("X-Rate-Limit-Remaining", strconv.Itoa(max(0, 250-l.used)))
	w.Header().Set("X-Rate-Limit-Reset", strconv.FormatInt(l.reset.Unix(), 10))
	if l.used > 250 {
		l.throttled++
		w.WriteHeader(http.StatusTooManyRequests)
		_, _ = w.WriteString(`{"errorCode":"E0000047"}`)
		return w.Result(), nil
	}
	_, _ = fmt.Fprintf(w, `[{"id":"00u%s","status":"ACTIVE","profile":{"login":"a@x.example"}}]`, req.URL.Path[len("/api/v1/groups/"):len("/api/v1/groups/")+6])
	return w.Result(), nil
}

// TestReadingKeepsToItsShareAndLosesNoTime reads far more than a window allows: no 429 comes, and the time is what calls by
// allowed rate demand.
func TestReadingKeepsToItsShareAndLosesNoTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		net, meter := &limited{}, &clients.Meter{}
		var f *Facts
		waits := 0
		rt := clients.Transport(clients.TransportOptions{Service: "okta", Base: net, Share: 0.5, Meter: meter, ReadOnly: true, Waiting: func(w clients.Wait) { f.Waits(w) }})
		r := okta.NewReader(&url.URL{Scheme: "http", Host: "127.0.0.1"}, clients.NewSecret("token"), rt)
		f = New(Sources{Okta: r, Meter: meter, OnProgress: func(p Progress) {
			if !p.Until.IsZero() && p.What != "" && p.Why != "" {
				waits++
			}
		}}, Intent{}, Kept{}, time.Now())
		var groups []okta.Group
		for i := range 700 {
			groups = append(groups, okta.Group{ID: fmt.Sprintf("g%05d", i), Name: fmt.Sprint(i)})
		}
		start := time.Now()
		f.aheadMembers(t.Context(), groups)
		all, err := f.MembersOf(t.Context(), groups)
		took, calls := time.Since(start), meter.Count()["okta"]
		allowed, _ := meter.Allowed("okta", "/api/v1/groups/x/users")
		if err != nil || all.Len() != 700 || allowed != 125 || calls != 700 {
			t.Fatalf("%d people by %d calls, %d a minute: %v", all.Len(), calls, allowed, err)
		}
		demanded := time.Minute * time.Duration(calls) / time.Duration(allowed)
		t.Logf("%d calls in %s; the rate demands %s: %.3f", calls, took, demanded, took.Seconds()/demanded.Seconds())
		if net.throttled > 0 || took > demanded*115/100 || waits == 0 {
			t.Errorf("%d times 429, %d waits, %s for %d calls, which demand %s", net.throttled, waits, took, calls, demanded)
		}
	})
}
