//go:build race

package wizard

import "time"

// tooLong leaves the race detector the time it costs.
const tooLong = 2 * time.Minute
