package console

import (
	"context"
	"errors"
	"maps"
	"net/url"
	"slices"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// deed is one form that the person sends, of an action's own or of one that belongs to it.
type deed struct {
	id   string
	form url.Values
}

// Play carries out an action as a person does who has the guide of a good set-up before them: every field that has no
// default is filled in from it. Where a page offers several groups, each of the test groups is taken; it is a refusal
// only if all of them were turned down. Some guides are of several actions in turn: those have a name of their own.
func (d *Desk) Play(ctx context.Context, id string) (Shown, bool, error) {
	shown, changed := Shown{}, false
	var refused error
	deeds := d.fill(id)
	for i, deed := range deeds {
		if i > 0 && deed.id != deeds[i-1].id { // a person looks whether the first has worked
			if err := d.Engine.Wait(ctx); err != nil {
				return nil, changed, err
			}
		}
		s, c, err := d.Do(ctx, deed.id, deed.form)
		if err != nil && !IsRefusal(err) {
			return nil, changed, err
		}
		if err != nil {
			refused = err
			continue
		}
		changed = changed || c
		maps.Copy(shown, s)
	}
	if len(shown) == 0 && refused != nil {
		return nil, changed, refused
	}
	return shown, changed, nil
}

// Plays says whether the person knows an action, or a guide of several.
func Plays(id string) bool {
	return id == reassign || id == takeBack || slices.ContainsFunc(Actions(), func(a Action) bool { return a.ID == id })
}

// The guides of several actions: unassign and assign again, and the other way round.
const (
	reassign = "reassign-user"
	takeBack = "take-back-user"
)

// fill returns the forms that the person sends for an action.
func (d *Desk) fill(id string) []deed {
	d.World.Lock()
	defer d.World.Unlock()
	h := d.World.Handed
	switch id {
	case "enter-credentials", "test-credentials":
		return all(id, url.Values{"base_url": {h.BaseURL}, "api_key": {h.Key}})
	case "enable-options":
		return all(id, url.Values{"create": {"on"}, "update": {"on"}, "deactivate": {"on"}})
	case "push-group":
		return all(id, url.Values{"group": {world.TestJiraGroup}}, url.Values{"group": {world.TestConfluenceGroup}})
	case "assign-group":
		return all(id, url.Values{"group": {world.TestAssignGroup}})
	case "grant-access":
		return all(id, url.Values{"group": {world.TestJiraGroup}, "product": {"jira-software"}}, url.Values{"group": {world.TestConfluenceGroup}, "product": {"confluence"}})
	case reassign, takeBack:
		return d.twice(id)
	}
	return all(id, url.Values{})
}

func all(id string, forms ...url.Values) []deed {
	deeds := make([]deed, len(forms))
	for i, form := range forms {
		deeds[i] = deed{id, form}
	}
	return deeds
}

// twice are the forms of a guide that assigns and unassigns the same people.
func (d *Desk) twice(id string) []deed {
	app := d.World.AtlassianApp()
	if app == nil {
		return nil
	}
	var first, second []url.Values
	if id == takeBack {
		for _, user := range d.forgotten(app) {
			first, second = append(first, url.Values{"user": {user}}), append(second, url.Values{"user": {user}})
		}
		return append(all("assign-user", first...), all("unassign-user", second...)...)
	}
	unlinked := d.unlinked(app)
	for _, user := range slices.Sorted(maps.Keys(unlinked)) {
		first, second = append(first, url.Values{"user": {user}}), append(second, url.Values{"user": {user}, "group": {unlinked[user]}})
	}
	return append(all("unassign-user", first...), all("assign-user", second...)...)
}

// IsRefusal says whether an action was turned down, and not mistaken or broken off.
func IsRefusal(err error) bool {
	var r *Refusal
	return errors.As(err, &r)
}
