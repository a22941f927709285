package site

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/provision-cli/provision/clients"
)

type stand struct {
	mu     sync.Mutex
	got    []*http.Request
	answer func(n int, r *http.Request) (int, string)
}

func (s *stand) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.got = append(s.got, r)
	status, body := s.answer(len(s.got), r)
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body)
}

func (s *stand) requests() []*http.Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.got
}

func serve(t *testing.T, answer func(n int, r *http.Request) (int, string)) (*stand, *Reader) {
	t.Helper()
	s := &stand{answer: answer}
	srv := httptest.NewServer(s)
	t.Cleanup(srv.Close)
	base, err := url.Parse(srv.URL)
	if err != nil {
		t.Fatal(err)
	}
	return s, NewReader(base, "admin@example.com", clients.NewSecret("site-token"), nil)
}

func always(status int, body string) func(int, *http.Request) (int, string) {
	return func(int, *http.Request) (int, string) { return status, body }
}

func all[T any](items iter.Seq2[T, error]) ([]T, error) {
	var out []T
	for v, err := range items {
		if err != nil {
			return out, err
		}
		out = append(out, v)
	}
	return out, nil
}

func TestApplicationRoles(t *testing.T) {
	t.Parallel()
	s, r := serve(t, always(200, `[
		{"key":"jira-software","name":"Jira","groups":["users","testers"],"groupDetails":[{"name":"users","groupId":"g1","self":"u"},{"name":"testers","groupId":"g2"}],
		 "defaultGroups":["users"],"defaultGroupsDetails":[{"name":"users","groupId":"g1"}],"selectedByDefault":false,"defined":false,"numberOfSeats":10,"remainingSeats":5,"userCount":5,"userCountDescription":"5 developers","hasUnlimitedSeats":false,"platform":false},
		{"key":"jira-core","name":"Core","groups":["users"],"defaultGroups":["users"],"groupDetails":[{"name":"users","groupId":null}],"numberOfSeats":-1,"remainingSeats":-1},
		{"key":"new-product","hasUnlimitedSeats":true}]`))
	got, err := r.ApplicationRoles(t.Context())
	users, testers, unnamed := GroupRef{"g1", "users"}, GroupRef{"g2", "testers"}, GroupRef{"", "users"}
	want := []ApplicationRole{
		{Key: "jira-software", Name: "Jira", DefaultGroups: []GroupRef{users}, Groups: []GroupRef{users, testers}, Seats: 10, Remaining: 5, UserCount: 5},
		{Key: "jira-core", Name: "Core", DefaultGroups: []GroupRef{unnamed}, Groups: []GroupRef{unnamed}, Seats: -1, Remaining: -1, Unlimited: true},
		{Key: "new-product", Unlimited: true},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
	req := s.requests()[0]
	user, password, _ := req.BasicAuth()
	if req.URL.RequestURI() != "/rest/api/3/applicationrole" || user != "admin@example.com" || password != "site-token" {
		t.Errorf("asked %s as %s", req.URL, user)
	}
}

func TestAdminister(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		status int
		body   string
		want   bool
		err    string
	}{
		"admin":        {200, `{"permissions":{"ADMINISTER":{"id":"0","key":"ADMINISTER","type":"GLOBAL","havePermission":true}}}`, true, ""},
		"no admin":     {200, `{"permissions":{"ADMINISTER":{"havePermission":false}}}`, false, ""},
		"not answered": {200, `{"permissions":{}}`, false, "does not mention"},
		"wrong token":  {401, `Client must be authenticated to access this resource.`, false, "401"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, r := serve(t, always(c.status, c.body))
			got, err := r.Administer(t.Context())
			if got != c.want || (err == nil) != (c.err == "") || err != nil && !strings.Contains(err.Error(), c.err) {
				t.Errorf("got %v, %v", got, err)
			}
			if uri := s.requests()[0].URL.RequestURI(); uri != "/rest/api/3/mypermissions?permissions=ADMINISTER" {
				t.Errorf("asked %s", uri)
			}
		})
	}
}

// members answers as the documents say from so many members, at most most a page; without isLast if plain.
func members(n, most int, plain bool) func(int, *http.Request) (int, string) {
	return func(_ int, r *http.Request) (int, string) {
		start, _ := strconv.Atoi(r.URL.Query().Get("startAt"))
		limit, _ := strconv.Atoi(r.URL.Query().Get("maxResults"))
		var values []string
		for i := start; i < min(n, start+limit, start+most); i++ {
			values = append(values, fmt.Sprintf(`{"accountId":"a%d","displayName":"N","active":%v,"emailAddress":null}`, i, i%2 == 0))
		}
		body := fmt.Sprintf(`{"maxResults":%d,"startAt":%d,"total":%d,"nextPage":"https://other.example/x","values":[%s]`, most, start, n, strings.Join(values, ","))
		if !plain {
			body += fmt.Sprintf(`,"isLast":%v`, start+len(values) >= n)
		}
		return 200, body + "}"
	}
}

func TestGroupMembers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		n, most  int
		plain    bool
		requests int
	}{{0, 50, false, 1}, {50, 50, false, 1}, {51, 50, false, 2}, {51, 20, false, 3}, {120, 50, true, 3}, {0, 50, true, 1}} {
		s, r := serve(t, members(c.n, c.most, c.plain))
		got, err := all(r.GroupMembers(t.Context(), "g1"))
		if err != nil || len(got) != c.n || len(s.requests()) != c.requests {
			t.Errorf("%+v: got %d members, %v, after %d requests", c, len(got), err, len(s.requests()))
		}
		if uri := s.requests()[0].URL.RequestURI(); uri != "/rest/api/3/group/member?groupId=g1&includeInactiveUsers=true&maxResults=50&startAt=0" {
			t.Errorf("asked %s", uri)
		}
		if c.n > 1 && (got[0] != Member{AccountID: "a0", Name: "N", Active: true} || got[1].Active) {
			t.Errorf("got %+v", got[:2])
		}
	}
}

func TestGroupMembersStops(t *testing.T) {
	t.Parallel()
	s, r := serve(t, members(200, 50, false))
	for m, err := range r.GroupMembers(t.Context(), "g1") {
		if err != nil || m.AccountID == "a0" {
			break
		}
	}
	if n := len(s.requests()); n != 1 {
		t.Errorf("%d requests, want 1", n)
	}
}

func TestListsThatLie(t *testing.T) {
	t.Parallel()
	one := `"values":[{"name":"users","groupId":"g1"}]`
	for name, c := range map[string]struct {
		body  string
		short bool
	}{
		"last, fewer than the total": {`{"total":9,"isLast":true,` + one + `}`, false},
		"the total, not last":        {`{"total":1,"isLast":false,` + one + `}`, false},
		"the same page for ever":     {`{"total":9,"isLast":false,` + one + `}`, true},
		"ends before the total":      {`{"total":9,"values":[]}`, true},
		"neither told":               {`{"values":[]}`, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, r := serve(t, always(200, c.body))
			got, err := all(r.GroupsWithAccess(t.Context(), "jira-software"))
			if (err != nil) != c.short || err != nil && !strings.Contains(err.Error(), "cut short") || len(got) > 1 || len(s.requests()) > 2 {
				t.Errorf("got %v, %v after %d requests", got, err, len(s.requests()))
			}
			if uri := s.requests()[0].URL.RequestURI(); uri != "/rest/api/3/group/bulk?accessType=user&applicationKey=jira-software&maxResults=50&startAt=0" {
				t.Errorf("asked %s", uri)
			}
		})
	}
}

func TestErrors(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		status int
		body   string
		kind   error
		text   string
	}{
		"Jira":       {403, `{"errorMessages":["Browse users and groups permission is required to view groups."],"errors":{}}`, clients.ErrDenied, "Browse users"},
		"fields":     {400, `{"errorMessages":[],"errors":{"b":"two","a":"one"}}`, nil, "a: one; b: two"},
		"gateway":    {401, `{"code":401,"message":"Unauthorized"}`, clients.ErrDenied, "Unauthorized"},
		"plain text": {401, `Client must be authenticated`, clients.ErrDenied, "401"},
		"odd":        {404, `{"errorMessages":"one text","errors":["x"],"message":5,"error":"gone"}`, clients.ErrNotFound, "gone"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, r := serve(t, always(c.status, c.body))
			_, err := r.ApplicationRoles(t.Context())
			if err == nil || c.kind != nil && !errors.Is(err, c.kind) || !strings.Contains(err.Error(), c.text) || strings.Contains(err.Error(), "site-token") {
				t.Errorf("got %v", err)
			}
			if _, err := all(r.GroupMembers(t.Context(), "g1")); err == nil {
				t.Error("the list hides the refusal")
			}
		})
	}
}

func FuzzDecodeError(f *testing.F) {
	for _, s := range []string{``, `null`, `{"errorMessages":["a",""],"errors":{"b":"c"}}`, `{"message":"m"}`, `{"errors":[]}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		_, first := decodeError(400, nil, body)
		if _, second := decodeError(400, nil, body); first != second {
			t.Errorf("read %q, then %q", first, second)
		}
	})
}

// FuzzList feeds one body to every page: the list must end.
func FuzzList(f *testing.F) {
	for _, s := range []string{`{"isLast":false,"values":[{"accountId":"a"}]}`, `{"total":-1}`, `{}`, `{"values":null,"total":3}`, `[]`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		asked := 0
		r := NewReader(&url.URL{Scheme: "https", Host: "x"}, "a", clients.NewSecret("token"), roundTrip(func(*http.Request) []byte { asked++; return body }))
		_, _ = all(r.GroupMembers(t.Context(), "g"))
		if asked > 2 {
			t.Errorf("the same page was read %d times", asked)
		}
	})
}

// roundTrip answers without a network.
type roundTrip func(*http.Request) []byte

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{
		StatusCode: 200, Header: http.Header{"Content-Type": {"application/json"}}, Request: r,
		Body: io.NopCloser(strings.NewReader(string(f(r)))),
	}, nil
}
