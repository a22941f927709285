package world

import "strings"

// AppName is the key of Okta's app for Atlassian Cloud.
const AppName = "atlassian"

// AddAtlassianApp adds the app from Okta's catalogue as Browse App Catalog > Add Integration leaves it: active, SAML, no provisioning.
func (w *World) AddAtlassianApp() *App { return w.newApp(AppName, "Atlassian Cloud", "SAML_2_0") }

// AtlassianApp returns the first app for Atlassian Cloud, or nil.
func (w *World) AtlassianApp() *App {
	for _, a := range w.Okta.Apps {
		if a.Name == AppName {
			return a
		}
	}
	return nil
}

// GroupNamed returns the first Okta group with exactly that name, or nil.
func (o *Okta) GroupNamed(name string) *Group {
	for _, g := range o.Groups {
		if g.Name == name {
			return g
		}
	}
	return nil
}

// UserNamed returns the user with that sign-on name or address in any case, or nil.
func (o *Okta) UserNamed(name string) *User {
	for _, u := range o.Users {
		if strings.EqualFold(u.Login, name) || strings.EqualFold(u.Email, name) {
			return u
		}
	}
	return nil
}

// ClaimDomain claims a verified domain's accounts: the organization manages them from now on.
func (a *Atlassian) ClaimDomain(d *Domain) {
	d.Claimed = true
	for _, acc := range a.Accounts {
		if a.DomainOf(acc.Email) == d {
			acc.Managed, acc.Billable = true, a.GuardActive
		}
	}
}

// Unclaim gives a domain's accounts back to their holders.
func (a *Atlassian) unclaim(d *Domain) {
	d.Claimed = false
	for _, acc := range a.Accounts {
		if a.DomainOf(acc.Email) == d {
			acc.Managed, acc.Billable = false, false
		}
	}
}

// Hand notes the address and key of a directory as shown once.
func (w *World) Hand(d *Directory) Handout {
	w.Handed = Handout{BaseURL: w.APIURL + "/scim/directory/" + d.ID, Key: d.Key}
	return w.Handed
}
