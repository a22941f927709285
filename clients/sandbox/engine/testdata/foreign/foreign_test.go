package foreign

import (
	"errors"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/scim"
)

func TestForeignServerIsProvisioned(t *testing.T) {
	t.Parallel()
	for _, family := range []string{"oin", "aiw"} {
		t.Run(family, func(t *testing.T) {
			t.Parallel()
			b := start(t, family)
			if status := b.connect("wrong-key"); status < 400 {
				t.Errorf("the console took a wrong key: %d", status)
			}
			if status := b.connect(key); status != http.StatusOK {
				t.Fatalf("the console refused the key: %d; the server was asked %v", status, b.server.take())
			}
			b.operate("enable-options")
			b.server.take()
			arrive(t, b)
			leave(t, b)
			rename(t, b)
			part(t, b)
			unlink(t, b)
		})
	}
}

// arrive assigns a group and pushes another, and finds people and members on the other side.
func arrive(t *testing.T, b *bench) {
	t.Helper()
	people := b.members(b.group(assigned).ID)
	if _, err := b.okta.AssignGroup(t.Context(), b.app, b.group(assigned).ID); err != nil {
		t.Fatal(err)
	}
	b.settle()
	users := b.users()
	if got, want := slices.Sorted(maps.Keys(users)), slices.Sorted(maps.Keys(people)); !slices.Equal(got, want) || len(want) == 0 {
		t.Fatalf("people there %v, assigned %v", got, want)
	}
	for id, u := range users {
		p := people[id]
		if !u.Active || u.Email != p.Profile.Email || u.UserName == "" || u.DisplayName == "" {
			t.Errorf("%s arrived as %+v", p.Profile.Login, u)
		}
		au, err := b.okta.AppUser(t.Context(), b.app, id)
		if err != nil || au.ExternalID != u.ID || au.UserName != u.UserName || au.Status != "PROVISIONED" {
			t.Errorf("Okta keeps %+v of %+v, %v", au, u, err)
		}
		named, err := b.scim.UserNamed(t.Context(), u.UserName)
		if err != nil || named.ID != u.ID {
			t.Errorf("%s by name: %+v, %v", u.UserName, named, err)
		}
	}
	if _, err := b.okta.CreatePushMapping(t.Context(), b.app, b.group(pushed).ID, pushed); err != nil {
		t.Fatal(err)
	}
	b.settle()
	if got, want := b.joined(t.Context(), pushed), slices.Sorted(maps.Keys(b.members(b.group(pushed).ID))); !slices.Equal(got, want) || len(want) == 0 {
		t.Errorf("members there %v, in Okta %v", got, want)
	}
	asked(t, b)
}

// asked fails for every refusal: what Okta sends is fixed, so that a refusal is a fact about one of the two.
func asked(t *testing.T, b *bench) {
	t.Helper()
	list := b.server.take()
	for _, line := range list {
		if !strings.HasSuffix(line, " 200") && !strings.HasSuffix(line, " 201") && !strings.HasSuffix(line, " 204") {
			t.Errorf("refused: %s", line)
		}
	}
	t.Logf("%d requests: %v", len(list), verbs(list))
}

// leave takes somebody out of the pushed group and back into it.
func leave(t *testing.T, b *bench) {
	t.Helper()
	g := b.group(pushed)
	all := slices.Sorted(maps.Keys(b.members(g.ID)))
	b.change(http.MethodDelete, "/groups/"+g.ID+"/users/"+all[0], "")
	if got := b.joined(t.Context(), pushed); !slices.Equal(got, all[1:]) {
		t.Errorf("%s left, and the members are %v", all[0], got)
	}
	b.change(http.MethodPut, "/groups/"+g.ID+"/users/"+all[0], "")
	if got := b.joined(t.Context(), pushed); !slices.Equal(got, all) {
		t.Errorf("%s came back, and the members are %v", all[0], got)
	}
	asked(t, b)
}

// rename changes a person and the group.
func rename(t *testing.T, b *bench) {
	t.Helper()
	g := b.group(pushed)
	who := slices.Sorted(maps.Keys(b.members(g.ID)))[0]
	b.change(http.MethodPost, "/users/"+who, `{"profile":{"firstName":"Other","displayName":"Other Name"}}`)
	if u := b.users()[who]; !strings.HasPrefix(u.DisplayName, "Other") || !u.Active {
		t.Errorf("renamed, and there it is %+v", u)
	}
	before := b.joined(t.Context(), pushed)
	b.change(http.MethodPut, "/groups/"+g.ID, `{"profile":{"name":"renamed"}}`)
	if after := b.joined(t.Context(), "renamed"); !slices.Equal(before, after) {
		t.Errorf("members before the group's new name %v, after it %v", before, after)
	}
	asked(t, b)
}

// part unassigns the group, which switches people off and deletes nobody, and assigns it again.
func part(t *testing.T, b *bench) {
	t.Helper()
	path := "/apps/" + b.app + "/groups/" + b.group(assigned).ID
	before := b.users()
	b.change(http.MethodDelete, path, "")
	off := b.users()
	for id, u := range before {
		if off[id].ID != u.ID || off[id].Active {
			t.Errorf("unassigned, and there it is %+v", off[id])
		}
	}
	b.change(http.MethodPut, path, "{}")
	for id, u := range b.users() {
		if u.ID != before[id].ID || !u.Active {
			t.Errorf("assigned again, and there it is %+v", u)
		}
	}
	asked(t, b)
}

// unlink ends the mapping together with the group there.
func unlink(t *testing.T, b *bench) {
	t.Helper()
	for m, err := range b.okta.PushMappings(t.Context(), b.app) {
		if err != nil {
			t.Fatal(err)
		}
		b.change(http.MethodPatch, "/apps/"+b.app+"/group-push/mappings/"+m.ID, `{"status":"INACTIVE"}`)
		b.change(http.MethodDelete, "/apps/"+b.app+"/group-push/mappings/"+m.ID+"?deleteTargetGroup=true", "")
	}
	if g, err := b.scim.GroupNamed(t.Context(), "renamed"); !errors.Is(err, clients.ErrNotFound) {
		t.Errorf("unlinked, and there it is %+v, %v", g, err)
	}
	asked(t, b)
}

func TestReaderUnderstandsForeignServer(t *testing.T) {
	t.Parallel()
	s := serve(t)
	r := scim.NewReader(s.base, clients.NewSecret(key), nil)
	if c, err := r.Config(t.Context()); err != nil || !c.Patch || !c.Filter {
		t.Errorf("config %+v, %v", c, err)
	}
	if _, err := r.User(t.Context(), "nobody"); !errors.Is(err, clients.ErrNotFound) {
		t.Errorf("a user who is not there: %v", err)
	}
	if _, err := scim.NewReader(s.base, clients.NewSecret("wrong"), nil).Config(t.Context()); !errors.Is(err, clients.ErrDenied) {
		t.Errorf("a wrong key: %v", err)
	}
	if got := verbs(s.take()); !slices.Equal(got, []string{"GET 200", "GET 401", "GET 404"}) {
		t.Errorf("asked %v", got)
	}
}
