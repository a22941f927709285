package session

import (
	"strings"
	"testing"
	"time"
)

// TestEveryRunWarnsOfTheKeysEnd begins 30 days before.
func TestEveryRunWarnsOfTheKeysEnd(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		left time.Duration
		says string
	}{
		{31 * 24 * time.Hour, ""}, {30 * 24 * time.Hour, "in 30 days"}, {36 * time.Hour, "in 1 day;"}, {-time.Hour, "expired on 23 Nov 2026"},
	} {
		s := open(t, given{}, func(o *Options) { o.Now = func() time.Time { return now } })
		if err := s.Store.SetKey(now.Add(tt.left).AddDate(-1, 0, 0), now.Add(tt.left)); err != nil {
			t.Fatal(err)
		}
		if err := s.Resolve(); err != nil {
			t.Fatal(err)
		}
		told := strings.Join(s.Warnings(), "\n")
		if tt.says == "" && told != "" || !strings.Contains(told, tt.says) {
			t.Errorf("%s left: %q, want %q", tt.left, told, tt.says)
		}
	}
	s := open(t, given{})
	if err := s.Resolve(); err != nil || len(s.Warnings()) != 0 {
		t.Errorf("a key whose date nobody knows is warned of: %v", err)
	}
}
