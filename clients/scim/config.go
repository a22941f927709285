package scim

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/provision-cli/provision/clients"
)

// Config is what the directory says it can do. That it answers at all proves
// the directory id and the key.
type Config struct {
	Patch  bool // false also when Raw
	Filter bool // false also when Raw
	// Raw is true when the answer was not the object of RFC 7643: the official
	// documents call it a string, perhaps without quotes.
	Raw bool
}

// Config reads the directory's ServiceProviderConfig.
// https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-service-provider-configuration/
func (r *Reader) Config(ctx context.Context) (Config, error) {
	var raw json.RawMessage
	header, err := r.conn.Do(ctx, clients.Request{Method: http.MethodGet, Path: "/ServiceProviderConfig"}, &raw)
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) && strings.Contains(header.Get("Content-Type"), "json") {
		return Config{Raw: true}, nil
	}
	if err != nil {
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
