package session

import (
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox"
)

func sites(t *testing.T, edit func(*sandbox.Sandbox)) *Session {
	t.Helper()
	b, err := sandbox.Start(t.Context(), sandbox.Options{Scenario: "ready", Users: 60, Groups: 8})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	edit(b)
	a := b.Addresses()
	s := open(t, given{env: map[string]string{
		AtlassianURL.Env: a.AtlassianAPIURL, AtlassianKey.Env: a.AtlassianAPIKey, SiteEmail.Env: a.SiteEmail, SiteToken.Env: a.SiteToken,
	}}, func(o *Options) { o.Share = 1 })
	if err := s.Resolve(); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSitesAreThoseOfTheProducts(t *testing.T) {
	t.Parallel()
	s := sites(t, func(*sandbox.Sandbox) {})
	if err := s.FindSites(t.Context()); err != nil {
		t.Fatal(err)
	}
	v, _ := s.Value(Sites)
	if len(v.Texts) != 2 || v.Source != FromTenant || len(s.clients().sites) != 2 {
		t.Errorf("%+v", v)
	}
	before := s.Meter.Count()["admin"]
	if err := s.FindSites(t.Context()); err != nil || s.Meter.Count()["admin"] != before {
		t.Errorf("known sites were looked for again: %v", err)
	}
}

func TestASiteThatRefusesIsLeftOut(t *testing.T) {
	t.Parallel()
	closed := ""
	s := sites(t, func(b *sandbox.Sandbox) {
		w := b.World()
		w.Lock()
		defer w.Unlock()
		w.Atlassian.Sites[1].Admins, w.Atlassian.Sites[1].Users = nil, nil
		closed = w.Atlassian.Sites[1].URL
	})
	if err := s.FindSites(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := s.Texts(Sites); len(got) != 1 || got[0] == closed {
		t.Errorf("%q, and %s refuses", got, closed)
	}
	if told := strings.Join(s.Warnings(), "\n"); !strings.Contains(told, closed) || strings.Contains(told, s.Secret(SiteToken).Reveal()) {
		t.Errorf("%q", told)
	}
}

// TestATokenThatEverySiteRefusesIsWrong: then no site may be left out, since the token is what is to be mended.
func TestATokenThatEverySiteRefusesIsWrong(t *testing.T) {
	t.Parallel()
	s := sites(t, func(*sandbox.Sandbox) {})
	if err := s.Set(SiteToken, FromPrompt, "wrong"); err != nil {
		t.Fatal(err)
	}
	if err := s.FindSites(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := s.Texts(Sites); len(got) != 2 {
		t.Errorf("left out by a token that nobody accepts: %q", got)
	}
}

func TestWithoutATokenNoSiteIsLookedFor(t *testing.T) {
	t.Parallel()
	s := sites(t, func(*sandbox.Sandbox) {})
	s.Forget(SiteToken)
	if err := s.FindSites(t.Context()); err != nil || len(s.Texts(Sites)) != 0 || s.Meter.Count()["admin"] != 0 {
		t.Errorf("%v %q", err, s.Texts(Sites))
	}
}
