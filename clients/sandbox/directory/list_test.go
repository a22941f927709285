package directory

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

func decoded(tb testing.TB, text []byte) map[string]any {
	tb.Helper()
	var m map[string]any
	if err := json.Unmarshal(text, &m); err != nil {
		tb.Fatalf("%v: %s", err, text)
	}
	return m
}

// crowd adds records as a world's builder does, without documents.
func (tn *tenant) crowd(n int) {
	for i := range n {
		email := fmt.Sprintf("user%06d@%s", i, managed)
		tn.d.AddUser(&world.SCIMUser{ID: fmt.Sprintf("u%06d", i), UserName: email, Email: email, ExternalID: fmt.Sprintf("x%06d", i), Active: true})
	}
}

func TestListPages(t *testing.T) {
	t.Parallel()
	tests := []struct {
		variant, query              string
		start, perPage, total, sent float64
		first                       string
	}{
		{"hundred", "", 1, 100, 250, 100, "u000000"},
		{"hundred", "startIndex=201", 201, 50, 250, 50, "u000200"},
		{"hundred", "startIndex=3&count=2", 3, 2, 250, 2, "u000002"},
		{"hundred", "startIndex=0&count=-4", 1, 0, 250, 0, ""},
		{"hundred", "startIndex=251", 251, 0, 250, 0, ""},
		{"whole", "", 1, 10000, 250, 250, "u000000"},
		{"whole", "count=0", 1, 0, 250, 0, ""},
		{"whole", "startIndex=249&count=20", 249, 20, 250, 2, "u000248"},
	}
	for _, tt := range tests {
		t.Run(tt.variant+"?"+tt.query, func(t *testing.T) {
			t.Parallel()
			tn := newTenant(t, "scim-page="+tt.variant)
			tn.crowd(250)
			got := tn.must(http.StatusOK, "GET", "/Users?"+tt.query, "")
			resources, _ := got["Resources"].([]any)
			if got["startIndex"] != tt.start || got["itemsPerPage"] != tt.perPage || got["totalResults"] != tt.total || float64(len(resources)) != tt.sent {
				t.Errorf("start %v, per page %v, total %v, %d resources", got["startIndex"], got["itemsPerPage"], got["totalResults"], len(resources))
			}
			if tt.first != "" && field(resources[0], "id") != tt.first {
				t.Errorf("first is %v, want %s", field(resources[0], "id"), tt.first)
			}
			if !slices.Contains(got["schemas"].([]any), any(listURN)) {
				t.Errorf("schemas %v", got["schemas"])
			}
		})
	}
}

func TestListReportsTheDriftedTotal(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	tn.crowd(3)
	tn.d.Reported = 5
	if got := tn.must(http.StatusOK, "GET", "/Users", ""); got["totalResults"] != 5.0 || len(got["Resources"].([]any)) != 3 {
		t.Errorf("totalResults %v with %d resources, want 5 with 3", got["totalResults"], len(got["Resources"].([]any)))
	}
}

// TestACountedTotal lets a page of one entry report a directory larger than the sandbox holds; whole lists stay true.
func TestACountedTotal(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	tn.crowd(3)
	tn.d.Counted = 149_500
	if got := tn.must(http.StatusOK, "GET", "/Users?startIndex=1&count=1", ""); got["totalResults"] != 149500.0 || len(got["Resources"].([]any)) != 1 {
		t.Errorf("a page of one reports %v", got["totalResults"])
	}
	if got := tn.must(http.StatusOK, "GET", "/Users?count=100", ""); got["totalResults"] != 3.0 {
		t.Errorf("the whole list reports %v", got["totalResults"])
	}
}

func TestFilters(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	ann := tn.user("ann@example.com")
	tn.group("Team A")
	tests := []struct {
		collection, filter string
		status             int
		found              float64
	}{
		{"Users", `userName eq "ann@example.com"`, 200, 1},
		{"Users", `username EQ "ann@example.com"`, 200, 1},
		{"Users", `externalId eq "` + ann.ExternalID + `"`, 200, 1},
		{"Users", `userName eq "nobody@example.com"`, 200, 0},
		{"Users", `emails.value eq "ann@example.com"`, 400, 0},
		{"Users", `displayName eq "Test User"`, 400, 0},
		{"Users", `userName sw "ann"`, 400, 0},
		{"Users", `userName eq "a" or userName eq "b"`, 400, 0},
		{"Users", `userName eq true`, 400, 0},
		{"Users", ``, 400, 0},
		{"Groups", `displayName eq "Team A"`, 200, 1},
		{"Groups", `displayName eq "team a"`, 200, 0},
		{"Groups", `displayName co "Team"`, 400, 0},
		{"Groups", `id eq "x"`, 400, 0},
	}
	for _, tt := range tests {
		status, got := tn.do("GET", "/"+tt.collection+"?filter="+url.QueryEscape(tt.filter), "")
		if status != tt.status {
			t.Errorf("%s ?filter=%s: %d, want %d", tt.collection, tt.filter, status, tt.status)
		}
		if tt.status == 400 && got["scimType"] != "invalidFilter" {
			t.Errorf("%s ?filter=%s: scimType %v", tt.collection, tt.filter, got["scimType"])
		}
		if tt.status == 200 && got["totalResults"] != tt.found {
			t.Errorf("%s ?filter=%s: %v found, want %v", tt.collection, tt.filter, got["totalResults"], tt.found)
		}
	}
}

func TestListParametersThatAreRefused(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	for _, query := range []string{"startIndex=x", "count=1.5", "attributes=userName&excludedAttributes=groups"} {
		if status, got := tn.do("GET", "/Users?"+query, ""); status != 400 || got["scimType"] != "invalidValue" {
			t.Errorf("GET /Users?%s: %d %v", query, status, got)
		}
	}
}

func TestProjection(t *testing.T) {
	t.Parallel()
	tests := []struct {
		query string
		want  []string
	}{
		{"attributes=userName", []string{"id", "schemas", "userName"}},
		{"attributes=USERNAME,name.givenName", []string{"id", "name", "schemas", "userName"}},
		{"attributes=" + externalURN + ":atlassianAccountId", []string{"id", "schemas", externalURN}},
		{"attributes=" + userURN + ":active", []string{"active", "id", "schemas"}},
		{"excludedAttributes=groups,meta,emails,name,displayName,externalId,id", []string{"active", "id", "schemas", externalURN, "userName"}},
	}
	for _, tt := range tests {
		tn := newTenant(t)
		u := tn.user("ann@example.com")
		for _, path := range []string{"/Users/" + u.ID, "/Users"} {
			got := tn.must(http.StatusOK, "GET", path+"?"+tt.query, "")
			if all, ok := got["Resources"].([]any); ok {
				got, _ = all[0].(map[string]any)
			}
			var names []string
			for name := range got {
				names = append(names, name)
			}
			slices.Sort(names)
			slices.Sort(tt.want)
			if !slices.Equal(names, tt.want) {
				t.Errorf("%s?%s: %v, want %v", path, tt.query, names, tt.want)
			}
		}
	}
}

// A page far down a long list must not cost a walk over the whole list.
func BenchmarkLastPageOfManyUsers(b *testing.B) {
	tn := newTenant(b)
	tn.crowd(100_000)
	for b.Loop() {
		if rw := tn.raw("GET", "/scim/directory/d1/Users?startIndex=99901&count=100", ""); rw.Code != http.StatusOK {
			b.Fatal(rw.Body)
		}
	}
}
