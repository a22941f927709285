package session

import (
	"bufio"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	orgHost   = "example.okta.com"
	orgToken  = "00tokenOfTheTest"
	playsRole = "PROVISION_TEST_ASKS_OKTA"
)

// TestAsksOkta is the program in a process of its own, when another test starts it: the proxy's and the certificates'
// variables are read once in a process.
func TestAsksOkta(t *testing.T) {
	t.Parallel()
	if os.Getenv(playsRole) == "" {
		return
	}
	s := open(t, given{env: map[string]string{"OKTA_CLIENT_ORGURL": "https://" + orgHost, "OKTA_CLIENT_TOKEN": orgToken}})
	if err := s.Resolve(); err != nil {
		t.Fatal(err)
	}
	_, err := s.Okta().Me(t.Context())
	fmt.Fprintf(os.Stdout, "asked: %v\n", err)
}

// asks runs the above with variables, and returns what it said.
func asks(t *testing.T, env ...string) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self, "-test.run=^TestAsksOkta$", "-test.v")
	cmd.Env = append([]string{playsRole + "=1", "HOME=" + t.TempDir()}, env...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	_, said, _ := strings.Cut(string(out), "asked: ")
	said, _, _ = strings.Cut(said, "\n")
	return said
}

// issuer is a private CA.
type issuer struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
	file string
}

func newIssuer(t *testing.T) *issuer {
	t.Helper()
	i := &issuer{file: filepath.Join(t.TempDir(), "ca.pem")}
	der := i.sign(t, &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Private CA"}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}).Certificate[0]
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	i.cert = cert
	if err := os.WriteFile(i.file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600); err != nil {
		t.Fatal(err)
	}
	return i
}

// sign makes a certificate; the first one is the issuer's own.
func (i *issuer) sign(t *testing.T, template *x509.Certificate) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if template.NotAfter.IsZero() {
		template.NotBefore, template.NotAfter = time.Now().Add(-time.Hour), time.Now().Add(time.Hour)
	}
	parent := i.cert
	if parent == nil {
		parent, i.key = template, key
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, &key.PublicKey, i.key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

// org answers as an Okta org over TLS, and keeps the tokens that it was shown.
func (i *issuer) org(t *testing.T, template x509.Certificate) (*httptest.Server, func() []string) {
	t.Helper()
	var (
		mu    sync.Mutex
		shown []string
	)
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		shown = append(shown, r.Host+" "+r.Header.Get("Authorization"))
		mu.Unlock()
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"id":"00u1","status":"ACTIVE","profile":{"login":"ana@example.com"}}`)
	}))
	template.SerialNumber = big.NewInt(2)
	srv.TLS = &tls.Config{Certificates: []tls.Certificate{i.sign(t, &template)}, MinVersion: tls.VersionTLS12}
	srv.Config.ErrorLog = log.New(io.Discard, "", 0)
	srv.StartTLS()
	t.Cleanup(srv.Close)
	return srv, func() []string {
		mu.Lock()
		defer mu.Unlock()
		return shown
	}
}

// proxy connects every CONNECT to one address, or refuses it, and keeps all that is said to itself.
func proxy(t *testing.T, target string, status int) (address string, heard func() string) {
	t.Helper()
	var (
		mu   sync.Mutex
		text strings.Builder
	)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		fmt.Fprintf(&text, "%s %s %v\n", r.Method, r.Host, r.Header)
		mu.Unlock()
		if r.Method != http.MethodConnect || status != http.StatusOK {
			w.WriteHeader(status)
			return
		}
		tunnel(w, target)
	}))
	t.Cleanup(srv.Close)
	return strings.TrimPrefix(srv.URL, "http://"), func() string {
		mu.Lock()
		defer mu.Unlock()
		return text.String()
	}
}

func tunnel(w http.ResponseWriter, target string) {
	there, err := (&net.Dialer{}).Dial("tcp", target)
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	here, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		_ = there.Close()
		return
	}
	_, _ = io.WriteString(here, "HTTP/1.1 200 Connection established\r\n\r\n")
	go pour(there, buffered.Reader, here)
	go pour(here, bufio.NewReader(there), there)
}

func pour(to net.Conn, from io.Reader, source io.Closer) {
	_, _ = io.Copy(to, from)
	_ = to.Close()
	_ = source.Close()
}

func TestProxyAndPrivateCAOfTheEnvironment(t *testing.T) {
	t.Parallel()
	ca := newIssuer(t)
	org, shown := ca.org(t, x509.Certificate{DNSNames: []string{orgHost}})
	through, heard := proxy(t, org.Listener.Addr().String(), http.StatusOK)
	if said := asks(t, "HTTPS_PROXY=http://user:hidden@"+through, "SSL_CERT_FILE="+ca.file); said != "<nil>" {
		t.Fatal(said)
	}
	if got := shown(); len(got) != 1 || got[0] != orgHost+" SSWS "+orgToken {
		t.Errorf("the org was shown %q", got)
	}
	if said := heard(); !strings.HasPrefix(said, "CONNECT "+orgHost+":443 ") || strings.Contains(said, orgToken) {
		t.Errorf("the proxy heard %q", said)
	}
}

func TestCertificatesThatAreRefused(t *testing.T) {
	t.Parallel()
	ca, other := newIssuer(t), newIssuer(t)
	empty := filepath.Join(t.TempDir(), "empty.pem")
	if err := os.WriteFile(empty, []byte("nothing"), 0o600); err != nil {
		t.Fatal(err)
	}
	named, past := x509.Certificate{DNSNames: []string{orgHost}}, time.Now().Add(-time.Hour)
	tests := map[string]struct {
		cert x509.Certificate
		file string
		says string
	}{
		"no file":         {named, "", "of an issuer that this machine does not trust; if it is your own or your proxy's, set SSL_CERT_FILE to a PEM file with the issuer's certificate"},
		"another issuer":  {named, other.file, "SSL_CERT_FILE (" + other.file + ") does not hold the issuer's certificate"},
		"no certificate":  {named, empty, "SSL_CERT_FILE was not used: " + empty + " holds no certificate in PEM"},
		"no such file":    {named, empty + "x", "SSL_CERT_FILE was not used: open " + empty + "x"},
		"another name":    {x509.Certificate{DNSNames: []string{"gateway.example.com"}}, ca.file, "has a certificate for another name; look at the address and at the proxy, SSL_CERT_FILE does not help"},
		"run out already": {x509.Certificate{DNSNames: named.DNSNames, NotBefore: past.Add(-time.Hour), NotAfter: past}, ca.file, "not valid now; look at this machine's clock"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			org, shown := ca.org(t, test.cert)
			through, _ := proxy(t, org.Listener.Addr().String(), http.StatusOK)
			said := asks(t, "HTTPS_PROXY=http://"+through, "SSL_CERT_FILE="+test.file)
			if !strings.HasPrefix(said, "okta: GET /api/v1/users/me: ") || !strings.Contains(said, orgHost) || !strings.Contains(said, test.says) {
				t.Error(said)
			}
			if got := shown(); len(got) > 0 {
				t.Errorf("the token was shown all the same: %q", got)
			}
		})
	}
}

func TestProxyThatRefuses(t *testing.T) {
	t.Parallel()
	through, _ := proxy(t, "", http.StatusProxyAuthRequired)
	said := asks(t, "HTTPS_PROXY=http://user:hidden@"+through)
	if !strings.Contains(said, "the proxy "+through+" does not connect to "+orgHost+":443: it answered 407") || strings.Contains(said, "hidden") {
		t.Error(said)
	}
	if said := asks(t, "HTTPS_PROXY=http://user:hidden@127.0.0.1:1"); !strings.Contains(said, orgHost+" is not reached, because the proxy does not answer; look at HTTPS_PROXY") || strings.Contains(said, "hidden") {
		t.Error(said)
	}
}

func TestTimeoutsOfEachPhase(t *testing.T) {
	t.Parallel()
	silent, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0") // accepted by the system, answered by nobody
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = silent.Close() })
	usual, short := time.Minute, 50*time.Millisecond
	tests := map[string]struct {
		limits limits
		scheme string
		says   string
	}{
		"connection":    {limits{1, usual, usual}, "http", "cannot be reached within 1ns; look at the network, HTTPS_PROXY and NO_PROXY"},
		"TLS handshake": {limits{usual, short, usual}, "https", "did not finish the TLS handshake within 50ms"},
		"answer":        {limits{usual, usual, short}, "http", "did not answer within 50ms"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			base := newTransport(test.limits)
			t.Cleanup(base.CloseIdleConnections)
			ctx, cancel := context.WithTimeout(t.Context(), 8*time.Second) // less than the library's own limits
			defer cancel()
			req, err := http.NewRequestWithContext(ctx, http.MethodGet, test.scheme+"://"+silent.Addr().String()+"/", nil)
			if err != nil {
				t.Fatal(err)
			}
			res, err := base.RoundTrip(req)
			if err == nil {
				_ = res.Body.Close()
				t.Fatal("it was answered")
			}
			if !strings.HasPrefix(err.Error(), silent.Addr().String()) || !strings.Contains(err.Error(), test.says) {
				t.Error(err)
			}
		})
	}
	if got := NewTransport().(*network).limits; got.dial > 30*time.Second || got.handshake > 30*time.Second || got.header > 2*time.Minute || min(got.dial, got.handshake, got.header) <= 0 {
		t.Errorf("the limits in force are %+v", got)
	}
}
