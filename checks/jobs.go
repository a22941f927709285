package checks

import (
	"context"
	"strings"
	"time"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/okta"
)

// jobs are the last job of each person and pushed group that the log shows, by
// whatever it names them with: Okta id, app user id, login, user name, or the
// group's id or name.
type jobs map[string]job

type job struct {
	reason string
	on     time.Time
}

// failedJobs are the jobs that the log of the last 7 days shows as failed.
func failedJobs(ctx context.Context, f *facts.Facts) (jobs, error) {
	events, err := jobEvents(ctx, f, f.Now().Add(-failuresSince), "FAILURE")
	return lastJobs(events, func(okta.Event) bool { return true }), err
}

// jobEvents asks for people and groups at once: one call serves both questions.
func jobEvents(ctx context.Context, f *facts.Facts, since time.Time, result string) ([]okta.Event, error) {
	return f.AppEvents(ctx, since, `eventType sw "application.provision." and outcome.result eq "`+result+`"`)
}

func lastJobs(events []okta.Event, counts func(okta.Event) bool) jobs {
	out := jobs{}
	for _, e := range events {
		if !counts(e) {
			continue
		}
		reason := e.Reason
		if reason == "" {
			reason = e.Message
		}
		for _, t := range e.Targets {
			for _, key := range keys(e, t) {
				if !e.Published.Before(out[key].on) {
					out[key] = job{reason: reason, on: e.Published}
				}
			}
		}
	}
	return out
}

// keys are the names that whoever an event is about goes by: a person whom a
// group's event names as well has not failed with the group.
func keys(e okta.Event, t okta.Target) []string {
	var names []string
	person := strings.HasPrefix(e.Type, "application.provision.user.")
	switch t.Type {
	case "User", "AppUser":
		if person {
			names = []string{t.ID, lower(t.AlternateID)}
		}
	case "UserGroup", "AppGroup":
		if !person {
			names = []string{t.ID, groupKey + lower(t.DisplayName)}
		}
	}
	var out []string
	for _, name := range names {
		if strings.TrimPrefix(name, groupKey) != "" {
			out = append(out, name)
		}
	}
	return out
}

// groupKey keeps a group's name apart from a person's.
const groupKey = "group "

func (l jobs) of(names ...string) (job, bool) {
	var last job
	known := false
	for _, name := range names {
		if found, ok := l[name]; ok && (!known || found.on.After(last.on)) {
			last, known = found, true
		}
	}
	return last, known
}

func personNames(p facts.Person) []string {
	return []string{p.ID, lower(p.App.UserName), lower(p.User.Profile.Login)}
}

func groupNames(g okta.Group) []string { return []string{g.ID, groupKey + lower(g.Name)} }

// doubt is a failure that shows nowhere but in the log.
type doubt struct {
	subject string
	names   []string
	job     job
}

// unsettled returns the doubts that no later success has settled.
func unsettled(ctx context.Context, f *facts.Facts, doubts []doubt) ([]Evidence, error) {
	if len(doubts) == 0 {
		return nil, nil
	}
	first := doubts[0].job.on
	for _, d := range doubts {
		if d.job.on.Before(first) {
			first = d.job.on
		}
	}
	events, err := jobEvents(ctx, f, first, "SUCCESS")
	if err != nil {
		return nil, err
	}
	done := lastJobs(events, traffic)
	var open []Evidence
	for _, d := range doubts {
		if success, ok := done.of(d.names...); !ok || success.on.Before(d.job.on) {
			open = append(open, logEvidence(d.subject, d.job))
		}
	}
	return open, nil
}

func logEvidence(subject string, j job) Evidence {
	return Evidence{Subject: subject, Field: "System Log", Want: "no failure", Got: said(j.reason, "a failure without a reason")}
}
