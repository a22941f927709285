package facts

import (
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/okta"
)

func TestSyncs(t *testing.T) {
	t.Parallel()
	for kind, want := range map[string]bool{
		"jira-software": true, "jira-servicedesk": true, "jira-product-discovery": true, "confluence": true,
		"loom": false, "statuspage": false, "confluence-x": false, "trello": false, "": false,
	} {
		if got := Syncs(atlassian.Workspace{TypeKey: kind}); got != want {
			t.Errorf("%q: %v", kind, got)
		}
	}
}

func TestSyncedAndLocal(t *testing.T) {
	t.Parallel()
	synced, local := atlassian.Group{ID: "s", ExternalSynced: true}, atlassian.Group{ID: "l"}
	second := atlassian.Group{ID: "t", ExternalSynced: true}
	for name, tt := range map[string]struct {
		list          []atlassian.Group
		synced, local string
	}{
		"none":             {nil, "", ""},
		"only local":       {[]atlassian.Group{local}, "", "l"},
		"only synced":      {[]atlassian.Group{synced}, "s", ""},
		"both":             {[]atlassian.Group{local, synced, local}, "s", "ll"},
		"the first of two": {[]atlassian.Group{second, synced}, "t", ""},
	} {
		got, ok := Synced(tt.list)
		if got.ID != tt.synced || ok != (tt.synced != "") {
			t.Errorf("%s: synced %q, %v", name, got.ID, ok)
		}
		ids := ""
		for _, g := range Local(tt.list) {
			ids += g.ID
		}
		if ids != tt.local {
			t.Errorf("%s: local %q", name, ids)
		}
	}
}

func TestHost(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"https://Acme.atlassian.net": "acme.atlassian.net", "https://acme.atlassian.net/wiki/x?y": "acme.atlassian.net",
		"ACME.atlassian.net/": "acme.atlassian.net", "acme.atlassian.net": "acme.atlassian.net", "": "", "http://127.0.0.1:8080/": "127.0.0.1:8080",
		"https://[broken": "https://[broken",
	} {
		if got := host(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestSiteOf(t *testing.T) {
	t.Parallel()
	f := New(Sources{Sites: []SiteSource{{}, {URL: "https://a.atlassian.net/"}, {URL: "B.atlassian.net"}}}, Intent{}, Kept{}, day)
	for at, want := range map[string]int{"https://a.atlassian.net": 1, "https://b.atlassian.net/jira": 2, "https://c.atlassian.net": -1, "": -1} {
		if got := f.SiteOf(atlassian.Workspace{HostURL: at}); got != want {
			t.Errorf("%q: site %d, want %d", at, got, want)
		}
	}
}

func TestOnSite(t *testing.T) {
	t.Parallel()
	w := atlassian.Workspace{Name: "Acme Jira", HostURL: "https://acme.atlassian.net"}
	for site, want := range map[string]bool{"": true, "acme.atlassian.net": true, "https://ACME.atlassian.net/": true, "acme jira": true, "acme": false, "other.atlassian.net": false} {
		if got := onSite(w, site); got != want {
			t.Errorf("%q: %v", site, got)
		}
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	if got := strings.Join(Names([]okta.Group{{Name: "b"}, {Name: "a"}, {Name: "b"}}), " "); got != "b a b" {
		t.Errorf("%q: the order and the number of the groups", got)
	}
	if got := Names(nil); len(got) != 0 {
		t.Errorf("%q", got)
	}
}

// TestOrders: two readings of the same tenants say the same, whatever the order of the vendor.
func TestOrders(t *testing.T) {
	t.Parallel()
	f, _ := told(t, map[string]string{
		"GET /admin/v1/orgs/o1/domains":             `{"data":[{"id":"1","attributes":{"name":"z.example"}},{"id":"2","attributes":{"name":"a.example"}}]}`,
		"GET /admin/api-access/v1/orgs/o1/api-keys": `{"data":[{"id":"2","label":"k"},{"id":"1","label":"k"},{"id":"3","label":"a"}]}`,
		"POST /admin/v2/orgs/o1/workspaces": `{"data":[{"id":"3","attributes":{"hostUrl":"https://B","typeKey":"jira"}},{"id":"2","attributes":{"hostUrl":"https://a","typeKey":"jira"}},
			{"id":"1","attributes":{"hostUrl":"https://a","typeKey":"confluence"}}]}`,
	})
	domains, err := f.Domains(t.Context())
	if err != nil || domains[0].Name != "a.example" || domains[1].Name != "z.example" {
		t.Errorf("%+v, %v", domains, err)
	}
	keys, err := f.Keys(t.Context())
	if err != nil || keys[0].ID+keys[1].ID+keys[2].ID != "312" {
		t.Errorf("%+v, %v", keys, err)
	}
	places, err := f.Workspaces(t.Context())
	if err != nil || places[0].ID+places[1].ID+places[2].ID != "123" {
		t.Errorf("%+v, %v", places, err)
	}
}
