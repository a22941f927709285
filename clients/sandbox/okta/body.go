package okta

import (
	"bytes"
	"encoding/json"
	"maps"
)

// decode reads the request's body as a JSON object; false stands for none, or for something else.
func (c *call) decode() (object, bool) {
	var out object
	if err := json.Unmarshal(c.body, &out); err != nil || out == nil {
		return nil, false
	}
	return out, true
}

// decodeOptional is decode for requests whose body may be missing.
func (c *call) decodeOptional() (object, bool) {
	if len(bytes.TrimSpace(c.body)) == 0 {
		return object{}, true
	}
	return c.decode()
}

// child returns the object under a key, or an empty one.
func child(o object, key string) object {
	if v, ok := o[key].(object); ok {
		return v
	}
	return object{}
}

// text returns the string under a key, or an empty one.
func text(o object, key string) string {
	v, _ := o[key].(string)
	return v
}

// over lays the keys of b over those of a, object by object, and leaves both as they are.
func over(a, b object) object {
	out := object{}
	maps.Copy(out, a)
	for k, v := range b {
		below, isObject := out[k].(object)
		above, both := v.(object)
		if isObject && both {
			v = over(below, above)
		}
		out[k] = v
	}
	return out
}
