package checks

import "time"

// days is the number of whole days from now to then, negative for the past.
func days(now, then time.Time) int {
	return int(then.Sub(now).Hours() / 24)
}

// date is a day as the screens show it.
func date(t time.Time) string { return t.UTC().Format("2 Jan 2006") }
