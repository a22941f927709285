package okta

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/okta/wire"
)

// ReadBackError says that an app, read again after a write, is not as it should be.
type ReadBackError struct {
	Field     string // features, or a part of the username template
	Want, Got string
}

// Error names the field and both values.
func (e *ReadBackError) Error() string {
	return fmt.Sprintf("the app was changed, but its %s reads %q instead of %q", e.Field, e.Got, e.Want)
}

// ReplaceUsernameTemplate changes an app's username format and nothing else. Okta only takes whole apps, so the app is read,
// put back with every unknown key as it came, and read again: features that changed, or a format that did not, are a
// *ReadBackError. An update-on (pushStatus) that reads differently is none: some apps do not show theirs.
// A lost answer is looked up before the app is put once more.
// The image of before is returned as soon as it is known, with an error too. An app that has the format already is not written.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Application/#tag/Application/operation/replaceApplication
func (c *Client) ReplaceUsernameTemplate(ctx context.Context, appID string, t UsernameTemplate) (before json.RawMessage, after App, err error) {
	old, err := c.App(ctx, appID)
	if err != nil {
		return nil, App{}, err
	}
	if sameTemplate(old.UserName, t) && old.UserName.PushStatus == t.PushStatus {
		return old.Raw, old, nil
	}
	body, err := wire.ReplaceTemplate(old.Raw, t)
	if err != nil {
		return old.Raw, App{}, fmt.Errorf("rewriting the app %s: %w", appID, err)
	}
	after, err = c.replace(ctx, old, body)
	if clients.Uncertain(err) && after.ID != "" && bytes.Equal(after.Raw, old.Raw) && ctx.Err() == nil {
		after, err = c.replace(ctx, old, body) // the first request did not arrive, and nobody has changed the app since
	}
	if err != nil && (after.ID == "" || bytes.Equal(after.Raw, old.Raw)) {
		return old.Raw, after, err
	}
	if wrong := readBack(old, after, t); wrong != nil && err != nil {
		return old.Raw, after, fmt.Errorf("%w; %w", err, wrong)
	} else if wrong != nil {
		return old.Raw, after, wrong
	}
	return old.Raw, after, nil
}

// replace puts a whole app and reads it back; where the answer to the first was lost, the error comes with what the second shows.
func (c *Client) replace(ctx context.Context, old App, body []byte) (App, error) {
	_, lost := c.conn.Do(ctx, clients.Request{Method: http.MethodPut, Path: appPath(old.ID), Body: json.RawMessage(body)}, nil)
	if lost != nil && (!clients.Uncertain(lost) || ctx.Err() != nil) {
		return App{}, lost
	}
	after, err := c.App(ctx, old.ID)
	if err != nil {
		return App{}, fmt.Errorf("reading the app back: %w", err)
	}
	return after, lost
}

func readBack(old, now App, t UsernameTemplate) error {
	if was, is := sorted(old.Features), sorted(now.Features); !slices.Equal(was, is) {
		return &ReadBackError{"features", fmt.Sprint(was), fmt.Sprint(is)}
	}
	switch {
	case now.UserName.Template != t.Template:
		return &ReadBackError{"username template", t.Template, now.UserName.Template}
	case now.UserName.Type != t.Type:
		return &ReadBackError{"username template type", t.Type, now.UserName.Type}
	}
	return nil
}

func sameTemplate(a, b UsernameTemplate) bool {
	return a.Template == b.Template && a.Type == b.Type && (b.Suffix == "" || a.Suffix == b.Suffix)
}

func sorted(features []string) []string {
	out := slices.Clone(features)
	slices.Sort(out)
	return out
}
