package session

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/provision-cli/provision/checks/assume"
	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/scim"
	"github.com/provision-cli/provision/clients/site"
)

// built holds the clients of the values in force; changing a value drops them.
type built struct {
	ready     bool
	okta      *okta.Client
	atlassian *atlassian.Client
	scim      *scim.Reader
	sites     []facts.SiteSource
}

// Okta returns the client of the Okta org, nil while its URL or token is unknown.
func (s *Session) Okta() *okta.Client { return s.clients().okta }

// Atlassian returns the client of the organization, nil while its key is unknown.
func (s *Session) Atlassian() *atlassian.Client { return s.clients().atlassian }

// SCIM returns the reader of the directory, nil while its URL or key is unknown.
func (s *Session) SCIM() *scim.Reader { return s.clients().scim }

func (s *Session) clients() built {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.built.ready {
		s.built = s.build()
	}
	return s.built
}

func (s *Session) build() built {
	b := built{ready: true}
	text := func(in Input) string { return s.values[in.ID].Text() }
	b.okta = s.buildOkta()
	if base, key := address(text(AtlassianURL)), s.secrets[AtlassianKey.ID]; base != nil && !key.IsZero() {
		b.atlassian = atlassian.NewClient(base, key, s.transport("admin"))
	}
	if base, key := address(text(SCIMBaseURL)), s.secrets[SCIMKey.ID]; base != nil && !key.IsZero() {
		b.scim = scim.NewReader(base, key, s.transport("scim"))
	}
	token := s.secrets[SiteToken.ID]
	for _, text := range s.values[Sites.ID].Texts {
		email := s.values[SiteEmail.ID].Text()
		if base := address(text); base != nil && email != "" && !token.IsZero() {
			b.sites = append(b.sites, facts.SiteSource{URL: text, Reader: site.NewReader(base, email, token, s.transport("site"))})
		}
	}
	return b
}

// ProbeOkta asks the address, without any token, whether it is an Okta org.
func (s *Session) ProbeOkta(ctx context.Context) error {
	base := address(s.Text(OktaURL))
	if base == nil {
		return &facts.NotConfiguredError{What: OktaURL.Title}
	}
	_, err := okta.NewReader(base, clients.Secret{}, s.transport("okta")).Organization(ctx)
	return err
}

func address(text string) *url.URL {
	if text == "" {
		return nil
	}
	u, err := url.Parse(text)
	if err != nil {
		return nil
	}
	return u
}

func (s *Session) transport(service string) http.RoundTripper { return s.over(service, s.base()) }

func (s *Session) base() http.RoundTripper {
	if s.Base == nil {
		s.Base = NewTransport()
	}
	return assume.Watch(s.Base, s.Assumed)
}

// over is the chain of one service over the transport that carries its requests.
func (s *Session) over(service string, base http.RoundTripper) http.RoundTripper {
	return clients.Transport(clients.TransportOptions{
		Service: service, Base: base, Share: s.Share, ReadOnly: s.ReadOnly, Allow: atlassian.ReadRoutes(),
		Meter: s.Meter, Waiting: s.waits, Log: s.Log,
	})
}

// waits tells the reading in force and the run of a wait.
func (s *Session) waits(w clients.Wait) {
	s.mu.Lock()
	f := s.current
	s.mu.Unlock()
	if f != nil {
		f.Waits(w)
	}
	if s.Waiting != nil {
		s.Waiting(w)
	}
}

// Facts returns the reading in force, and begins one where there is none.
func (s *Session) Facts() *facts.Facts {
	b, in := s.clients(), s.Intent()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.current == nil {
		s.readAt = s.Now()
		src := b.sources()
		src.Meter, src.OnProgress, src.Assumed = s.Meter, s.Progress, s.Assumed
		s.current = facts.New(src, in, s.keptFacts(), s.readAt).After(s.lasting)
	}
	return s.current
}

// Refresh forgets what was read and begins a new reading.
func (s *Session) Refresh() *facts.Facts {
	s.mu.Lock()
	s.current = nil
	s.mu.Unlock()
	return s.Facts()
}

// Renew is Refresh that also forgets what lasts, so that nothing is taken from an earlier reading.
func (s *Session) Renew() *facts.Facts {
	s.mu.Lock()
	s.lasting = &facts.Lasting{}
	s.mu.Unlock()
	return s.Refresh()
}

// ReadAt is when the reading in force began.
func (s *Session) ReadAt() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.readAt
}

// sources leaves absent readers nil; a nil *Client inside a non-nil field would not be nil.
func (b built) sources() facts.Sources {
	src := facts.Sources{SCIM: b.scim, Sites: b.sites}
	if b.okta != nil {
		src.Okta = b.okta.Reader
	}
	if b.atlassian != nil {
		src.Atlassian = b.atlassian.Reader
	}
	return src
}

// directoryID is the end of a SCIM base URL; links name the directory so.
func directoryID(base string) string {
	u := address(base)
	if u == nil {
		return ""
	}
	_, id, _ := strings.Cut(u.Path, "/scim/directory/")
	return strings.Trim(id, "/")
}

func (s *Session) keptFacts() facts.Kept {
	st := s.Store.State()
	kept := facts.Kept{Attested: map[string]facts.Attestation{}, KeyCreated: st.KeyCreated, KeyExpires: st.KeyExpires, OrgID: s.values[OrgID.ID].Text(), DirectoryID: directoryID(s.values[SCIMBaseURL.ID].Text())}
	kept.Sizes = make(map[string]facts.Size, len(st.Groups))
	for id, g := range st.Groups {
		kept.Sizes[id] = facts.Size{Members: g.Members, On: g.On}
	}
	for id, a := range st.Attested {
		kept.Attested[id] = facts.Attestation{By: a.By, On: a.On}
	}
	return kept
}
