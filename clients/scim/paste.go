package scim

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
