package report

import (
	"strings"
	"testing"

	"github.com/provision-cli/provision/wizard"
)

func TestCostsAreReckonedFromWhatIsKnown(t *testing.T) {
	t.Parallel()
	tk := plan()
	for _, c := range []struct{ what, amount, how string }{
		{"Calls of this program to change things", "8", "the sum"},
		// 50 calls were counted, and two steps move something: read at the beginning, and again after each.
		{"Calls of this program to read", "about 150", "50 calls (admin 10, okta 40; counted)"},
		{"Calls of Okta to the Atlassian directory", "about 60", "twice as many at most"},
		// Under the limit of 10, of which 5 are used: 10 calls three times, and 8 writes, make 38, in 8 minutes; under 50 less.
		{"Minutes of this program's own calls", "at most about 8", "38 calls go to Okta under an answered limit of 10 a minute"},
		{"Minutes until Okta has sent everything", "unknown", "neither Okta nor Atlassian says"},
		{"Minutes of a person by hand", "about 5", "the sum"},
		{"Seats of jira-software on https://one.example", "at most 20, left: 5", "read from the site"},
		{"Seats of jira-software on https://two.example", "at most 1, left: unknown", "No API tells"},
	} {
		found := false
		for _, got := range costs(tk.Report, tk.Reading) {
			if got.What != c.what {
				continue
			}
			found = true
			if got.Amount != c.amount || !strings.Contains(got.How, c.how) {
				t.Errorf("%s: %q, %q", c.what, got.Amount, got.How)
			}
		}
		if !found {
			t.Errorf("%s is not told", c.what)
		}
	}
}

func TestWithoutALimitMinutesAreUnknown(t *testing.T) {
	t.Parallel()
	if c := duration(Reading{Share: 0.5}, 3, 8); c.Amount != unknown || !strings.Contains(c.How, "answered no rate limit") {
		t.Errorf("%+v", c)
	}
	if got := services(nil); got != "none" {
		t.Errorf("no calls are told as %q", got)
	}
	if list := seats(wizard.Report{}); len(list) != 0 {
		t.Errorf("seats of nothing: %v", list)
	}
}
