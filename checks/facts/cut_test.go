package facts

import (
	"context"
	"errors"
	"iter"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/okta"
)

// paged is a list of two pages, and how many of its items a reading of both pages holds.
type paged struct {
	name, request string
	first, second string
	want          int
	count         func(context.Context, *Facts) (int, error)
}

func oktaPages(name, request, first, second string, count func(context.Context, *Facts) (int, error)) paged {
	return paged{name, request, "[" + first + "]", "[" + second + "]", 2, count}
}

func adminPages(name, request, first, second string, count func(context.Context, *Facts) (int, error)) paged {
	return paged{name, request, `{"data":[` + first + `],"links":{"next":"x"}}`, `{"data":[` + second + `]}`, 2, count}
}

func scimPages(name, request, first, second string, count func(context.Context, *Facts) (int, error)) paged {
	return paged{name, request, `{"totalResults":2,"startIndex":1,"itemsPerPage":1,"Resources":[` + first + `]}`, `{"totalResults":2,"startIndex":2,"itemsPerPage":1,"Resources":[` + second + `]}`, 2, count}
}

// long makes of a reading of a slice the number of its items.
func long[T any](ask func(*Facts, context.Context) ([]T, error)) func(context.Context, *Facts) (int, error) {
	return func(ctx context.Context, f *Facts) (int, error) {
		list, err := ask(f, ctx)
		return len(list), err
	}
}

func numbered[T any](list iter.Seq[T]) int { return len(slices.Collect(list)) }

func pagedLists() []paged {
	return slices.Concat(oktaLists(), adminLists(), scimLists())
}

func oktaLists() []paged {
	const one, two = `{"id":"00u1","status":"ACTIVE","profile":{"login":"ana@x.example"}}`, `{"id":"00u2","status":"ACTIVE","profile":{"login":"bob@x.example"}}`
	return []paged{
		oktaPages("apps", apps, oneApp[1:len(oneApp)-1], `{"id":"0oa2","name":"atlassian","label":"B","status":"INACTIVE"}`, long((*Facts).Apps)),
		oktaPages("assigned groups", "GET /api/v1/apps/0oa1/groups", `{"id":"00ga"}`, `{"id":"00gb"}`, long((*Facts).AppGroups)),
		oktaPages("mappings", pushes, `{"id":"1","sourceGroupId":"00ga"}`, `{"id":"2","sourceGroupId":"00gb"}`, long((*Facts).PushMappings)),
		oktaPages("tokens", "GET /api/v1/api-tokens", `{"id":"1","name":"b"}`, `{"id":"2","name":"a"}`, long((*Facts).Tokens)),
		oktaPages("assignments", appUsers, `{"id":"00u1"}`, `{"id":"00u2"}`, func(ctx context.Context, f *Facts) (int, error) {
			u, err := f.AppUsers(ctx)
			if err != nil {
				return 0, err
			}
			return u.Len(), nil
		}),
		oktaPages("members", groups+"/00ga/users", one, two, func(ctx context.Context, f *Facts) (int, error) {
			u, err := f.Members(ctx, "00ga")
			return u.Len(), err
		}),
		oktaPages("suspended", people, strings.Replace(one, "ACTIVE", "SUSPENDED", 1), strings.Replace(two, "ACTIVE", "SUSPENDED", 1), func(ctx context.Context, f *Facts) (int, error) {
			s, err := f.Suspended(ctx)
			return len(s), err
		}),
		oktaPages("all groups", groups, group("00ga", "a"), group("00gb", "b"), func(ctx context.Context, f *Facts) (int, error) {
			list, err := f.TestGroups(ctx, "")
			return len(list), err
		}),
		oktaPages("groups of a person", people+"/00u1/groups", group("00ga", "a"), group("00gb", "b"), func(ctx context.Context, f *Facts) (int, error) {
			list, err := f.GroupsOf(ctx, "00u1")
			return len(list), err
		}),
		oktaPages("people near", people, one, two, func(ctx context.Context, f *Facts) (int, error) {
			list, err := f.PeopleNear(ctx, "ana")
			return len(list), err
		}),
	}
}

func adminLists() []paged {
	const organization = "/admin/v2/orgs/o1"
	account := func(id string) string {
		return `{"accountId":"` + id + `","email":"` + id + `@x.example","platformRoles":["atlassian/org-admin"]}`
	}
	return []paged{
		adminPages("domains", "GET /admin/v1/orgs/o1/domains", `{"id":"1","attributes":{"name":"b"}}`, `{"id":"2","attributes":{"name":"a"}}`, long((*Facts).Domains)),
		adminPages("workspaces", "POST "+organization+"/workspaces", `{"id":"1"}`, `{"id":"2"}`, long((*Facts).Workspaces)),
		adminPages("keys", "GET /admin/api-access/v1/orgs/o1/api-keys", `{"id":"1"}`, `{"id":"2"}`, long((*Facts).Keys)),
		adminPages("admins", searchAccounts, account("a1"), account("a2"), long((*Facts).Admins)),
		adminPages("accounts in a group", searchAccounts, account("a1"), account("a2"), func(ctx context.Context, f *Facts) (int, error) {
			list, err := f.GroupAccounts(ctx, atlassian.Group{ID: "ag1"})
			return len(list), err
		}),
		adminPages("every account", searchAccounts, account("a1"), account("a2"), func(ctx context.Context, f *Facts) (int, error) {
			all, err := f.everyAccount(ctx)
			return len(all.Of("a1@x.example")) + len(all.Of("A2@x.example")), err
		}),
		adminPages("accounts by address", searchAccounts, account("a1"), account("a2"), func(ctx context.Context, f *Facts) (int, error) {
			all, err := f.OrgUsers(ctx, []string{"a1@x.example", "a2@x.example"})
			return len(all.Of("a1@x.example")) + len(all.Of("A2@x.example")), err
		}),
		adminPages("groups of one account", "POST "+organization+"/directories/-/groups/search", `{"id":"1","name":"b"}`, `{"id":"2","name":"a"}`, func(ctx context.Context, f *Facts) (int, error) {
			list, err := f.GroupsOfAccount(ctx, "a1")
			return len(list), err
		}),
		adminPages("groups by name", "POST "+organization+"/directories/-/groups/search", `{"id":"1","name":"A"}`, `{"id":"2","name":"a"}`, func(ctx context.Context, f *Facts) (int, error) {
			by, err := f.OrgGroups(ctx, []string{"a"})
			return len(by["a"]), err
		}),
	}
}

func scimLists() []paged {
	return []paged{
		scimPages("records", records, `{"id":"s1","userName":"a"}`, `{"id":"s2","userName":"b"}`, func(ctx context.Context, f *Facts) (int, error) {
			all, err := f.SCIMUsers(ctx)
			if err != nil {
				return 0, err
			}
			return numbered(all.All()), nil
		}),
		scimPages("directory groups", theirs, `{"id":"g1","displayName":"a"}`, `{"id":"g2","displayName":"b"}`, func(ctx context.Context, f *Facts) (int, error) {
			all, err := f.SCIMGroups(ctx)
			if err != nil {
				return 0, err
			}
			return numbered(all.All()), nil
		}),
		{"members as a site sees them", "GET /rest/api/3/group/member", `{"isLast":false,"total":2,"values":[{"accountId":"a"}]}`, `{"isLast":true,"total":2,"values":[{"accountId":"b"}]}`, 2, func(ctx context.Context, f *Facts) (int, error) {
			list, err := f.SiteMembers(ctx, 0, "ag1")
			return len(list), err
		}},
	}
}

func TestListsAreReadToTheirEnd(t *testing.T) {
	t.Parallel()
	for _, l := range pagedLists() {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			f, w := answering(t, map[string]reply{l.request: {200, l.first, &reply{status: 200, body: l.second}}})
			if n, err := l.count(t.Context(), f); n != l.want || err != nil {
				t.Errorf("%d items, %v, want %d", n, err, l.want)
			}
			if n := w.exactly(l.request); n != 2 {
				t.Errorf("%d calls for two pages", n)
			}
		})
	}
}

// TestHalfAListIsNone: what broke off on its second page is an error with the vendor's status, and no shorter list.
func TestHalfAListIsNone(t *testing.T) {
	t.Parallel()
	for _, l := range pagedLists() {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			for _, status := range []int{http.StatusForbidden, http.StatusNotFound, http.StatusInternalServerError} {
				f, _ := answering(t, map[string]reply{l.request: {200, l.first, &reply{status: status, body: `{}`}}})
				n, err := l.count(t.Context(), f)
				e, ok := errors.AsType[*clients.Error](err)
				if n != 0 || !ok || e.Status != status {
					t.Errorf("%d: %d items, %v", status, n, err)
				}
			}
			f, _ := answering(t, map[string]reply{l.request: {200, l.first, &reply{status: 200, body: l.second[:len(l.second)-2]}}})
			if n, err := l.count(t.Context(), f); n != 0 || err == nil {
				t.Errorf("a second page that breaks off: %d items, %v", n, err)
			}
		})
	}
}

// TestADirectoryThatPromisesMore: fewer records than the first page promised are not the whole directory.
func TestADirectoryThatPromisesMore(t *testing.T) {
	t.Parallel()
	for request, item := range map[string]string{records: `{"id":"s1","userName":"a"}`, theirs: `{"id":"g1","displayName":"a"}`} {
		f, _ := told(t, map[string]string{request: `{"totalResults":3,"startIndex":1,"Resources":[` + item + `]}`})
		_, users := f.SCIMUsers(t.Context())
		_, groups := f.SCIMGroups(t.Context())
		for asked, err := range maps.All(map[string]error{records: users, theirs: groups}) {
			if (err != nil) != (asked == request) {
				t.Errorf("%s is short, and %s says %v", request, asked, err)
			}
		}
		if _, err := f.Joined(t.Context(), []okta.Group{{ID: "00ga", Name: "a"}}, true); (err != nil) != (request == records) {
			t.Errorf("%s is short: joined %v", request, err)
		}
	}
}
