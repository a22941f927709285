package okta

import (
	"encoding/json"
	"slices"
	"testing"
	"time"
)

func TestLenientTexts(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]text{`"a"`: "a", `1.50`: "1.50", `true`: "true", `null`: "", `{}`: "", `["a"]`: ""} {
		got := text("before")
		if err := json.Unmarshal([]byte(raw), &got); err != nil || got != want {
			t.Errorf("%s gives %q, %v", raw, got, err)
		}
	}
	for raw, want := range map[string][]string{`["b","a",null,3]`: {"b", "a", "3"}, `"a"`: {"a"}, `null`: nil, `[]`: nil, `{}`: nil} {
		var got texts
		if err := json.Unmarshal([]byte(raw), &got); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s gives %q, %v", raw, got, err)
		}
	}
}

func TestLenientTimes(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 3, 25, 6, 9, 58, 0, time.UTC)
	tests := map[string]time.Time{
		`"2026-03-25T06:09:58Z"`: at, `"2026-03-25T06:09:58.000Z"`: at, `"2026-03-25T06:09:58.123456789Z"`: at.Add(123456789),
		`"2026-03-25T08:09:58+02:00"`: at, `"2026-03-25T08:09:58.5+0200"`: at.Add(500 * time.Millisecond),
		`null`: {}, `""`: {}, `"yesterday"`: {}, `5`: {}, `{}`: {},
	}
	for raw, want := range tests {
		got := moment{at}
		if err := json.Unmarshal([]byte(raw), &got); err != nil || !got.Equal(want) {
			t.Errorf("%s gives %v, %v", raw, got, err)
		}
	}
}

func TestLenientNumbers(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]number{`7`: {7, true}, `"7"`: {7, true}, `0`: {0, true}, `null`: {}, `""`: {}, `"x"`: {}, `{}`: {}, `7.0`: {7, true}} {
		got := number{1, true}
		if err := json.Unmarshal([]byte(raw), &got); err != nil || got != want {
			t.Errorf("%s gives %+v, %v", raw, got, err)
		}
	}
}
