package report

import "io"

// JSON writes the forecast as provision.forecast/1.
func (f Forecast) JSON(w io.Writer) error {
	return encoder(w).Encode(map[string]any{"schema": "provision.forecast/1"})
}
