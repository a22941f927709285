package session

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"

	"github.com/provision-cli/provision/checks/facts"
)

// oneLine joins a pasted secret that was broken over lines, and refuses one that holds blanks inside.
func oneLine(what string) func(string) (string, error) {
	return func(text string) (string, error) {
		text = strings.NewReplacer("\r", "", "\n", "", "\t", "").Replace(strings.TrimSpace(text))
		if strings.Contains(text, "://") {
			return "", fmt.Errorf("that is an address, not the %s", what)
		}
		if strings.ContainsAny(text, " \u00a0") {
			return "", fmt.Errorf("an %s has no blanks inside; paste it alone", what)
		}
		return text, nil
	}
}

func parseOrgKey(text string) (string, error) {
	return oneLine("organization API key")(strings.TrimPrefix(strings.TrimSpace(text), "Bearer "))
}

// parseBaseURL accepts https, and plain http for loopback only, so that no token crosses a network in the clear.
func parseBaseURL(text string) (string, error) {
	if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" {
		return "", fmt.Errorf("%q is not an address such as https://example.atlassian.net", text)
	}
	if u.User != nil {
		return "", errors.New("an address must not hold a user name or password")
	}
	if u.Scheme != "https" && (u.Scheme != "http" || !loopback(u.Hostname())) {
		return "", fmt.Errorf("%s: only https is accepted (http for this machine alone)", u.Redacted())
	}
	return u.Scheme + "://" + u.Host, nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// ParseGrant reads GROUP=PRODUCT[@SITE]; the last = divides, since a group's name may hold one.
func ParseGrant(text string) (facts.Grant, error) {
	i := strings.LastIndex(text, "=")
	if i < 1 || i == len(text)-1 {
		return facts.Grant{}, fmt.Errorf("grant %q: write GROUP=PRODUCT or GROUP=PRODUCT@SITE, for example atlassian-jira-users=jira-software", text)
	}
	product, site, _ := strings.Cut(text[i+1:], "@")
	if product == "" {
		return facts.Grant{}, fmt.Errorf("grant %q names no product", text)
	}
	return facts.Grant{Group: strings.TrimSpace(text[:i]), Product: strings.TrimSpace(product), Site: strings.TrimSpace(site)}, nil
}

func parseGrantText(text string) (string, error) {
	_, err := ParseGrant(text)
	return text, err
}
