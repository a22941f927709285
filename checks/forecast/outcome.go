package forecast

import "strings"

// Outcome is what would happen to one person or one group.
type Outcome string

// What would happen to a person.
const (
	Create           Outcome = "create"            // a new Atlassian account
	LinkManaged      Outcome = "link-managed"      // linked to an existing account of the organization
	LinkExternal     Outcome = "link-external"     // linked to an existing account outside the organization
	Provisioned      Outcome = "provisioned"       // in the directory, active and linked already
	Unlinked         Outcome = "unlinked"          // in the directory, but linked to no account
	Reactivate       Outcome = "reactivate"        // in the directory, inactive: would be activated
	SecondAccount    Outcome = "second-account"    // would end with two accounts, or be refused for one that exists
	AbsentInactive   Outcome = "absent-inactive"   // inactive in Okta, so silently left out
	AbsentUnassigned Outcome = "absent-unassigned" // in a pushed group, but not assigned, so silently left out
	AbsentStuck      Outcome = "absent-stuck"      // assigned, but Okta sends nothing until somebody clicks
	OtherDirectory   Outcome = "other-directory"   // held by another SCIM directory
	Unusable         Outcome = "unusable"          // an attribute that Okta or Atlassian cannot take
)

// What would happen to a group.
const (
	GroupCreate       Outcome = "create"        // a new group
	GroupSynced       Outcome = "synced"        // in the directory already
	GroupCollides     Outcome = "collides"      // a local Atlassian group has the name
	GroupDefault      Outcome = "default-group" // a default group has the name: accepted, and never arrives
	GroupBuiltIn      Outcome = "built-in"      // a built-in group has the name: accepted, and never arrives
	GroupKind         Outcome = "kind"          // a kind that Okta does not push
	GroupTooLarge     Outcome = "too-large"     // more members than a synced group may have
	GroupAlsoAssigned Outcome = "also-assigned" // also assigned to the app: late members may be left out
	GroupRenamed      Outcome = "renamed"       // renamed in Okta since it was pushed; SCIM renames no group
	GroupError        Outcome = "error"         // its push is in error: Okta pushes no membership change
)

// MaxMembers is Atlassian's limit of members in one synced group.
const MaxMembers = 35_000

// GroupOutcome is what pushing one group would do.
type GroupOutcome struct {
	ID, Name string
	Outcome  Outcome
	Members  int
	Problems []string
	// AtlassianID is the id of the organization's group of this name; empty: there is none.
	AtlassianID string
	Opens       []string // what the group opens, as "jira-software on example.atlassian.net"
	Gains       []string // people whom the push would add to a group that exists, by user name
	Loses       []string // people whom the push would remove from it, by user name or address; of a local group: if it were taken over
	Pushed      bool     // Okta holds a push mapping already
	Exists      bool     // the directory has a group of this name
	After       int      // members once the push is done; -1: not known
}

// Bad says whether pushing the group would go wrong.
func (o GroupOutcome) Bad() bool {
	switch o.Outcome {
	case GroupCreate, GroupSynced, GroupAlsoAssigned:
		return false
	}
	return true
}

// Leaving are the people whom the push itself removes; a push that goes wrong removes nobody.
func (o GroupOutcome) Leaving() []string {
	if o.Bad() {
		return nil
	}
	return o.Loses
}

// Empties says whether the push takes everybody out of a group that exists.
func (o GroupOutcome) Empties() bool { return len(o.Leaving()) > 0 && o.After == 0 }

// Person is what assigning and pushing would do to one person.
type Person struct {
	ID, Login, Name, Email string
	UserName               string // the app's user name, which is also the sign-on name
	Outcome                Outcome
	Groups                 []string // the chosen groups this person is in, by name
	Problems               []string
	SSOBefore, SSOAfter    string   // sign-on name now and after; equal where nothing changes
	Protected              string   // why this person is protected; empty: not protected
	Account, AccountID     string   // the address and id of the account that exists; empty: none is known
	SCIMEmail, RecordID    string   // the primary address and id of the directory's record; empty: there is none
	Gains, Loses           []string // products, as "jira-software on example.atlassian.net"
	New                    bool     // Okta sends this person now; false: it did before, or never will
	Billed                 bool     // Guard would bill this account anew
	Refused                bool     // Atlassian would refuse the record, so nothing is made
	Domain                 string   // of the primary address: "claimed", "verified", "foreign"; empty: there is none

	remembered bool // Okta knows the id of the person's record
	existing   bool // an account exists that the record is or will be linked to
	linked     bool // the record is linked to it already
}

// Bad says whether something would go wrong for this person.
func (p Person) Bad() bool {
	switch p.Outcome {
	case Create, LinkManaged, LinkExternal, Provisioned, Reactivate:
		return false
	}
	return true
}

// Touched says whether anything would change for this person.
func (p Person) Touched() bool {
	switch p.Outcome {
	case Provisioned, AbsentInactive, AbsentUnassigned, AbsentStuck, Unusable:
		return p.renamed()
	}
	return true
}

// Changed says whether anything would change for this person, products included.
func (p Person) Changed() bool { return p.Touched() || len(p.Gains)+len(p.Loses) > 0 }

// renamed says whether the sign-on name changes; Atlassian does not mind letter case.
func (p Person) renamed() bool { return !strings.EqualFold(p.SSOBefore, p.SSOAfter) }

// arrives says whether the directory holds the person's record afterwards, under an id that Okta knows.
func (p Person) arrives() bool {
	switch p.Outcome {
	case AbsentInactive, AbsentUnassigned, OtherDirectory, Unusable:
		return false
	case AbsentStuck:
		return p.remembered
	}
	return !p.Refused
}

// works says whether the person can use what their groups open.
func (p Person) works() bool {
	switch p.Outcome {
	case Create, LinkManaged, LinkExternal, Provisioned, Reactivate, SecondAccount:
		return !p.Refused
	}
	return false
}
