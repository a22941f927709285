// Package redact takes names, addresses, ids and hosts out of what two tenants
// answered, and leaves its shape: keys, types, enum values. The same person
// has the same pseudonym everywhere, by a random key that nobody keeps.
package redact

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"strings"
	"sync"
)

// Redactor learns from answers who is who, then writes pseudonyms. First
// everything is learned, then redacted: what is learned later may join two
// pseudonyms. It is safe for concurrent use.
type Redactor struct {
	key [sha256.Size]byte

	mu     sync.RWMutex
	joined map[string]string // an identity's parent: ids, logins and addresses of one person
	named  map[string]string // a full name's identity; empty where several people bear it
	words  map[string]bool   // every other text that is somebody's or something's name
	quoted map[string]bool   // those of them that hold a quotation mark, as they are written
	prose  map[string]bool   // words of the program's own sentences, which are no names where they stand in small letters
}

// New draws a key that lives as long as the Redactor.
func New() (*Redactor, error) {
	r := &Redactor{joined: map[string]string{}, named: map[string]string{}, words: map[string]bool{}, prose: map[string]bool{}, quoted: map[string]bool{}}
	if _, err := rand.Read(r.key[:]); err != nil {
		return nil, fmt.Errorf("draw a key for pseudonyms: %w", err)
	}
	return r, nil
}

var letters = base32.NewEncoding("abcdefghijkmnpqrstuvwxyz23456789").WithPadding(base32.NoPadding)

// mark is a few letters that stand for a text of a kind, letter case aside.
func (r *Redactor) mark(kind, text string, n int) string {
	mac := hmac.New(sha256.New, r.key[:])
	mac.Write([]byte(kind + "\x00" + norm(text)))
	return letters.EncodeToString(mac.Sum(nil))[:n]
}

// norm is a text in small letters with single blanks.
func norm(text string) string { return strings.ToLower(strings.Join(strings.Fields(text), " ")) }

// cased tells spellings of one text apart that differ in letter case alone.
func (r *Redactor) cased(text string) string {
	if text == norm(text) {
		return ""
	}
	mac := hmac.New(sha256.New, r.key[:])
	mac.Write([]byte("case\x00" + text))
	return "~" + letters.EncodeToString(mac.Sum(nil))[:2]
}

func (r *Redactor) token(kind, text string) string {
	return kind + "-" + r.mark(kind, text, 8) + r.cased(text)
}

// root is the identity that stands for a person, the same whatever was learned first.
func (r *Redactor) root(identity string) string {
	for {
		parent := r.joined[identity]
		if parent == identity || parent == "" {
			return identity
		}
		identity = parent
	}
}

// join says that these are one person.
func (r *Redactor) join(identities []string) {
	var first string
	for _, id := range identities {
		if id = norm(id); id == "" {
			continue
		}
		if r.joined[id] == "" {
			r.joined[id] = id
		}
		if first == "" {
			first = r.root(id)
			continue
		}
		low, high := first, r.root(id)
		if high < low {
			low, high = high, low
		}
		r.joined[high], first = low, low
	}
}

// name says that a full name is this person's; two people of one name get a pseudonym for the name alone.
func (r *Redactor) name(full, identity string) {
	full, identity = norm(full), norm(identity)
	if full == "" || identity == "" {
		return
	}
	if known, there := r.named[full]; there && (known == "" || r.root(known) != r.root(identity)) {
		identity = ""
	}
	r.named[full] = identity
}

// person is the pseudonym of one of a person's identities: equal where the
// identity is equal, alike where the person is.
func (r *Redactor) person(identity string) string {
	return "person-" + r.mark("person", r.root(norm(identity)), 8) + "." + r.mark("identity", identity, 4) + r.cased(identity)
}

// known is the pseudonym of a text that was learned as a person's.
func (r *Redactor) known(text string) (string, bool) {
	n := norm(text)
	if r.joined[n] != "" {
		if at := strings.LastIndex(n, "@"); at > 0 {
			return r.person(text) + "@" + r.host(n[at+1:]), true
		}
		return r.person(text), true
	}
	if identity, there := r.named[n]; there {
		if identity == "" {
			return r.token("name", text), true
		}
		return "person-" + r.mark("person", r.root(identity), 8) + ".name" + r.cased(text), true
	}
	return "", false
}
