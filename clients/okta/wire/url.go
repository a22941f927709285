package wire

import (
	"net"
	"net/url"
	"slices"
	"strings"
)

// URLError says what is wrong with a text that should be an org's address; it never repeats the text,
// which may be a credential in the wrong field.
type URLError struct {
	Text    string // one sentence
	Suggest string // the address that was probably meant, may be empty
}

// Error returns the sentence, with the suggestion where there is one.
func (e *URLError) Error() string {
	if e.Suggest == "" {
		return e.Text
	}
	return e.Text + "; did you mean " + e.Suggest + "?"
}

// domains are those under which Okta gives every org a name of its own and an -admin twin.
var domains = []string{".okta.com", ".oktapreview.com", ".okta-emea.com", ".okta-gov.com", ".okta.mil", ".trexcloud.com"}

var notOrgs = []string{"okta.com", "www.okta.com", "login.okta.com", "help.okta.com", "support.okta.com", "developer.okta.com"}

// OrgURL reads an org's address from what people paste: with or without scheme, with the path of a page, in quotes.
// The answer is scheme and host only; every error is a *URLError.
func OrgURL(text string) (*url.URL, error) {
	text = strings.Trim(strings.TrimSpace(text), "\"'`<>, \t\r\n")
	if text == "" {
		return nil, &URLError{Text: "the address of the Okta org is empty", Suggest: ""}
	}
	if strings.ContainsAny(text, " \t\r\n\\") {
		return nil, &URLError{Text: "an address has no blanks, line breaks or backslashes inside"}
	}
	u, err := url.Parse(withScheme(text))
	if err != nil || u.Hostname() == "" {
		return nil, &URLError{Text: "this is not an address such as https://example.okta.com"}
	}
	return checkOrg(u)
}

func withScheme(text string) string {
	if strings.Contains(text, "://") {
		return text
	}
	if host, _, _ := strings.Cut(text, "/"); isLoopback(hostname(host)) {
		return "http://" + text
	}
	return "https://" + text
}

func hostname(host string) string {
	if h, _, err := net.SplitHostPort(host); err == nil {
		return h
	}
	return strings.Trim(host, "[]")
}

func checkOrg(u *url.URL) (*url.URL, error) {
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	scheme, port := strings.ToLower(u.Scheme), u.Port()
	switch {
	case scheme != "https" && scheme != "http":
		return nil, &URLError{Text: "the address of an Okta org begins with https://"}
	case isLoopback(host):
		return &url.URL{Scheme: scheme, Host: strings.ToLower(u.Host)}, nil
	case !isName(host) || net.ParseIP(host) != nil:
		return nil, &URLError{Text: "this is not an address such as https://example.okta.com"}
	case slices.Contains(notOrgs, host):
		return nil, &URLError{Text: "this is a site of Okta itself, not your org, whose address is like https://example.okta.com"}
	}
	org := orgHost(host)
	if port != "" && port != "443" {
		org += ":" + port
	}
	if orgHost(host) != host {
		return nil, &URLError{Text: "this is the address of the Admin Console; the API answers at the org's own address", Suggest: "https://" + org}
	}
	if scheme == "http" {
		return nil, &URLError{Text: "a token is sent over https only", Suggest: "https://" + org}
	}
	return &url.URL{Scheme: "https", Host: org}, nil
}

// orgHost drops the -admin that Okta adds to an org's name for its Admin Console.
func orgHost(host string) string {
	for _, domain := range domains {
		if name, ok := strings.CutSuffix(host, domain); ok {
			return strings.TrimSuffix(name, "-admin") + domain
		}
	}
	return host
}

// Custom reports whether an org's address is a domain of its owner's, which nothing tells from anybody else's.
func Custom(org *url.URL) bool {
	host := org.Hostname()
	return !isLoopback(host) && !slices.ContainsFunc(domains, func(domain string) bool { return strings.HasSuffix(host, domain) })
}

// isName reports whether host is a full name: at least two labels of letters, digits and hyphens.
func isName(host string) bool {
	labels := strings.Split(host, ".")
	for _, label := range labels {
		if label == "" || strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			return false
		}
	}
	return len(labels) > 1
}

func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
