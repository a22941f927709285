package cmd

import (
	"context"

	"github.com/provision-cli/provision/checks/forecast"
	"github.com/provision-cli/provision/cmd/report"
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

// followed is the scope of one person's way: the groups that were named for this run; without any, none, which lets the
// Intent and the tenants say.
func (l *look) followed(ctx context.Context, args []string) (scope, error) {
	if len(args) == 0 {
		return scope{}, nil
	}
	return l.scope(ctx, args)
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
