package clients

import (
	"crypto/subtle"
	"fmt"
	"log/slog"
)

const dots = "••••••••"

// Secret is a credential that prints as dots, whatever prints it; only Reveal gives it away.
//
// The text sits behind a pointer, so that printing a struct which holds a Secret in an unexported field,
// where fmt cannot call Format, shows an address at most.
type Secret struct {
	text *string
}

// NewSecret returns text as a Secret; the empty text gives the zero Secret.
func NewSecret(text string) Secret {
	if text == "" {
		return Secret{}
	}
	return Secret{text: &text}
}

// Reveal returns the credential itself, for the one header or prompt that needs it.
func (s Secret) Reveal() string {
	if s.text == nil {
		return ""
	}
	return *s.text
}

// IsZero reports whether there is no credential.
func (s Secret) IsZero() bool { return s.text == nil }

// Equal reports whether both hold the same credential, in constant time; == would compare addresses.
func (s Secret) Equal(other Secret) bool {
	return subtle.ConstantTimeCompare([]byte(s.Reveal()), []byte(other.Reveal())) == 1
}

// Format prints dots under every verb.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(dots)) }

// String returns dots; panic prints through it.
func (s Secret) String() string { return dots }

// GoString returns dots.
func (s Secret) GoString() string { return dots }

// LogValue returns dots.
func (s Secret) LogValue() slog.Value { return slog.StringValue(dots) }

// MarshalText returns dots, also for JSON.
func (s Secret) MarshalText() ([]byte, error) { return []byte(dots), nil }
