package console

import (
	"context"
	"errors"
	"net/url"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// Play carries out an action as a person does who has the guide of a good set-up before them: every field that has no
// default is filled in from it. Where a page offers several groups, all of the test groups are taken.
func (d *Desk) Play(ctx context.Context, id string) (Shown, bool, error) {
	shown, changed := Shown{}, false
	for _, form := range d.fill(id) {
		s, c, err := d.Do(ctx, id, form)
		if err != nil {
			return nil, changed, err
		}
		changed = changed || c
		for k, v := range s {
			shown[k] = v
		}
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
