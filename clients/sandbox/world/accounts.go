package world

import "strings"

// AddAccount adds an account to the organization.
func (a *Atlassian) AddAccount(acc *Account) {
	if a.accountByID == nil {
		a.accountByID, a.accountByEmail = map[string]*Account{}, map[string]*Account{}
	}
	a.Accounts = append(a.Accounts, acc)
	a.accountByID[acc.ID] = acc
	a.accountByEmail[strings.ToLower(acc.Email)] = acc
}

// Account returns the account with that id, or nil.
func (a *Atlassian) Account(id string) *Account { return a.accountByID[id] }

// AccountWithEmail returns the account with that address in any case, or nil.
func (a *Atlassian) AccountWithEmail(email string) *Account {
	return a.accountByEmail[strings.ToLower(email)]
}

// ChangeEmail gives an account another address.
func (a *Atlassian) ChangeEmail(acc *Account, email string) {
	if a.accountByEmail[strings.ToLower(acc.Email)] == acc {
		delete(a.accountByEmail, strings.ToLower(acc.Email))
	}
	acc.Email = email
	a.accountByEmail[strings.ToLower(email)] = acc
}

// AddGroup adds a group to the organization.
func (a *Atlassian) AddGroup(g *OrgGroup) {
	if a.groupByID == nil {
		a.groupByID = map[string]*OrgGroup{}
	}
	a.Groups = append(a.Groups, g)
	a.groupByID[g.ID] = g
}

// Group returns the organization's group with that id, or nil.
func (a *Atlassian) Group(id string) *OrgGroup { return a.groupByID[id] }

// RemoveGroup takes a group out of the organization.
func (a *Atlassian) RemoveGroup(id string) {
	delete(a.groupByID, id)
	for i, g := range a.Groups {
		if g.ID == id {
			a.Groups = append(a.Groups[:i:i], a.Groups[i+1:]...)
			return
		}
	}
}

// GroupNamed returns the organization's group with that name in any case, or nil.
func (a *Atlassian) GroupNamed(name string) *OrgGroup {
	for _, g := range a.Groups {
		if strings.EqualFold(g.Name, name) {
			return g
		}
	}
	return nil
}

// DomainOf returns the organization's domain of an address, or nil.
func (a *Atlassian) DomainOf(email string) *Domain {
	_, name, _ := strings.Cut(email, "@")
	for _, d := range a.Domains {
		if strings.EqualFold(d.Name, name) {
			return d
		}
	}
	return nil
}

// Workspace returns the product with that ARI, or nil.
func (a *Atlassian) Workspace(ari string) *Workspace {
	for _, w := range a.Workspaces {
		if w.ARI == ari {
			return w
		}
	}
	return nil
}

// Site returns the site with that id, or nil.
func (a *Atlassian) Site(id string) *Site {
	for _, s := range a.Sites {
		if s.ID == id {
			return s
		}
	}
	return nil
}

// Directory returns the SCIM directory with that id, or nil.
func (a *Atlassian) Directory(id string) *Directory {
	for _, d := range a.Directories {
		if d.ID == id {
			return d
		}
	}
	return nil
}
