package wizard

import (
	"flag"
	"testing"
)

// TestMain lets more tests run at once than there are processors: nearly all of their time they wait for a sandbox.
func TestMain(m *testing.M) {
	if flag.Lookup("test.parallel") != nil {
		_ = flag.Set("test.parallel", "8") // a -parallel on the command line is read later, and holds
	}
	m.Run()
}
