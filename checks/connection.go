package checks

func connectionChecks() []Check { return nil }
