package scim

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"

	"github.com/provision-cli/provision/clients"
)

// Diagnose says in one sentence what an error of this package's Reader means.
// It is empty for no error. A refusal cannot tell an expired key from a
// regenerated one or another directory's: then all are named.
func Diagnose(err error) string {
	var e *clients.Error
	switch {
	case err == nil:
		return ""
	case errors.Is(err, context.Canceled):
		return "the question was stopped before the directory answered"
	case errors.Is(err, ErrCutShort):
		return "the directory ended a list early, so what was read is not the whole: read it again"
	case !errors.As(err, &e) && errors.Is(err, clients.ErrNotFound), e != nil && e.Status == http.StatusNotFound && strings.Count(e.Path, "/") > 1:
		return "the directory has no such record"
	case e == nil:
		return "this is no answer that a SCIM directory gives: " + err.Error()
	case errors.Is(err, clients.ErrDenied):
		return denied(e)
	case errors.Is(err, clients.ErrNotFound):
		return "no directory answers at this URL: the id in it is wrong, or the directory was deleted, as happens when Guard lapses"
	case errors.Is(err, clients.ErrThrottled):
		return "this key has asked too much too fast: wait a minute, then ask again"
	case e.Status >= http.StatusInternalServerError:
		return fmt.Sprintf("Atlassian answered %d, an error on its own side: ask again in a few minutes", e.Status)
	case e.Status == 0:
		return unreachable(e.Err)
	case e.Status < http.StatusMultipleChoices:
		return fmt.Sprintf("something answers at this URL, but not a SCIM directory (%v): compare the URL with the one in Atlassian Administration", e.Err)
	}
	return "the directory did not accept the request: " + answer(e)
}

// denied trusts the gateway's text, which is what an organization key was seen to get.
func denied(e *clients.Error) string {
	if strings.Contains(e.Message, "scim/directory/") {
		return "this is what an organization API key gets here, and another directory's key, an expired or a regenerated one may get the same (" + answer(e) +
			"): the directory has a key of its own, shown once when user provisioning was set up"
	}
	return "the directory refused the key, and its answer does not tell why (" + answer(e) +
		"): it has expired (keys live one year), was regenerated, belongs to another directory, or is an organization API key"
}

func answer(e *clients.Error) string {
	if e.Message == "" {
		return strconv.Itoa(e.Status)
	}
	return fmt.Sprintf("%d %q", e.Status, e.Message)
}

func unreachable(err error) string {
	var dns *net.DNSError
	var timeout net.Error
	switch {
	case errors.As(err, &dns):
		return fmt.Sprintf("the host %q in the URL is not known: look at its spelling, or at the network", dns.Name)
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return "the host in the URL did not answer in time: look at the network, a proxy or a firewall"
	}
	return fmt.Sprintf("the host in the URL could not be reached (%v): look at its spelling, the network, a proxy or a firewall", err)
}
