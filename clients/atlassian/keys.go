package atlassian

import (
	"context"
	"iter"
	"time"
)

// Key is an organization API key, without its secret.
type Key struct {
	ID      string
	Label   string
	Created time.Time // zero when not told
	Expires time.Time // zero when not told
	Scopes  []string  // empty: a key without scopes
}

type keyWire struct {
	ID      string   `json:"id"`
	Label   string   `json:"label"`
	Created scalar   `json:"createdAt"`
	Expires scalar   `json:"expiresAt"`
	Scopes  []string `json:"scopes"`
}

// Keys lists the organization's admin API keys. SCIM keys are presumably not among them.
// https://developer.atlassian.com/cloud/admin/api-access/rest/api-group-api-key/
func (r *Reader) Keys(ctx context.Context, orgID string) iter.Seq2[Key, error] {
	pages := r.getPages(path("admin", "api-access", "v1", "orgs", orgID, "api-keys"), 0)
	return convert(list[keyWire](ctx, pages), func(w keyWire) Key {
		return Key{ID: w.ID, Label: w.Label, Created: instant(w.Created), Expires: instant(w.Expires), Scopes: w.Scopes}
	})
}

// instant is zero for a text that is no time: the document gives no format.
func instant(s scalar) time.Time {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999Z0700", "2006-01-02T15:04:05.999999999", time.DateOnly} {
		if t, err := time.Parse(layout, string(s)); err == nil {
			return t
		}
	}
	return time.Time{}
}
