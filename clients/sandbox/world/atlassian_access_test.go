package world

import (
	"slices"
	"testing"
	"time"
)

func TestGoverns(t *testing.T) {
	t.Parallel()
	tests := []struct {
		domain          Domain
		email           string
		claims, governs bool
	}{
		{Domain{Name: "a.example", Verified: true, Claimed: true, LinkedTo: "d1"}, "x@A.example", true, true},
		{Domain{Name: "a.example", Verified: true, Claimed: true}, "x@a.example", true, false},
		{Domain{Name: "a.example", Verified: true, Claimed: true, LinkedTo: "d2"}, "x@a.example", true, false},
		{Domain{Name: "a.example", Verified: true, LinkedTo: "d1"}, "x@a.example", false, false},
		{Domain{Name: "a.example", Claimed: true, LinkedTo: "d1"}, "x@a.example", false, false},
		{Domain{Name: "a.example", Verified: true, Claimed: true, LinkedTo: "d1"}, "x@b.example", false, false},
	}
	for _, tt := range tests {
		a := Atlassian{Domains: []*Domain{&tt.domain}}
		if a.Claims(tt.email) != tt.claims || a.Governs("d1", tt.email) != tt.governs {
			t.Errorf("%+v: claims %v, governs %v", tt.domain, a.Claims(tt.email), a.Governs("d1", tt.email))
		}
	}
}

func TestSeatsFor(t *testing.T) {
	t.Parallel()
	w := New(1, time.Now)
	a := &w.Atlassian
	a.Workspaces = []*Workspace{{ARI: "full", Seats: 2}, {ARI: "free", Seats: -1}}
	user, other := &OrgGroup{ID: "g1", Roles: map[string][]string{"full": {UserRole}}}, &OrgGroup{ID: "g2", Roles: map[string][]string{"full": {"atlassian/admin"}}}
	for _, id := range []string{"a", "b", "c", "off"} {
		a.AddAccount(&Account{ID: id, Email: id, Status: "active"})
		other.Join(id)
	}
	a.Account("off").Status = "inactive"
	a.AddGroup(user)
	a.AddGroup(other)
	user.Join("a")
	user.Join("off")
	for _, tt := range []struct {
		ari  string
		more []string
		want bool
	}{
		{"full", []string{"b"}, true}, {"full", []string{"a", "b", "off"}, true}, {"full", []string{"b", "c"}, false},
		{"free", []string{"b", "c"}, true}, {"unknown", []string{"b"}, true},
	} {
		if got := a.SeatsFor(tt.ari, tt.more); got != tt.want {
			t.Errorf("SeatsFor(%s, %v) = %v", tt.ari, tt.more, got)
		}
	}
	if holders := a.SeatHolders("full"); len(holders) != 1 || !holders["a"] {
		t.Errorf("seat holders %v: only active users with the role count", holders)
	}
}

func TestRecordsOfAllDirectories(t *testing.T) {
	t.Parallel()
	first, second := &Directory{ID: "d1"}, &Directory{ID: "d2"}
	first.AddUser(&SCIMUser{ID: "u1", Email: "ann@a.example", AccountID: "ann"})
	second.AddUser(&SCIMUser{ID: "u2", Email: "ANN@a.example"})
	a := Atlassian{Directories: []*Directory{first, second}}
	ids := func(records []SCIMRecord) (found []string) {
		for _, r := range records {
			found = append(found, r.Directory.ID+"/"+r.User.ID)
		}
		return found
	}
	if got := ids(a.WithSCIMEmail("Ann@A.example")); !slices.Equal(got, []string{"d1/u1", "d2/u2"}) {
		t.Errorf("with the address: %v", got)
	}
	if got := ids(a.Linked("ann")); !slices.Equal(got, []string{"d1/u1"}) {
		t.Errorf("linked: %v", got)
	}
}

func TestReleaseLeavesSyncedGroupsOnly(t *testing.T) {
	t.Parallel()
	a := Atlassian{}
	synced, local := &OrgGroup{ID: "g1", SCIMGroupID: "s1"}, &OrgGroup{ID: "g2"}
	for _, g := range []*OrgGroup{synced, local} {
		a.AddGroup(g)
		g.Join("ann")
	}
	d := &Directory{ID: "d1"}
	d.AddGroup(&SCIMGroup{ID: "s1", OrgGroupID: "g1"})
	d.AddGroup(&SCIMGroup{ID: "s2"})
	if !a.Release(d, "ann") || a.Release(d, "ann") || synced.Has("ann") || !local.Has("ann") {
		t.Errorf("synced %v, local %v", synced.Members, local.Members)
	}
}
