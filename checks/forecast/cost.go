package forecast

// Cost is what Okta and Atlassian do after the click.
type Cost struct {
	Calls   int // Okta's calls to Atlassian, about
	Minutes int // at least one
}

// Okta looks each person up first, then makes a record (POST) or takes one over (GET, PUT), and switches it on where
// it is off. A group is looked up, made where there is none, and filled; how many members go into one call no document
// says, so this reckons with as many as one answer may hold. These are the calls of an app from Okta's catalogue; one
// of the integration wizard reads a group before it writes, and activates with the same PUT.
// https://developer.okta.com/docs/api/openapi/okta-scim/guides/scim-20
const (
	callsToCreate   = 2
	callsToAdopt    = 3
	callsToActivate = 1
	callsToLookUp   = 1
	callsToMake     = 1
	membersInACall  = 500
	callsAMinute    = 300 // a request log of a real org shows four calls in 0.8 s
)

// Calls are Okta's calls to Atlassian for this person, none where nothing is sent.
func (p Person) Calls() int {
	switch {
	case !p.New:
		return 0
	case p.RecordID == "":
		return callsToCreate
	case p.Outcome == Reactivate:
		return callsToAdopt + callsToActivate
	}
	return callsToAdopt
}

// Calls are Okta's calls to Atlassian for the push of this group, none where it is pushed already.
func (o GroupOutcome) Calls() int {
	fill := 1 + max(0, o.After-1)/membersInACall
	switch {
	case o.Pushed, o.Outcome == GroupKind:
		return 0
	case o.Outcome == GroupCollides, o.Outcome == GroupTooLarge:
		return callsToLookUp + callsToMake
	case o.Exists:
		return callsToLookUp + fill
	}
	return callsToLookUp + callsToMake + fill
}

func costOf(f Forecast) Cost {
	c := Cost{}
	for _, p := range f.People {
		c.Calls += p.Calls()
	}
	for _, g := range f.Groups {
		c.Calls += g.Calls()
	}
	c.Minutes = max(1, (c.Calls+callsAMinute-1)/callsAMinute)
	return c
}
