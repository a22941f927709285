package facts

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/atlassian"
)

// organization answers every list of one organization with one text, or with a status.
func organization(t *testing.T, status int, managed string) (*Facts, *atomic.Int32) {
	t.Helper()
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if r.URL.Path == "/admin/v1/orgs" {
			_, _ = io.WriteString(w, `{"data":[{"id":"o1"}]}`)
			return
		}
		asked.Add(1)
		w.WriteHeader(status)
		_, _ = io.WriteString(w, managed)
	}))
	t.Cleanup(server.Close)
	base, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	return New(Sources{Atlassian: atlassian.NewReader(base, clients.NewSecret("k"), nil)}, Intent{}, Kept{}, time.Now()), &asked
}

func TestBilled(t *testing.T) {
	t.Parallel()
	const two = `{"account_id":"a1","access_billable":true},{"account_id":"a2"}`
	for _, tt := range []struct {
		name    string
		status  int
		managed string
		ids     string
		billed  string // those that Guard bills
		known   bool
		fails   bool
	}{
		{"nobody asked about", 200, two, "", "", true, false},
		{"one of two", 200, two, "a1 a2", "a1", true, false},
		{"one that is not managed", 200, two, "a1 a7", "a1", false, false},
		{"none shows it", 200, `{"account_id":"a1"}`, "a1", "", false, false},
		{"refused", 403, "", "a1", "", false, false},
		{"no such list", 404, "", "a1", "", false, false},
		{"broken", 500, "", "a1", "", false, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f, _ := organization(t, tt.status, `{"data":[`+tt.managed+`]}`)
			billed, known, err := f.Billed(t.Context(), strings.Fields(tt.ids))
			var got []string
			for id := range strings.FieldsSeq(tt.ids) {
				if billed[id] {
					got = append(got, id)
				}
			}
			if strings.Join(got, " ") != tt.billed || known != tt.known || (err != nil) != tt.fails {
				t.Errorf("%q, known %v, %v", got, known, err)
			}
		})
	}
}

// TestBilledReadsOnce: the same question costs nothing the second time, and a large organization is not read to its end.
func TestBilledReadsOnce(t *testing.T) {
	t.Parallel()
	f, asked := organization(t, 200, `{"data":[{"account_id":"a1","access_billable":true}]}`)
	for range 3 {
		if _, known, err := f.Billed(t.Context(), []string{"a1"}); !known || err != nil {
			t.Errorf("%v, %v", known, err)
		}
	}
	if n := asked.Load(); n != 1 {
		t.Errorf("%d calls", n)
	}
	many := strings.Repeat(`{"account_id":"x"},`, mostAccounts) + `{"account_id":"a1","access_billable":true}`
	f, _ = organization(t, 200, `{"data":[`+many+`]}`)
	if _, known, err := f.Billed(t.Context(), []string{"a1"}); known || err != nil {
		t.Errorf("the account after %d others: known %v, %v", mostAccounts, known, err)
	}
}

func TestGroupAccounts(t *testing.T) {
	t.Parallel()
	f, asked := organization(t, 200, `{"data":[{"accountId":"a2","email":"z@x.example"},{"accountId":"a1","email":"b@x.example"}]}`)
	for range 2 {
		got, err := f.GroupAccounts(t.Context(), atlassian.Group{ID: "g1"})
		if err != nil || len(got) != 2 || got[0].AccountID != "a1" {
			t.Errorf("%+v, %v", got, err)
		}
	}
	if n := asked.Load(); n != 1 {
		t.Errorf("%d calls", n)
	}
}
