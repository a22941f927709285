package format

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestParseSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ body, want string }{
		"empty":       {"", "not valid JSON"},
		"cut short":   {`{"version":1,"profiles":{"a":`, "not valid JSON"},
		"no version":  {`{"profiles":{}}`, "names no version"},
		"zero":        {`{"version":0}`, "never existed"},
		"newer":       {`{"version":4,"shape":["unknown"]}`, "newer version"},
		"unknown key": {`{"version":1,"profiles":{"a":{"colour":"red"}}}`, "colour"},
		"wrong type":  {`{"version":1,"profiles":{"a":{"sites":"one"}}}`, "does not fit"},
		"two values":  {`{"version":1} {"version":1}`, "not valid JSON"},
		"null":        {`null`, "names no version"},
		"array":       {`[1]`, "not valid JSON"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := Parse[Config]([]byte(c.body))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func TestNewerIsToldApart(t *testing.T) {
	t.Parallel()
	old, err := Parse[State]([]byte(`{"version":1,"profiles":{"a":{"history":[{"when":"2026-11-03T09:00:00Z","step":"push","action":"Push group","target":"x"}]}}}`))
	if err != nil || len(old["a"].History) != 1 {
		t.Errorf("a file of version 1: %+v, %v", old, err)
	}
	if _, err := Parse[State]([]byte(`{"version":7}`)); !errors.Is(err, ErrNewer) {
		t.Errorf("got %v", err)
	}
	if _, err := Parse[State]([]byte(`{`)); errors.Is(err, ErrNewer) {
		t.Errorf("broken counts as newer: %v", err)
	}
}

func TestEncodeParseRoundTrip(t *testing.T) {
	t.Parallel()
	on := time.Date(2026, 11, 3, 9, 0, 0, 0, time.UTC)
	want := map[string]State{"default": {
		Attested:   map[string]Attestation{"domain-linked": {By: "ana", On: on}},
		KeyCreated: on,
		History:    []Change{{When: on, Step: "email", Action: "replace", Target: "0oa1", Was: "a", Will: "b", Back: "clicks"}},
	}}
	body, err := Encode(want)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Parse[State](body)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
	if strings.Contains(string(body), "key_expires") {
		t.Error("a zero time is written")
	}
}

func TestBoundedKeepsTheLast(t *testing.T) {
	t.Parallel()
	var s State
	for i := range HistoryLimit + 3 {
		s.History = append(s.History, Change{Step: string(rune('a' + i%26)), When: time.Unix(int64(i), 0)})
	}
	got := s.Bounded().History
	if len(got) != HistoryLimit || got[0].When.Unix() != 3 {
		t.Errorf("%d changes from %v", len(got), got[0].When)
	}
}

func TestClonesShareNothing(t *testing.T) {
	t.Parallel()
	c := Config{Sites: []string{"a"}, Protect: []string{"p"}}
	d := c.Clone()
	d.Sites[0], d.Protect[0] = "x", "x"
	s := State{Attested: map[string]Attestation{"a": {By: "ana"}}, History: []Change{{Step: "push"}}}
	r := s.Clone()
	r.Attested["a"], r.History[0].Step = Attestation{By: "x"}, "x"
	if c.Sites[0] != "a" || c.Protect[0] != "p" || s.Attested["a"].By != "ana" || s.History[0].Step != "push" {
		t.Error("a clone shares memory")
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"", "{}", `{"version":1,"profiles":{"a":{"okta_url":"https://a.okta.com","sites":["x"]}}}`, `{"version":1,"profiles":{"a":{"history":[{"when":"2026-11-03T09:00:00Z"}]}}}`, `{"version":99}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		roundTrip[Config](t, body)
		roundTrip[State](t, body)
	})
}

// roundTrip: what is accepted can be written, and is accepted again with the same meaning.
func roundTrip[T Config | State](t *testing.T, body []byte) {
	t.Helper()
	first, err := Parse[T](body)
	if err != nil {
		return
	}
	out, err := Encode(first)
	if err != nil {
		t.Fatalf("accepted but not writable: %v", err)
	}
	second, err := Parse[T](out)
	if err != nil {
		t.Fatalf("own text refused: %v\n%s", err, out)
	}
	again, err := json.Marshal(second)
	if err != nil {
		t.Fatal(err)
	}
	before, err := json.Marshal(first)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(before, again) {
		t.Errorf("%s became %s", before, again)
	}
}
