package facts

import (
	"errors"
	"net/http"
	"testing"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/okta"
)

// unlicensedReply is what Okta answers an org that has not bought the feature.
var unlicensedReply = reply{status: http.StatusUnauthorized, body: `{"errorCode":"E0000015","errorSummary":"You do not have permission to access the feature you are requesting"}`}

// TestWithoutALicence: what Okta shows only where a feature was bought is no failure; the usual then stands for it.
func TestWithoutALicence(t *testing.T) {
	t.Parallel()
	for _, request := range []string{oneMapping, "GET /api/v1/mappings"} {
		f, _ := answering(t, map[string]reply{request: unlicensedReply})
		if s, err := f.SourceOf(t.Context()); err != nil || s.Attribute != "email" {
			t.Errorf("%s: source %+v, %v", request, s, err)
		}
		if v, err := f.VariableOf(t.Context(), "timezone"); err != nil || v != (Variable{Name: "timezone", Mapped: true}) {
			t.Errorf("%s: variable %+v, %v", request, v, err)
		}
		if _, err := f.PrimaryEmail(t.Context()); !unlicensed(err) {
			t.Errorf("%s: %v", request, err)
		}
		if d, err := f.PeopleDomains(t.Context()); err != nil || len(d) != 1 || d[0] != (DomainCount{"x.example", 1}) {
			t.Errorf("%s: domains %v, %v", request, d, err)
		}
	}
	f, _ := answering(t, map[string]reply{appSchema: unlicensedReply})
	if v, err := f.VariableOf(t.Context(), "timezone"); err != nil || v.Name != "timezone" || v.Mapped {
		t.Errorf("no schema, and nothing mapped: %+v, %v", v, err)
	}
	if _, err := f.SourceOf(t.Context()); err != nil {
		t.Errorf("no schema: %v", err)
	}
}

// TestWithoutASchema: an org that has no such schema is asked no more than its mapping.
func TestWithoutASchema(t *testing.T) {
	t.Parallel()
	f, _ := answering(t, map[string]reply{
		appSchema:  {status: http.StatusNotFound, body: `{}`},
		oneMapping: {status: http.StatusOK, body: `{"id":"prm1","properties":{"email":{"expression":"user.login"},"timezone":{"expression":"user.zone"}}}`},
	})
	if p, err := f.PrimaryEmail(t.Context()); err != nil || p.Variable != "email" || p.From.Attribute != "login" {
		t.Errorf("%+v, %v", p, err)
	}
	if v, err := f.VariableOf(t.Context(), "timezone"); err != nil || !v.Mapped || v.From.Attribute != "zone" {
		t.Errorf("%+v, %v", v, err)
	}
}

// TestOnePersonRefused: readings of one person are remembered by nobody, and tell the vendor's word each time.
func TestOnePersonRefused(t *testing.T) {
	t.Parallel()
	for request, ask := range map[string]func(*Facts) error{
		people:                  func(f *Facts) error { _, err := f.PeopleNamed(t.Context(), "ana"); return err },
		people + "/00u1/groups": func(f *Facts) error { _, err := f.GroupsOf(t.Context(), "00u1"); return err },
		appUsers + "/00u1":      func(f *Facts) error { _, err := f.AppUser(t.Context(), "00u1"); return err },
		scimPeople + "/s1": func(f *Facts) error {
			_, err := f.RecordOf(t.Context(), "00u1", okta.AppUser{ExternalID: "s1"}, "ana")
			return err
		},
		theirs:                    func(f *Facts) error { _, err := f.SCIMGroupNamed(t.Context(), "a"); return err },
		searchAccounts:            func(f *Facts) error { _, err := f.Account(t.Context(), "a1"); return err },
		systemID:                  func(f *Facts) error { _, err := f.ProvisioningOf(t.Context(), "00u1", "ana", 7); return err },
		apps:                      func(f *Facts) error { _, err := f.AppUser(t.Context(), "00u1"); return err },
		"GET /admin/v1/orgs":      func(f *Facts) error { _, err := f.GroupsOfAccount(t.Context(), "a1"); return err },
		"GET /api/v1/users/00u7":  func(f *Facts) error { _, err := f.User(t.Context(), "00u7"); return err },
		"GET /api/v1/groups/00g7": func(f *Facts) error { _, err := f.Group(t.Context(), "00g7"); return err },
	} {
		for _, status := range []int{http.StatusForbidden, http.StatusInternalServerError} {
			f, w := answering(t, map[string]reply{request: {status: status, body: `{}`}})
			refusedWith(t, ask(f), status)
			if n := w.exactly(request); n != 1 {
				t.Errorf("%s: %d calls", request, n)
			}
		}
	}
}

// TestSCIMGroupNamed finds one group with its members, and says where there is none.
func TestSCIMGroupNamed(t *testing.T) {
	t.Parallel()
	f, _ := told(t, map[string]string{theirs: pageOf(`{"id":"g1","displayName":"Staff","members":[{"value":"s1"}]}`)})
	if g, err := f.SCIMGroupNamed(t.Context(), "staff"); err != nil || g.ID != "g1" || len(g.Members) != 1 {
		t.Errorf("%+v, %v", g, err)
	}
	f, _ = told(t, map[string]string{theirs: pageOf()})
	if g, err := f.SCIMGroupNamed(t.Context(), "staff"); !errors.Is(err, clients.ErrNotFound) {
		t.Errorf("%+v, %v", g, err)
	}
}
