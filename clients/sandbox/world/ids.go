package world

import "fmt"

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

// ID returns a new Okta id: the prefix (00u, 00g, 0oa, gPm, …) filled up to 20 characters.
func (w *World) ID(prefix string) string { return prefix + w.Token(20-len(prefix)) }

// Token returns n random letters and digits.
func (w *World) Token(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = alphabet[w.rnd.IntN(len(alphabet))]
	}
	return string(b)
}

// UUID returns a new random UUID, the form of Atlassian's ids.
func (w *World) UUID() string {
	a, b := w.rnd.Uint64(), w.rnd.Uint64()
	return fmt.Sprintf("%08x-%04x-4%03x-%04x-%012x", a>>32, a>>16&0xffff, a&0xfff, b>>48&0x3fff|0x8000, b&0xffffffffffff)
}

// Intn returns a number in [0, n) from the world's seed.
func (w *World) Intn(n int) int { return w.rnd.IntN(n) }
