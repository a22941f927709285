package okta

import (
	"reflect"
	"testing"
	"time"
)

func TestDecode(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]bool{`{}`: true, `{"a":1}`: true, ` {} `: true, ``: false, `null`: false, `[]`: false, `"x"`: false, `{`: false, `{} {}`: false} {
		c := &call{body: []byte(body)}
		if _, good := c.decode(); good != want {
			t.Errorf("decode(%q) is %v, want %v", body, good, want)
		}
		if _, good := c.decodeOptional(); good != (want || body == "") {
			t.Errorf("decodeOptional(%q) is %v", body, good)
		}
	}
}

func TestOver(t *testing.T) {
	t.Parallel()
	a := object{"kept": 1, "deep": object{"x": 1, "y": 2}, "object": object{}, "null": 5}
	b := object{"deep": object{"y": 3}, "object": "text", "null": nil, "new": true}
	want := object{"kept": 1, "deep": object{"x": 1, "y": 3}, "object": "text", "null": nil, "new": true}
	if got := over(a, b); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if child(a, "deep")["y"] != 2 || len(b) != 4 {
		t.Errorf("over changed its arguments: %v, %v", a, b)
	}
	if got := over(nil, nil); got == nil || len(got) != 0 {
		t.Errorf("over of nothing is %v, want an empty object", got)
	}
}

func TestTimes(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 3, 25, 14, 45, 41, 7_000_000, time.FixedZone("", 3600))
	if got := milli(at); got != "2026-03-25T13:45:41.007Z" {
		t.Errorf("with milliseconds: %v", got)
	}
	if got := second(at); got != "2026-03-25T13:45:41Z" {
		t.Errorf("without: %v", got)
	}
	if milli(time.Time{}) != nil || second(time.Time{}) != nil || when(time.Time{}) != nil {
		t.Error("a time that never was is not null")
	}
}

func TestDigest(t *testing.T) {
	t.Parallel()
	a, b := digest("a", 17), digest("b", 17)
	if a == b || a != digest("a", 17) || len(a) != 17 {
		t.Errorf("digests %q and %q", a, b)
	}
}

func TestRoleLabel(t *testing.T) {
	t.Parallel()
	for role, want := range map[string]string{"USER_ADMIN": "Group Administrator", "APP_ADMIN": "Application Administrator", "WORKFLOWS_ADMIN": "WORKFLOWS_ADMIN"} {
		if got := roleLabel(role); got != want {
			t.Errorf("label of %s is %q, want %q", role, got, want)
		}
	}
	if id := roleID("SUPER_ADMIN"); len(id) != 20 || id[:3] != "ra1" {
		t.Errorf("id of a role assignment: %q", id)
	}
}
