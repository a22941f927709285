package scim

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"

	"github.com/provision-cli/provision/clients"
)

// Config is what the directory says it can do. That it answers at all proves
// the directory id and the key.
type Config struct {
	Patch  bool // false also when Raw
	Filter bool // false also when Raw
	// Raw is true when the answer was JSON, but not the object of RFC 7643: the
	// official documents call it a string, or an object without a type.
	Raw bool
}

// Config reads the directory's ServiceProviderConfig. An answer that is not
// JSON, or was cut short, is an error: it may be anybody's.
// https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-service-provider-configuration/
func (r *Reader) Config(ctx context.Context) (Config, error) {
	var raw json.RawMessage
	if _, err := r.conn.Do(ctx, clients.Request{Method: http.MethodGet, Path: "/ServiceProviderConfig"}, &raw); err != nil {
		return Config{}, err
	}
	return decodeConfig(raw), nil
}

// decodeConfig reads the object, also from inside a string.
func decodeConfig(raw []byte) Config {
	var text string
	if json.Unmarshal(raw, &text) == nil && text != "" {
		raw = []byte(text)
	}
	type feature struct {
		Supported bool `json:"supported"`
	}
	var c struct {
		Patch  *feature `json:"patch"`
		Filter *feature `json:"filter"`
	}
	if !bytes.HasPrefix(bytes.TrimSpace(raw), []byte("{")) || json.Unmarshal(raw, &c) != nil || c.Patch == nil || c.Filter == nil {
		return Config{Raw: true}
	}
	return Config{Patch: c.Patch.Supported, Filter: c.Filter.Supported}
}
