package checks

func prerequisiteChecks() []Check { return nil }
