package engine

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
)

// exchange is one request that the server received; Line is its method and path with the query as sent.
type exchange struct {
	Line   string
	Header http.Header
	Body   string
}

// server is a small SCIM server: just enough of RFC 7644 for what Okta sends.
type server struct {
	*httptest.Server
	mu   sync.Mutex
	got  []exchange
	docs map[string]map[string]any // by path: /Users/s1, /Groups/s2
	ids  int
	// refuse, when set, answers instead of the server; it says whether it did.
	refuse func(rw http.ResponseWriter, r *http.Request) bool
}

const testKey = "directory-key"

func newServer(t *testing.T) *server {
	t.Helper()
	s := &server{docs: map[string]map[string]any{}}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

func (s *server) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.got = append(s.got, exchange{r.Method + " " + r.URL.RequestURI(), r.Header.Clone(), string(body)})
	if s.refuse != nil && s.refuse(rw, r) {
		return
	}
	if r.Header.Get("Authorization") != "Bearer "+testKey {
		answerJSON(rw, 401, map[string]any{"error": "Unauthorized", "traceId": "t1"})
		return
	}
	var doc map[string]any
	json.Unmarshal(body, &doc)
	switch kind := strings.Split(r.URL.Path, "/")[1]; r.Method {
	case http.MethodGet:
		s.get(rw, r, kind)
	case http.MethodPost:
		s.ids++
		id := fmt.Sprintf("s%d", s.ids)
		doc["id"] = id
		s.docs["/"+kind+"/"+id] = doc
		answerJSON(rw, 201, doc)
	case http.MethodPut:
		s.docs[r.URL.Path] = doc
		answerJSON(rw, 200, doc)
	case http.MethodPatch:
		if s.docs[r.URL.Path] == nil {
			answerJSON(rw, 404, map[string]any{"detail": "gone"})
			return
		}
		applyPatch(s.docs[r.URL.Path], body)
		rw.WriteHeader(204)
	case http.MethodDelete:
		delete(s.docs, r.URL.Path)
		rw.WriteHeader(204)
	}
}

func (s *server) get(rw http.ResponseWriter, r *http.Request, kind string) {
	if doc := s.docs[r.URL.Path]; doc != nil {
		answerJSON(rw, 200, doc)
		return
	}
	if strings.Count(r.URL.Path, "/") == 2 {
		answerJSON(rw, 404, map[string]any{"detail": "Resource not found"})
		return
	}
	attribute, value, _ := strings.Cut(r.URL.Query().Get("filter"), " eq ")
	found := []any{}
	for path, doc := range s.docs {
		if strings.HasPrefix(path, "/"+kind+"/") && fmt.Sprintf("%q", doc[attribute]) == value {
			found = append(found, doc)
		}
	}
	answerJSON(rw, 200, map[string]any{"totalResults": len(found), "startIndex": 1, "itemsPerPage": len(found), "Resources": found})
}

func answerJSON(rw http.ResponseWriter, status int, v any) {
	rw.Header().Set("Content-Type", "application/scim+json")
	rw.WriteHeader(status)
	json.NewEncoder(rw).Encode(v)
}

// add puts a resource on the server.
func (s *server) add(kind string, doc map[string]any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ids++
	id := fmt.Sprintf("s%d", s.ids)
	doc["id"] = id
	s.docs["/"+kind+"/"+id] = doc
}

// take returns what the server received since the last call.
func (s *server) take() []exchange {
	s.mu.Lock()
	defer s.mu.Unlock()
	got := s.got
	s.got = nil
	return got
}

// lines are the request lines, shortened: filters unescaped, paging left out.
func lines(got []exchange) string {
	var b strings.Builder
	for _, x := range got {
		line := strings.TrimSuffix(x.Line, "&startIndex=1&count=100")
		b.WriteString(strings.NewReplacer("%20", " ", "%22", `"`, "%40", "@").Replace(line) + "\n")
	}
	return b.String()
}

// applyPatch does what the operations of Okta's PATCHes say.
func applyPatch(doc map[string]any, body []byte) {
	var p struct {
		Operations []struct {
			Op, Path string
			Value    json.RawMessage
		}
	}
	json.Unmarshal(body, &p)
	for _, o := range p.Operations {
		var list []any
		json.Unmarshal(o.Value, &list)
		now, _ := doc["members"].([]any)
		switch {
		case o.Path == "":
			json.Unmarshal(o.Value, &doc)
		case o.Op == "add":
			doc["members"] = append(now, list...)
		case o.Op == "replace":
			doc["members"] = list
		case o.Op == "remove":
			id := strings.Split(o.Path, `"`)[1]
			doc["members"] = slices.DeleteFunc(now, func(m any) bool { return m.(map[string]any)["value"] == id })
		}
	}
}
