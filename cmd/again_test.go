package cmd

import "testing"

// TestADryRunNamesItsCommand: what a dry run has shown is done by the same command without -n, on the same tenants.
func TestADryRunNamesItsCommand(t *testing.T) {
	t.Parallel()
	given := func(texts ...string) *[]string { return &texts }
	for want, f := range map[string]*setupFlags{
		"provision setup":           {},
		"provision setup --sandbox": {sandboxed: true, sandbox: sandboxFlags{scenario: "fresh"}},
		"provision setup --sandbox --scenario drifted --drift site-admin": {sandboxed: true, sandbox: sandboxFlags{scenario: "drifted", drifts: []string{"site-admin"}}},
		"provision setup --push-group a --push-group 'b c'":               {values: map[string]*[]string{"push-group": given("a", "b c")}},
		"provision setup --grant 'a=jira-software@https://x.example/y z'": {values: map[string]*[]string{"grant": given("a=jira-software@https://x.example/y z")}},
	} {
		if got := f.again(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
