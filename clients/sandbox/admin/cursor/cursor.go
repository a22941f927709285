// Package cursor makes and reads the opaque cursors of the organization API.
package cursor

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// ErrCursor says that a text is no cursor of this API.
var ErrCursor = errors.New("invalid cursor")

// Encode makes a cursor that stands at a position of a list; state says which list it is.
func Encode(state string, at int) string {
	return base64.RawURLEncoding.EncodeToString([]byte(strconv.Itoa(at) + " " + state))
}

// Decode reads a cursor.
func Decode(text string) (state string, at int, err error) {
	plain, err := base64.RawURLEncoding.Strict().DecodeString(text)
	// The decoder lets line ends pass, which no cursor has.
	if err != nil || strings.ContainsAny(text, "\r\n") {
		return "", 0, fmt.Errorf("%w: %q", ErrCursor, text)
	}
	number, state, ok := strings.Cut(string(plain), " ")
	at, err = strconv.Atoi(number)
	if err != nil || !ok || at < 0 {
		return "", 0, fmt.Errorf("%w: %q", ErrCursor, text)
	}
	return state, at, nil
}
