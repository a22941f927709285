package console

import (
	"maps"
	"net/url"
	"slices"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// TestAstray: each drift about people calls for its own guide, and a ready world for none.
func TestAstray(t *testing.T) {
	t.Parallel()
	for drift, want := range map[string][]string{
		"": nil, "assign-linked": {reassign}, "assign-inactive": {"unassign-user"}, "assign-orphans": {takeBack}, "push-members": nil,
	} {
		var drifts []string
		if drift != "" {
			drifts = []string{drift}
		}
		d := desk(t, "ready", drifts...)
		if got := d.Astray(d.World.AtlassianApp()); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", drift, got, want)
		}
	}
}

// TestReplaced: a group that nothing pushes may go once nobody loses a product with it.
func TestReplaced(t *testing.T) {
	t.Parallel()
	d := desk(t, "ready")
	if d.Replaced() {
		t.Error("every group is pushed, and one may go")
	}
	if _, _, err := d.Do(t.Context(), "unlink-group", url.Values{"group": {world.TestJiraGroup}}); err != nil {
		t.Fatal(err)
	}
	if d.Replaced() {
		t.Error("the group alone opens Jira for somebody, and may go")
	}
	other, org := d.World.Atlassian.GroupNamed(world.TestConfluenceGroup), d.World.Atlassian.GroupNamed(world.TestJiraGroup)
	maps.Copy(other.Roles, org.Roles)
	for _, id := range org.Members {
		other.Join(id)
	}
	if !d.Replaced() {
		t.Error("another group opens the same for all, and it may not go")
	}
}
