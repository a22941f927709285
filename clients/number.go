package clients

import (
	"encoding/json"
	"strings"
)

// Number reads a whole number that is not negative, also from a text; anything else is not known.
type Number struct {
	Value int
	Known bool
}

// UnmarshalJSON never fails: what is no number is not known.
func (n *Number) UnmarshalJSON(raw []byte) error {
	*n = Number{}
	var f float64
	if json.Unmarshal([]byte(strings.Trim(string(raw), `"`)), &f) == nil && f >= 0 && f < 1<<31 && string(raw) != "null" {
		*n = Number{int(f), true}
	}
	return nil
}
