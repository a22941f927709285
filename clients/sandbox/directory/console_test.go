package directory

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

func TestCreateDirectory(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	d := Create(tn.w, "Second")
	if d == nil || tn.w.Atlassian.Directory(d.ID) != d || len(d.ID) != 36 || d.Name != "Second" {
		t.Fatalf("directory %+v", d)
	}
	if d.Key == "" || d.Key == dirKey || !d.KeyCreated.Equal(tn.now) || !d.Expires.Equal(tn.now.Add(365*24*time.Hour)) {
		t.Errorf("key from %v to %v", d.KeyCreated, d.Expires)
	}
	tn.key = d.Key
	if rw := tn.raw("GET", "/scim/directory/"+d.ID+"/ServiceProviderConfig", ""); rw.Code != http.StatusOK {
		t.Errorf("the new directory answers %d", rw.Code)
	}
	tn.w.Atlassian.GuardActive = false
	if Create(tn.w, "Third") != nil {
		t.Error("a directory without Guard")
	}
}

func TestRegenerateStopsTheOldKey(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	key := Regenerate(tn.w, dirID)
	tn.must(http.StatusUnauthorized, "GET", "/Users", "")
	tn.key = key
	tn.must(http.StatusOK, "GET", "/Users", "")
	if Regenerate(tn.w, "nowhere") != "" {
		t.Error("a key for a directory that does not exist")
	}
}

func TestSettle(t *testing.T) {
	t.Parallel()
	for _, variant := range []string{"collision=conflict", "collision=silent"} {
		t.Run(variant, func(t *testing.T) {
			t.Parallel()
			tn := newTenant(t, variant)
			ann, old := tn.user("ann@example.com"), tn.account("old@example.com", true)
			local := tn.localGroup("Team")
			local.Join(old.ID)
			local.Roles = map[string][]string{"ari:1": {world.UserRole}}
			tn.do("POST", "/Groups", groupBody("Team", ann))
			if !Settle(tn.w, tn.w.Atlassian.Conflicts[0]) || len(tn.w.Atlassian.Conflicts) != 0 {
				t.Fatal("the conflict is still there")
			}
			sg := tn.d.GroupNamed("Team")
			if sg == nil || local.SCIMGroupID != sg.ID || sg.OrgGroupID != local.ID || local.Has(old.ID) || len(local.Roles) != 1 {
				t.Fatalf("settled: %+v %+v", sg, local)
			}
			tn.must(http.StatusOK, "PATCH", "/Groups/"+sg.ID, patch(`{"op":"replace","path":"members","value":[{"value":"`+ann.ID+`"}]}`))
			if !slices.Equal(local.Members, []string{ann.AccountID}) {
				t.Errorf("members %v after the next push", local.Members)
			}
			if Settle(tn.w, &world.Conflict{OrgGroupID: local.ID, DirectoryID: dirID}) {
				t.Error("settled a conflict that is on no list")
			}
		})
	}
}

func TestSettleOverwritesTheMembers(t *testing.T) {
	t.Parallel()
	tn := newTenant(t, "collision=silent")
	ann, cy := tn.user("ann@example.com"), tn.user("cy@partner.example")
	cy.Active = false
	local := tn.localGroup("Team")
	tn.group("Team", ann, cy)
	Settle(tn.w, tn.w.Atlassian.Conflicts[0])
	if !slices.Equal(local.Members, []string{ann.AccountID}) {
		t.Errorf("members %v, want those of the directory that belong", local.Members)
	}
}
