package checks

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/site"
)

// siteWith is a site that answers mypermissions so.
func siteWith(t *testing.T, name string, status int, body string) facts.SiteSource {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, password, _ := r.BasicAuth(); password != "site-secret" || r.URL.Query().Get("permissions") != "ADMINISTER" {
			t.Errorf("asked %s with %q", r.URL, password)
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}))
	t.Cleanup(server.Close)
	base, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	return facts.SiteSource{URL: "https://" + name, Reader: site.NewReader(base, "ana@acme.example", clients.NewSecret("site-secret"), nil)}
}

func TestSiteAdmin(t *testing.T) {
	t.Parallel()
	const yes, no = `{"permissions":{"ADMINISTER":{"havePermission":true}}}`, `{"permissions":{"ADMINISTER":{"havePermission":false}}}`
	type answer struct {
		status int
		body   string
	}
	admin, other, refused, silent, absent := answer{200, yes}, answer{200, no}, answer{401, `{"message":"Client must be authenticated to access this resource."}`}, answer{500, `{}`}, answer{404, `{}`}
	for _, tt := range []struct {
		name    string
		sites   []answer
		want    Status
		refused bool
		words   []string
	}{
		{"none configured", nil, Skip, false, []string{"No site credential"}},
		{"administers it", []answer{admin}, Pass, false, []string{"administers https://a."}},
		{"both", []answer{admin, admin}, Pass, false, []string{"https://a, https://b"}},
		{"a login that is no admin", []answer{other}, Fail, false, []string{"none of its sites: https://a.", "Global permissions", `"got":"no"`}},
		{"no admin anywhere", []answer{other, other}, Fail, false, []string{"https://a, https://b"}},
		{"the second only", []answer{other, admin}, Warn, false, []string{"administers https://b, but not https://a", "seats"}},
		{"refused", []answer{refused}, Fail, true, []string{"https://a refused", "API tokens", "401"}},
		{"403", []answer{{403, `{"message":"no"}`}}, Fail, true, []string{"https://a refused"}},
		{"refused by one, admin of another", []answer{refused, admin}, Warn, false, []string{"but not https://a"}},
		{"refused by one, no admin of another", []answer{other, refused}, Fail, true, []string{"https://b refused"}},
		{"silent", []answer{silent}, Unknown, false, []string{"a few minutes"}},
		{"silent, then admin", []answer{silent, admin}, Warn, false, []string{"but not https://a"}},
		{"no Jira there", []answer{absent}, Unknown, false, nil},
		{"an answer without the permission", []answer{{200, `{"permissions":{}}`}}, Unknown, false, []string{"ADMINISTER"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var sources facts.Sources
			for i, a := range tt.sites {
				sources.Sites = append(sources.Sites, siteWith(t, string(rune('a'+i)), a.status, a.body))
			}
			got := lookWith(t, "site-admin", facts.New(sources, facts.Intent{}, facts.Kept{}, now))
			expect(t, got, tt.want, tt.words...)
			if got.Refused != tt.refused {
				t.Errorf("refused %v: %s", got.Refused, got.Summary)
			}
		})
	}
}
