package foreign

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"sync"
	"testing"

	"github.com/elimity-com/scim"
	"github.com/elimity-com/scim/optional"
	"github.com/elimity-com/scim/schema"
)

// key opens the foreign server.
const key = "foreign-key"

// server is the foreign SCIM server with its stores, and what it was asked.
type server struct {
	base *url.URL

	mu    sync.Mutex
	asked []string
}

func serve(t *testing.T) *server {
	t.Helper()
	h, err := scim.NewServer(&scim.ServerArgs{
		ServiceProviderConfig: &scim.ServiceProviderConfig{SupportFiltering: true, SupportPatch: true},
		ResourceTypes: []scim.ResourceType{{
			ID: optional.NewString("User"), Name: "User", Endpoint: "/Users", Schema: schema.CoreUserSchema(),
			SchemaExtensions: []scim.SchemaExtension{{Schema: schema.ExtensionEnterpriseUser()}}, Handler: &store{unique: "userName"},
		}, {
			ID: optional.NewString("Group"), Name: "Group", Endpoint: "/Groups", Schema: schema.CoreGroupSchema(), Handler: &store{unique: "displayName"},
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	s := &server{}
	const under = "/tenants/t1"
	web := httptest.NewServer(http.StripPrefix(under, s.guard(h)))
	t.Cleanup(web.Close)
	if s.base, err = url.Parse(web.URL + under); err != nil {
		t.Fatal(err)
	}
	return s
}

// guard checks the key and notes what was asked and answered.
func (s *server) guard(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		note := &status{ResponseWriter: w, code: http.StatusOK}
		if r.Header.Get("Authorization") == "Bearer "+key {
			h.ServeHTTP(note, r)
		} else {
			note.WriteHeader(http.StatusUnauthorized)
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		s.asked = append(s.asked, fmt.Sprintf("%s %s %d", r.Method, r.URL.Path, note.code))
	})
}

// take returns what was asked since it was last called.
func (s *server) take() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := s.asked
	s.asked = nil
	return list
}

// verbs are the different methods and statuses in a list of what was asked.
func verbs(list []string) []string {
	var short []string
	for _, line := range list {
		var method, path string
		var code int
		if _, err := fmt.Sscan(line, &method, &path, &code); err == nil {
			short = append(short, fmt.Sprint(method, " ", code))
		}
	}
	slices.Sort(short)
	return slices.Compact(short)
}

type status struct {
	http.ResponseWriter
	code int
}

func (s *status) WriteHeader(code int) {
	s.code = code
	s.ResponseWriter.WriteHeader(code)
}
