package traffic

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

func echo(rw http.ResponseWriter, r *http.Request) {
	b, _ := io.ReadAll(r.Body)
	if r.Method == http.MethodPost {
		Mutated(rw)
	}
	rw.Header().Set("X-From", From(rw))
	if len(b) == 0 {
		return
	}
	rw.WriteHeader(http.StatusCreated)
	rw.Write(b)
}

func do(t *testing.T, c *http.Client, method, url, body string) *http.Response {
	t.Helper()
	req, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	res, err := c.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	io.Copy(io.Discard, res.Body)
	res.Body.Close()
	return res
}

func TestStats(t *testing.T) {
	t.Parallel()
	r := New()
	scim := httptest.NewServer(r.Wrap("scim", http.HandlerFunc(echo)))
	defer scim.Close()
	console := httptest.NewServer(r.Wrap("console", http.HandlerFunc(echo)))
	defer console.Close()
	engine := r.EngineClient()
	defer engine.CloseIdleConnections()
	do(t, http.DefaultClient, "GET", scim.URL+"/scim/directory/d1/Users/u1?filter=secret", "")
	do(t, http.DefaultClient, "GET", scim.URL+"/scim/directory/d1/Users/u2", "")
	do(t, engine, "POST", scim.URL+"/scim/directory/d1/Users", "{}")
	do(t, engine, "GET", scim.URL+"/scim/directory/d1/Users/u2", "")
	do(t, http.DefaultClient, "POST", console.URL+"/stats.json", "")
	r.EngineMutated()
	r.ConsoleMutated()
	got, err := json.Marshal(r.Stats())
	if err != nil {
		t.Fatal(err)
	}
	want := `{"requests":[` +
		`{"service":"console","method":"POST","route":"/stats.json","from":"console","count":1},` +
		`{"service":"scim","method":"POST","route":"/scim/directory/{id}/Users","from":"engine","count":1},` +
		`{"service":"scim","method":"GET","route":"/scim/directory/{id}/Users/{id}","from":"client","count":2},` +
		`{"service":"scim","method":"GET","route":"/scim/directory/{id}/Users/{id}","from":"engine","count":1}],` +
		`"mutations":{"client":0,"engine":2,"console":2},"max_in_flight":1}`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestEmptyStatsHaveAList(t *testing.T) {
	t.Parallel()
	got, err := json.Marshal(New().Stats())
	if err != nil || !strings.HasPrefix(string(got), `{"requests":[],`) {
		t.Errorf("%s, %v", got, err)
	}
}

func TestMutatedCountsTheSender(t *testing.T) {
	t.Parallel()
	r := New()
	s := httptest.NewServer(r.Wrap("okta", http.HandlerFunc(echo)))
	defer s.Close()
	if from := do(t, http.DefaultClient, "POST", s.URL, "{}").Header.Get("X-From"); from != Client {
		t.Errorf("from %q", from)
	}
	do(t, http.DefaultClient, "PUT", s.URL, "{}")
	if m := r.Stats().Mutations; m != (Mutations{Client: 1}) {
		t.Errorf("%+v", m)
	}
	rec := httptest.NewRecorder()
	Mutated(rec)
	if From(rec) != "" {
		t.Error("a sender is known outside of Wrap")
	}
}

func TestMaxInFlightCountsClientsOfAllServices(t *testing.T) {
	t.Parallel()
	r := New()
	var arrived, left sync.WaitGroup
	arrived.Add(4)
	hold := http.HandlerFunc(func(http.ResponseWriter, *http.Request) { arrived.Done(); arrived.Wait() })
	okta, admin := httptest.NewServer(r.Wrap("okta", hold)), httptest.NewServer(r.Wrap("admin", hold))
	defer okta.Close()
	defer admin.Close()
	engine := r.EngineClient()
	defer engine.CloseIdleConnections()
	for url, c := range map[string]*http.Client{okta.URL: http.DefaultClient, okta.URL + "/2": http.DefaultClient, admin.URL: http.DefaultClient, admin.URL + "/2": engine} {
		left.Go(func() { do(t, c, "GET", url, "") })
	}
	left.Wait()
	if n := r.Stats().MaxInFlight; n != 3 {
		t.Errorf("max in flight %d, want 3", n)
	}
}

func TestOnRequest(t *testing.T) {
	t.Parallel()
	r := New()
	seen := make(chan Seen, 3)
	r.OnRequest(func(s Seen) { seen <- s })
	s := httptest.NewServer(r.Wrap("okta", http.HandlerFunc(func(rw http.ResponseWriter, req *http.Request) {
		if req.URL.Path == "/broken" {
			panic(http.ErrAbortHandler)
		}
		echo(rw, req)
	})))
	defer s.Close()
	do(t, http.DefaultClient, "POST", s.URL+"/api/v1/apps/0oa1", "{}")
	do(t, http.DefaultClient, "GET", s.URL+"/api/v1/apps", "")
	if _, err := http.Post(s.URL+"/broken", "", strings.NewReader("x")); err == nil {
		t.Error("a broken connection was answered")
	}
	for _, want := range []Seen{
		{"okta", "POST", "/api/v1/apps/{id}", "client", 201},
		{"okta", "GET", "/api/v1/apps", "client", 200},
		{"okta", "POST", "/{id}", "client", 0},
	} {
		if got := <-seen; got != want {
			t.Errorf("got %+v, want %+v", got, want)
		}
	}
	if n := r.inFlight; n != 0 {
		t.Errorf("%d still in flight", n)
	}
}

func TestTap(t *testing.T) {
	t.Parallel()
	r := New()
	tapped := make(chan Exchange, 1)
	r.Tap(func(x Exchange) { tapped <- x })
	s := httptest.NewServer(r.Wrap("scim", http.HandlerFunc(echo)))
	defer s.Close()
	do(t, http.DefaultClient, "POST", s.URL+"/scim/directory/d1/Users?count=2", `{"a":1}`)
	x := <-tapped
	if x.Service != "scim" || x.From != "client" || x.Method != http.MethodPost || x.Path != "/scim/directory/d1/Users" || x.Query.Get("count") != "2" || x.Status != 201 {
		t.Errorf("%+v", x)
	}
	if string(x.RequestBody) != `{"a":1}` || string(x.ResponseBody) != `{"a":1}` {
		t.Errorf("bodies %q and %q", x.RequestBody, x.ResponseBody)
	}
	if x.ResponseHeader.Get("X-From") != "client" || x.RequestHeader.Get("User-Agent") == "" {
		t.Errorf("headers %v and %v", x.RequestHeader, x.ResponseHeader)
	}
}

func TestEngineAddressesAreForgotten(t *testing.T) {
	t.Parallel()
	r := New()
	s := httptest.NewServer(r.Wrap("scim", http.HandlerFunc(echo)))
	defer s.Close()
	engine := r.EngineClient()
	if from := do(t, engine, "GET", s.URL, "").Header.Get("X-From"); from != Engine {
		t.Errorf("from %q", from)
	}
	engine.CloseIdleConnections()
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.engine) != 0 {
		t.Errorf("still known: %v", r.engine)
	}
}
