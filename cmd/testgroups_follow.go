package cmd

import (
	"context"
	"errors"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/checks/forecast"
	"github.com/provision-cli/provision/cmd/report"
	"github.com/provision-cli/provision/wizard/session"
)

// follow goes after one person through every hop, from the Okta profile to the products.
func (l *look) follow(ctx context.Context, args []string) (document, int, error) {
	sc, err := l.followed(ctx, args)
	if err != nil {
		return nil, 0, err
	}
	t, err := forecast.Follow(ctx, l.session.Facts(), sc.push, sc.assign, l.flags.user)
	if err != nil {
		return nil, 0, err
	}
	rep := report.Trace{Trace: t, Calls: l.session.Meter.Count(), Exit: traceCode(t.Status())}
	return rep, rep.Exit, nil
}

// followed is the scope of one person's way: the groups that were named for this run; without any, those of the Intent
// or of the tenants, which the empty scope stands for; before anything is pushed, the test groups.
func (l *look) followed(ctx context.Context, args []string) (scope, error) {
	if len(args) > 0 {
		return l.scope(ctx, args)
	}
	if len(l.session.Texts(session.PushGroups))+len(l.session.Texts(session.AssignGroups)) > 0 {
		return scope{}, nil
	}
	if l.pushes(ctx) {
		return scope{}, nil
	}
	push, err := l.testGroups(ctx)
	if err != nil || len(push) == 0 {
		return scope{}, err
	}
	return l.around(ctx, push)
}

// pushes says whether Okta pushes groups now. What cannot be read is a hop of its own, so it counts as yes.
func (l *look) pushes(ctx context.Context) bool {
	mappings, err := l.session.Facts().PushMappings(ctx)
	return len(mappings) > 0 || err != nil && !errors.Is(err, facts.ErrNoApp)
}

// traceCode is 1 where the way breaks, and 3 where it could not be seen wholly.
func traceCode(s forecast.HopStatus) int {
	switch s {
	case forecast.HopBad:
		return exitWrong
	case forecast.HopUnknown:
		return exitBlind
	}
	return exitOK
}
