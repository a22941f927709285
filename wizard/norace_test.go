//go:build !race

package wizard

import "time"

// tooLong ends a test's run that would otherwise hang; nothing here takes half as long.
const tooLong = 30 * time.Second
