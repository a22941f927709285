package clients

import (
	"errors"
	"fmt"
	"net/http"
)

const maxRedirects = 5

// client copies the connection's client, so that it follows redirects only where the credential may go.
func (c *Conn) client() *http.Client {
	client := http.Client{}
	if c.HTTP != nil {
		client = *c.HTTP
	}
	client.CheckRedirect = checkRedirect
	return &client
}

func checkRedirect(next *http.Request, via []*http.Request) error {
	first := via[0]
	if next.URL.Host != first.URL.Host || next.URL.Scheme != first.URL.Scheme {
		return fmt.Errorf("redirected to %s://%s, not followed", next.URL.Scheme, next.URL.Host)
	}
	if first.Method != http.MethodGet && first.Method != http.MethodHead {
		return errors.New("redirected a request that is not a reading one, not followed")
	}
	if len(via) >= maxRedirects {
		return fmt.Errorf("redirected more than %d times", maxRedirects)
	}
	return nil
}
