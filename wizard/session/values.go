package session

import (
	"slices"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/wizard/store"
)

// Set gives a data item its value; a text that its parser refuses changes nothing.
func (s *Session) Set(in Input, source Source, texts ...string) error {
	cleaned := make([]string, 0, len(texts))
	for _, text := range texts {
		text, err := in.clean(text)
		if err != nil {
			return err
		}
		if text != "" {
			cleaned = append(cleaned, text)
		}
	}
	if in.ID == OktaURL.ID && len(cleaned) > 0 {
		s.customDomain(cleaned[0])
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if in.Secret {
		s.secrets[in.ID] = clients.Secret{}
		if len(cleaned) > 0 {
			s.secrets[in.ID] = clients.NewSecret(cleaned[0])
		}
		s.values[in.ID] = Value{Source: source}
	} else {
		s.values[in.ID] = Value{Texts: cleaned, Source: source}
	}
	s.changed(in)
	return nil
}

// changed drops what was built and read with another value; what lasts is true of an org and a credential.
func (s *Session) changed(in Input) {
	s.built, s.current = built{}, nil
	switch in.ID {
	case OktaURL.ID, OktaToken.ID, OktaClientID.ID, OktaPrivateKey.ID, OktaKeyID.ID, AtlassianURL.ID, AtlassianKey.ID:
		s.lasting = &facts.Lasting{}
	}
}

// Forget takes a value back, for instance one that a tenant refused.
func (s *Session) Forget(ins ...Input) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, in := range ins {
		delete(s.values, in.ID)
		delete(s.secrets, in.ID)
		s.changed(in)
	}
}

// Value returns a data item and whether it is known; an optional item that was left empty is known.
func (s *Session) Value(in Input) (Value, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v, ok := s.values[in.ID]
	if in.Secret && ok && !in.Optional {
		ok = !s.secrets[in.ID].IsZero()
	}
	return v, ok && (in.Secret || in.Optional || len(v.Texts) > 0)
}

// Text returns the text of an item that is no secret, empty while unknown.
func (s *Session) Text(in Input) string { v, _ := s.Value(in); return v.Text() }

// Texts returns the texts of a list.
func (s *Session) Texts(in Input) []string { v, _ := s.Value(in); return slices.Clone(v.Texts) }

// Secret returns a secret, zero while unknown.
func (s *Session) Secret(in Input) clients.Secret {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.secrets[in.ID]
}

// Missing returns those of the items that nobody has given yet.
func (s *Session) Missing(ins []Input) []Input {
	var missing []Input
	for _, in := range s.Needs(ins) {
		if _, ok := s.Value(in); !ok {
			missing = append(missing, in)
		}
	}
	return missing
}

// Intent returns what the admin wants, as far as flags, variables, configuration or answers say.
func (s *Session) Intent() facts.Intent {
	in := facts.Intent{
		AppID: s.Text(AppID), EmailAttribute: s.Text(EmailAttribute),
		PushGroups: s.Texts(PushGroups), AssignGroups: s.Texts(AssignGroups), Protect: s.Texts(Protect),
	}
	for _, text := range s.Texts(Grants) {
		if g, err := ParseGrant(text); err == nil {
			in.Grants = append(in.Grants, g)
		}
	}
	return in
}

func chosen(c store.Config, id string) []string {
	one := map[string]string{
		OktaURL.ID: c.OktaURL, AppID.ID: c.AppID, SCIMBaseURL.ID: c.SCIMBaseURL, OrgID.ID: c.OrgID,
		SiteEmail.ID: c.SiteEmail, EmailAttribute.ID: c.EmailAttribute, AtlassianURL.ID: c.AtlassianURL, OktaClientID.ID: c.OktaClientID, OktaKeyID.ID: c.OktaKeyID,
	}
	if text := one[id]; text != "" {
		return []string{text}
	}
	return map[string][]string{
		Sites.ID: c.Sites, PushGroups.ID: c.PushGroups, AssignGroups.ID: c.AssignGroups, Grants.ID: c.Grants, Protect.ID: c.Protect,
	}[id]
}
