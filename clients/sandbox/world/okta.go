package world

import "time"

// Okta is one Okta org.
type Okta struct {
	ID, Subdomain, Company string
	// UserTypeID is the id of the default user type (oty…).
	UserTypeID string
	Tokens     []*OktaToken
	// Service is the org's service app; nil where there is none.
	Service *ServiceApp
	Apps    []*App
	Log     []*LogEvent

	// Users and Groups are in order of creation; add with AddUser and AddGroup.
	Users  []*User
	Groups []*Group

	userByID  map[string]*User
	groupByID map[string]*Group
}

// OktaToken is an SSWS API token.
type OktaToken struct {
	ID, Name, Secret, OwnerID string
	// Roles are the owner's admin roles (APP_ADMIN, USER_ADMIN, SUPER_ADMIN, READ_ONLY_ADMIN, …).
	Roles             []string
	Created, LastUsed time.Time
	Revoked           bool
	NetworkConnection string // ANYWHERE or ZONE
}

// User is an Okta user.
type User struct {
	ID, Status                                     string
	Login, Email, FirstName, LastName              string
	DisplayName, NickName, Title, Department       string
	Organization, Timezone, Locale, SecondEmail    string
	Created, Activated, StatusChanged, LastUpdated time.Time
	// Custom holds custom profile attributes by name (for example workEmail).
	Custom map[string]string
}

// Active says whether Okta provisions and pushes the user.
func (u *User) Active() bool {
	switch u.Status {
	case "ACTIVE", "PASSWORD_EXPIRED", "LOCKED_OUT", "RECOVERY", "PROVISIONED":
		return true
	}
	return false
}

// Group is an Okta group. Change its members only through Join and Leave.
type Group struct {
	ID, Type, Name, Description                 string
	Created, LastUpdated, LastMembershipUpdated time.Time
	// Members are user ids in the order of joining.
	Members []string
	// Reported, when above zero, is the size that expand=stats reports instead of the true one.
	Reported int

	has map[string]int
}

// Has says whether the user is a member.
func (g *Group) Has(userID string) bool { _, ok := g.has[userID]; return ok }

// Join adds a member; it says whether that changed anything.
func (g *Group) Join(userID string) bool {
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
func (g *Group) Leave(userID string) bool {
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

// AddUser adds a user to the org.
func (o *Okta) AddUser(u *User) { o.Users = append(o.Users, u); o.userByID[u.ID] = u }

// AddGroup adds a group to the org.
func (o *Okta) AddGroup(g *Group) { o.Groups = append(o.Groups, g); o.groupByID[g.ID] = g }

// User returns the user with that id, or nil.
func (o *Okta) User(id string) *User { return o.userByID[id] }

// Group returns the group with that id, or nil.
func (o *Okta) Group(id string) *Group { return o.groupByID[id] }

// RemoveGroup takes a group out of the org.
func (o *Okta) RemoveGroup(id string) {
	delete(o.groupByID, id)
	for i, g := range o.Groups {
		if g.ID == id {
			o.Groups = append(o.Groups[:i:i], o.Groups[i+1:]...)
			return
		}
	}
}

// App returns the app with that id, or nil.
func (o *Okta) App(id string) *App {
	for _, a := range o.Apps {
		if a.ID == id {
			return a
		}
	}
	return nil
}

// LogEvent is an entry of the System Log.
type LogEvent struct {
	UUID, EventType, DisplayMessage, Severity string
	Published                                 time.Time
	Result, Reason, TransactionType           string
	ActorID, ActorType, ActorName             string
	Targets                                   []LogTarget
	Debug                                     map[string]string
}

// LogTarget is something an event of the System Log is about.
type LogTarget struct{ ID, Type, AlternateID, DisplayName string }
