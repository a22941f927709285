package wizard

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/wizard/prompt"
	"github.com/provision-cli/provision/wizard/session"
)

// widen offers, after a first run with test groups only, to go on with the groups that people really use.
func (r *Runner) widen(ctx context.Context) error {
	if r.DryRun || r.Unattended || r.Prompt == nil || len(r.Steps) < 2 {
		return nil
	}
	pushed, err := r.Session.Facts().PushGroups(ctx)
	if err != nil {
		return fmt.Errorf("look what is pushed now: %w", err)
	}
	if !onlyTests(facts.Names(pushed)) {
		return nil
	}
	yes, err := r.Prompt.Confirm(ctx, prompt.Confirmation{
		Title: "The test groups work. Add the groups that people use now?",
		Help:  "Or look at the test people in Atlassian first, and come back with --push-group, --assign-group and --grant.",
	})
	if err != nil || !yes {
		return err
	}
	for _, in := range []session.Input{session.PushGroups, session.AssignGroups} {
		if err := r.pickMore(ctx, in); err != nil {
			return err
		}
	}
	r.Session.Forget(session.Grants)
	return r.walk(ctx, slices.IndexFunc(r.Steps, func(st Step) bool { return st.ID == "push" }))
}

func onlyTests(names []string) bool {
	return len(names) > 0 && !slices.ContainsFunc(names, func(name string) bool { return !strings.HasPrefix(name, testPrefix) })
}

// pickMore shows the groups again with the ones in use chosen, so that widening never takes one away unseen.
func (r *Runner) pickMore(ctx context.Context, in session.Input) error {
	f := r.Session.Facts()
	using, other := f.PushGroups, f.AssignGroups
	if in.ID == session.AssignGroups.ID {
		using, other = other, using
	}
	now, err := using(ctx)
	if err != nil {
		return err
	}
	unfit, err := other(ctx)
	if err != nil {
		return err
	}
	return r.pickGroups(ctx, in, facts.Names(now), facts.Names(unfit))
}
