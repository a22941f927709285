package engine

import (
	"context"
	"maps"
	"slices"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// delta is what a members job writes: the last word on each person that has changed.
type delta struct {
	join, leave []person
	// all are the members that the group then has as far as Okta knows; only AIW needs them.
	all []person
}

// members writes the gathered membership changes of one pushed group.
func (e *Engine) members(ctx context.Context, j *job) error {
	t, ok := e.beginGroup(j)
	var d delta
	// Under the world's lock, so that all changes of one moment have gathered.
	e.lock(func() { d = e.delta(j, e.close(j)) })
	if !ok || t.id == "" || len(d.join)+len(d.leave) == 0 {
		return nil
	}
	if err := t.change(ctx, d); err != nil {
		return err
	}
	e.lock(func() {
		m := j.mapping
		if m.Pushed == nil {
			m.Pushed = map[string]bool{}
		}
		for _, p := range d.leave {
			delete(m.Pushed, p.userID)
		}
		for _, p := range d.join {
			m.Pushed[p.userID] = true
		}
		e.healed(j.app, m)
		e.logGroup(j.app, m, "application.provision.group_push.push_memberships")
	})
	e.changed()
	return nil
}

func (e *Engine) delta(j *job, changes []change) delta {
	var d delta
	done := map[string]bool{}
	for _, c := range slices.Backward(changes) {
		if done[c.userID] {
			continue
		}
		done[c.userID] = true
		p, ok := e.person(j.app, c.userID)
		switch in := j.mapping.Pushed[c.userID]; {
		case c.joined && ok && !in:
			d.join = append(d.join, p)
		case !c.joined && in:
			d.leave = append(d.leave, person{userID: c.userID, remoteID: c.remoteID})
		}
	}
	slices.Reverse(d.join)
	slices.Reverse(d.leave)
	if e.patches() {
		return d
	}
	gone := map[string]bool{}
	for _, p := range d.leave {
		gone[p.userID] = true
	}
	d.all = slices.DeleteFunc(e.known(j.app, j.mapping), func(p person) bool { return gone[p.userID] })
	d.all = append(d.all, d.join...)
	return d
}

// known are the members that Okta has written into the remote group and could write again, in the order of the Okta
// group, and after them those who are no longer in it.
func (e *Engine) known(app *world.App, m *world.PushMapping) []person {
	var ids []string
	left := maps.Clone(m.Pushed)
	if g := e.world.Okta.Group(m.GroupID); g != nil {
		for _, id := range g.Members {
			if m.Pushed[id] {
				ids = append(ids, id)
				delete(left, id)
			}
		}
	}
	var list []person
	for _, id := range append(ids, slices.Sorted(maps.Keys(left))...) {
		if p, ok := e.person(app, id); ok {
			list = append(list, p)
		}
	}
	return list
}

// change sends a delta: AIW as the whole group, OIN as PATCHes, those who left first, and the name after them.
func (t target) change(ctx context.Context, d delta) error {
	if !t.patches {
		return t.put(ctx, d.all)
	}
	for len(d.leave)+len(d.join) > 0 {
		out := d.leave[:min(batch, len(d.leave))]
		in := d.join[:min(batch-len(out), len(d.join))]
		d.leave, d.join = d.leave[len(out):], d.join[len(in):]
		if err := t.patch(ctx, t.doing("updating"), operations(out, in)...); err != nil {
			return err
		}
	}
	return t.patch(ctx, t.doing("renaming"), t.named())
}

func operations(leave, join []person) []document {
	var list []document
	for _, p := range leave {
		list = append(list, document{"op": "remove", "path": "members[value eq " + quote(p.remoteID) + "]"})
	}
	if len(join) > 0 {
		list = append(list, document{"op": "add", "path": "members", "value": refer(join)})
	}
	return list
}
