package texts

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
)

func TestStoreKeepsEachTextOnce(t *testing.T) {
	t.Parallel()
	var s Store
	list := []string{"", "a", "b", "a", strings.Repeat("x", maxShort), strings.Repeat("y", maxShort+1), strings.Repeat("z", chunkSize*2), "ü\x00\n"}
	for i := range 20_000 {
		list = append(list, fmt.Sprintf("person-%d@example.com", i))
	}
	refs := map[string]Ref{}
	for _, text := range list {
		ref := s.Keep(text)
		if known, ok := refs[text]; ok && known != ref {
			t.Fatalf("%.20q has two numbers", text)
		}
		refs[text] = ref
	}
	for text, ref := range refs {
		if got := s.Of(ref); got != text {
			t.Fatalf("%.20q became %.20q", text, got)
		}
		if found, ok := s.Find(text); !ok || found != ref {
			t.Fatalf("%.20q is not found", text)
		}
	}
	if ref, ok := s.Find("nobody"); ok || ref != 0 {
		t.Errorf("found what was never kept: %d", ref)
	}
	if s.kept != len(refs)-1 { // the empty text takes no room
		t.Errorf("%d kept of %d", s.kept, len(refs))
	}
}

func TestStoreOfNothing(t *testing.T) {
	t.Parallel()
	var s Store
	if ref, ok := s.Find("a"); ok || ref != 0 || s.Of(0) != "" {
		t.Error("an empty store holds something")
	}
}

func TestStoreIsSharedByGoroutines(t *testing.T) {
	t.Parallel()
	var s Store
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i := range 2000 {
				text := fmt.Sprint("text ", i%500)
				if got := s.Of(s.Keep(text)); got != text {
					t.Errorf("%q became %q", text, got)
				}
			}
		})
	}
	wg.Wait()
	if s.kept != 500 {
		t.Errorf("%d kept of 500", s.kept)
	}
}

func TestIndexFindsByText(t *testing.T) {
	t.Parallel()
	var x Index
	var keys []string
	text := func(i int) string { return keys[i] }
	for i := range 3000 {
		keys = append(keys, fmt.Sprint("key ", i%1000))
		x.Add(keys[i], i, text)
	}
	for _, i := range []int{0, 1, 500, 999} {
		got := slices.Collect(x.All(keys[i], text))
		if !slices.Equal(got, []int{i, i + 1000, i + 2000}) {
			t.Errorf("%q: %v, in the order of adding", keys[i], got)
		}
		if one := x.One(keys[i], text); one != i {
			t.Errorf("%q: %d first", keys[i], one)
		}
	}
	if got := x.One("nobody", text); got != -1 {
		t.Errorf("found %d", got)
	}
	var empty Index
	if got := empty.One("a", text); got != -1 {
		t.Errorf("an empty index holds %d", got)
	}
}

func TestIndexPutReplaces(t *testing.T) {
	t.Parallel()
	var x Index
	var keys []string
	text := func(i int) string { return keys[i] }
	for i := range 2000 {
		keys = append(keys, fmt.Sprint("key ", i%700))
		x.Put(keys[i], i, text)
	}
	for i := 1400; i < 2000; i++ {
		if got := slices.Collect(x.All(keys[i], text)); !slices.Equal(got, []int{i}) {
			t.Fatalf("%q: %v, want the last one alone", keys[i], got)
		}
	}
	if x.held != 700 {
		t.Errorf("%d held of 700", x.held)
	}
}

func TestListNeverMoves(t *testing.T) {
	t.Parallel()
	var l List[int]
	for i := range 3*listChunk + 7 {
		if at := l.Add(i * 2); at != i {
			t.Fatalf("item %d is at %d", i, at)
		}
	}
	first := l.At(5)
	*first = -1
	l.Add(0)
	if l.Len() != 3*listChunk+8 || *l.At(5) != -1 || *l.At(listChunk) != 2*listChunk || *l.At(3*listChunk + 6) != 2*(3*listChunk+6) {
		t.Error("what was kept is not what is found")
	}
}

func TestAttributes(t *testing.T) {
	t.Parallel()
	var s Store
	var a Attributes
	ana := a.Keep(&s, map[string]string{"email": "ana@x.example", "title": "Engineer", "none": ""})
	bob := a.Keep(&s, map[string]string{"title": "Analyst", "email": "bob@x.example"})
	none := a.Keep(&s, map[string]string{"none": ""})
	for _, tt := range []struct {
		set        Set
		name, want string
	}{
		{ana, "email", "ana@x.example"}, {ana, "title", "Engineer"}, {bob, "email", "bob@x.example"}, {bob, "title", "Analyst"},
		{ana, "none", ""}, {ana, "zip", ""}, {none, "email", ""}, {Set{}, "email", ""},
	} {
		if got := a.Text(&s, tt.set, tt.name); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
	if len(a.shapes) != 1 || !slices.Equal(a.Names(bob), []string{"email", "title"}) || a.Names(none) != nil {
		t.Errorf("%d shapes, names %q", len(a.shapes), a.Names(bob))
	}
}
