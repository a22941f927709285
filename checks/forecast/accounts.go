package forecast

import (
	"context"
	"strings"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/okta"
)

// fresh is somebody whom the directory does not know under their user name.
func (w *world) fresh(ctx context.Context, p *Person, accounts facts.Accounts) error {
	if r := w.users.ByEmail(p.Email); r != nil {
		p.refuse("the directory has " + p.Email + " under the user name " + r.UserName + ", so Atlassian would refuse")
		return nil
	}
	own := accounts.Of(p.Email)
	if !strings.EqualFold(p.UserName, p.Email) {
		p.fate(SecondAccount, apart(*p))
		return nil
	}
	old := oldAddress(*p, w.app.Of(p.ID), accounts)
	if len(own) == 0 {
		if old != "" {
			p.Account, p.AccountID = old, accounts.Of(old)[0].AccountID
			p.fate(SecondAccount, "has an account as "+old+", and would get another as "+p.Email)
			return nil
		}
		p.fate(Create, "")
		return nil
	}
	if old != "" {
		p.say("has accounts under both " + old + " and " + p.Email + ": ask them to log in once first")
	}
	return w.existing(ctx, p, own[0])
}

// oldAddress is another name of the person under which an account exists.
func oldAddress(p Person, a okta.AppUser, accounts facts.Accounts) string {
	for _, name := range []string{p.Login, a.UserName} {
		if name != "" && !strings.EqualFold(name, p.Email) && len(accounts.Of(name)) > 0 {
			return name
		}
	}
	return ""
}

// existing is an account that Atlassian would link the new record to. One that
// was synced without this directory belongs to another.
func (w *world) existing(ctx context.Context, p *Person, a atlassian.User) error {
	if a.Source == "synced" {
		other, err := w.elsewhere(ctx, p.Email)
		if err != nil {
			return err
		}
		if other != "" {
			p.fate(OtherDirectory, "held by directory "+other)
			p.Refused = true
			return nil
		}
	}
	switch {
	case a.AccountStatus == "closed":
		p.fate(Unlinked, "the account "+a.Email+" is closed, and nothing links to a closed account")
	case a.ClaimStatus == "managed":
		p.fate(LinkManaged, "")
	default:
		p.fate(LinkExternal, "")
	}
	if a.AccountStatus == "inactive" {
		p.say("the account is deactivated: Atlassian activates it")
	}
	return nil
}

func (w *world) elsewhere(ctx context.Context, email string) (string, error) {
	links, err := w.f.SCIMLinks(ctx, email)
	if err != nil {
		return "", err
	}
	for _, l := range links {
		if l.DirectoryID != "" && l.DirectoryID != w.f.Kept().DirectoryID {
			return l.DirectoryID, nil
		}
	}
	return "", nil
}

// sharing finds people with one primary e-mail, letter case aside: Atlassian
// takes the first who comes and refuses the others, and Okta's order is not known.
func (w *world) sharing(people []Person) {
	with := map[string][]int{}
	for i, p := range people {
		switch p.Outcome {
		case AbsentInactive, AbsentUnassigned, AbsentStuck, Unusable:
		default:
			with[key(p.Email)] = append(with[key(p.Email)], i)
		}
	}
	for _, same := range with {
		for _, i := range same {
			if len(same) > 1 && !w.owned(people[i]) {
				other := same[0]
				if other == i {
					other = same[1]
				}
				people[i].refuse("has the same primary e-mail as " + people[other].Login + ", so Atlassian would refuse one of them")
			}
		}
	}
}

// owned says whether the record that Okta works with is this very person's.
func (w *world) owned(p Person) bool {
	r := w.users.ByID(p.RecordID)
	return r != nil && (!p.New || r.ExternalID == p.ID)
}
