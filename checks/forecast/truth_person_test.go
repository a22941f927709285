package forecast

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/provision-cli/provision/clients/scim"
)

// differences are the sentences about what was forecast and did not come true.
func differences(tr trial, fc Forecast, before, after *shownWorld) []string {
	var out []string
	for _, p := range fc.People {
		if why := untrue(tr, p, before, after); why != "" {
			r, _ := after.record(p.ID)
			out = append(out, fmt.Sprintf("person %s: forecast %s %q, but %s\nbecame %+v, in the app %+v", p.Login, p.Outcome, p.Problems, why, r, after.app[p.ID]))
		}
	}
	out = append(out, wrongBills(fc, before, after)...)
	for _, g := range fc.Groups {
		if why := untrueGroup(tr, g, fc, before, after); why != "" {
			out = append(out, fmt.Sprintf("group %s: forecast %s %q, but %s", g.Name, g.Outcome, g.Problems, why))
		}
	}
	return out
}

// mayBeRefused is where the vendor's documents contradict each other: people outside the claimed domains.
func mayBeRefused(tr trial, p Person) bool {
	return tr.variants["external-users"] == "refused" && p.arrives() && p.New && p.RecordID == "" && p.Domain != claimed
}

func untrue(tr trial, p Person, before, after *shownWorld) string {
	was := before.records[p.RecordID]
	r, has := after.record(p.ID)
	if strings.Contains(strings.Join(p.Problems, ";"), "letter case") && after.app[p.ID].ExternalID == "" {
		return absent(p, before, after) // no document says whether it matters
	}
	if mayBeRefused(tr, p) {
		if _, had := before.record(p.ID); has && !had {
			return "Atlassian took a person from outside"
		}
		return ""
	}
	switch p.Outcome {
	case AbsentInactive, AbsentUnassigned, AbsentStuck, Unusable, OtherDirectory:
		return absent(p, before, after)
	case Create, LinkManaged, LinkExternal:
		return linked(p, r, has, before, after)
	case Provisioned, Reactivate:
		switch {
		case !has || r.ID != p.RecordID:
			return "the record is another one, or none"
		case !r.Active || r.AccountID == "":
			return "the record is not active and linked"
		case was.AccountID != "" && r.AccountID != p.AccountID:
			return "the account is not " + p.AccountID
		case was.Active == (p.Outcome == Reactivate):
			return "the record was not as it must have been"
		}
	case Unlinked:
		if !has || r.AccountID != "" {
			return "the record is linked, or none"
		}
	case SecondAccount:
		return second(p, r, has, before, after)
	}
	return ""
}

// same says whether a record stayed as it was, its groups apart.
func same(a, b scim.User) bool {
	a.Groups, b.Groups = nil, nil
	return reflect.DeepEqual(a, b)
}

// absent people are left exactly as they were.
func absent(p Person, before, after *shownWorld) string {
	was, had := before.record(p.ID)
	r, has := after.record(p.ID)
	_, app := after.app[p.ID]
	switch {
	case had != has || !same(was, r):
		return "the record changed"
	case before.app[p.ID].ExternalID != after.app[p.ID].ExternalID:
		return "Okta learned of a record"
	case p.Outcome == AbsentUnassigned && app:
		return "the person is assigned"
	case p.Outcome == AbsentStuck && !app:
		return "the person is not assigned"
	}
	return ""
}

func linked(p Person, r scim.User, has bool, before, after *shownWorld) string {
	acc, old := before.accounts[r.AccountID]
	now := after.accounts[r.AccountID]
	switch {
	case !has || !r.Active || r.AccountID == "":
		return "there is no record that is active and linked"
	case !strings.EqualFold(r.Email, p.Email) || !strings.EqualFold(now.Email, p.Email):
		return "the address is another one"
	case p.Outcome == Create && old:
		return "the account was there before: " + acc.Email
	case p.Outcome != Create && r.AccountID != p.AccountID:
		return "the account is not " + p.AccountID
	case p.Outcome == LinkManaged && now.ClaimStatus != "managed", p.Outcome == LinkExternal && now.ClaimStatus == "managed":
		return "the account is " + now.ClaimStatus
	case (p.Domain == claimed) != (now.ClaimStatus == "managed") && p.Outcome == Create:
		return "the account is " + now.ClaimStatus + ", the domain " + p.Domain
	}
	return ""
}

// second accounts: either nothing is made, or the sign-on name leads to another account than the record.
func second(p Person, r scim.User, has bool, before, after *shownWorld) string {
	was, had := before.record(p.ID)
	shared := strings.Contains(strings.Join(p.Problems, ";"), "same primary e-mail")
	switch {
	case p.Refused && shared:
		return ""
	case p.Refused && (has != had || !same(was, r)):
		return "it was not refused"
	case p.Refused && after.app[p.ID].ExternalID != "":
		return "Okta holds it for provisioned"
	case p.Refused:
		return ""
	case !has:
		return "there is no record"
	case strings.EqualFold(after.app[p.ID].UserName, r.Email) && (p.AccountID == "" || r.AccountID == p.AccountID):
		return "sign-on name and record lead to one account"
	}
	return ""
}

// wrongBills compares with the accounts that the organization shows as billed.
func wrongBills(fc Forecast, before, after *shownWorld) []string {
	if !before.tell {
		return nil
	}
	var out []string
	said := 0
	for _, p := range fc.People {
		r, has := after.record(p.ID)
		anew := has && after.billed[r.AccountID] && !before.billed[r.AccountID]
		if shared := strings.Contains(strings.Join(p.Problems, ";"), "same primary e-mail"); anew != p.Billed && !shared {
			out = append(out, fmt.Sprintf("person %s (%s): billed anew: forecast %v, became %v", p.Login, p.Outcome, p.Billed, anew))
		}
		if p.Billed {
			said++
		}
	}
	if said != fc.Billed {
		out = append(out, fmt.Sprintf("%d billed anew, %d people", fc.Billed, said))
	}
	return out
}
