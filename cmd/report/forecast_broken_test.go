package report

import (
	"errors"
	"io"
	"testing"
)

// disk is a writer without room after so many bytes.
type disk struct{ left int }

var errFull = errors.New("no space left on device")

func (f *disk) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, errFull
	}
	return len(p), nil
}

// TestForecastTellsOfALostOutput cuts each form off near its beginning, in the middle and just before its end: whoever
// reads half a document must not take it for a whole one.
func TestForecastTellsOfALostOutput(t *testing.T) {
	t.Parallel()
	f := crowd(2_000)
	for name, write := range map[string]func(io.Writer) error{
		"json": f.JSON, "csv": f.CSV,
		"text":   func(w io.Writer) error { return f.Text(w, plainText) },
		"schema": ForecastSchema,
	} {
		var size counter
		if err := write(&size); err != nil {
			t.Fatal(err)
		}
		for _, room := range []int{0, int(size) / 2, int(size) - 1} {
			if err := write(&disk{room}); !errors.Is(err, errFull) {
				t.Errorf("%s with room for %d of %d bytes: %v", name, room, size, err)
			}
		}
		if err := write(&disk{int(size)}); err != nil {
			t.Errorf("%s with room for all: %v", name, err)
		}
	}
}

type counter int

func (c *counter) Write(p []byte) (int, error) { *c += counter(len(p)); return len(p), nil }
