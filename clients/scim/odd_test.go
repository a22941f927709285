package scim

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients"
)

func reads(t *testing.T, h http.HandlerFunc) *Reader {
	t.Helper()
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	base, err := url.Parse(srv.URL + "/scim/directory/d1")
	if err != nil {
		t.Fatal(err)
	}
	return NewReader(base, clients.NewSecret("key"), clients.Transport(clients.TransportOptions{Service: "scim"}))
}

// TestOddAnswersAreNoLists: whatever is no whole list ends in an error, and nothing panics.
func TestOddAnswersAreNoLists(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"empty": "", "HTML": "<html>Sign in</html>", "array": `[]`, "no total": `{"Resources":[]}`, "a total that is no number": `{"totalResults":"many","Resources":[]}`,
		"a total below zero": `{"totalResults":-1,"Resources":[]}`, "fewer than its total": `{"totalResults":3,"Resources":[{"id":"1"}]}`, "none of its total": `{"totalResults":3}`,
		"more after the end": `{"totalResults":0,"Resources":[]}{}`, "item of another kind": `{"totalResults":1,"Resources":["1"]}`, "members of another kind": `{"totalResults":1,"Resources":[{"id":"1","members":"x","groups":7}]}`,
		"an error as 200": `{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"500","detail":"x"}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := reads(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, body) })
			users, groups := error(nil), error(nil)
			for _, err := range r.Users(t.Context()) {
				users = err
			}
			for _, err := range r.Groups(t.Context()) {
				groups = err
			}
			if users == nil || groups == nil {
				t.Errorf("%s passed for a whole list: %v, %v", body, users, groups)
			}
		})
	}
}

func TestTotalAsATextIsRead(t *testing.T) {
	t.Parallel()
	r := reads(t, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"totalResults":"1","Resources":[{"id":"1"}]}`)
	})
	for u, err := range r.Users(t.Context()) {
		if err != nil || u.ID != "1" {
			t.Errorf("%+v, %v", u, err)
		}
	}
}

// TestLargePageThatBreaksOffIsAskedForAgain: the groups that came are not handed on twice, and the list is whole.
func TestLargePageThatBreaksOffIsAskedForAgain(t *testing.T) {
	t.Parallel()
	member := `{"value":"` + strings.Repeat("m", 30) + `"},`
	many := strings.Repeat(member, 40_000)
	body := `{"totalResults":2,"Resources":[{"id":"g1","displayName":"one","members":[` + strings.TrimSuffix(many, ",") + `]},{"id":"g2","displayName":"two","members":[` + strings.TrimSuffix(many, ",") + `]}]}`
	asked := 0
	r := reads(t, func(w http.ResponseWriter, _ *http.Request) {
		if asked++; asked > 1 {
			_, _ = io.WriteString(w, body)
			return
		}
		w.Header().Set("Content-Length", "99999999")
		_, _ = io.WriteString(w, body[:len(body)*3/4])
	})
	var got []string
	for g, err := range r.Groups(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if len(g.Members) != 40_000 {
			t.Errorf("%s has %d members", g.ID, len(g.Members))
		}
		got = append(got, g.ID)
	}
	if strings.Join(got, " ") != "g1 g2" || asked != 2 {
		t.Errorf("%q after %d calls", got, asked)
	}
}
