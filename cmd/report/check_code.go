package report

import (
	"slices"

	"github.com/provision-cli/provision/checks"
)

// FailOn are the answers that count as wrong beside Fail.
type FailOn []checks.Status

// Fails says whether a status counts towards exit code 1.
func (f FailOn) Fails(s checks.Status) bool { return s == checks.Fail || slices.Contains(f, s) }

// Code is the exit code of the answers that count: 1 something is wrong, before 3 something could not be looked at,
// before 0. What is suppressed counts for nothing, and what is only for information never makes 3.
func (c Check) Code() int {
	code := 0
	for _, r := range c.Results {
		switch {
		case r.Suppressed != nil:
		case c.FailOn.Fails(r.Status):
			return 1
		case r.Status == checks.Unknown && r.Severity != checks.Info:
			code = 3
		}
	}
	return code
}
