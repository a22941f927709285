package report

import (
	"encoding/csv"
	"io"
)

// CSV writes one row a person.
func (f Forecast) CSV(w io.Writer) error {
	c := csv.NewWriter(w)
	c.Flush()
	return c.Error()
}
