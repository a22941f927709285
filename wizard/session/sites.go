package session

import (
	"context"
	"errors"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients"
)

// FindSites takes the sites of the organization's products, where none were named and a site admin's token is known.
// A site that refuses the token is left out with a warning, unless all of them do: then the token is wrong.
func (s *Session) FindSites(ctx context.Context) error {
	if len(s.Texts(Sites)) > 0 || s.Atlassian() == nil || s.Secret(SiteToken).IsZero() {
		return nil
	}
	workspaces, err := s.Facts().Workspaces(ctx)
	if err != nil {
		return err
	}
	seen, urls := map[string]bool{}, []string{}
	for _, w := range workspaces {
		if u := w.HostURL; u != "" && !seen[u] && facts.Syncs(w) && w.Status == "online" {
			seen[u] = true
			urls = append(urls, u)
		}
	}
	if err := s.Set(Sites, FromTenant, urls...); err != nil {
		return err
	}
	return s.leaveOut(ctx)
}

func (s *Session) leaveOut(ctx context.Context) error {
	var open, closed []string
	for _, src := range s.clients().sites {
		_, err := src.Reader.Administer(ctx)
		switch {
		case err == nil:
			open = append(open, src.URL)
		case errors.Is(err, clients.ErrDenied), errors.Is(err, clients.ErrNotFound):
			closed = append(closed, src.URL)
		default:
			return err
		}
	}
	if len(open) == 0 || len(closed) == 0 {
		return nil
	}
	for _, u := range closed {
		s.Warn(u + " refuses the site admin's token: its seats and default groups cannot be seen. --site names the sites to read.")
	}
	return s.Set(Sites, FromTenant, open...)
}
