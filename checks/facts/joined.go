package facts

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"strings"

	"github.com/provision-cli/provision/clients/okta"
)

// Joined are people as both sides know them, sorted by login; the zero value holds nobody.
type Joined struct {
	crowd   *crowd
	users   *AppUsers
	records *SCIMUsers
	in      *memberships
	rows    []row
}

// row is where one person is in each list, -1 for nowhere.
type row struct {
	user, app, record int32
	in                set
}

// Len is how many they are.
func (j Joined) Len() int { return len(j.rows) }

// All are the people, sorted by login.
func (j Joined) All() iter.Seq[Person] {
	return func(yield func(Person) bool) {
		for _, r := range j.rows {
			if !yield(j.person(r)) {
				return
			}
		}
	}
}

// Where are those of the people for whom is holds, in the same order.
func (j Joined) Where(is func(Person) bool) Joined {
	all := j.rows
	j.rows = nil
	for _, r := range all {
		if is(j.person(r)) {
			j.rows = append(j.rows, r)
		}
	}
	return j
}

func (j Joined) person(r row) Person {
	p := Person{Record: j.records.pointer(int(r.record)), Groups: j.in.names(r.in)}
	if r.user >= 0 {
		p.User, p.Known = j.crowd.at(uint32(r.user)), true
		p.ID = p.User.ID
	}
	if r.app >= 0 {
		p.App, p.Assigned = j.users.at(int(r.app)), true
		p.ID = p.App.ID
	}
	return p
}

// Joined are the members of the given groups and, with everyone, all others
// who are assigned to the app, each joined with their assignment and their
// record. Both tenants are read side by side. They are sorted by login.
func (f *Facts) Joined(ctx context.Context, groups []okta.Group, everyone bool) (Joined, error) {
	j := Joined{crowd: f.crowd}
	err := Together(ctx,
		func(ctx context.Context) (err error) { j.users, err = f.AppUsers(ctx); return err },
		func(ctx context.Context) (err error) { j.records, err = f.SCIMUsers(ctx); return err })
	if err != nil {
		return Joined{}, err
	}
	if j.in, err = f.memberships(ctx, groups); err != nil {
		return Joined{}, err
	}
	seen := make([]bool, j.users.Len())
	j.rows = make([]row, 0, len(j.in.people))
	for _, m := range j.in.people {
		r := row{user: int32(m), app: int32(j.users.place(j.crowd.idOf(m))), in: j.in.of(m)}
		if r.app >= 0 {
			seen[r.app] = true
		}
		j.rows = append(j.rows, r)
	}
	for app := range seen {
		if everyone && !seen[app] && j.users.place(j.users.id(app)) == app {
			j.rows = append(j.rows, row{user: -1, app: int32(app)})
		}
	}
	j.sort()
	return j, nil
}

// sort looks for the records, and puts the people in the order of their logins.
func (j Joined) sort() {
	type named struct {
		login, id string
		row       row
	}
	list := make([]named, 0, len(j.rows))
	for _, r := range j.rows {
		var n named
		var external, userName string
		if r.user >= 0 {
			n.login, n.id = j.crowd.loginOf(uint32(r.user))
		}
		if r.app >= 0 {
			a := j.users.list.At(int(r.app))
			n.id, external, userName = j.users.texts.Of(a.id), j.users.texts.Of(a.external), j.users.texts.Of(a.userName)
		}
		n.login = cmp.Or(n.login, userName, n.id)
		r.record = int32(j.records.place(n.id, external, userName))
		n.row = r
		list = append(list, n)
	}
	slices.SortFunc(list, func(a, b named) int { return cmp.Or(strings.Compare(a.login, b.login), strings.Compare(a.id, b.id)) })
	for i, n := range list {
		j.rows[i] = n.row
	}
}
