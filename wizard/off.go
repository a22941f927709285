package wizard

import (
	"context"
	"errors"

	"github.com/provision-cli/provision/wizard/session"
)

// sent notes what has reached a tenant, and what may have because nobody waited for the answer.
func (r *Runner) sent(ctx context.Context, c Change, err error) {
	switch {
	case err == nil:
		r.current.Sent = append(r.current.Sent, c)
	case ctx.Err() != nil && !errors.Is(err, ErrMoved):
		r.current.Unsure = append(r.current.Unsure, c)
	}
}

// off is found before a change, because after ctrl-c nothing is read any more.
func (r *Runner) off(ctx context.Context) Switch {
	sw := Switch{Label: appLabel(ctx, r.Session), Link: appTab(ctx, r.Session, "#tab-user-management")}
	if r.Console != "" {
		sw.Link = r.Console
	}
	return sw
}

// appMenu is the way to the app in the Okta Admin Console, under the name that it bears there.
func appMenu(ctx context.Context, s *session.Session) string {
	return "Okta Admin ▸ Applications ▸ " + appLabel(ctx, s)
}

func appLabel(ctx context.Context, s *session.Session) string {
	if app, err := s.Facts().App(ctx); err == nil && app.Label != "" {
		return app.Label
	}
	return "Atlassian Cloud" // what the app catalogue calls it until somebody renames it
}
