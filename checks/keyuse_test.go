package checks

import (
	"errors"
	"testing"
	"time"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients"
)

// TestUseOfKey counts what was sent and refused after a moment, and nothing of another app or before.
func TestUseOfKey(t *testing.T) {
	t.Parallel()
	const before, at, later, last = "2026-11-20T10:00:00.400Z", "2026-11-20T10:00:00.500Z", "2026-11-20T11:00:00.000Z", "2026-11-21T00:00:00.000Z"
	since := moment(at)
	foreign := event(pushedUser, later, obj{"target": list{obj{"type": "AppInstance", "id": "0oa7"}}, "debugContext": obj{"debugData": obj{"appname": "atlassian"}}})
	for name, c := range map[string]struct {
		log           list
		sent, refused string
	}{
		"nothing":                   {},
		"a person, then a group":    {list{event(pushedUser, later, nil), event(pushedGroup, last, nil)}, later, ""},
		"the same second, before":   {list{event(pushedUser, before, nil)}, "", ""},
		"a mapping switched off":    {list{event("application.provision.group_push.deactivate_mapping", later, nil)}, "", ""},
		"another app":               {list{foreign}, "", ""},
		"refused twice":             {list{failed(event(authFailed, later, nil), "401"), failed(event(authFailed, last, nil), "401")}, "", last},
		"a test that failed":        {list{failed(event(settingsSaved, later, nil), "401")}, "", later},
		"refused, and sent at last": {list{failed(event(authFailed, later, nil), "401"), event(pushedGroup, last, nil)}, last, later},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := serve(t, answers{getLogs: logHolding(objects(c.log)...)})
			use, err := UseOfKey(t.Context(), s.facts(facts.Intent{}, facts.Kept{}), since)
			if err != nil || !use.Succeeded.Equal(moment(c.sent)) || !use.Refused.Equal(moment(c.refused)) {
				t.Errorf("%+v, %v; want %q and %q", use, err, c.sent, c.refused)
			}
		})
	}
	s := serve(t, answers{getLogs: noRole})
	if _, err := UseOfKey(t.Context(), s.facts(facts.Intent{}, facts.Kept{}), time.Time{}); !errors.Is(err, clients.ErrDenied) {
		t.Errorf("a log that is not for us: %v", err)
	}
}

func objects(l list) []obj {
	out := make([]obj, len(l))
	for i, e := range l {
		out[i] = e.(obj)
	}
	return out
}

// moment is zero for no text.
func moment(text string) time.Time {
	at, _ := time.Parse(time.RFC3339Nano, text)
	return at
}
