package world

import "time"

// App is an app of the Okta org: the Atlassian Cloud app, or another beside it.
type App struct {
	ID, Name, Label, Status, SignOnMode string
	Created, LastUpdated                time.Time
	UserName                            UsernameTemplate
	Provisioning                        Provisioning
	// Settings, Visibility and Accessibility are what a PUT of the whole object replaces.
	Settings, Visibility, Accessibility map[string]any

	Groups   []*AppGroup
	Mappings []*PushMapping
	// Profile holds the profile mappings from and to this app.
	Profile []*ProfileMapping
	// Tasks are the failed jobs that stand under Dashboard > Tasks until somebody retries them.
	Tasks []*Task

	// Users is in order of assignment; add with Assign, remove with Unassign.
	Users  []*AppUser
	userBy map[string]*AppUser
}

// UsernameTemplate is the application username format.
type UsernameTemplate struct {
	Template, Type, Suffix string
	// PushStatus is PUSH (create and update) or DONT_PUSH (create only), whether the API shows it or not.
	PushStatus string
}

// Provisioning is what stands on the app's Provisioning tab.
type Provisioning struct {
	Enabled                    bool
	BaseURL, Token             string
	Create, Update, Deactivate bool
	// ProfileSource makes the app a source of Okta profiles, and SyncPassword pushes passwords: neither belongs to this integration.
	ProfileSource, SyncPassword bool
	// TestedAt is when Test API Credentials last passed.
	TestedAt time.Time
}

// AppGroup is the assignment of a group to the app.
type AppGroup struct {
	GroupID     string
	Priority    int
	LastUpdated time.Time
	Profile     map[string]any
}

// AppUser is one person's assignment to the app.
type AppUser struct {
	UserID, ExternalID, Scope, GroupID  string
	Status, SyncState, UserName         string
	Created, LastUpdated, StatusChanged time.Time
	LastSync                            time.Time
	Profile                             map[string]any
	// Error is the last failed job's text, empty after a success.
	Error string
	// BeforeProvisioning marks an assignment older than the integration: Okta never provisions it by itself.
	BeforeProvisioning bool
}

// PushMapping is a pushed group.
type PushMapping struct {
	ID, GroupID, TargetGroupID, TargetName string
	Status, ErrorSummary                   string
	Created, LastUpdated, LastPush         time.Time
	// RemoteID is the SCIM id of the group once Okta knows it.
	RemoteID string
	// Pushed holds the ids of the users that Okta has written into the remote group.
	Pushed map[string]bool
}

// ProfileMapping maps attributes from a user type to an app, or back.
type ProfileMapping struct {
	ID                               string
	SourceID, SourceName, SourceType string
	TargetID, TargetName, TargetType string
	Properties                       map[string]MappingProperty
}

// MappingProperty is one mapped attribute.
type MappingProperty struct{ Expression, PushStatus string }

// Task is a failed job that waits for a person.
type Task struct {
	ID, Kind, UserID, MappingID, Summary string
	Created                              time.Time
}

// User returns the person's assignment, or nil.
func (a *App) User(userID string) *AppUser { return a.userBy[userID] }

// Assign adds an assignment.
func (a *App) Assign(u *AppUser) {
	if a.userBy == nil {
		a.userBy = map[string]*AppUser{}
	}
	a.userBy[u.UserID] = u
	a.Users = append(a.Users, u)
}

// Unassign removes a person's assignment.
func (a *App) Unassign(userID string) {
	if a.userBy[userID] == nil {
		return
	}
	delete(a.userBy, userID)
	for i, u := range a.Users {
		if u.UserID == userID {
			a.Users = append(a.Users[:i:i], a.Users[i+1:]...)
			return
		}
	}
}

// Group returns the assignment of a group, or nil.
func (a *App) Group(groupID string) *AppGroup {
	for _, g := range a.Groups {
		if g.GroupID == groupID {
			return g
		}
	}
	return nil
}

// Mapping returns the push mapping with that id, or nil.
func (a *App) Mapping(id string) *PushMapping {
	for _, m := range a.Mappings {
		if m.ID == id {
			return m
		}
	}
	return nil
}
