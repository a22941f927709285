package directory

import (
	"strings"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// addresses finds a directory's records by primary address. Others change directories too (the organization's API,
// the console), so that a hit is verified and a changed size means counting anew.
type addresses struct {
	size    int
	byEmail map[string]*world.SCIMUser
}

func (s *server) addresses(d *world.Directory) *addresses {
	a := s.emails[d]
	if a != nil && a.size == len(d.Users) {
		return a
	}
	a = &addresses{size: len(d.Users), byEmail: make(map[string]*world.SCIMUser, len(d.Users))}
	for _, u := range d.Users {
		a.byEmail[strings.ToLower(u.Email)] = u
	}
	s.emails[d] = a
	return a
}

// withEmail returns the record of any directory that has this primary address and is not self.
func (s *server) withEmail(email string, self *world.SCIMUser) *world.SCIMUser {
	for _, d := range s.world.Atlassian.Directories {
		u := s.addresses(d).byEmail[strings.ToLower(email)]
		if u != nil && u != self && d.User(u.ID) == u && strings.EqualFold(u.Email, email) {
			return u
		}
	}
	return nil
}

// moved follows a record's new primary address; added says that the record is new.
func (s *server) moved(d *world.Directory, u *world.SCIMUser, old string, added bool) {
	a := s.emails[d]
	if a == nil {
		return
	}
	if added {
		a.size++
	}
	if a.byEmail[strings.ToLower(old)] == u {
		delete(a.byEmail, strings.ToLower(old))
	}
	a.byEmail[strings.ToLower(u.Email)] = u
}
