package scale

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"testing/synctest"
	"time"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/sandbox/engine"
	standin "github.com/provision-cli/provision/clients/sandbox/okta"
	"github.com/provision-cli/provision/clients/sandbox/world"
)

// inMemory asks a handler without a network, so that one clock holds for both ends.
type inMemory struct {
	handler   http.Handler
	throttled int
	takes     time.Duration
}

func (m *inMemory) RoundTrip(req *http.Request) (*http.Response, error) {
	<-time.After(m.takes)
	w := httptest.NewRecorder()
	req = req.Clone(req.Context())
	req.RequestURI, req.Host = req.URL.RequestURI(), req.URL.Host
	m.handler.ServeHTTP(w, req)
	if w.Code == http.StatusTooManyRequests {
		m.throttled++
	}
	return w.Result(), nil
}

// TestReadingKeepsToItsShareAndLosesNoTime reads far more than a window allows
// from the stand-in with its limits on: no 429 comes, and the time is what calls by allowed rate demand.
func TestReadingKeepsToItsShareAndLosesNoTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w, err := world.Build(world.BuildOptions{Scenario: "ready", Users: 400, Groups: 700, Now: time.Now})
		if err != nil {
			t.Fatal(err)
		}
		net := &inMemory{handler: standin.Handler(w, engine.New(w, http.DefaultClient), standin.Options{RateLimits: true}), takes: 120 * time.Millisecond}
		meter, waits := &clients.Meter{}, 0
		rt := clients.Transport(clients.TransportOptions{Service: "okta", Base: net, Share: 0.5, Meter: meter, ReadOnly: true, Waiting: func(clients.Wait) { waits++ }})
		base, err := url.Parse("http://127.0.0.1")
		if err != nil {
			t.Fatal(err)
		}
		r := okta.NewReader(base, clients.NewSecret(w.Okta.Tokens[0].Secret), rt)
		f := facts.New(facts.Sources{Okta: r, Meter: meter}, facts.Intent{}, facts.Kept{}, time.Now())
		start := time.Now()
		readEverybody(t.Context(), t, f)
		took, calls := time.Since(start), meter.Count()["okta"]
		allowed, known := meter.Allowed("okta", "/api/v1/groups/x/users")
		if !known || allowed != 125 {
			t.Fatalf("%d requests a minute allowed", allowed)
		}
		demanded := time.Minute * time.Duration(calls) / time.Duration(allowed)
		t.Logf("%d calls in %s; the rate demands %s: %.3f", calls, took, demanded, took.Seconds()/demanded.Seconds())
		if net.throttled > 0 || took > demanded*115/100 || waits == 0 {
			t.Errorf("%d times 429, %d waits, %s for %d calls, which demand %s", net.throttled, waits, took, calls, demanded)
		}
	})
}

func readEverybody(ctx context.Context, t *testing.T, f *facts.Facts) {
	t.Helper()
	groups, err := f.TestGroups(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	f.Ahead(ctx, groups)
	if all, err := f.MembersOf(ctx, groups); err != nil || all.Len() != 400 {
		t.Errorf("%d people: %v", all.Len(), err)
	}
}
