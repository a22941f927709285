package world

import "time"

// Directory is a SCIM directory of the organization.
type Directory struct {
	ID, Name, Key string
	// OrgID is the organization that holds the directory, empty for the admin's own.
	OrgID               string
	KeyCreated, Expires time.Time
	// Reported, when above zero, is the totalResults that the user list reports instead of the true one.
	Reported int
	// Counted, when above zero, is the totalResults of a page of one entry: a directory larger than a sandbox can hold.
	Counted int

	// Users and Groups are in order of creation; add and remove through the methods.
	Users  []*SCIMUser
	Groups []*SCIMGroup

	userByID, userByName, userByExternal map[string]*SCIMUser
	groupByID                            map[string]*SCIMGroup
}

// SCIMUser is a user record of a SCIM directory.
type SCIMUser struct {
	ID, UserName, ExternalID string
	// Email is the primary address; AccountID the linked account, empty while unlinked.
	Email, AccountID  string
	Active            bool
	Created, Modified time.Time
	// Document is the resource as it was last written, without id, meta, groups and the atlassian-external extension.
	Document map[string]any
}

// SCIMGroup is a group record of a SCIM directory; Members are SCIM user ids.
type SCIMGroup struct {
	ID, DisplayName, ExternalID string
	Created, Modified           time.Time
	Members                     []string
	// OrgGroupID is the organization's group that it reached, empty when it reached none.
	OrgGroupID string

	has map[string]int
}

// Has says whether the SCIM user is a member.
func (g *SCIMGroup) Has(userID string) bool { _, ok := g.has[userID]; return ok }

// Join adds a member; it says whether that changed anything.
func (g *SCIMGroup) Join(userID string) bool {
	if g.has == nil {
		g.has = map[string]int{}
	}
	if g.Has(userID) {
		return false
	}
	g.has[userID] = len(g.Members)
	g.Members = append(g.Members, userID)
	return true
}

// Leave removes a member; it says whether that changed anything.
func (g *SCIMGroup) Leave(userID string) bool {
	i, ok := g.has[userID]
	if !ok {
		return false
	}
	delete(g.has, userID)
	g.Members = append(g.Members[:i:i], g.Members[i+1:]...)
	for ; i < len(g.Members); i++ {
		g.has[g.Members[i]] = i
	}
	return true
}

// AddUser adds a record to the directory.
func (d *Directory) AddUser(u *SCIMUser) {
	if d.userByID == nil {
		d.userByID, d.userByName, d.userByExternal = map[string]*SCIMUser{}, map[string]*SCIMUser{}, map[string]*SCIMUser{}
	}
	d.Users = append(d.Users, u)
	d.index(u)
}

func (d *Directory) index(u *SCIMUser) {
	d.userByID[u.ID] = u
	d.userByName[u.UserName] = u
	if u.ExternalID != "" {
		d.userByExternal[u.ExternalID] = u
	}
}

// Reindex must follow every change of a record's userName or externalId; it takes the values as they were.
func (d *Directory) Reindex(u *SCIMUser, oldUserName, oldExternalID string) {
	d.forget(u, oldUserName, oldExternalID)
	d.index(u)
}

// forget leaves names alone that another record has taken meanwhile.
func (d *Directory) forget(u *SCIMUser, userName, externalID string) {
	if d.userByName[userName] == u {
		delete(d.userByName, userName)
	}
	if d.userByExternal[externalID] == u {
		delete(d.userByExternal, externalID)
	}
}

// User returns the record with that SCIM id, or nil.
func (d *Directory) User(id string) *SCIMUser { return d.userByID[id] }

// UserNamed returns the record with exactly that userName, or nil.
func (d *Directory) UserNamed(userName string) *SCIMUser { return d.userByName[userName] }

// UserWithExternalID returns the record with exactly that externalId, or nil.
func (d *Directory) UserWithExternalID(id string) *SCIMUser { return d.userByExternal[id] }

// RemoveUser takes a record out of the directory and its groups.
func (d *Directory) RemoveUser(u *SCIMUser) {
	delete(d.userByID, u.ID)
	d.forget(u, u.UserName, u.ExternalID)
	for _, g := range d.Groups {
		g.Leave(u.ID)
	}
	for i, other := range d.Users {
		if other == u {
			d.Users = append(d.Users[:i:i], d.Users[i+1:]...)
			return
		}
	}
}

// AddGroup adds a group record to the directory.
func (d *Directory) AddGroup(g *SCIMGroup) {
	if d.groupByID == nil {
		d.groupByID = map[string]*SCIMGroup{}
	}
	d.Groups = append(d.Groups, g)
	d.groupByID[g.ID] = g
}

// Group returns the group record with that SCIM id, or nil.
func (d *Directory) Group(id string) *SCIMGroup { return d.groupByID[id] }

// GroupNamed returns the group record with exactly that displayName, or nil.
func (d *Directory) GroupNamed(name string) *SCIMGroup {
	for _, g := range d.Groups {
		if g.DisplayName == name {
			return g
		}
	}
	return nil
}

// RemoveGroup takes a group record out of the directory.
func (d *Directory) RemoveGroup(id string) {
	delete(d.groupByID, id)
	for i, g := range d.Groups {
		if g.ID == id {
			d.Groups = append(d.Groups[:i:i], d.Groups[i+1:]...)
			return
		}
	}
}
