package checks

// Catalogue lists every check in the order in which they are asked.
func Catalogue() []Check {
	var list []Check
	for _, topic := range [][]Check{
		connectionChecks(), prerequisiteChecks(), directoryChecks(), integrationChecks(),
		emailChecks(), pushChecks(), assignChecks(), accessChecks(),
	} {
		list = append(list, topic...)
	}
	return withRemedies(list)
}

// Find returns the check with this id.
func Find(id string) (Check, bool) {
	for _, c := range Catalogue() {
		if c.ID == id {
			return c, true
		}
	}
	return Check{}, false
}

// Select returns the checks with these ids in the catalogue's order; ids that
// do not exist are left out.
func Select(ids ...string) []Check {
	wanted := make(map[string]bool, len(ids))
	for _, id := range ids {
		wanted[id] = true
	}
	var out []Check
	for _, c := range Catalogue() {
		if wanted[c.ID] {
			out = append(out, c)
		}
	}
	return out
}
