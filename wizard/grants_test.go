package wizard

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox"
	"github.com/provision-cli/provision/wizard/session"
)

func TestNamedGrantsAreRefusedBeforeAnythingIsDone(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		grant, why string
		choose     string
	}{
		"a product that no site has":  {grant: testJira + "=jira-softwar", why: "no online site has that product", choose: "jira-software@"},
		"a site that does not exist":  {grant: testJira + "=jira-software@nowhere.example", why: "no online site has that product", choose: "confluence@"},
		"a group that is not pushed":  {grant: "somebody=jira-software", why: "the group is not pushed", choose: testJira},
		"a grant that can be given":   {grant: testJira + "=jira-software"},
		"the second grant is checked": {grant: testJira + "=jira-software," + testConfluence + "=wiki", why: "no online site has that product", choose: "confluence@"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := start(t, sandbox.Options{Operator: true})
			variables := b.variables()
			variables[session.PushGroups.Env] = testJira + "," + testConfluence
			variables[session.Grants.Env] = c.grant
			before := b.sandbox.Stats().Mutations.Client
			_, err := b.runner(b.session(variables), func(r *Runner) { r.Unattended = true; r.Steps = r.Steps[:1] }).Run(t.Context())
			var refused *GrantError
			if c.why == "" {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			if !errors.As(err, &refused) || refused.Why != c.why {
				t.Fatalf("err = %v, want %q", err, c.why)
			}
			if !slices.ContainsFunc(refused.Choose, func(s string) bool { return strings.HasPrefix(s, c.choose) }) || !strings.Contains(err.Error(), "--grant") {
				t.Errorf("%v does not offer %s", err, c.choose)
			}
			if after := b.sandbox.Stats().Mutations.Client; after != before {
				t.Errorf("%d writes", after-before)
			}
		})
	}
}
