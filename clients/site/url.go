package site

import (
	"errors"
	"net"
	"net/url"
	"strings"
)

// ParseURL cleans a pasted address of a site down to https://HOST: blanks and the
// path of a page are dropped, a missing scheme is added. Plain http is for loopback only.
func ParseURL(text string) (*url.URL, error) {
	text = strings.Trim(strings.TrimSpace(text), "\"'`<>")
	if text == "" {
		return nil, errors.New("the site's address is empty")
	}
	if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	u, err := url.Parse(text)
	if err != nil || u.Hostname() == "" || u.User != nil || strings.ContainsAny(u.Host, " \t") {
		return nil, errors.New("this is not the address of a site, which looks like https://example.atlassian.net")
	}
	switch host := strings.ToLower(u.Hostname()); {
	case host == "api.atlassian.com", host == "admin.atlassian.com":
		return nil, errors.New("this is not a site but " + host + "; a site looks like https://example.atlassian.net")
	case u.Scheme == "https", u.Scheme == "http" && loopback(host):
		return &url.URL{Scheme: u.Scheme, Host: strings.ToLower(u.Host)}, nil
	}
	return nil, errors.New("the site's address must begin with https://")
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
