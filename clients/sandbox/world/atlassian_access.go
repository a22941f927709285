package world

import (
	"slices"
	"strings"
	"time"
)

// UserRole is the role that opens a product; its holders use the seats of the licence.
const UserRole = "atlassian/user"

// Shown says whether something that arrives at that time is there already.
func (w *World) Shown(visibleAt time.Time) bool { return !visibleAt.After(w.Now()) }

// Claims says whether accounts with this address are managed: their domain is verified and an account of it is claimed.
func (a *Atlassian) Claims(email string) bool {
	d := a.DomainOf(email)
	return d != nil && d.Verified && d.Claimed
}

// Governs says whether the addresses of this domain belong to the directory: the domain is verified, an account of it
// is claimed, and it is linked to the directory. Everybody else is an external user.
// https://support.atlassian.com/provisioning-users/docs/link-domains/, ACCESS-2172
func (a *Atlassian) Governs(directoryID, email string) bool {
	return a.Claims(email) && a.DomainOf(email).LinkedTo == directoryID
}

// Opening returns the groups whose members hold the role on a resource.
func (a *Atlassian) Opening(ari, role string) []*OrgGroup {
	var groups []*OrgGroup
	for _, g := range a.Groups {
		if slices.Contains(g.Roles[ari], role) {
			groups = append(groups, g)
		}
	}
	return groups
}

// SeatHolders returns the ids of the active accounts that use a seat of the product.
func (a *Atlassian) SeatHolders(ari string) map[string]bool {
	holders := map[string]bool{}
	for _, g := range a.Opening(ari, UserRole) {
		for _, id := range g.Members {
			if acc := a.Account(id); acc != nil && acc.Status == "active" {
				holders[id] = true
			}
		}
	}
	return holders
}

// SeatsFor says whether the licence of a product has seats for these accounts too.
func (a *Atlassian) SeatsFor(ari string, accountIDs []string) bool {
	ws := a.Workspace(ari)
	if ws == nil || ws.Seats < 0 {
		return true
	}
	holders := a.SeatHolders(ari)
	for _, id := range accountIDs {
		if acc := a.Account(id); acc != nil && acc.Status == "active" {
			holders[id] = true
		}
	}
	return len(holders) <= ws.Seats
}

// IsDefault says whether the group is a default group of any product.
func (g *OrgGroup) IsDefault() bool { return len(g.Default) > 0 }

// Linked returns the SCIM records of all directories that are linked to an account.
func (a *Atlassian) Linked(accountID string) []SCIMRecord {
	return a.records(func(u *SCIMUser) bool { return u.AccountID == accountID })
}

// WithSCIMEmail returns the SCIM records of all directories with that primary address in any case.
func (a *Atlassian) WithSCIMEmail(email string) []SCIMRecord {
	return a.records(func(u *SCIMUser) bool { return strings.EqualFold(u.Email, email) })
}

// SCIMRecord is a user record and the directory that holds it.
type SCIMRecord struct {
	Directory *Directory
	User      *SCIMUser
}

func (a *Atlassian) records(wanted func(*SCIMUser) bool) []SCIMRecord {
	var found []SCIMRecord
	for _, d := range a.Directories {
		for _, u := range d.Users {
			if wanted(u) {
				found = append(found, SCIMRecord{d, u})
			}
		}
	}
	return found
}

// Release takes an account out of every group that a directory syncs; it says whether that changed anything.
func (a *Atlassian) Release(d *Directory, accountID string) bool {
	changed := false
	for _, sg := range d.Groups {
		if g := a.Group(sg.OrgGroupID); g != nil && g.Leave(accountID) {
			changed = true
		}
	}
	return changed
}

// AddEvent adds an entry to the organization's audit log.
func (w *World) AddEvent(action, actorID, message string) {
	w.Atlassian.Events = append(w.Atlassian.Events, &OrgEvent{
		ID: w.UUID(), Action: action, ActorID: actorID, Message: message, Time: w.Now(),
	})
}
