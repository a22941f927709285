package world

import "time"

// Atlassian is one Atlassian organization.
type Atlassian struct {
	OrgID, OrgName string
	// UserDirectoryID is the organization's user directory, which is not a SCIM directory.
	UserDirectoryID string
	// GuardActive says whether Atlassian Guard is subscribed.
	GuardActive bool
	Keys        []*OrgKey
	Domains     []*Domain
	Sites       []*Site
	Workspaces  []*Workspace
	Directories []*Directory
	Conflicts   []*Conflict
	Events      []*OrgEvent

	// Accounts and Groups are in order of creation; add with AddAccount and AddGroup.
	Accounts []*Account
	Groups   []*OrgGroup

	accountByID, accountByEmail map[string]*Account
	groupByID                   map[string]*OrgGroup
}

// OrgKey is an organization API key; Scopes is empty for a key without scopes.
type OrgKey struct {
	ID, Label, Secret, CreatedBy string
	Scopes                       []string
	Created, Expires, LastUsed   time.Time
	Revoked                      bool
}

// Domain is a domain of the organization.
type Domain struct {
	ID, Name, ClaimType string
	// Verified says that ownership is proven, Claimed that at least one account of it was claimed.
	Verified, Claimed bool
	// Superseded says that another organization has verified it since.
	Superseded bool
	// LinkedTo is the SCIM directory that the domain is linked to.
	LinkedTo string
}

// Site is a cloud site with its products.
type Site struct {
	ID, Name, URL string
	// Admins are e-mail and API token of those who administer the site; Users those who do not.
	Admins, Users []SiteLogin
	// AddedTo is the SCIM directory that the site was added to.
	AddedTo   string
	Suspended bool
}

// SiteLogin is somebody's e-mail address and API token.
type SiteLogin struct{ Email, Token, AccountID string }

// Workspace is a product on a site; ARI is its resource id.
type Workspace struct {
	ARI, TypeKey, Name, Status, SiteID string
	// Seats is the size of the licence, -1 for an unlimited one.
	Seats int
}

// Account is an Atlassian account as the organization sees it.
type Account struct {
	ID, Email, Name string
	// Managed says that its domain is claimed by the organization.
	Managed bool
	// Status is active, inactive or closed.
	Status string
	// Source is invited, synced, or empty.
	Source              string
	OrgAdmin, Billable  bool
	Created, LastActive time.Time
	// VisibleAt is when the organization shows what a directory created.
	VisibleAt time.Time
}

// OrgGroup is a group of the organization. Change its members only through Join and Leave.
type OrgGroup struct {
	ID, Name, Description string
	// SCIMGroupID is set on a group that a SCIM directory syncs.
	SCIMGroupID string
	// Members are account ids in the order of joining.
	Members []string
	// Roles are the roles that the group gives, by resource ARI (atlassian/user, …).
	Roles map[string][]string
	// Default is the role that the group is a default group for, by resource ARI.
	Default map[string]string
	// BuiltIn marks Atlassian's own groups (site-admins, org-admins, …).
	BuiltIn   bool
	VisibleAt time.Time

	has map[string]int
}

// Synced says whether an identity provider syncs the group.
func (g *OrgGroup) Synced() bool { return g.SCIMGroupID != "" }

// Has says whether the account is a member.
func (g *OrgGroup) Has(accountID string) bool { _, ok := g.has[accountID]; return ok }

// Join adds a member; it says whether that changed anything.
func (g *OrgGroup) Join(accountID string) bool {
	if g.has == nil {
		g.has = map[string]int{}
	}
	if g.Has(accountID) {
		return false
	}
	g.has[accountID] = len(g.Members)
	g.Members = append(g.Members, accountID)
	return true
}

// Leave removes a member; it says whether that changed anything.
func (g *OrgGroup) Leave(accountID string) bool {
	i, ok := g.has[accountID]
	if !ok {
		return false
	}
	delete(g.has, accountID)
	g.Members = append(g.Members[:i:i], g.Members[i+1:]...)
	for ; i < len(g.Members); i++ {
		g.has[g.Members[i]] = i
	}
	return true
}

// Conflict is a pushed group whose name a local group already has.
type Conflict struct{ OrgGroupID, DirectoryID, SCIMGroupID string }

// OrgEvent is an entry of the organization's audit log.
type OrgEvent struct {
	ID, Action, ActorID, Message string
	Time                         time.Time
}
