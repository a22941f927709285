package console

import (
	"net/url"
	"strings"

	"github.com/provision-cli/provision/clients/sandbox/directory"
	"github.com/provision-cli/provision/clients/sandbox/world"
)

func subscribeGuard(d *Desk, _ url.Values) (Shown, bool, error) {
	a := &d.World.Atlassian
	changed := !a.GuardActive
	a.GuardActive = true
	for _, acc := range a.Accounts {
		acc.Billable = acc.Managed
	}
	return Shown{"guard": "Guard Standard is active"}, changed, nil
}

// eachDomain does something to the domain that the form names, or to all that apply.
func eachDomain(d *Desk, form url.Values, applies func(*world.Domain) bool, do func(*world.Domain)) (Shown, bool, error) {
	name := strings.TrimSpace(form.Get("domain"))
	var done []string
	for _, domain := range d.World.Atlassian.Domains {
		if name != "" && !strings.EqualFold(domain.Name, name) {
			continue
		}
		if applies(domain) {
			do(domain)
			done = append(done, domain.Name)
			continue
		}
		if name != "" {
			return Shown{"domains": domain.Name + " was so already, or is not ready for it"}, false, nil
		}
	}
	if name != "" && done == nil {
		return nil, false, refuse("The organization has no domain %s.", name)
	}
	return Shown{"domains": strings.Join(done, ", ")}, len(done) > 0, nil
}

func verifyDomain(d *Desk, form url.Values) (Shown, bool, error) {
	a := &d.World.Atlassian
	name := strings.ToLower(strings.TrimSpace(form.Get("domain")))
	if name != "" && a.DomainOf("@"+name) == nil {
		if !strings.Contains(name, ".") || strings.ContainsAny(name, "@/ ") {
			return nil, false, refuse("%s is not a domain.", name)
		}
		a.Domains = append(a.Domains, &world.Domain{ID: d.World.UUID(), Name: name, ClaimType: "dns"})
	}
	return eachDomain(d, form, func(x *world.Domain) bool { return !x.Verified && !x.Superseded }, func(x *world.Domain) { x.Verified = true })
}

func claimDomain(d *Desk, form url.Values) (Shown, bool, error) {
	return eachDomain(d, form, func(x *world.Domain) bool { return x.Verified && !x.Claimed }, d.World.Atlassian.ClaimDomain)
}

func linkDomain(d *Desk, form url.Values) (Shown, bool, error) {
	dir, err := d.directory(form)
	if err != nil {
		return nil, false, err
	}
	return eachDomain(d, form,
		func(x *world.Domain) bool { return x.Verified && x.Claimed && x.LinkedTo != dir.ID },
		func(x *world.Domain) { x.LinkedTo = dir.ID })
}

func createDirectory(d *Desk, form url.Values) (Shown, bool, error) {
	dir := directory.Create(d.World, or(form, "name", "Okta users"))
	if dir == nil {
		return nil, false, refuse("User provisioning needs a subscription to Atlassian Guard.")
	}
	return d.hand(dir), true, nil
}

func regenerateKey(d *Desk, form url.Values) (Shown, bool, error) {
	dir, err := d.directory(form)
	if err != nil {
		return nil, false, err
	}
	directory.Regenerate(d.World, dir.ID)
	return d.hand(dir), true, nil
}

func (d *Desk) hand(dir *world.Directory) Shown {
	h := d.World.Hand(dir)
	return Shown{"scim_base_url": h.BaseURL, "scim_api_key": h.Key}
}

func addSite(d *Desk, form url.Values) (Shown, bool, error) {
	dir, err := d.directory(form)
	if err != nil {
		return nil, false, err
	}
	name := strings.TrimSpace(form.Get("site"))
	var found, changed bool
	for _, s := range d.World.Atlassian.Sites {
		if name != "" && s.ID != name && s.URL != name && !strings.EqualFold(s.Name, name) {
			continue
		}
		found = true
		changed = changed || s.AddedTo != dir.ID || s.Suspended
		s.AddedTo, s.Suspended = dir.ID, false
	}
	if !found {
		return nil, false, refuse("The organization has no site %s.", name)
	}
	for _, w := range d.World.Atlassian.Workspaces {
		if s := d.World.Atlassian.Site(w.SiteID); s != nil && s.AddedTo == dir.ID && w.Status != "online" {
			w.Status, changed = "online", true
		}
	}
	return Shown{"sites": or(form, "site", "all sites")}, changed, nil
}

func settleConflict(d *Desk, form url.Values) (Shown, bool, error) {
	a := &d.World.Atlassian
	var done []string
	for _, c := range append([]*world.Conflict(nil), a.Conflicts...) {
		g := a.Group(c.OrgGroupID)
		if name := form.Get("group"); g == nil || name != "" && !strings.EqualFold(g.Name, name) {
			continue
		}
		if directory.Settle(d.World, c) {
			done = append(done, g.Name)
		}
	}
	if name := form.Get("group"); name != "" && done == nil {
		return nil, false, refuse("No conflict about %s stands under Review groups.", name)
	}
	return Shown{"groups": strings.Join(done, ", ")}, len(done) > 0, nil
}

func unsetDefaultGroup(d *Desk, form url.Values) (Shown, bool, error) {
	a := &d.World.Atlassian
	name := strings.TrimSpace(form.Get("group"))
	var done []string
	for _, g := range a.Groups {
		if name != "" && !strings.EqualFold(g.Name, name) || name == "" && !g.Synced() && !d.pushes(g.Name) {
			continue
		}
		if len(g.Default) > 0 {
			clear(g.Default)
			d.review(g)
			done = append(done, g.Name)
		}
	}
	if name != "" && done == nil {
		return nil, false, refuse("%s is no default group.", name)
	}
	return Shown{"groups": strings.Join(done, ", ")}, len(done) > 0, nil
}

// review puts a pushed group that a default group's name had swallowed on the page Review groups, now that it is an ordinary name.
func (d *Desk) review(local *world.OrgGroup) {
	a := &d.World.Atlassian
	if local.Synced() || local.BuiltIn {
		return
	}
	for _, dir := range a.Directories {
		for _, g := range dir.Groups {
			if strings.EqualFold(g.DisplayName, local.Name) && g.OrgGroupID == "" {
				a.Conflicts = append(a.Conflicts, &world.Conflict{OrgGroupID: local.ID, DirectoryID: dir.ID, SCIMGroupID: g.ID})
			}
		}
	}
}

// pushes says whether any app pushes a group of that name.
func (d *Desk) pushes(name string) bool {
	for _, app := range d.World.Okta.Apps {
		for _, m := range app.Mappings {
			if strings.EqualFold(m.TargetName, name) {
				return true
			}
		}
	}
	return false
}
