package checks

func directoryChecks() []Check { return nil }
