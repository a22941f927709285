package forecast

import (
	"context"
	"strings"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/scim"
)

// outcome follows one person the way Okta and Atlassian would.
func (w *world) outcome(ctx context.Context, p *Person, u okta.User, accounts facts.Accounts) error {
	r := w.record(p.ID, p.UserName)
	w.beside(p, r, accounts)
	if facts.EmailDomain(p.Email) != "" {
		p.Domain = foreign
		if d := w.domains[facts.EmailDomain(p.Email)]; d != "" {
			p.Domain = d
		}
	}
	a := w.app.Of(p.ID)
	switch {
	case !u.Active():
		p.fate(AbsentInactive, "inactive in Okta ("+u.Status+"), so never sent")
		p.suspended(u, r)
		return nil
	case !w.isAssigned(*p):
		p.fate(AbsentUnassigned, "in a pushed group, but not assigned to the app, so never sent")
		return nil
	case a.ExternalID != "" && r == nil:
		p.fate(AbsentStuck, "Okta remembers a record that the directory no longer holds: unassign and assign again")
		return nil
	case a.ExternalID == "" && w.app.Has(p.ID) && !queued(a):
		p.fate(AbsentStuck, stuck(a))
		return nil
	}
	p.New = a.ExternalID == ""
	if problem := unusable(*p); p.New && problem != "" {
		p.fate(Unusable, problem)
		return nil
	}
	if err := w.sent(ctx, p, r, accounts); err != nil {
		return err
	}
	w.external(p)
	p.attributes(u)
	return nil
}

// sent is somebody whom Okta sends, or has sent.
func (w *world) sent(ctx context.Context, p *Person, r *scim.User, accounts facts.Accounts) error {
	switch {
	case !p.New:
		w.settled(p, r, accounts)
	case r != nil:
		w.adopted(p, r, accounts)
	default:
		return w.fresh(ctx, p, accounts)
	}
	return nil
}

// record is the directory's record that Okta works with: the one it remembers, else the one with this very user name.
func (w *world) record(id, userName string) *scim.User {
	if a := w.app.Of(id); a.ExternalID != "" {
		return w.users.ByID(a.ExternalID)
	}
	if userName == "" {
		return nil
	}
	return w.users.ByUserName(userName)
}

// beside puts the record and the account that exist beside the person.
func (w *world) beside(p *Person, r *scim.User, accounts facts.Accounts) {
	if r != nil {
		p.RecordID, p.SCIMEmail, p.AccountID = r.ID, r.Email, r.AccountID
		p.remembered = w.app.Of(p.ID).ExternalID == r.ID
		p.linked = r.AccountID != ""
		p.existing = p.linked
		if own := accounts.Of(r.Email); !p.existing && len(own) > 0 {
			p.Account, p.AccountID, p.existing = own[0].Email, own[0].AccountID, true
		}
		for _, address := range []string{r.Email, p.Email, p.UserName, p.Login} {
			for _, acc := range accounts.Of(address) {
				if acc.AccountID == r.AccountID && p.Account == "" {
					p.Account = acc.Email
				}
			}
		}
		return
	}
	if own := accounts.Of(p.Email); len(own) > 0 && p.Email != "" {
		p.Account, p.AccountID, p.existing = own[0].Email, own[0].AccountID, true
	}
}

// suspended says what nobody is told of: Okta sends nothing about people who are suspended.
func (p *Person) suspended(u okta.User, r *scim.User) {
	if r != nil && r.Active && u.Status == "SUSPENDED" {
		p.say("stays active in Atlassian, because Okta sends no suspension")
	}
}

// queued says whether Okta is about to send the person.
func queued(a okta.AppUser) bool { return a.Status == "STAGED" && a.SyncState == "SYNCING" }

func stuck(a okta.AppUser) string {
	const menu = "Okta Admin ▸ Applications ▸ Atlassian Cloud ▸ Assignments ▸ "
	if a.Status == "STAGED" {
		return "assigned, but still not provisioned: look at Dashboard ▸ Tasks, or " + menu + "Provision User"
	}
	return "assigned before provisioning was on, so never sent: " + menu + "Provision User"
}

// settled is somebody whom Okta has sent before: pushing and assigning send nothing more.
func (w *world) settled(p *Person, r *scim.User, accounts facts.Accounts) {
	switch {
	case !r.Active:
		p.fate(AbsentStuck, "the record is switched off, and Okta switches it on only when the person is unassigned and assigned again")
	case r.AccountID == "":
		p.fate(Unlinked, "in the directory, but linked to no account")
	case !signsAs(*p, r):
		p.fate(SecondAccount, apart(*p))
	case !strings.EqualFold(r.Email, p.Email) && taken(accounts.Of(p.Email), r.AccountID):
		p.fate(Provisioned, "Atlassian would refuse the next update: the record has "+r.Email+", and "+p.Email+" belongs to another account")
	default:
		p.fate(Provisioned, "")
	}
}

// adopted is somebody new to Okta's app whose user name the directory has: Okta
// takes that record over and writes its own values into it.
func (w *world) adopted(p *Person, r *scim.User, accounts facts.Accounts) {
	if !strings.EqualFold(r.Email, p.Email) {
		if other := w.users.ByEmail(p.Email); other != nil && other.ID != r.ID {
			p.refuse("the directory has " + p.Email + " under the user name " + other.UserName + ", so Atlassian would refuse")
			return
		}
		if taken(accounts.Of(p.Email), r.AccountID) {
			p.refuse("the record has " + r.Email + ", and " + p.Email + " belongs to another account")
			return
		}
	}
	if r.ExternalID != "" && r.ExternalID != p.ID && w.app.Has(r.ExternalID) {
		p.say("takes over the record of another person, " + w.app.Of(r.ExternalID).UserName)
	}
	if r.UserName != p.UserName {
		p.say("the directory has the user name as " + r.UserName + "; no document says whether letter case matters, and if it does, Atlassian refuses")
	}
	switch {
	case !strings.EqualFold(p.UserName, p.Email):
		p.fate(SecondAccount, apart(*p))
	case !r.Active:
		p.fate(Reactivate, "")
		if left := w.leftGroups(r.ID); len(left) > 0 {
			p.say("would come back into " + strings.Join(left, ", "))
		}
	case r.AccountID == "":
		p.fate(Unlinked, "in the directory, but linked to no account")
	default:
		p.fate(Provisioned, "")
	}
}

// signsAs says whether the sign-on name leads to the record's account.
func signsAs(p Person, r *scim.User) bool {
	if p.Account != "" && strings.EqualFold(p.UserName, p.Account) {
		return true
	}
	return strings.EqualFold(p.UserName, r.Email)
}

func apart(p Person) string {
	return "would sign in as " + p.UserName + " and be provisioned as " + p.Email
}

func (p *Person) refuse(problem string) {
	p.fate(SecondAccount, problem)
	p.Refused = true
}

// taken says whether an address belongs to an account that is not this one.
func taken(accounts []atlassian.User, id string) bool {
	for _, a := range accounts {
		if a.AccountID == id {
			return false
		}
	}
	return len(accounts) > 0
}

// leftGroups are the directory's groups in which an inactive record still is.
func (w *world) leftGroups(id string) []string {
	var out []string
	for g := range w.records.All() {
		if g.Has(id) {
			out = append(out, g.DisplayName)
		}
	}
	return out
}
