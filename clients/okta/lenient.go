package okta

import (
	"encoding/json"
	"strings"
	"time"
)

// text reads a string, and a number or truth value as its text; anything else is empty.
type text string

// UnmarshalJSON never fails: a value of another kind is empty.
func (t *text) UnmarshalJSON(raw []byte) error {
	*t = ""
	var s string
	switch {
	case json.Unmarshal(raw, &s) == nil:
		*t = text(s)
	case len(raw) > 0 && raw[0] != '{' && raw[0] != '[':
		*t = text(raw)
	}
	return nil
}

// moment reads an RFC 3339 time of any precision; nothing, null and other texts are the zero time.
type moment struct{ time.Time }

// UnmarshalJSON never fails: what is no time is the zero time.
func (m *moment) UnmarshalJSON(raw []byte) error {
	m.Time = time.Time{}
	var t text
	_ = t.UnmarshalJSON(raw)
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05Z0700"} {
		if at, err := time.Parse(layout, strings.TrimSpace(string(t))); err == nil {
			m.Time = at
			return nil
		}
	}
	return nil
}

// texts reads an array of strings, or one string.
type texts []string

// UnmarshalJSON never fails: elements that are no texts are left out.
func (t *texts) UnmarshalJSON(raw []byte) error {
	*t = nil
	var many []text
	if json.Unmarshal(raw, &many) != nil {
		var single text
		_ = single.UnmarshalJSON(raw)
		many = []text{single}
	}
	for _, s := range many {
		if s != "" {
			*t = append(*t, string(s))
		}
	}
	return nil
}

// number reads a whole number, also from a text; anything else is not known.
type number struct {
	value int
	known bool
}

// UnmarshalJSON never fails: what is no number is not known.
func (n *number) UnmarshalJSON(raw []byte) error {
	*n = number{}
	var f float64
	if json.Unmarshal([]byte(strings.Trim(string(raw), `"`)), &f) == nil && string(raw) != "null" {
		*n = number{int(f), true}
	}
	return nil
}
