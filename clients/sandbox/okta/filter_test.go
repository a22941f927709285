package okta

import (
	"strings"
	"testing"
	"time"
)

func TestFilter(t *testing.T) {
	t.Parallel()
	fields := map[string][]string{
		"eventType": {"application.provision.user.push"}, "target.id": {"00u1", "0oa1"}, "severity": {"ERROR"}, "reason": {""},
		"published": {"2026-11-02T09:00:00.000Z"}, "quoted": {`say "hi" (now)`},
	}
	for text, want := range map[string]bool{
		`eventType eq "application.provision.user.push"`:                            true,
		`eventType sw "application.provision"`:                                      true,
		`eventType co "USER"`:                                                       true,
		`eventType eq "application"`:                                                false,
		`eventType ne "application"`:                                                true,
		`target.id eq "00u1" and target.id eq "0oa1"`:                               true,
		`target.id eq "00u1" and target.id eq "0oa2"`:                               false,
		`target.id ne "00u1"`:                                                       false,
		`severity eq "WARN" or severity EQ "error"`:                                 true,
		`severity eq "WARN" and severity eq "WARN" or severity eq "ERROR"`:          true,
		`severity eq "WARN" and (severity eq "WARN" or severity eq "ERROR")`:        false,
		`(severity eq "ERROR")`:                                                     true,
		`reason pr`:                                                                 false,
		`severity pr`:                                                               true,
		`nothing pr`:                                                                false,
		`published gt "2026-11-02T08:59:59Z"`:                                       true,
		`published gt "2026-11-02T10:00:00+01:00"`:                                  false,
		`published ge "2026-11-02T10:00:00+01:00"`:                                  true,
		`published lt "2026-11-02T09:00:00Z"`:                                       false,
		`published le "2026-11-02T09:00:00Z"`:                                       true,
		`quoted eq "say \"hi\" (now)"`:                                              true,
		`severity eq ERROR`:                                                         true,
		`eventType sw "application" AND (target.id eq "x" OR target.id eq "0oa1") `: true,
	} {
		e, err := parseFilter(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := e.matches(func(name string) []string { return fields[name] }); got != want {
			t.Errorf("%s is %v, want %v", text, got, want)
		}
	}
}

func TestBadFilter(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", "a", "a eq", `a eq "b`, `a is "b"`, `a eq "b" c`, `a eq "b" and`, `(a eq "b"`, `a eq "b")`, `a eq (`, `"a" eq "b"`,
		`a eq "\x"`, `and eq`, strings.Repeat("(", 100) + `a pr` + strings.Repeat(")", 100),
	} {
		if e, err := parseFilter(text); err == nil {
			t.Errorf("%q is read as %+v", text, e)
		}
	}
}

func TestCompareFallsBackToText(t *testing.T) {
	t.Parallel()
	if compare("b", "a") <= 0 || compare("2026-11-02T09:00:00Z", "z") >= 0 {
		t.Error("values that are no times are compared as text")
	}
	if now := time.Now(); compare(now.Format(time.RFC3339), now.UTC().Format(time.RFC3339)) != 0 {
		t.Error("the same moment in two zones differs")
	}
}

func FuzzFilter(f *testing.F) {
	for _, s := range []string{
		`target.id eq "0oa1" and eventType sw "application.provision"`, `profile.name eq "a\"b"`, `(a pr or b pr) and c co "x"`,
		`status eq "ACTIVE"`, `((`, `"`, `a eq "\u0041"`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		e, err := parseFilter(text)
		if err != nil {
			return
		}
		e.matches(func(name string) []string { return []string{name, text} })
		if err := e.comparisons(func(c expression) error {
			if c.field == "" || c.op == "" {
				t.Errorf("%q has an empty comparison %+v", text, c)
			}
			return nil
		}); err != nil {
			t.Error(err)
		}
	})
}
