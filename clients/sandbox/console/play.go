package console

import (
	"context"
	"errors"
	"maps"
	"net/url"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// Play carries out an action as a person does who has the guide of a good set-up before them: every field that has no
// default is filled in from it. Where a page offers several groups, each of the test groups is taken; it is a refusal
// only if all of them were turned down.
func (d *Desk) Play(ctx context.Context, id string) (Shown, bool, error) {
	shown, changed := Shown{}, false
	var refused error
	for _, form := range d.fill(id) {
		s, c, err := d.Do(ctx, id, form)
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

// fill returns the forms that the person sends for an action.
func (d *Desk) fill(id string) []url.Values {
	d.World.Lock()
	h := d.World.Handed
	d.World.Unlock()
	switch id {
	case "enter-credentials", "test-credentials":
		return []url.Values{{"base_url": {h.BaseURL}, "api_key": {h.Key}}}
	case "enable-options":
		return []url.Values{{"create": {"on"}, "update": {"on"}, "deactivate": {"on"}}}
	case "push-group":
		return []url.Values{{"group": {world.TestJiraGroup}}, {"group": {world.TestConfluenceGroup}}}
	case "assign-group":
		return []url.Values{{"group": {world.TestAssignGroup}}}
	}
	return []url.Values{{}}
}

// IsRefusal says whether an action was turned down, and not mistaken or broken off.
func IsRefusal(err error) bool {
	var r *Refusal
	return errors.As(err, &r)
}
