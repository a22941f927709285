package world

import (
	"fmt"
	"strings"
	"time"
)

// The domains of the people: nearly everybody is in the main one; the old one stands only in old sign-on names.
const (
	MainDomain    = "example.com"
	SecondDomain  = "example.org"
	OldDomain     = "old.example"
	PartnerDomain = "partner.example"
	// OutsideDomain is where the organization admin for emergencies has an address.
	OutsideDomain = "outside.example"
)

// member is somebody in the cast; groups are letters: j and c the two test groups, J and C the big ones.
type member struct {
	first, last, groups string
	// login is the old sign-on name, empty where it is the e-mail address.
	login string
	// account says which Atlassian accounts exist beforehand: new, old, both, or none.
	account string
	status  string
}

// cast are the people whom every world has, whatever the seed.
func cast() []member {
	return []member{
		{first: "Ada", last: "Novak", groups: "J", account: "new"},
		{first: "Ana", last: "Ruiz", groups: "jJ", login: "ana@" + OldDomain, account: "new"},
		{first: "Ken", last: "Ito", groups: "jJ"},
		{first: "Eva", last: "Berg", groups: "j", account: "new"},
		{first: "Jon", last: "Doe", groups: "jJ"},
		{first: "Priya", last: "Sharma", groups: "jcJ", account: "new"},
		{first: "Omar", last: "Haddad", groups: "jcC"},
		{first: "Lucía", last: "Fernández", groups: "jc", account: "new"},
		{first: "Søren", last: "Nielsen", groups: "jc"},
		{first: "Wanjiru", last: "Mwangi", groups: "cC"},
		{first: "Zoë", last: "Becker", groups: "cC"},
		{first: "Yuki", last: "Tanaka", groups: "c", account: "new"},
		{first: "Kwame", last: "Mensah", groups: "cC"},
		{first: "Mia", last: "Larsen", groups: "J", login: "mia@" + OldDomain, account: "both"},
		{first: "Tom", last: "Becker", groups: "JC", login: "tbecker@" + OldDomain, account: "old"},
		{first: "Li", last: "Wei", groups: "JC", status: "SUSPENDED"},
		{first: "Nadia", last: "Benali", groups: "C", status: "DEPROVISIONED", account: "new"},
	}
}

func (b *builder) people(n int) {
	b.taken = make(map[string]int, n)
	for _, m := range cast() {
		u := b.person(m.first, m.last, MainDomain)
		if m.login != "" {
			u.Login = m.login
		}
		if m.status != "" {
			u.Status = m.status
		}
		b.cast = append(b.cast, u)
		b.castAccounts(u, m.account)
	}
	first, last := nameList(givenNames), nameList(familyNames)
	for len(b.Okta.Users) < n {
		given, family := first[b.Intn(len(first))], last[b.Intn(len(last))]
		u := b.person(given, family, b.domain())
		u.Status = b.status()
		if b.Intn(100) < 5 {
			u.Login = b.address(plain(given)[:1]+plain(family), OldDomain)
		}
		b.crowdAccount(u)
	}
}

// person adds an active user with a new address in the domain.
func (b *builder) person(first, last, domain string) *User {
	started := b.now.Add(-time.Duration(30+b.Intn(1500)) * 24 * time.Hour)
	email := b.address(plain(first)+"."+plain(last), domain)
	zone := zones[b.Intn(len(zones))]
	u := &User{
		ID: b.ID("00u"), Status: "ACTIVE", Login: email, Email: email, FirstName: first, LastName: last, DisplayName: first + " " + last,
		Title: titles[b.Intn(len(titles))], Department: departments[b.Intn(len(departments))], Organization: "Example Inc",
		Timezone: zone.name, Locale: zone.locale, Created: started, Activated: started, StatusChanged: started, LastUpdated: started,
	}
	b.Okta.AddUser(u)
	return u
}

// address returns an address that nobody has: the second of a name gets the number 2.
func (b *builder) address(local, domain string) string {
	b.taken[local+"@"+domain]++
	if n := b.taken[local+"@"+domain]; n > 1 {
		return fmt.Sprintf("%s%d@%s", local, n, domain)
	}
	return local + "@" + domain
}

func (b *builder) domain() string {
	switch p := b.Intn(100); {
	case p < 86:
		return MainDomain
	case p < 97:
		return SecondDomain
	default:
		return PartnerDomain
	}
}

// status makes about three people of a hundred inactive.
func (b *builder) status() string {
	switch b.Intn(200) {
	case 0, 1:
		return "SUSPENDED"
	case 2, 3, 4:
		return "DEPROVISIONED"
	case 5:
		return "STAGED"
	case 6:
		return "PASSWORD_EXPIRED"
	default:
		return "ACTIVE"
	}
}

var (
	titles      = [...]string{"Engineer", "Designer", "Product Owner", "Analyst", "Team Lead", "Consultant", "Accountant", "Recruiter", "Editor", "Technician"}
	departments = [...]string{"Engineering", "Design", "Finance", "Legal", "People", "Sales", "Support", "Marketing", "Operations", "Research"}
	zones       = [...]struct{ name, locale string }{
		{"Europe/Berlin", "de_DE"}, {"Europe/Madrid", "es_ES"}, {"America/New_York", "en_US"}, {"America/Sao_Paulo", "pt_BR"},
		{"Asia/Tokyo", "ja_JP"}, {"Asia/Kolkata", "en_IN"}, {"Africa/Nairobi", "en_KE"}, {"Europe/Paris", "fr_FR"}, {"Australia/Sydney", "en_AU"},
	}
)

// castAccounts makes the Atlassian accounts that somebody of the cast has beforehand.
func (b *builder) castAccounts(u *User, which string) {
	if which == "new" || which == "both" {
		b.account(u.Email, u.DisplayName)
	}
	if which == "old" || which == "both" {
		b.account(u.Login, u.DisplayName)
	}
}

// crowdAccount gives about three people of ten an Atlassian account, some of them under an old address.
func (b *builder) crowdAccount(u *User) {
	if b.Intn(10) >= 3 {
		return
	}
	if u.Login != u.Email && b.Intn(2) == 0 {
		b.account(u.Login, u.DisplayName)
		return
	}
	acc := b.account(u.Email, u.DisplayName)
	if u.Status == "DEPROVISIONED" {
		acc.Status = "inactive"
	}
}

// account adds an account that somebody made by invitation; those of the main domain are managed.
func (b *builder) account(email, name string) *Account {
	acc := &Account{
		ID: "712020:" + b.UUID(), Email: email, Name: name, Status: "active", Source: "invited",
		Managed: strings.HasSuffix(email, "@"+MainDomain), Created: b.now.Add(-time.Duration(20+b.Intn(900)) * 24 * time.Hour),
	}
	acc.Billable = acc.Managed
	acc.LastActive = acc.Created.Add(10 * 24 * time.Hour)
	b.Atlassian.AddAccount(acc)
	return acc
}
