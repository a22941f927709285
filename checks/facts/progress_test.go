package facts

import (
	"errors"
	"iter"
	"slices"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients"
)

// telling is a reading that notes what it tells.
func telling() (*Facts, *[]Progress) {
	var said []Progress
	f := New(Sources{OnProgress: func(p Progress) { said = append(said, p) }}, Intent{}, Kept{}, day)
	return f, &said
}

// counting yields so many numbers, and an error after them where there is one.
func counting(n int, end error) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		for i := range n {
			if !yield(i, nil) {
				return
			}
		}
		if end != nil {
			yield(0, end)
		}
	}
}

func TestStreamTellsHowFarItHasCome(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		items, promised int
		want            []Progress
	}{
		"nothing":       {0, 0, []Progress{{What: "x"}, {What: "x"}}},
		"a few":         {3, 0, []Progress{{What: "x"}, {What: "x", Read: 3, Of: 3}}},
		"a round":       {everySo, 0, []Progress{{What: "x"}, {What: "x", Read: everySo}, {What: "x", Read: everySo, Of: everySo}}},
		"with a total":  {everySo + 1, 900, []Progress{{What: "x"}, {What: "x", Read: everySo, Of: 900}, {What: "x", Read: everySo + 1, Of: everySo + 1}}},
		"two rounds up": {2*everySo + 1, 0, []Progress{{What: "x"}, {What: "x", Read: everySo}, {What: "x", Read: 2 * everySo}, {What: "x", Read: 2*everySo + 1, Of: 2*everySo + 1}}},
	} {
		f, said := telling()
		var of *int
		if tt.promised > 0 {
			of = &tt.promised
		}
		var got []int
		err := stream(f, "x", of, counting(tt.items, nil), func(i int) { got = append(got, i) })
		if err != nil || len(got) != tt.items || !slices.Equal(*said, tt.want) {
			t.Errorf("%s: %d kept, %v, told %+v, want %+v", name, len(got), err, *said, tt.want)
		}
	}
}

func TestStreamThatBreaksOff(t *testing.T) {
	t.Parallel()
	cut := errors.New("cut")
	f, said := telling()
	if err := stream(f, "x", nil, counting(2, cut), func(int) {}); !errors.Is(err, cut) {
		t.Errorf("%v", err)
	}
	if last := (*said)[len(*said)-1]; last.Of != 0 || len(*said) != 1 {
		t.Errorf("told that it had come to the end: %+v", *said)
	}
	silent := New(Sources{}, Intent{}, Kept{}, day)
	if err := stream(silent, "x", nil, counting(everySo, nil), func(int) {}); err != nil {
		t.Errorf("without anybody to tell: %v", err)
	}
}

// TestWaits tells of a wait with what was being read, and forgets it with the next step.
func TestWaits(t *testing.T) {
	t.Parallel()
	f, said := telling()
	until := day.Add(time.Minute)
	f.Waits(clients.Wait{Service: "okta", Until: until, Why: "the limit"})
	f.progress.report(Progress{What: "people", Read: 5, Of: 9})
	f.Waits(clients.Wait{Service: "okta", Until: until, Why: "the limit"})
	f.progress.report(Progress{What: "people", Read: 6, Of: 9})
	want := []Progress{
		{Until: until, Why: "the limit"}, {What: "people", Read: 5, Of: 9},
		{What: "people", Read: 5, Of: 9, Until: until, Why: "the limit"}, {What: "people", Read: 6, Of: 9},
	}
	if !slices.Equal(*said, want) {
		t.Errorf("told %+v, want %+v", *said, want)
	}
	New(Sources{}, Intent{}, Kept{}, day).Waits(clients.Wait{Until: until})
}

// TestReadingsTellTheirLists names every long list in the words that are shown.
func TestReadingsTellTheirLists(t *testing.T) {
	t.Parallel()
	f, _ := told(t, nil)
	ends := map[string]int{}
	f.progress.tell = func(p Progress) { ends[p.What] = p.Of }
	if _, err := f.InScope(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := f.SCIMGroups(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := f.everyAccount(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := f.TestGroups(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	for _, what := range []string{"people assigned to the app", "people in the directory", "groups in the directory", "members of Okta groups", "accounts of the organization", "Okta groups"} {
		if ends[what] != 1 {
			t.Errorf("%s: %v", what, ends)
		}
	}
}
