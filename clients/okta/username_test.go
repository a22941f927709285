package okta

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients"
)

// tenant keeps one app, and replaces it whole, as Okta does.
type tenant struct {
	app      map[string]any
	features any  // after a PUT
	hidePush bool // pushStatus is never shown
	puts     []map[string]any
	answer   func(put bool) *reply
}

func (s *tenant) handle(req *http.Request) reply {
	put := req.Method == http.MethodPut
	if put {
		var body map[string]any
		raw, _ := req.GetBody()
		if err := json.NewDecoder(raw).Decode(&body); err != nil {
			return reply{status: 400}
		}
		s.puts = append(s.puts, body)
		for _, key := range []string{"id", "features", "status", "_links"} {
			body[key] = s.app[key]
		}
		if s.features != nil {
			body["features"] = s.features
		}
		if s.hidePush {
			delete(body["credentials"].(map[string]any)["userNameTemplate"].(map[string]any), "pushStatus")
		}
	}
	if s.answer != nil {
		if r := s.answer(put); r != nil {
			return *r
		}
	}
	if put {
		s.app = s.puts[len(s.puts)-1]
	}
	raw, _ := json.Marshal(s.app)
	return ok(string(raw))
}

func newTenant(t *testing.T) *tenant {
	t.Helper()
	s := &tenant{}
	err := json.Unmarshal([]byte(`{"id":"0oa1","status":"ACTIVE","name":"atlassian","features":["A","B"],"_links":{"x":1},"new":{"deep":[1,null]},
	 "settings":{"app":{"k":"v"}},"credentials":{"signing":{"kid":"k"},"userNameTemplate":{"template":"${source.login}","type":"BUILT_IN"}}}`), &s.app)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var byEmail = UsernameTemplate{Template: "user.email", Type: "CUSTOM", PushStatus: "PUSH"}

func TestReplaceUsernameTemplate(t *testing.T) {
	t.Parallel()
	s := newTenant(t)
	o, c := orgThat(t, s.handle)
	before, after, err := c.ReplaceUsernameTemplate(t.Context(), "0oa1", byEmail)
	if err != nil || after.UserName != byEmail || !strings.Contains(string(before), "${source.login}") {
		t.Fatalf("got %s, %+v, %v", before, after, err)
	}
	sent := s.puts[0]
	if sent["new"] == nil || sent["settings"] == nil || len(o.asked) != 3 {
		t.Errorf("sent %v in %d requests", sent, len(o.asked))
	}
	if _, _, err := c.ReplaceUsernameTemplate(t.Context(), "0oa1", byEmail); err != nil || len(s.puts) != 1 {
		t.Errorf("a second time: %v, %d writes", err, len(s.puts))
	}
	for _, line := range o.asked {
		if strings.HasPrefix(line, "PUT") && (strings.Contains(line, "features") || strings.Contains(line, `"id"`)) {
			t.Errorf("sent %s", line)
		}
	}
}

func TestReplaceUsernameTemplateReadsBack(t *testing.T) {
	t.Parallel()
	ignore := func(put bool) *reply {
		if put {
			r := ok("{}")
			return &r
		}
		return nil
	}
	tests := []struct {
		name  string
		setUp func(*tenant)
		field string // of the ReadBackError, empty: success
	}{
		{"features in another order", func(s *tenant) { s.features = []any{"B", "A"} }, ""},
		{"features wiped", func(s *tenant) { s.features = []any{} }, "features"},
		{"a feature more", func(s *tenant) { s.features = []any{"A", "B", "C"} }, "features"},
		{"an update-on that is not shown", func(s *tenant) { s.hidePush = true }, ""},
		{"nothing changed", func(s *tenant) { s.answer = ignore }, "username template"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := newTenant(t)
			test.setUp(s)
			_, c := orgThat(t, s.handle)
			before, after, err := c.ReplaceUsernameTemplate(t.Context(), "0oa1", byEmail)
			var e *ReadBackError
			if errors.As(err, &e) != (test.field != "") || (err == nil) != (test.field == "") {
				t.Fatalf("got %v", err)
			}
			if e != nil && (e.Field != test.field || !strings.Contains(e.Error(), test.field)) || before == nil || after.ID == "" {
				t.Errorf("got %v, %s, %+v", e, before, after)
			}
		})
	}
}

func TestReplaceUsernameTemplateWhenThePutFails(t *testing.T) {
	t.Parallel()
	broken, refused := reply{broken: io.ErrUnexpectedEOF}, refusal(400, "E0000001", "Api validation failed: domain")
	tests := []struct {
		name    string
		applied bool // in spite of the answer
		put     reply
		wrong   bool
		puts    int
	}{
		{"refused", false, refused, true, 1},
		{"lost on the way, again and again", false, broken, true, 2},
		{"lost on the way back", true, broken, false, 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := newTenant(t)
			s.answer = func(put bool) *reply {
				if !put {
					return nil
				}
				if test.applied {
					s.app = s.puts[0]
				}
				return &test.put
			}
			_, c := orgThat(t, s.handle)
			before, _, err := c.ReplaceUsernameTemplate(t.Context(), "0oa1", byEmail)
			if (err != nil) != test.wrong || before == nil || len(s.puts) != test.puts {
				t.Errorf("got %s, %v after %d writes", before, err, len(s.puts))
			}
			var e *clients.Error
			var back *ReadBackError
			if err != nil && (!errors.As(err, &e) || errors.As(err, &back)) {
				t.Errorf("got %v", err)
			}
		})
	}
	_, c := answers(t, refusal(404, "E0000007", "Not found"))
	if before, _, err := c.ReplaceUsernameTemplate(t.Context(), "0oa1", byEmail); before != nil || !errors.Is(err, clients.ErrNotFound) {
		t.Errorf("got %s, %v", before, err)
	}
}
