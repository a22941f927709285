package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// Template is the part of an app that says how its usernames are formed.
type Template struct {
	Template   string // an expression: ${source.email}, or user.email for a CUSTOM one
	Type       string // NONE, BUILT_IN, CUSTOM
	PushStatus string // PUSH, DONT_PUSH, NOT_CONFIGURED, or empty where Okta does not show it
	Suffix     string
}

// readOnly are the keys of an app that Okta ignores in a PUT, or that destroy something when sent:
// an altered `features` has removed the provisioning of apps.
var readOnly = []string{"_links", "_embedded", "id", "created", "lastUpdated", "status", "orn", "features", "universalLogout"}

// ReplaceTemplate returns the body of a PUT that changes an app's username template and nothing else:
// every key that it does not know is passed on as it was.
func ReplaceTemplate(app []byte, t Template) ([]byte, error) {
	all, err := object(app)
	if err != nil {
		return nil, fmt.Errorf("the app: %w", err)
	}
	credentials, err := object(all["credentials"])
	if err != nil {
		return nil, fmt.Errorf("the app's credentials: %w", err)
	}
	template, err := object(credentials["userNameTemplate"])
	if err != nil {
		return nil, fmt.Errorf("the app's userNameTemplate: %w", err)
	}
	if err := t.into(template); err != nil {
		return nil, err
	}
	maps.DeleteFunc(all, func(key string, _ json.RawMessage) bool { return slices.Contains(readOnly, key) })
	if credentials["userNameTemplate"], err = encode(template); err != nil {
		return nil, err
	}
	if all["credentials"], err = encode(credentials); err != nil {
		return nil, err
	}
	return encode(all)
}

func (t Template) into(fields map[string]json.RawMessage) error {
	set := map[string]string{"template": t.Template, "type": t.Type}
	delete(fields, "pushStatus")
	if t.PushStatus != "" {
		set["pushStatus"] = t.PushStatus
	}
	if t.Suffix != "" {
		key := "suffix"
		if _, ok := fields["userSuffix"]; ok {
			key = "userSuffix"
		}
		set[key] = t.Suffix
	}
	for key, text := range set {
		raw, err := encode(text)
		if err != nil {
			return err
		}
		fields[key] = raw
	}
	return nil
}

// object reads raw as a JSON object; null and nothing are an empty one.
func object(raw []byte) (map[string]json.RawMessage, error) {
	fields := map[string]json.RawMessage{}
	if len(bytes.TrimSpace(raw)) == 0 {
		return fields, nil
	}
	if err := json.Unmarshal(raw, &fields); err != nil {
		return nil, errors.New("is not a JSON object")
	}
	if fields == nil {
		fields = map[string]json.RawMessage{}
	}
	return fields, nil
}

// encode leaves <, > and & as they are, so that what goes back is what came.
func encode(v any) (json.RawMessage, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("encoding the app: %w", err)
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}
