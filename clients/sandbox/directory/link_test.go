package directory

import (
	"net/http"
	"testing"
	"time"
)

func TestNewRecordFindsItsAccount(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, email     string
		existing        bool
		managed         bool
		accountStatus   string
		variant         string
		status          int
		linked          bool
		wantManaged     bool
		wantStatus      string
		wantSource      string
		wantNewAccounts int
	}{
		{name: "managed account", email: "a@example.com", existing: true, managed: true, accountStatus: "active", status: 201, linked: true, wantManaged: true, wantStatus: "active", wantSource: "synced"},
		{name: "deactivated managed account", email: "a@example.com", existing: true, managed: true, accountStatus: "inactive", status: 201, linked: true, wantManaged: true, wantStatus: "active", wantSource: "synced"},
		{name: "closed account", email: "a@example.com", existing: true, managed: true, accountStatus: "closed", status: 201, wantManaged: true, wantStatus: "closed", wantSource: "invited"},
		{name: "no account", email: "a@example.com", status: 201, linked: true, wantManaged: true, wantStatus: "active", wantSource: "synced", wantNewAccounts: 1},
		{name: "external account", email: "a@partner.example", existing: true, accountStatus: "active", status: 201, linked: true, wantStatus: "active", wantSource: "invited"},
		{name: "external deactivated account", email: "a@partner.example", existing: true, accountStatus: "inactive", status: 201, linked: true, wantStatus: "inactive", wantSource: "invited"},
		{name: "nobody outside", email: "a@partner.example", status: 201, linked: true, wantStatus: "active", wantSource: "synced", wantNewAccounts: 1},
		{name: "unclaimed domain counts as external", email: "a@unclaimed.example", status: 201, linked: true, wantStatus: "active", wantSource: "synced", wantNewAccounts: 1},
		{name: "external refused", email: "a@partner.example", variant: "external-users=refused", status: 400},
		{name: "unclaimed refused", email: "a@unclaimed.example", variant: "external-users=refused", status: 400},
		{name: "managed is not refused", email: "a@example.com", variant: "external-users=refused", status: 201, linked: true, wantManaged: true, wantStatus: "active", wantSource: "synced", wantNewAccounts: 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tn := newTenant(t)
			if tt.variant != "" {
				tn = newTenant(t, tt.variant)
			}
			before := 0
			if tt.existing {
				tn.account(tt.email, tt.managed).Status = tt.accountStatus
				before = 1
			}
			got := tn.must(tt.status, "POST", "/Users", userBody(tt.email))
			if n := len(tn.w.Atlassian.Accounts) - before; n != tt.wantNewAccounts {
				t.Fatalf("%d new accounts, want %d", n, tt.wantNewAccounts)
			}
			if tt.status != 201 {
				return
			}
			acc := tn.w.Atlassian.AccountWithEmail(tt.email)
			if shown := field(got, externalURN, "atlassianAccountId"); (shown != nil) != tt.linked || tt.linked && shown != acc.ID {
				t.Errorf("atlassianAccountId %v, linked should be %v", shown, tt.linked)
			}
			if acc.Managed != tt.wantManaged || acc.Status != tt.wantStatus || acc.Source != tt.wantSource {
				t.Errorf("account managed %v, %s, %s", acc.Managed, acc.Status, acc.Source)
			}
		})
	}
}

func TestNewAccountArrivesLater(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	tn.w.Delay = 2 * time.Minute
	u := tn.user("ann@example.com")
	if got := tn.must(http.StatusOK, "GET", "/Users/"+u.ID, ""); got[externalURN] != nil {
		t.Errorf("the account shows at once: %v", got[externalURN])
	}
	tn.now = tn.now.Add(2 * time.Minute)
	if got := tn.must(http.StatusOK, "GET", "/Users/"+u.ID, ""); field(got, externalURN, "atlassianAccountId") != u.AccountID {
		t.Errorf("the account does not show after the delay: %v", got)
	}
}

func TestDeactivating(t *testing.T) {
	t.Parallel()
	off, on := patch(`{"op":"replace","value":{"active":false}}`), patch(`{"op":"replace","value":{"active":true}}`)
	tests := []struct {
		name, email, status string
		unlinkDomain        bool
		member              bool
	}{
		{"managed: everywhere, the groups stay", "a@example.com", "inactive", false, true},
		{"external: only the groups go", "a@partner.example", "active", false, false},
		{"domain not linked to the directory: as external", "a@example.com", "active", true, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tn := newTenant(t)
			if tt.unlinkDomain {
				tn.w.Atlassian.Domains[0].LinkedTo = ""
			}
			u := tn.user(tt.email)
			g := tn.w.Atlassian.Group(tn.group("team", u).OrgGroupID)
			acc := tn.w.Atlassian.Account(u.AccountID)
			tn.must(http.StatusOK, "PATCH", "/Users/"+u.ID, off)
			if acc.Status != tt.status || g.Has(acc.ID) != tt.member {
				t.Errorf("deactivated: account %s, member %v; want %s, %v", acc.Status, g.Has(acc.ID), tt.status, tt.member)
			}
			tn.must(http.StatusOK, "PATCH", "/Users/"+u.ID, on)
			if acc.Status != "active" || !g.Has(acc.ID) {
				t.Errorf("reactivated: account %s, member %v", acc.Status, g.Has(acc.ID))
			}
		})
	}
}

func TestReactivatingLinksAnUnlinkedRecord(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	u := tn.user("ann@example.com")
	acc := u.AccountID
	g := tn.group("team", u)
	u.AccountID = ""
	tn.w.Atlassian.Release(tn.d, acc)
	tn.must(http.StatusOK, "PATCH", "/Users/"+u.ID, patch(`{"op":"replace","path":"title","value":"Lead"}`))
	if u.AccountID != "" {
		t.Error("an update linked the record: only assigning again does")
	}
	tn.must(http.StatusOK, "PATCH", "/Users/"+u.ID, patch(`{"op":"replace","path":"active","value":false}`))
	tn.must(http.StatusOK, "PATCH", "/Users/"+u.ID, patch(`{"op":"replace","path":"active","value":true}`))
	if u.AccountID != acc || !tn.w.Atlassian.Group(g.OrgGroupID).Has(acc) {
		t.Errorf("account %q after reactivation, want %q and its group", u.AccountID, acc)
	}
}

func TestDeletingDeactivatesTheManagedAccount(t *testing.T) {
	t.Parallel()
	for email, status := range map[string]string{"a@example.com": "inactive", "a@partner.example": "active"} {
		tn := newTenant(t)
		u := tn.user(email)
		sg := tn.group("team", u)
		acc := tn.w.Atlassian.Account(u.AccountID)
		tn.must(http.StatusNoContent, "DELETE", "/Users/"+u.ID, "")
		tn.must(http.StatusNotFound, "GET", "/Users/"+u.ID, "")
		if acc.Status != status || tn.w.Atlassian.Group(sg.OrgGroupID).Has(acc.ID) || sg.Has(u.ID) {
			t.Errorf("%s: account %s (want %s), still in the group: %v", email, acc.Status, status, sg.Has(u.ID))
		}
		again := tn.user(email)
		if again.ID == u.ID || again.AccountID != acc.ID || acc.Status != "active" {
			t.Errorf("%s: a new POST gives record %s, account %s %s", email, again.ID, again.AccountID, acc.Status)
		}
	}
}

func TestChangingTheAddress(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, from, to string
		keeps          bool
		linked         bool
	}{
		{"inside the domain", "a@example.com", "b@example.com", true, true},
		{"out of the domains", "a@example.com", "a@partner.example", false, false},
		{"external to external", "a@partner.example", "b@partner.example", false, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tn := newTenant(t)
			u := tn.user(tt.from)
			g := tn.w.Atlassian.Group(tn.group("team", u).OrgGroupID)
			old := u.AccountID
			tn.must(http.StatusOK, "PUT", "/Users/"+u.ID, userBody(tt.to))
			if (u.AccountID == old) != tt.keeps || (u.AccountID != "") != tt.linked {
				t.Errorf("account %q, was %q", u.AccountID, old)
			}
			if g.Has(old) != tt.keeps || tt.linked && !g.Has(u.AccountID) {
				t.Errorf("members %v of old %s, new %s", g.Members, old, u.AccountID)
			}
			if acc := tn.w.Atlassian.Account(u.AccountID); acc != nil && acc.Email != tt.to {
				t.Errorf("the account's address is %s, want %s", acc.Email, tt.to)
			}
		})
	}
}

func TestNameReachesTheAccount(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	u := tn.user("ann@example.com")
	acc := tn.w.Atlassian.Account(u.AccountID)
	if acc.Name != "Test User" {
		t.Errorf("name %q from displayName", acc.Name)
	}
	tn.must(http.StatusOK, "PATCH", "/Users/"+u.ID, patch(`{"op":"remove","path":"displayName"}`, `{"op":"replace","path":"name.givenName","value":"Ann"}`))
	if acc.Name != "Ann User" {
		t.Errorf("name %q from the parts of the name", acc.Name)
	}
}

func TestUserLimit(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	tn.crowd(userLimit)
	if status, got := tn.do("POST", "/Users", userBody("one.more@example.com")); status != 400 || got["scimType"] != "tooMany" {
		t.Errorf("the 150001st user: %d %v", status, got)
	}
}
