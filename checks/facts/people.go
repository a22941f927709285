package facts

import (
	"strings"

	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/scim"
)

// Person is one person as both sides know them.
type Person struct {
	ID       string
	User     okta.User    // zero when no list of the run holds them: see Known
	Known    bool         // User was read
	App      okta.AppUser // zero when not assigned
	Assigned bool         // assigned to the app
	Record   *scim.User   // nil when not in the directory
	Groups   []string     // names of the given groups that they are in
}

// Name is the person's name, else what is known of them.
func (p Person) Name() string {
	if name := strings.TrimSpace(p.User.Profile.FirstName + " " + p.User.Profile.LastName); name != "" {
		return name
	}
	return p.Login()
}

// Login is the person's Okta login, else the app's user name, else the id.
func (p Person) Login() string {
	switch {
	case p.User.Profile.Login != "":
		return p.User.Profile.Login
	case p.App.UserName != "":
		return p.App.UserName
	}
	return p.ID
}

// gone are the states of an assignment that is no longer one.
var gone = map[string]bool{"DEPROVISIONED": true, "INACTIVE": true, "REVOKED": true, "SUSPENDED": true, "UNASSIGNED": true}

// Active says whether Okta would send this person.
func (p Person) Active() bool {
	if p.Known {
		return p.User.Active()
	}
	return !gone[p.App.Status]
}
