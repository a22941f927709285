package scim

import (
	"net"
	"net/url"
	"regexp"
	"strings"
)

var (
	uuid      = regexp.MustCompile(`^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$`)
	directory = regexp.MustCompile(`^((?:/[0-9A-Za-z_-]+)*/scim/directory/)([0-9A-Za-z_-]{1,64})(?:/.*)?$`)
	finished  = regexp.MustCompile(`/scim/directory/([0-9A-Za-z_-]+)(/.*)?$`)
	scheme    = regexp.MustCompile(`(?i)https?://`)
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
	if at := scheme.FindAllStringIndex(base, -1); at != nil {
		base = base[at[len(at)-1][0]:]
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

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}
