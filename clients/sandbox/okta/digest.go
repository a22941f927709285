package okta

import (
	"crypto/sha256"
	"encoding/base64"
	"strings"
)

// digest makes n characters that follow from a text, for ids that the world does not keep.
func digest(text string, n int) string {
	sum := sha256.Sum256([]byte(text))
	s := base64.RawURLEncoding.EncodeToString(sum[:])
	return strings.NewReplacer("-", "a", "_", "b").Replace(s)[:n]
}
