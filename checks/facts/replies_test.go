package facts

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/scim"
	"github.com/provision-cli/provision/clients/site"
)

// secretKey is the credential of every source.
const secretKey = "very-secret-key"

// reply is an answer with more than a text: a status, and a page that leads to another.
type reply struct {
	status int
	body   string
	after  *reply // Okta's next page; any other service names its own in the body
}

// moody answers some requests with replies, and the others as a world does.
type moody struct {
	*world
	replies map[string]reply
}

func (m *moody) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	key := r.Method + " " + r.URL.Path
	q := r.URL.Query()
	later := q.Has("after") || q.Has("cursor") || q.Get("startIndex") > "1" || q.Get("startAt") > "0" || bytes.Contains(body, []byte(`"cursor"`))
	answer, ok := m.replies[key]
	switch {
	case !ok:
		m.world.ServeHTTP(rw, r)
		return
	case later && answer.after != nil:
		answer = *answer.after
	case answer.after != nil:
		rw.Header().Set("Link", "<http://"+r.Host+r.URL.Path+`?after=x>; rel="next"`)
	}
	m.mu.Lock()
	m.calls = append(m.calls, key+" "+string(body))
	m.mu.Unlock()
	rw.Header().Set("Content-Type", "application/json")
	rw.WriteHeader(answer.status)
	_, _ = io.WriteString(rw, answer.body)
}

// answering reads tenants that say everything once, but for some replies.
func answering(t *testing.T, replies map[string]reply) (*Facts, *world) {
	t.Helper()
	m := &moody{world: &world{says: whole()}, replies: replies}
	server := httptest.NewServer(m)
	t.Cleanup(server.Close)
	base, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	key := clients.NewSecret(secretKey)
	return New(Sources{
		Okta: okta.NewReader(base, key, nil), Atlassian: atlassian.NewReader(base, key, nil), SCIM: scim.NewReader(base.JoinPath("/scim/directory/d1"), key, nil),
		Sites: []SiteSource{{URL: "https://acme.atlassian.net", Reader: site.NewReader(base, "a@b.c", key, nil)}},
	}, Intent{}, Kept{}, time.Now()), m.world
}

// told reads tenants that say everything once, but for some good answers.
func told(t *testing.T, change map[string]string) (*Facts, *world) {
	t.Helper()
	return open(t, Intent{}, Kept{}, saying(change))
}
