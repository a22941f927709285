package session

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"time"
)

// certificates names the file of further certificates to trust, as other programs have it.
const certificates = "SSL_CERT_FILE"

// limits bound the phases of a request.
type limits struct{ dial, handshake, header time.Duration }

// NewTransport bounds every phase of a request, so that a dead network ends in an error and not in silence. It goes through
// the proxy of HTTPS_PROXY and NO_PROXY, and trusts the certificates of SSL_CERT_FILE beside those of the system.
func NewTransport() http.RoundTripper {
	return newTransport(limits{dial: 10 * time.Second, handshake: 10 * time.Second, header: 60 * time.Second})
}

func newTransport(l limits) *network {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.DialContext = (&net.Dialer{Timeout: l.dial, KeepAlive: 30 * time.Second}).DialContext
	t.TLSHandshakeTimeout = l.handshake
	t.ResponseHeaderTimeout = l.header
	t.OnProxyConnectResponse = proxyAnswered
	n := &network{next: t, limits: l, file: os.Getenv(certificates)}
	if n.file != "" {
		var roots *x509.CertPool
		if roots, n.unread = trusted(n.file); n.unread == nil {
			t.TLSClientConfig = &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}
		}
	}
	return n
}

// trusted reads the file on every system: the library itself does so on some only.
func trusted(file string) (*x509.CertPool, error) {
	pem, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	if !pool.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("%s holds no certificate in PEM", file)
	}
	return pool, nil
}

// proxyAnswered names the proxy that does not let a request through; its address may hold a password, which is left out.
func proxyAnswered(_ context.Context, proxy *url.URL, req *http.Request, res *http.Response) error {
	if res.StatusCode == http.StatusOK {
		return nil
	}
	return fmt.Errorf("the proxy %s does not connect to %s: it answered %s; look at HTTPS_PROXY and NO_PROXY", proxy.Host, req.Host, res.Status)
}

// network words what goes wrong before an answer comes.
type network struct {
	next   http.RoundTripper
	limits limits
	file   string
	unread error
}

// RoundTrip sends the request; an error names the host, what was tried, and what to do.
func (n *network) RoundTrip(req *http.Request) (*http.Response, error) {
	res, err := n.next.RoundTrip(req)
	if err != nil && req.Context().Err() == nil {
		return nil, n.explain(req.URL.Host, err)
	}
	return res, err
}

// CloseIdleConnections lets a client close them through this transport.
func (n *network) CloseIdleConnections() {
	if c, ok := n.next.(interface{ CloseIdleConnections() }); ok {
		c.CloseIdleConnections()
	}
}

func (n *network) explain(host string, err error) error {
	var (
		unknown x509.UnknownAuthorityError
		name    x509.HostnameError
		invalid x509.CertificateInvalidError
		timeout net.Error
		dial    *net.OpError
	)
	switch {
	case errors.As(err, &unknown):
		return fmt.Errorf("the certificate of %s is of an issuer that this machine does not trust; %s: %w", host, n.advice(), err)
	case errors.As(err, &name):
		return fmt.Errorf("who answers as %s has a certificate for another name; look at the address and at the proxy, %s does not help here: %w", host, certificates, err)
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return fmt.Errorf("the certificate of %s is not valid now; look at this machine's clock, %s does not help here: %w", host, certificates, err)
	case errors.As(err, &dial) && dial.Op == "proxyconnect":
		return fmt.Errorf("%s is not reached, because the proxy does not answer; look at HTTPS_PROXY and NO_PROXY: %w", host, err)
	case errors.As(err, &dial) && dial.Op == "dial" && dial.Timeout():
		return fmt.Errorf("%s cannot be reached within %s; look at the network, HTTPS_PROXY and NO_PROXY: %w", host, n.limits.dial, err)
	case errors.As(err, &timeout) && timeout.Timeout():
		return fmt.Errorf("%s did not finish the TLS handshake within %s, or did not answer within %s: %w", host, n.limits.handshake, n.limits.header, err)
	}
	return err
}

// advice is what mends an unknown issuer, seen what the variable says now.
func (n *network) advice() string {
	switch {
	case n.file == "":
		return "if it is your own or your proxy's, set " + certificates + " to a PEM file with the issuer's certificate"
	case n.unread != nil:
		return certificates + " was not used: " + n.unread.Error()
	}
	return certificates + " (" + n.file + ") does not hold the issuer's certificate"
}
