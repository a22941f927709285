package facts

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/okta"
)

// Events reads the System Log for one query; the same query is asked once.
func (f *Facts) Events(ctx context.Context, q okta.EventQuery) ([]okta.Event, error) {
	return f.events.get(ctx, q, func(ctx context.Context) ([]okta.Event, error) {
		r, err := f.okta()
		if err != nil {
			return nil, err
		}
		return collect(r.Events(ctx, q))
	})
}

// AppEvents are the entries of the System Log since a moment for which one of
// the conditions holds, such as `eventType eq "x"`, and which are about the
// app, the oldest first. Provisioning events may name the app as a target or,
// as in the one real sample known, in their debug data alone; both count.
func (f *Facts) AppEvents(ctx context.Context, since time.Time, conditions ...string) ([]okta.Event, error) {
	app, err := f.App(ctx)
	if err != nil {
		return nil, err
	}
	target := `target.id eq "` + app.ID + `"`
	found, err := f.eventsOf(ctx, since, allOf(conditions)+` and (`+target+` or debugContext.debugData.appname eq "`+app.Name+`")`)
	if badFilter(err) {
		// The long form joins what is documented one by one; an org that does not take it gets the documented form.
		found, err = f.eventsNaming(ctx, since, target, conditions)
	}
	if err != nil {
		return nil, err
	}
	found = slices.DeleteFunc(slices.Clone(found), func(e okta.Event) bool { return !about(e, app) })
	slices.SortStableFunc(found, func(a, b okta.Event) int { return a.Published.Compare(b.Published) })
	return found, nil
}

func (f *Facts) eventsOf(ctx context.Context, since time.Time, filter string) ([]okta.Event, error) {
	return f.Events(ctx, okta.EventQuery{Filter: filter, Since: since, Until: f.now})
}

func (f *Facts) eventsNaming(ctx context.Context, since time.Time, target string, conditions []string) ([]okta.Event, error) {
	var out []okta.Event
	for _, c := range conditions {
		found, err := f.eventsOf(ctx, since, c+" and "+target)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}

func allOf(conditions []string) string {
	if len(conditions) == 1 {
		return conditions[0]
	}
	return "(" + strings.Join(conditions, " or ") + ")"
}

func badFilter(err error) bool {
	e, ok := errors.AsType[*clients.Error](err)
	return ok && e.Status == 400
}

// about says whether an entry is about the app: it names it, or names no app
// at all and has its key in the debug data.
func about(e okta.Event, app okta.App) bool {
	another := false
	for _, t := range e.Targets {
		if t.ID == app.ID {
			return true
		}
		another = another || t.Type == "AppInstance"
	}
	key, _ := e.Debug["appname"].(string)
	return !another && key == app.Name
}
