package scim

import (
	"net"
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"github.com/provision-cli/provision/clients"
)

// Kind says what is wrong with a pasted base URL or key.
type Kind string

// The kinds of a BaseError and a KeyError.
const (
	KindEmpty       Kind = "empty"        // nothing, or only blanks
	KindKey         Kind = "key"          // an API key where the URL belongs
	KindURL         Kind = "url"          // a URL where the key belongs
	KindID          Kind = "id"           // only the id of a directory
	KindMore        Kind = "more"         // something else after the URL, perhaps the key
	KindConsole     Kind = "console"      // the page of the console that shows the URL
	KindNotURL      Kind = "not-url"      // nothing that can be read as a URL
	KindScheme      Kind = "scheme"       // not https
	KindNoDirectory Kind = "no-directory" // a URL without /scim/directory/ID
	KindCharacters  Kind = "characters"   // characters that no key has
)

// BaseError says why a text is no SCIM base URL. It never holds the text, which may be a key.
type BaseError struct {
	Kind Kind
}

// Error says what was pasted and what is wanted.
func (e *BaseError) Error() string {
	const want = "; the SCIM base URL looks like https://api.atlassian.com/scim/directory/ID"
	switch e.Kind {
	case KindEmpty:
		return "the SCIM base URL is empty"
	case KindKey:
		return "this looks like an API key, not a URL: the key goes into the next field" + want
	case KindID:
		return "this is only an id" + want
	case KindMore:
		return "something else was pasted after the URL: paste the URL alone, the key goes into the next field"
	case KindConsole:
		return "this is the address of a page in Atlassian Administration" + want
	case KindScheme:
		return "the SCIM base URL must begin with https://"
	case KindNoDirectory:
		return "this URL names no SCIM directory" + want
	}
	return "this is not a URL" + want
}

// KeyError says why a text is no API key. It never holds the text.
type KeyError struct {
	Kind Kind
}

// Error says what was pasted.
func (e *KeyError) Error() string {
	switch e.Kind {
	case KindEmpty:
		return "the API key is empty"
	case KindURL:
		return "this is a URL, not the API key: the two may have been swapped"
	}
	return "this holds characters that no API key has: copy it again from the page that shows it"
}

var (
	uuid      = regexp.MustCompile(`^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$`)
	directory = regexp.MustCompile(`^((?:/[0-9A-Za-z_-]+)*/scim/directory/)([0-9A-Za-z_-]{1,64})(?:/.*)?$`)
	finished  = regexp.MustCompile(`/scim/directory/([0-9A-Za-z_-]+)(/.*)?$`)
	restOfID  = regexp.MustCompile(`^[0-9A-Fa-f-]+(/.*)?$`)
	bareKey   = regexp.MustCompile(`^[0-9A-Za-z_+=~/-]{16,}$`)
)

// ParseBaseURL cleans a pasted SCIM base URL down to …/scim/directory/ID:
// blanks, line breaks, quotes, a label before it, and whatever follows the id
// (/scim/v2, /Users, …) are dropped. Plain http is for loopback only. The error is a *BaseError.
func ParseBaseURL(text string) (*url.URL, error) {
	text, kind := baseText(text)
	if kind != "" {
		return nil, &BaseError{Kind: kind}
	}
	u, err := url.Parse(text)
	if err != nil || u.Hostname() == "" || u.User != nil {
		return nil, &BaseError{Kind: KindNotURL}
	}
	if u.Scheme = strings.ToLower(u.Scheme); u.Scheme != "https" && (u.Scheme != "http" || !loopback(u.Hostname())) {
		return nil, &BaseError{Kind: KindScheme}
	}
	if strings.EqualFold(u.Hostname(), "admin.atlassian.com") {
		return nil, &BaseError{Kind: KindConsole}
	}
	parts := directory.FindStringSubmatch(strings.ReplaceAll(u.Path, "//", "/"))
	if parts == nil {
		return nil, &BaseError{Kind: KindNoDirectory}
	}
	return &url.URL{Scheme: u.Scheme, Host: strings.ToLower(u.Host), Path: parts[1] + parts[2]}, nil
}

// baseText joins what a line break has cut, and tells what is no URL at all.
func baseText(text string) (string, Kind) {
	words := words(text)
	if len(words) == 0 {
		return "", KindEmpty
	}
	at := -1
	for i, w := range words {
		if strings.Contains(w, "://") || strings.Contains(w, "/scim/directory") {
			at = i
			break
		}
	}
	if at < 0 {
		return "", notURL(strings.Join(words, ""))
	}
	base, ok := join(words[at:])
	if !ok {
		return "", KindMore
	}
	// A label may stick to the URL: VARIABLE=https://….
	if i := strings.LastIndex(base, "http"); i > 0 {
		base = base[i:]
	}
	if !strings.Contains(base, "://") {
		base = "https://" + base
	}
	return base, ""
}

// join puts a URL together that was cut by blanks. It refuses a rest that may
// not belong to it, lest a key becomes a part of the URL.
func join(words []string) (string, bool) {
	base, glued := words[0], false
	for _, w := range words[1:] {
		if w[0] != '/' {
			if m := finished.FindStringSubmatch(base); m != nil && (uuid.MatchString(m[1]) || m[2] != "" || !restOfID.MatchString(w)) {
				return "", false
			}
			glued = true
		}
		base += w
	}
	m := finished.FindStringSubmatch(base)
	return base, !glued || m == nil || uuid.MatchString(m[1])
}

func notURL(text string) Kind {
	switch {
	case uuid.MatchString(text):
		return KindID
	case strings.HasPrefix(text, "ATATT"), strings.HasPrefix(text, "ATCTT"):
		return KindKey
	case bareKey.MatchString(text):
		return KindKey
	}
	return KindNotURL
}

// ParseKey cleans a pasted API key: blanks, line breaks, quotes, a label or
// "Bearer" before it are dropped. The error is a *KeyError.
func ParseKey(text string) (clients.Secret, error) {
	words := words(text)
	start := 0
	for i, w := range words {
		if strings.EqualFold(w, "bearer") || strings.HasSuffix(w, ":") {
			start = i + 1
		}
	}
	key := strings.Join(words[start:], "")
	switch {
	case key == "":
		return clients.Secret{}, &KeyError{Kind: KindEmpty}
	case strings.Contains(key, "://"), strings.Contains(key, "/scim/directory"), strings.Contains(key, "atlassian.com/"):
		return clients.Secret{}, &KeyError{Kind: KindURL}
	case strings.ContainsFunc(key, func(r rune) bool { return r <= ' ' || r > '~' }):
		return clients.Secret{}, &KeyError{Kind: KindCharacters}
	}
	return clients.NewSecret(key), nil
}

// words cuts a pasted text at blanks and takes away what copying adds: quotes,
// angle brackets, and characters that cannot be seen.
func words(text string) []string {
	text = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, text)
	var out []string
	for _, w := range strings.Fields(text) {
		if w = strings.Trim(w, "\"'`<>“”‘’«»,;"); w != "" {
			out = append(out, w)
		}
	}
	return out
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}
