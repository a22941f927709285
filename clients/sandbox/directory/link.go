package directory

import (
	"strings"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// accountHas says whether the address belongs to another account than the record's own: its e-mail change would
// double a person, and Atlassian refuses it.
// https://developer.atlassian.com/cloud/admin/user-provisioning/email-change/
func accountHas(w *world.World, email string, u *world.SCIMUser) bool {
	acc := w.Atlassian.AccountWithEmail(email)
	return acc != nil && acc.ID != u.AccountID && !strings.EqualFold(email, u.Email)
}

// link connects a record with the account of its address, or with a new one.
func link(w *world.World, d *world.Directory, u *world.SCIMUser) {
	acc := w.Atlassian.AccountWithEmail(u.Email)
	if acc == nil {
		acc = newAccount(w, u)
	}
	if acc.Status == "closed" {
		return
	}
	u.AccountID = acc.ID
	if acc.Managed {
		acc.Source, acc.Billable = "synced", true
	}
	if governed(w, d, u) {
		acc.Status = status(u.Active)
	}
	profile(acc, u)
	rejoin(w, d, u)
	w.AddEvent("scim_user_provisioned", acc.ID, "Provisioned "+u.UserName)
}

func newAccount(w *world.World, u *world.SCIMUser) *world.Account {
	now := w.Now()
	acc := &world.Account{
		ID: strings.ToLower("712020:" + w.UUID()), Email: u.Email, Name: u.Email, Status: status(u.Active), Source: "synced",
		Managed: w.Atlassian.Claims(u.Email), Created: now, VisibleAt: now.Add(w.Delay),
	}
	w.Atlassian.AddAccount(acc)
	return acc
}

// governed says whether the directory decides over the record's account: deactivating the record deactivates it.
func governed(w *world.World, d *world.Directory, u *world.SCIMUser) bool {
	acc := w.Atlassian.Account(u.AccountID)
	return acc != nil && acc.Managed && w.Atlassian.Governs(d.ID, u.Email)
}

// follow brings the account after its record was changed.
func follow(w *world.World, d *world.Directory, u *world.SCIMUser, oldEmail string, wasActive bool) {
	acc := w.Atlassian.Account(u.AccountID)
	switch {
	case acc == nil && u.Active && !wasActive:
		// Assigning a person again is how an unlinked record gets its account (ACCESS-1396).
		link(w, d, u)
		return
	case acc == nil:
		return
	case !strings.EqualFold(oldEmail, u.Email) && !governed(w, d, u):
		readdress(w, d, u, acc)
		return
	}
	if acc.Managed && acc.Email != u.Email {
		w.Atlassian.ChangeEmail(acc, u.Email)
	}
	profile(acc, u)
	if wasActive != u.Active {
		switchTo(w, d, u, acc)
	}
}

// readdress handles an address that the organization cannot give to the account: a managed account that leaves the
// organization's domains loses its link and its groups (KB 1131087024), an external person is somebody else now.
func readdress(w *world.World, d *world.Directory, u *world.SCIMUser, acc *world.Account) {
	w.Atlassian.Release(d, acc.ID)
	u.AccountID = ""
	if !acc.Managed {
		link(w, d, u)
	}
}

// switchTo follows a record that was deactivated or reactivated.
func switchTo(w *world.World, d *world.Directory, u *world.SCIMUser, acc *world.Account) {
	if governed(w, d, u) && acc.Status != "closed" {
		acc.Status = status(u.Active)
	}
	rejoin(w, d, u)
	w.AddEvent("scim_user_"+status(u.Active), acc.ID, "Made "+u.UserName+" "+status(u.Active))
}

// unlink parts a record that goes away from its account.
func unlink(w *world.World, d *world.Directory, u *world.SCIMUser) {
	acc := w.Atlassian.Account(u.AccountID)
	if acc == nil {
		return
	}
	if governed(w, d, u) && acc.Status != "closed" {
		acc.Status = status(false)
	}
	w.Atlassian.Release(d, acc.ID)
	u.AccountID = ""
	w.AddEvent("scim_user_deleted", acc.ID, "Deleted "+u.UserName+" from "+d.Name)
}

// rejoin makes the account's memberships of synced groups those of its record.
func rejoin(w *world.World, d *world.Directory, u *world.SCIMUser) {
	for _, sg := range d.Groups {
		g := w.Atlassian.Group(sg.OrgGroupID)
		if g == nil || !sg.Has(u.ID) {
			continue
		}
		if belongs(w, d, u) {
			g.Join(u.AccountID)
		} else {
			g.Leave(u.AccountID)
		}
	}
}

// belongs says whether a record's membership counts in the organization: a deactivated managed account keeps its
// groups, an external one only loses them.
func belongs(w *world.World, d *world.Directory, u *world.SCIMUser) bool {
	return u.AccountID != "" && (u.Active || governed(w, d, u))
}

// profile copies the name; the organization shows the displayName, or the parts of the name.
func profile(acc *world.Account, u *world.SCIMUser) {
	name, _ := u.Document["displayName"].(string)
	if name == "" {
		parts, _ := u.Document["name"].(map[string]any)
		given, _ := parts["givenName"].(string)
		family, _ := parts["familyName"].(string)
		name = strings.TrimSpace(given + " " + family)
	}
	if name != "" {
		acc.Name = name
	}
}

func status(active bool) string {
	if active {
		return "active"
	}
	return "inactive"
}
