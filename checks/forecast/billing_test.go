package forecast

import (
	"slices"
	"strings"
	"testing"

	"github.com/provision-cli/provision/checks/facts"
)

// TestWhomGuardBills: new accounts of claimed domains, and managed ones that it does not bill yet.
func TestWhomGuardBills(t *testing.T) {
	t.Parallel()
	people := []string{
		member("00u1", "new@acme.example", "new@acme.example"), member("00u2", "billed@acme.example", "billed@acme.example"),
		member("00u3", "free@acme.example", "free@acme.example"), member("00u4", "guest@guest.example", "guest@guest.example"),
		member("00u5", "in@acme.example", "in@acme.example"),
	}
	accounts := []string{
		account("a2", "billed@acme.example", "managed", "invited"), account("a3", "free@acme.example", "managed", "invited"), account("a4", "guest@guest.example", "unmanaged", ""),
	}
	for _, tt := range []struct {
		name    string
		managed string
		billed  []string
		unknown []string // what must be said
	}{
		{"all known", `{"data":[{"account_id":"a2","access_billable":true},{"account_id":"a3"}]}`, []string{"free@acme.example", "new@acme.example"}, []string{"outside the claimed domains"}},
		{"no account shows it", `{"data":[{"account_id":"a2"},{"account_id":"a3"}]}`, []string{"new@acme.example"}, []string{"could not be read", "outside"}},
		{"one is missing from the list", `{"data":[{"account_id":"a2","access_billable":true}]}`, []string{"new@acme.example"}, []string{"could not be read", "outside"}},
		{"the list is refused", "", []string{"new@acme.example"}, []string{"could not be read", "outside"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			world := tenants(people, []string{record("s5", "in@acme.example", "00u5")}, accounts)
			if tt.managed != "" {
				world[managedList] = tt.managed
			}
			out, err := Of(t.Context(), small(t, facts.Intent{}, world), nil, pushed)
			if err != nil {
				t.Fatal(err)
			}
			var billed []string
			for _, p := range out.People {
				if p.Billed {
					billed = append(billed, p.Login)
				}
			}
			if !slices.Equal(billed, tt.billed) || out.Billed != len(billed) {
				t.Errorf("billed %q, counted %d, want %q", billed, out.Billed, tt.billed)
			}
			if len(out.Unknown) != len(tt.unknown) {
				t.Fatalf("unknown %q, want %q", out.Unknown, tt.unknown)
			}
			for i, want := range tt.unknown {
				if !strings.Contains(out.Unknown[i], want) {
					t.Errorf("unknown %q, want %q", out.Unknown[i], want)
				}
			}
		})
	}
}

// TestNoForecastFromABrokenBill: a list that broke off is no answer.
func TestNoForecastFromABrokenBill(t *testing.T) {
	t.Parallel()
	world := tenants([]string{member("00u2", "b@acme.example", "b@acme.example")}, nil, []string{account("a2", "b@acme.example", "managed", "invited")})
	world[managedList] = "500"
	if out, err := Of(t.Context(), small(t, facts.Intent{}, world), nil, pushed); err == nil {
		t.Errorf("%+v", out)
	}
}
