package cursor

import (
	"errors"
	"testing"
)

func TestCursorRoundTrip(t *testing.T) {
	t.Parallel()
	for _, state := range []string{"", "groups", `{"query": "a b"}`} {
		got, at, err := Decode(Encode(state, 4711))
		if got != state || at != 4711 || err != nil {
			t.Errorf("Decode(Encode(%q)) = %q, %d, %v", state, got, at, err)
		}
	}
}

func TestDecodeRefusesOtherTexts(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "!", "MQ", "LTEgeA", "eCB5", Encode("groups", 20) + "\r\n", "https://api.example/x?cursor=a"} {
		if _, _, err := Decode(text); !errors.Is(err, ErrCursor) {
			t.Errorf("Decode(%q): %v, want ErrCursor", text, err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(Encode("users", 100))
	f.Add("kloHX1ZQVasDAkx_P48NYQ")
	f.Fuzz(func(t *testing.T, text string) {
		state, at, err := Decode(text)
		if err != nil {
			return
		}
		if again, n, err := Decode(Encode(state, at)); again != state || n != at || err != nil {
			t.Fatalf("Decode(%q) does not survive Encode: %q %d %v", text, again, n, err)
		}
	})
}
