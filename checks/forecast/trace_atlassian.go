package forecast

import (
	"errors"
	"strconv"
	"strings"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/scim"
)

// directory is the person's record.
func (w *way) directory() []Hop {
	const title, id = "Directory record", "record"
	r := w.record.is
	switch {
	case w.record.err != nil && w.noApp():
		return stage(title, inDirectory, id, notYet("id", "", "comes with the app and the directory"))
	case w.record.err != nil:
		return stage(title, inDirectory, id, blind("id", w.record.err))
	case r == nil:
		return stage(title, inDirectory, id, w.noRecord())
	}
	return stage(title, inDirectory, id, w.recordID(r), w.recordName(r), w.recordExternal(r), w.recordAddress(r), w.recordActive(r))
}

func (w *way) noRecord() Hop {
	switch {
	case w.isAssigned() && w.a.is.ExternalID != "":
		return bad("id", "none", "Okta remembers record "+w.a.is.ExternalID+", and the directory has it no more, nor another of this person",
			menuTab+" ▸ unassign and assign again: that makes a new record, and disables the account for a moment.")
	case !w.user.Active():
		return notYet("id", "none", "Okta sends nobody who is inactive")
	}
	return notYet("id", "none", "comes when Okta sends this person")
}

func (w *way) recordID(r *scim.User) Hop {
	switch remembered := w.a.is.ExternalID; {
	case remembered == "" && w.isAssigned():
		return odd("id", r.ID, "Okta has not taken it over yet: it will, by its user name", "")
	case remembered != "" && remembered != r.ID:
		return bad("id", r.ID, "Okta writes to record "+remembered+", which the directory does not have", menuTab+" ▸ unassign and assign again.")
	}
	return good("id", r.ID)
}

func (w *way) recordName(r *scim.User) Hop {
	if w.isAssigned() && !strings.EqualFold(r.UserName, w.a.is.UserName) {
		return bad("user name", r.UserName, "the app says "+w.a.is.UserName, updateNow)
	}
	return good("user name", r.UserName)
}

func (w *way) recordExternal(r *scim.User) Hop {
	if r.ExternalID != "" && r.ExternalID != w.user.ID {
		return odd("external id", r.ExternalID, "the id of another Okta user than "+w.user.ID, "")
	}
	return good("external id", r.ExternalID)
}

func (w *way) recordAddress(r *scim.User) Hop {
	const field = "primary address"
	if want := w.address(); want != "" && !strings.EqualFold(r.Email, want) {
		return bad(field, r.Email, "Okta has "+want+", and has not brought it here", "Okta Admin ▸ Applications ▸ Atlassian Cloud ▸ Provisioning ▸ To App: tick Update User Attributes; then "+menuTasks+".")
	}
	return good(field, r.Email)
}

func (w *way) recordActive(r *scim.User) Hop {
	value := strconv.FormatBool(r.Active)
	switch {
	case r.Active && !w.user.Active():
		return odd("active", value, "still active on this side", "")
	case r.Active && errors.Is(w.a.err, clients.ErrNotFound):
		return odd("active", value, "nobody in Okta is behind it any more: it stays as it is", "")
	case r.Active:
		return good("active", value)
	case !w.isAssigned() || !w.user.Active():
		return notYet("active", value, "becomes active with the next assignment")
	}
	return bad("active", value, "the account is disabled everywhere in Atlassian", menuTab+" ▸ unassign and assign again; then Push now for each of the groups.")
}

// atlassian is the account, its domain, and whatever else bears the address.
func (w *way) atlassian() []Hop {
	hops := w.linked()
	hops = append(hops, w.domain()...)
	hops = append(hops, w.otherAccounts(), w.otherDirectories())
	return stage("Atlassian account", inOrg, "account", hops...)
}

func (w *way) linked() []Hop {
	const field = "linked"
	r := w.record.is
	switch {
	case w.record.err != nil && !w.noApp():
		return []Hop{blind(field, w.record.err)}
	case r == nil:
		return []Hop{notYet(field, "none", "comes with the record")}
	case r.AccountID == "" && w.linkOf(r.ID) != "":
		return []Hop{odd(field, w.linkOf(r.ID), "the record does not show its account; the organization does", "")}
	case r.AccountID == "":
		return []Hop{bad(field, "none", "the record is linked to no account, so no sign-in and no product", menuTab+" ▸ unassign and assign again; this disables the account for a moment.")}
	case errors.Is(w.account.err, clients.ErrNotFound):
		return []Hop{bad(field, r.AccountID, "the organization does not know this account", "Ask Atlassian support, with the record's id "+r.ID+".")}
	case w.account.err != nil:
		h := blind(field, w.account.err)
		h.Value = r.AccountID
		return []Hop{h}
	}
	a := w.account.is
	return []Hop{good(field, a.AccountID), w.accountAddress(a, r), accountStatus(a), accountClaim(a, w.claimed)}
}

func (w *way) linkOf(recordID string) string {
	for _, l := range w.links.is {
		if l.SCIMUserID == recordID {
			return l.AccountID
		}
	}
	return ""
}

func (w *way) accountAddress(a atlassian.User, r *scim.User) Hop {
	if a.Email != "" && !strings.EqualFold(a.Email, r.Email) {
		return bad("address", a.Email, "the record says "+r.Email+": the new address did not reach the account", "Ask Atlassian support, with both addresses; they may be doubled.")
	}
	return good("address", a.Email)
}

func accountStatus(a atlassian.User) Hop {
	for _, s := range []string{a.AccountStatus, a.MembershipStatus, a.Status} {
		switch s {
		case "", "active", "no_membership":
		default:
			return bad("status", s, "this account cannot be used", "admin.atlassian.com ▸ Directory ▸ Users ▸ the person; a deactivated one comes back when Okta assigns the app again.")
		}
	}
	if a.AccountStatus == "" && a.Status == "" {
		return Hop{Field: "status", Status: HopUnknown, Says: "Atlassian shows no status"}
	}
	return good("status", "active")
}

func accountClaim(a atlassian.User, claimed answer[bool]) Hop {
	const field = "claimed"
	switch {
	case a.ClaimStatus == "managed":
		return good(field, a.ClaimStatus)
	case a.ClaimStatus == "":
		return Hop{Field: field, Status: HopUnknown, Says: "Atlassian shows no claim status"}
	case claimed.err != nil:
		return odd(field, a.ClaimStatus, "an external account: your sign-on may not be asked for", "")
	case claimed.is:
		return odd(field, a.ClaimStatus, "others of this domain are claimed; this account is not, so your sign-on may not be asked for", "admin.atlassian.com ▸ Settings ▸ Domains ▸ Claim accounts.")
	}
	return odd(field, a.ClaimStatus, "no account of this domain is claimed", "")
}

// domain is the domain of the address that Okta sends.
func (w *way) domain() []Hop {
	const field = "domain"
	name := facts.EmailDomain(w.address())
	switch {
	case name == "":
		return nil
	case w.domains.err != nil:
		h := blind(field, w.domains.err)
		h.Value = name
		return []Hop{h}
	}
	for _, d := range w.domains.is {
		if !strings.EqualFold(d.Name, name) {
			continue
		}
		return []Hop{w.domainOf(d)}
	}
	return []Hop{odd(field, name, "none of the organization's domains: an external account, which your sign-on does not cover", "")}
}

func (w *way) domainOf(d atlassian.Domain) Hop {
	const field, menu, external = "domain", "admin.atlassian.com ▸ Settings ▸ Domains", ", so Atlassian takes its people for external ones, and your sign-on is not asked for"
	value := d.Name + ", " + d.Status
	unclaimed := w.account.is.ClaimStatus == "unmanaged" && w.claimed.err == nil && !w.claimed.is
	switch {
	case d.Status == "superseded":
		return bad(field, value, "another organization has verified this domain since, and its accounts went there", menu+": find out who in the company did; that organization has to remove it, before you verify it again.")
	case d.Status != "verified" && unclaimed:
		return bad(field, value, "not a verified domain, and no account of it is claimed"+external, menu+" ▸ "+d.Name+" ▸ Verify; where it is verified already: Claim accounts, one is enough.")
	case d.Status != "verified":
		return bad(field, value, "not a verified domain"+external, menu+" ▸ "+d.Name+" ▸ Verify.")
	case unclaimed:
		return bad(field, value, "no account of it is claimed"+external, menu+" ▸ "+d.Name+" ▸ Claim accounts; one account is enough.")
	}
	return good(field, value)
}

// otherAccounts are accounts under the address or the sign-on name that are not the record's.
func (w *way) otherAccounts() Hop {
	const field = "other accounts"
	switch {
	case w.others.err != nil:
		return blind(field, w.others.err)
	case len(w.others.is) == 0:
		return good(field, "none")
	}
	var names []string
	taken, signs := false, false
	for _, a := range w.others.is {
		names = append(names, a.Email+" ("+a.AccountID+")")
		taken = taken || strings.EqualFold(a.Email, w.address())
		signs = signs || strings.EqualFold(a.Email, w.userName())
	}
	value := strings.Join(names, ", ")
	const next = "Let the person log in once under the old address before anything is sent; who is doubled already: ask Atlassian support, with the addresses."
	switch r := w.record.is; {
	case w.record.err != nil && !w.noApp(), r != nil && r.AccountID == "":
		return odd(field, value, "not the record's account", "")
	case r != nil && (taken || signs):
		return bad(field, value, "a second account of the same person: which one a sign-in reaches depends on the address", next)
	case r != nil:
		return odd(field, value, "an account under another address of this person, which nothing here leads to", "")
	case taken:
		return notYet(field, value, "exists already: the record will be linked to the one of "+w.address())
	}
	return bad(field, value, "has an account under an old address, and would get another as "+w.address(), next)
}

func (w *way) otherDirectories() Hop {
	const field = "other directories"
	switch {
	case w.links.err != nil:
		return blind(field, w.links.err)
	case w.ours == "":
		return Hop{Field: field, Status: HopNotYet, Says: "which directory is yours is not known before its base URL is"}
	}
	records := 0
	for _, l := range w.links.is {
		if l.DirectoryID != "" && l.DirectoryID != w.ours {
			return bad(field, l.DirectoryID, "another directory holds this address, so this one cannot", "Remove the person there first, or ask Atlassian support to unlink the record "+l.SCIMUserID+".")
		}
		records++
	}
	if records > 1 {
		return bad(field, strconv.Itoa(records)+" records here", "two records bear this address", "Ask Atlassian support, with the ids of the records.")
	}
	return good(field, "none")
}
