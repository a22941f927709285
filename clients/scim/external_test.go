package scim

import (
	"errors"
	"fmt"
	"testing"

	"github.com/provision-cli/provision/clients"
)

func TestUserWithExternalID(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		status    int
		resources string
		total     int
		want      string
		err       error
	}{
		"found":              {200, linked, 1, "u1", nil},
		"nobody":             {200, "", 0, "", clients.ErrNotFound},
		"the filter ignored": {200, bare + "," + linked, 2, "u1", nil},
		"somebody else":      {200, bare, 1, "", clients.ErrNotFound},
		"refused":            {403, "", 0, "", clients.ErrDenied},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, r := serve(t, always(c.status, fmt.Sprintf(listOf, c.total, 1, c.resources)))
			got, err := r.UserWithExternalID(t.Context(), "00u1")
			if got.ID != c.want || !errors.Is(err, c.err) || (err == nil) != (c.err == nil) {
				t.Errorf("got %+v, %v", got, err)
			}
			if filter := s.requests()[0].URL.Query().Get("filter"); filter != `externalId eq "00u1"` {
				t.Errorf("asked %s", filter)
			}
		})
	}
}
