package session

import (
	"fmt"
	"strings"
	"time"

	"github.com/provision-cli/provision/wizard/store"
)

// Keep stores items that were proven. Values that a default or the sandbox gave are not written.
func (s *Session) Keep(ins ...Input) error {
	if s.NoStore || s.ReadOnly {
		return nil
	}
	c := s.Store.Config()
	for _, in := range ins {
		v, ok := s.Value(in)
		if !ok || v.Source == FromDefault || v.Source == FromKeyring {
			continue
		}
		if in.Secret {
			s.keepSecret(in)
			switch in.ID {
			case OktaPrivateKey.ID:
				if id, ok := s.Value(OktaKeyID); ok {
					choose(&c, OktaKeyID.ID, id)
				}
			case OktaToken.ID:
				c.OktaClientID, c.OktaKeyID = "", "" // the credential chosen last is the one to use next time
			}
			continue
		}
		choose(&c, in.ID, v)
	}
	return s.Store.SaveConfig(c)
}

// keepSecret falls back to the memory of this run, and says so, because losing a proven credential would be worse.
func (s *Session) keepSecret(in Input) {
	secret := s.Secret(in)
	if secret.IsZero() {
		return
	}
	err := s.Secrets.Set(store.Account(s.Store.Profile(), in.Account), secret)
	if err != nil {
		title, _, _ := strings.Cut(in.Title, " (")
		s.Warn(fmt.Sprintf("%s (%s) is in memory for this run only, and will be asked again: %v.", title, in.Env, reason(err)))
		if hint := store.Hint(err); hint != "" {
			s.Warn(hint) // once for all of them
		}
	}
}

// KeepKeyDate remembers when the SCIM key was created, because no API tells; a key lives one year.
func (s *Session) KeepKeyDate(created time.Time) error {
	if s.NoStore || s.ReadOnly {
		return nil
	}
	return s.Store.SetKey(created, created.AddDate(1, 0, 0))
}

// KeepKeyExpiry remembers what a person read in the console: when the SCIM key expires.
func (s *Session) KeepKeyExpiry(expires time.Time) error {
	if s.NoStore || s.ReadOnly {
		return nil
	}
	return s.Store.SetKey(s.Store.State().KeyCreated, expires)
}

// soon is how long before the end of a key every command says so.
const soon = 30 * 24 * time.Hour

// keyEnds warns of the end of the directory's key, as far as it is known here; Atlassian sends no reminder.
func (s *Session) keyEnds() {
	end, now := s.Store.State().KeyExpires, s.Now()
	switch {
	case end.IsZero() || now.Add(soon).Before(end):
	case end.After(now):
		left := "in 1 day"
		if days := int(end.Sub(now).Hours() / 24); days != 1 {
			left = fmt.Sprintf("in %d days", days)
		}
		s.Warn(fmt.Sprintf("The directory's API key expires on %s, %s; then everything stops. Make a new one before: provision keys rotate.", end.Format("2 Jan 2006"), left))
	default:
		s.Warn(fmt.Sprintf("The directory's API key expired on %s, as far as is known here. Make a new one: provision keys rotate.", end.Format("2 Jan 2006")))
	}
}

func choose(c *store.Config, id string, v Value) {
	one := map[string]*string{
		OktaURL.ID: &c.OktaURL, AppID.ID: &c.AppID, SCIMBaseURL.ID: &c.SCIMBaseURL, OrgID.ID: &c.OrgID,
		SiteEmail.ID: &c.SiteEmail, EmailAttribute.ID: &c.EmailAttribute, AtlassianURL.ID: &c.AtlassianURL,
		OktaClientID.ID: &c.OktaClientID, OktaKeyID.ID: &c.OktaKeyID,
	}
	if p := one[id]; p != nil {
		*p = v.Text()
	}
	many := map[string]*[]string{
		Sites.ID: &c.Sites, PushGroups.ID: &c.PushGroups, AssignGroups.ID: &c.AssignGroups, Grants.ID: &c.Grants, Protect.ID: &c.Protect,
	}
	if p := many[id]; p != nil {
		*p = v.Texts
	}
}
