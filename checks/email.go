package checks

func emailChecks() []Check { return nil }
