package forecast

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/okta"
)

// TestForecastIsSorted gives the groups in another order and gets the same answer.
func TestForecastIsSorted(t *testing.T) {
	t.Parallel()
	world := tenants([]string{member("00u2", "bob@acme.example", "bob@acme.example"), member("00u1", "ana@acme.example", "ana@acme.example")}, nil, nil)
	world["GET /api/v1/groups/00gz/users"] = "[" + member("00u3", "abe@acme.example", "abe@acme.example") + "," + member("00u1", "ana@acme.example", "ana@acme.example") + "]"
	z := okta.Group{ID: "00gz", Name: "z-group", Type: "OKTA_GROUP"}
	for _, order := range [][]okta.Group{{pushed[0], z}, {z, pushed[0]}} {
		out, err := Of(t.Context(), small(t, facts.Intent{}, world), order, order)
		if err != nil {
			t.Fatal(err)
		}
		var people, groups []string
		for _, p := range out.People {
			people = append(people, p.Login+" "+strings.Join(p.Groups, "+"))
		}
		for _, g := range out.Groups {
			groups = append(groups, g.Name)
		}
		if want := []string{"abe@acme.example z-group", "ana@acme.example push-me+z-group", "bob@acme.example push-me"}; !slices.Equal(people, want) {
			t.Errorf("people %q, want %q", people, want)
		}
		if want := []string{"push-me", "z-group"}; !slices.Equal(groups, want) {
			t.Errorf("groups %q, want %q", groups, want)
		}
	}
}

// TestForecastBeforeAnything: no app and no directory is a state, not an error; two apps are one.
func TestForecastBeforeAnything(t *testing.T) {
	t.Parallel()
	world := tenants([]string{member("00u1", "kim@old.example", "kim@acme.example")}, nil, nil)
	world["GET /api/v1/apps"] = `[]`
	out, err := Of(t.Context(), small(t, facts.Intent{}, world), pushed, pushed)
	if err != nil || out.Counts[Create] != 1 || out.People[0].UserName != "kim@acme.example" {
		t.Errorf("%+v, %v: without an app the user name is what the e-mail step will make it", out.People, err)
	}
	world["GET /api/v1/apps"] = `[{"id":"0oa1","name":"atlassian","status":"ACTIVE"},{"id":"0oa2","name":"atlassian","status":"ACTIVE"}]`
	_, err = Of(t.Context(), small(t, facts.Intent{}, world), pushed, pushed)
	if _, ok := errors.AsType[*facts.AmbiguousError](err); !ok {
		t.Errorf("%v: which of two apps must be said", err)
	}
}

// TestSeatsCountPeopleOnce: who comes through two groups needs one seat.
func TestSeatsCountPeopleOnce(t *testing.T) {
	t.Parallel()
	world := tenants([]string{member("00u1", "ana@acme.example", "ana@acme.example"), member("00u2", "bob@acme.example", "bob@acme.example")}, nil, nil)
	world["GET /api/v1/groups/00gz/users"] = "[" + member("00u2", "bob@acme.example", "bob@acme.example") + "]"
	both := facts.Intent{Grants: []facts.Grant{{Group: "push-me", Product: "confluence"}, {Group: "z-group", Product: "confluence"}}}
	seats, err := Seats(t.Context(), small(t, both, world), []okta.Group{pushed[0], {ID: "00gz", Name: "z-group"}})
	if err != nil || len(seats) != 2 || seats[0].Product != "confluence" || seats[0].Needed != 2 || seats[0].Left != -1 {
		t.Errorf("%+v, %v", seats, err)
	}
}

// TestProblemsOfTheAddress are met before anything else is asked of a person.
func TestProblemsOfTheAddress(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", maxAddress-len("@a.example"))
	for _, tt := range []struct{ user, email, want string }{
		{"a@a.example", "a@a.example", ""},
		{long + "@a.example", long + "@a.example", ""},
		{"x" + long + "@a.example", "a@a.example", "100 characters"},
		{"a@a.example", "x" + long + "@a.example", "100 characters"},
		{"", "a@a.example", "no user name"},
		{"a", "", "no address"},
		{"a", "a b@a.example", "no address"},
		{"a", "a@", "no address"},
		{"a", "a@a.example;b@a.example", "no address"},
	} {
		got := unusable(Person{UserName: tt.user, Email: tt.email})
		if (tt.want == "") != (got == "") || !strings.Contains(got, tt.want) {
			t.Errorf("%s, %s: %q, want %q", tt.user, tt.email, got, tt.want)
		}
	}
}
