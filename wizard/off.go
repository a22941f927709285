package wizard

import (
	"context"
	"errors"
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
	sw := Switch{Label: "Atlassian Cloud", Link: appTab(ctx, r.Session, "#tab-user-management")}
	if app, err := r.Session.Facts().App(ctx); err == nil && app.Label != "" {
		sw.Label = app.Label
	}
	if r.Console != "" {
		sw.Link = r.Console
	}
	return sw
}
