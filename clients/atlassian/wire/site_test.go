package wire_test

import (
	"testing"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/site"
)

const jira = "https://your-domain.atlassian.net"

func TestSiteRequests(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	spec := open(t, "jira-platform-2023-08.subset.json")
	roles := `[{"key":"jira-software","name":"Jira","groups":["users"],"groupDetails":[{"name":"users","groupId":"g1"}],"defaultGroups":["users"],"defaultGroupsDetails":[{"name":"users","groupId":"g1"}],"numberOfSeats":10,"remainingSeats":4,"userCount":6,"hasUnlimitedSeats":false}]`
	member := `{"accountId":"a%s","displayName":"A","active":true}`
	for name, c := range map[string]struct {
		call    func(*site.Reader) (any, error)
		answers []answer
		want    any
		calls   int
	}{
		"roles": {func(r *site.Reader) (any, error) { got, err := r.ApplicationRoles(ctx); return len(got), err }, []answer{{200, roles}}, 1, 1},
		"members": {func(r *site.Reader) (any, error) { return drain(r.GroupMembers(ctx, "g1")) }, []answer{
			{200, `{"startAt":0,"maxResults":50,"total":2,"isLast":false,"values":[` + member + `]}`},
			{200, `{"startAt":1,"maxResults":50,"total":2,"isLast":true,"values":[{"accountId":"b","displayName":"B","active":false}]}`},
		}, 2, 2},
		"administer": {func(r *site.Reader) (any, error) { return r.Administer(ctx) }, []answer{{200, `{"permissions":{"ADMINISTER":{"id":"0","key":"ADMINISTER","name":"Administer Jira","type":"GLOBAL","havePermission":true}}}`}}, true, 1},
		"access": {func(r *site.Reader) (any, error) { return drain(r.GroupsWithAccess(ctx, "jira-software")) }, []answer{
			{200, `{"startAt":0,"maxResults":50,"total":1,"isLast":true,"values":[{"name":"users","groupId":"g1"}]}`},
		}, 1, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := spec.with(t, c.answers...)
			got, err := c.call(site.NewReader(parse(t, jira), "admin@example.com", clients.NewSecret("site-token"), s))
			if err != nil || got != c.want || len(s.asked) != c.calls {
				t.Errorf("got %v, %v after %d requests; want %v after %d", got, err, len(s.asked), c.want, c.calls)
			}
		})
	}
}
