package checks

func integrationChecks() []Check { return nil }
