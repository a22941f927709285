package facts

import (
	"context"
	"fmt"
	"net/http"
	"testing"

	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/okta"
)

// TestEmptyTenants: nothing there is an answer, remembered as any other, and no error.
func TestEmptyTenants(t *testing.T) {
	t.Parallel()
	const oktaNone, adminNone, scimNone = `[]`, `{"data":[]}`, `{"totalResults":0,"startIndex":1,"Resources":[]}`
	for _, tt := range []struct {
		name, request, answer string
		count                 func(context.Context, *Facts) (int, error)
	}{
		{"apps", apps, oktaNone, long((*Facts).Apps)},
		{"family", apps, oktaNone, long((*Facts).Family)},
		{"assigned groups", apps + "/0oa1/groups", oktaNone, long((*Facts).AppGroups)},
		{"groups to assign", apps + "/0oa1/groups", oktaNone, long((*Facts).AssignGroups)},
		{"mappings", pushes, oktaNone, long((*Facts).PushMappings)},
		{"groups to push", pushes, oktaNone, long((*Facts).PushGroups)},
		{"pushed groups", pushes, oktaNone, long((*Facts).PushedGroups)},
		{"tokens", "GET /api/v1/api-tokens", oktaNone, long((*Facts).Tokens)},
		{"roles", "GET /api/v1/users/00ume/roles", oktaNone, long((*Facts).Roles)},
		{"domains", "GET /admin/v1/orgs/o1/domains", adminNone, long((*Facts).Domains)},
		{"workspaces", "POST /admin/v2/orgs/o1/workspaces", adminNone, long((*Facts).Workspaces)},
		{"keys", "GET /admin/api-access/v1/orgs/o1/api-keys", adminNone, long((*Facts).Keys)},
		{"admins", searchAccounts, adminNone, long((*Facts).Admins)},
		{"assignments", appUsers, oktaNone, func(ctx context.Context, f *Facts) (int, error) {
			u, err := f.AppUsers(ctx)
			return u.Len(), err
		}},
		{"members", groups + "/00ga/users", oktaNone, func(ctx context.Context, f *Facts) (int, error) {
			u, err := f.Members(ctx, "00ga")
			return u.Len(), err
		}},
		{"people", groups + "/00ga/users", oktaNone, func(ctx context.Context, f *Facts) (int, error) {
			u, err := f.People(ctx)
			return u.Len(), err
		}},
		{"domains of people", groups + "/00ga/users", oktaNone, long((*Facts).PeopleDomains)},
		{"records", records, scimNone, func(ctx context.Context, f *Facts) (int, error) {
			u, err := f.SCIMUsers(ctx)
			return u.Len(), err
		}},
		{"total of records", records, scimNone, (func(ctx context.Context, f *Facts) (int, error) { return f.Headroom(ctx) })},
		{"directory groups", theirs, scimNone, func(ctx context.Context, f *Facts) (int, error) {
			g, err := f.SCIMGroups(ctx)
			return numbered(g.All()), err
		}},
		{"former names", theirs, scimNone, func(ctx context.Context, f *Facts) (int, error) {
			m, err := f.Formers(ctx)
			return len(m), err
		}},
		{"suspended", people, oktaNone, func(ctx context.Context, f *Facts) (int, error) {
			s, err := f.Suspended(ctx)
			return len(s), err
		}},
		{"groups of a name", groups, oktaNone, func(ctx context.Context, f *Facts) (int, error) {
			g, err := f.GroupsNamed(ctx, "nobody's")
			return len(g), err
		}},
		{"test groups", groups, oktaNone, func(ctx context.Context, f *Facts) (int, error) {
			g, err := f.TestGroups(ctx, "test-")
			return len(g), err
		}},
		{"accounts in a group", searchAccounts, adminNone, func(ctx context.Context, f *Facts) (int, error) {
			list, err := f.GroupAccounts(ctx, atlassian.Group{ID: "ag1"})
			return len(list), err
		}},
		{"accounts by address", searchAccounts, adminNone, func(ctx context.Context, f *Facts) (int, error) {
			all, err := f.OrgUsers(ctx, []string{"ana@x.example", ""})
			return len(all.Of("ana@x.example")) + len(all.Of("")), err
		}},
		{"log", systemID, oktaNone, func(ctx context.Context, f *Facts) (int, error) {
			list, err := f.AppEvents(ctx, f.Now(), `eventType eq "a"`)
			return len(list), err
		}},
		{"roles of a site", "GET /rest/api/3/applicationrole", oktaNone, func(ctx context.Context, f *Facts) (int, error) {
			list, err := f.SiteRoles(ctx, 0)
			return len(list), err
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f, w := told(t, map[string]string{tt.request: tt.answer})
			var asked int
			for i := range 2 {
				if n, err := tt.count(t.Context(), f); n != 0 || err != nil {
					t.Errorf("%d, %v", n, err)
				}
				if i == 0 {
					asked = w.exactly(tt.request)
				}
			}
			if n := w.exactly(tt.request); n != asked || n == 0 {
				t.Errorf("asked %d times, and then %d", asked, n)
			}
		})
	}
}

// TestSizes: few groups are counted by name, many by one list; whom Okta does not count is left out.
func TestSizes(t *testing.T) {
	t.Parallel()
	list := "[" + sized("00ga", "a", 7) + "," + sized("00gb", "a", 9) + "," + group("00gc", "c") + "," + sized("00gd", "d", 0) + "]"
	f, w := told(t, map[string]string{groups: list})
	got, err := f.Sizes(t.Context(), []okta.Group{{ID: "00ga", Name: "a"}, {ID: "00gc", Name: "c"}, {ID: "00gd", Name: "d"}})
	if err != nil || fmt.Sprint(got) != "map[00ga:7 00gd:0]" || w.count(groups) != 3 {
		t.Errorf("%v, %v by %d calls", got, err, w.count(groups))
	}
	many := []okta.Group{{ID: "00ga", Name: "a"}, {ID: "00gb", Name: "a"}}
	for i := range fewGroups {
		many = append(many, okta.Group{ID: fmt.Sprint(i), Name: fmt.Sprint("n", i)})
	}
	f, w = told(t, map[string]string{groups: list})
	for range 2 {
		if got, err = f.Sizes(t.Context(), many); err != nil || fmt.Sprint(got) != "map[00ga:7 00gb:9]" || w.count(groups) != 1 {
			t.Errorf("%v, %v by %d calls", got, err, w.count(groups))
		}
	}
	if got, err = f.Sizes(t.Context(), nil); err != nil || len(got) != 0 {
		t.Errorf("of none: %v, %v", got, err)
	}
}

// TestKnownGroupsCostNoCall: after the whole list, groups by id, by prefix, and the probe are answered from it.
func TestKnownGroupsCostNoCall(t *testing.T) {
	t.Parallel()
	f, w := told(t, map[string]string{groups: "[" + group("00gx", "Test-one") + "," + group("00gy", "other") + "," + group("00gz", "test-two") + "]"})
	if all, err := f.TestGroups(t.Context(), ""); err != nil || len(all) != 3 {
		t.Fatalf("%v, %v", all, err)
	}
	before := w.count("")
	some, err := f.TestGroups(t.Context(), "TEST-")
	if err != nil || fmt.Sprint(Names(some)) != "[Test-one test-two]" {
		t.Errorf("%v, %v", Names(some), err)
	}
	if g, err := f.Group(t.Context(), "00gy"); err != nil || g.Name != "other" {
		t.Errorf("%+v, %v", g, err)
	}
	if err := f.ProbeGroups(t.Context()); err != nil || w.count("") != before {
		t.Errorf("%v, asked again: %q", err, w.calls[before:])
	}
	if g, err := f.Group(t.Context(), "00ga"); err != nil || g.Name != "a" || w.count("") != before+1 {
		t.Errorf("a group that the list is too old for: %+v, %v", g, err)
	}
	if all, err := f.TestGroups(t.Context(), ""); err != nil || len(all) != 3 {
		t.Errorf("a choice changed the list: %v, %v", Names(all), err)
	}
}

// TestManyOrgGroups: more than 20 names are looked up in one list of all, by lower case.
func TestManyOrgGroups(t *testing.T) {
	t.Parallel()
	const search = "POST /admin/v2/orgs/o1/directories/-/groups/search"
	var names []string
	for i := range fewNames + 1 {
		names = append(names, fmt.Sprint("Group ", i))
	}
	for calls, asked := range map[int][]string{1: names, 2: names[:fewNames]} {
		f, w := told(t, map[string]string{search: `{"data":[{"id":"1","name":"GROUP 3"},{"id":"2","name":"group 3"},{"id":"3","name":"else"}]}`})
		for range 2 {
			by, err := f.OrgGroups(t.Context(), asked)
			if err != nil || len(by) != len(asked) || len(by["group 4"]) != 0 || len(by["group 3"]) < 2 {
				t.Errorf("%v, %v", by, err)
			}
		}
		if n := w.exactly(search); n != calls {
			t.Errorf("%d names: %d calls, want %d", len(asked), n, calls)
		}
	}
	f, _ := answering(t, map[string]reply{search: {status: http.StatusForbidden, body: `{}`}})
	_, err := f.OrgGroups(t.Context(), names)
	refusedWith(t, err, http.StatusForbidden)
}
