package checks

import (
	"maps"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"
)

var (
	kindAsked   = regexp.MustCompile(`eventType (eq|sw) "([^"]*)"`)
	resultAsked = regexp.MustCompile(`outcome\.result eq "([^"]*)"`)
)

// logHolding answers the log as Okta would: by the types, the result and the moment asked for, and by what is named.
func logHolding(events ...obj) dynamic {
	return func(r *http.Request, _ string) any {
		q := r.URL.Query()
		out := list{}
		for _, e := range events {
			if q.Get("after") == "" && asked(q.Get("filter"), q.Get("since"), e) {
				out = append(out, e)
			}
		}
		return out
	}
}

func asked(filter, since string, e obj) bool {
	kind, ok := e["eventType"].(string), false
	for _, m := range kindAsked.FindAllStringSubmatch(filter, -1) {
		ok = ok || m[1] == "eq" && kind == m[2] || m[1] == "sw" && strings.HasPrefix(kind, m[2])
	}
	if m := resultAsked.FindStringSubmatch(filter); m != nil {
		ok = ok && e["outcome"].(obj)["result"] == m[1]
	}
	at, _ := time.Parse(time.RFC3339, e["published"].(string))
	from, _ := time.Parse(time.RFC3339, since)
	return ok && !at.Before(from) && strings.Contains(filter, `target.id eq "0oa1"`)
}

// failed makes an event a failure with this reason.
func failed(e obj, reason string) obj {
	e["outcome"] = obj{"result": "FAILURE", "reason": reason}
	return e
}

// bare is the form of the one real sample: the app nowhere but in the debug data, the person by the app user alone.
func bare(e obj, targets ...any) obj {
	out := maps.Clone(e)
	out["target"] = append(list{}, targets...)
	out["debugContext"] = obj{"debugData": obj{"appname": "atlassian"}}
	return out
}

func appUserTarget(userName string) obj {
	return obj{"type": "AppUser", "id": "0ua1", "alternateId": userName}
}

const (
	pushedUser  = "application.provision.user.push"
	pushedGroup = "application.provision.group_push.pushed"
)

func TestCredentials(t *testing.T) {
	t.Parallel()
	const before, refused, after = "2026-11-19T00:00:00.000Z", "2026-11-20T10:00:00.000Z", "2026-11-21T00:00:00.000Z"
	since := func(e ...obj) answers {
		return answers{getLogs: logHolding(append(e, failed(event(authFailed, refused, nil), "401"))...)}
	}
	untested := failed(event(settingsSaved, after, nil), "401")
	foreign := event(pushedUser, after, obj{"target": list{obj{"type": "AppInstance", "id": "0oa7"}}, "debugContext": obj{"debugData": obj{"appname": "atlassian"}}})
	otherKey := bare(event(pushedUser, after, nil), appUserTarget("x"))
	otherKey["debugContext"] = obj{"debugData": obj{"appname": "slack"}}
	lookAll(t, []entry{
		{name: "by effect", id: "integration-credentials", want: Pass, words: []string{"no refused key"}},
		{
			name: "nothing tried", id: "integration-credentials",
			changes: answers{getAppUsers: list{}},
			want:    Manual, words: []string{"Test API Credentials"},
		},
		{name: "refused", id: "integration-credentials", changes: since(), want: Fail, words: []string{"20 Nov 2026 10:00 UTC", "Retry Selected"}},
		{
			name: "refused, in the short form", id: "integration-credentials",
			changes: answers{getLogs: logHolding(bare(failed(event(authFailed, refused, nil), "401")))},
			want:    Fail,
		},
		{
			name: "a test that failed", id: "integration-credentials",
			changes: answers{getLogs: logHolding(untested)},
			want:    Fail, words: []string{"21 Nov 2026"},
		},
		{name: "refused, then tested in vain", id: "integration-credentials", changes: since(untested), want: Fail, words: []string{"21 Nov 2026"}},
		{
			name: "a person sent since", id: "integration-credentials",
			changes: since(event(pushedUser, after, nil)),
			want:    Pass, words: []string{"21 Nov 2026"},
		},
		{
			name: "a person sent since, in the short form", id: "integration-credentials",
			changes: since(bare(event(pushedUser, after, nil), appUserTarget("ana@acme.example"))),
			want:    Pass,
		},
		{name: "a group pushed since", id: "integration-credentials", changes: since(event(pushedGroup, after, nil)), want: Pass},
		{
			name: "memberships pushed since", id: "integration-credentials",
			changes: since(event("application.provision.group_push.push_memberships", after, nil)),
			want:    Pass,
		},
		{name: "sent before", id: "integration-credentials", changes: since(event(pushedUser, before, nil)), want: Fail},
		{
			name: "only a mapping switched off", id: "integration-credentials",
			changes: since(event("application.provision.group_push.deactivate_mapping", after, nil)),
			want:    Fail,
		},
		{
			name: "only a mapping made", id: "integration-credentials",
			changes: since(event("application.provision.group_push.mapping.created", after, nil)),
			want:    Fail,
		},
		{
			name: "only a mapping removed", id: "integration-credentials",
			changes: since(event("application.provision.group_push.removed", after, nil)),
			want:    Fail,
		},
		{name: "only a failure since", id: "integration-credentials", changes: since(failed(event(pushedUser, after, nil), "401")), want: Fail},
		{name: "another app's person", id: "integration-credentials", changes: since(foreign), want: Fail},
		{name: "a person of an app of another kind", id: "integration-credentials", changes: since(otherKey), want: Fail},
		{
			name: "saved since", id: "integration-credentials",
			changes: since(event(settingsSaved, after, nil)),
			want:    Manual, words: []string{"saved after"},
		},
		{name: "options saved since", id: "integration-credentials", changes: since(event(appChanged, after, nil)), want: Manual},
		{name: "log unreadable", id: "integration-credentials", changes: answers{getLogs: noRole}, want: Unknown},
		{name: "directory unreadable", id: "integration-credentials", changes: answers{getRecords: broken}, want: Unknown},
	})
}

func TestAssignErrors(t *testing.T) {
	t.Parallel()
	const at, later = "2026-11-22T00:00:00.000Z", "2026-11-22T01:00:00.000Z"
	named := func(e obj, id string) obj {
		e["target"] = list{obj{"type": "AppInstance", "id": "0oa1"}, obj{"type": "User", "id": id, "alternateId": "x"}}
		e["displayMessage"] = "Push new user"
		return e
	}
	failure := func(reason, id string) obj { return named(failed(event(pushedUser, at, nil), reason), id) }
	short := bare(failed(event("application.provision.user.sync", at, nil), "409"), appUserTarget("ANA@acme.example"))
	inGroup := named(failed(event("application.provision.group_membership.add", at, nil), "409"), "00u1")
	with := func(state string, events ...obj) answers {
		ana := appUser("00u1", "s1", "ana@acme.example")
		ana["syncState"] = state
		return answers{getLogs: logHolding(events...), getAppUsers: list{ana, appUser("00u2", "s2", "bob@acme.example")}}
	}
	absent := answers{getRecords: scimList(record("s2", "bob@acme.example", "00u2", "a2", true))}
	lookAll(t, []entry{
		{name: "none", id: "assign-errors", want: Pass},
		{name: "sync state", id: "assign-errors", changes: with("ERROR"), want: Fail, words: []string{"ana@acme.example", "sync state"}},
		{
			name: "sync state and reason", id: "assign-errors",
			changes: with("ERROR", failure("409 taken", "00u1")),
			want:    Fail, words: []string{"409 taken"},
		},
		{name: "no sync state", id: "assign-errors", changes: with("DISABLED"), want: Pass},
		{
			name: "log, still absent", id: "assign-errors",
			changes: and(with("DISABLED", failure("409 email already exists", "00u1")), absent),
			want:    Fail, words: []string{"409 email already exists", "1 person"},
		},
		{
			name: "log without a reason", id: "assign-errors",
			changes: and(with("DISABLED", failure("", "00u1")), absent),
			want:    Fail, words: []string{"Push new user"},
		},
		{name: "log, short form", id: "assign-errors", changes: and(with("DISABLED", short), absent), want: Fail, words: []string{"ana@acme.example"}},
		{name: "log, synchronized since", id: "assign-errors", changes: with("SYNCHRONIZED", failure("409", "00u1")), want: Pass},
		{
			name: "log, nothing says since", id: "assign-errors",
			changes: with("DISABLED", failure("409 taken", "00u1")),
			want:    Warn, words: []string{"ana@acme.example", "409 taken"},
		},
		{name: "short form, nothing says since", id: "assign-errors", changes: with("DISABLED", short), want: Warn},
		{
			name: "log, done since", id: "assign-errors",
			changes: with("DISABLED", failure("409", "00u1"), named(event(pushedUser, later, nil), "00u1")),
			want:    Pass,
		},
		{
			name: "short form, done since", id: "assign-errors",
			changes: with("DISABLED", short, bare(event(pushedUser, later, nil), appUserTarget("ana@acme.example"))),
			want:    Pass,
		},
		{
			name: "log, somebody else done since", id: "assign-errors",
			changes: with("DISABLED", failure("409", "00u1"), named(event(pushedUser, later, nil), "00u2")),
			want:    Warn,
		},
		{
			name: "log, failed once more", id: "assign-errors",
			changes: with("DISABLED", named(event(pushedUser, at, nil), "00u1"), named(failed(event(pushedUser, later, nil), "500"), "00u1")),
			want:    Warn, words: []string{"500"},
		},
		{
			name: "log about somebody else", id: "assign-errors",
			changes: and(with("DISABLED", failure("409", "00u8")), answers{getAppUsers: list{appUser("00u2", "s2", "bob@acme.example")}}),
			want:    Pass,
		},
		{name: "a group's failure that names a member", id: "assign-errors", changes: with("DISABLED", inGroup), want: Pass},
		{name: "nobody", id: "assign-errors", changes: answers{getAppUsers: list{}}, want: Skip},
		{name: "log unreadable", id: "assign-errors", changes: answers{getLogs: noRole}, want: Unknown},
	})
}

func TestPushFailuresInTheLog(t *testing.T) {
	t.Parallel()
	const at, later = "2026-11-22T00:00:00.000Z", "2026-11-22T01:00:00.000Z"
	group := func(e obj, id, name string) obj {
		return bare(e, obj{"type": "UserGroup", "id": id, "displayName": name})
	}
	failure := failed(event("application.provision.group.add", at, nil), "409 taken")
	with := func(events ...obj) answers { return answers{getLogs: logHolding(events...)} }
	lookAll(t, []entry{
		{
			name: "failed", id: "push-status",
			changes: with(group(failure, "00gpush", "push-me")),
			want:    Warn, words: []string{"push-me", "409 taken", "Retry All Groups"},
		},
		{name: "failed, named by the app's group", id: "push-status", changes: with(group(failure, "00gother", "Push-Me")), want: Warn},
		{name: "another group failed", id: "push-status", changes: with(group(failure, "00gother", "other")), want: Pass},
		{
			name: "done since", id: "push-status",
			changes: with(group(failure, "00gpush", "push-me"), group(event(pushedGroup, later, nil), "00gpush", "push-me")),
			want:    Pass,
		},
		{
			name: "only switched off and on since", id: "push-status",
			changes: with(group(failure, "00gpush", "push-me"), group(event("application.provision.group_push.activate_mapping", later, nil), "00gpush", "push-me")),
			want:    Warn,
		},
		{name: "log unreadable", id: "push-status", changes: answers{getLogs: noRole}, want: Unknown},
	})
}
