package facts

import (
	"errors"
	"fmt"
	"testing"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/okta"
)

func TestErrorsSayWhatIsMeant(t *testing.T) {
	t.Parallel()
	one := okta.Group{ID: "00g1", Type: "OKTA_GROUP"}
	other := okta.Group{ID: "00g2", Type: "APP_GROUP"}
	for want, err := range map[string]error{
		"no app of the Okta org has the id 0oa7":                                                                     &NoAppError{ID: "0oa7"},
		"the SCIM base URL and key: not configured":                                                                  &NotConfiguredError{What: "the SCIM base URL and key"},
		"2 apps named atlassian: A (0oa1), B (0oa2)":                                                                 &AmbiguousError{Apps: []okta.App{{ID: "0oa1", Label: "A"}, {ID: "0oa2", Label: "B"}}},
		`no Okta group is named "staff"`:                                                                             &GroupError{Name: "staff"},
		"the organization API key leads to no organization":                                                          &OrgError{},
		"the organization API key leads to One (o1), not to o2":                                                      &OrgError{Wanted: "o2", Orgs: []atlassian.Org{{ID: "o1", Name: "One"}}},
		"the organization API key leads to several organizations: One (a)":                                           &OrgError{Orgs: []atlassian.Org{{ID: "a", Name: "One"}}},
		`2 Okta groups are named "staff"; give the id of the one that is meant: 00g1 (OKTA_GROUP), 00g2 (APP_GROUP)`: &GroupError{Name: "staff", Found: []okta.Group{one, other}},
	} {
		if err.Error() != want {
			t.Errorf("%q, want %q", err, want)
		}
	}
}

func TestErrorsAreToldApart(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		err                             error
		noApp, notConfigured, undecided bool
	}{
		"no app":             {ErrNoApp, true, false, true},
		"no such app":        {&NoAppError{ID: "x"}, true, false, true},
		"several apps":       {&AmbiguousError{}, false, false, true},
		"wrapped":            {fmt.Errorf("look: %w", &AmbiguousError{}), false, false, true},
		"wrapped, no app":    {fmt.Errorf("look: %w", &NoAppError{}), true, false, true},
		"no credential":      {&NotConfiguredError{What: "x"}, false, true, false},
		"no such group":      {&GroupError{Name: "x"}, false, false, false},
		"refused":            {&clients.Error{Status: 403}, false, false, false},
		"no mapping":         {ErrNoMapping, false, false, false},
		"another org":        {&OrgError{Wanted: "x"}, false, false, false},
		"nothing":            {nil, false, false, false},
		"the same words":     {errors.New(ErrNoApp.Error()), false, false, false},
		"wrapped, no key":    {fmt.Errorf("look: %w", &NotConfiguredError{}), false, true, false},
		"not found at all":   {clients.ErrNotFound, false, false, false},
		"roles that hide":    {ErrRolesHidden, false, false, false},
		"groups not its own": {ErrManyGroups, false, false, false},
	} {
		if got := errors.Is(tt.err, ErrNoApp); got != tt.noApp {
			t.Errorf("%s: no app %v", name, got)
		}
		if got := errors.Is(tt.err, ErrNotConfigured); got != tt.notConfigured {
			t.Errorf("%s: not configured %v", name, got)
		}
		if got := Undecided(tt.err); got != tt.undecided {
			t.Errorf("%s: undecided %v", name, got)
		}
	}
}

// TestNotConfiguredNamesTheCredential: each source says by itself what is to be given.
func TestNotConfiguredNamesTheCredential(t *testing.T) {
	t.Parallel()
	f := New(Sources{}, Intent{}, Kept{}, day)
	_, okta := f.Apps(t.Context())
	_, admin := f.Org(t.Context())
	_, scim := f.SCIMConfig(t.Context())
	_, site := f.SiteRoles(t.Context(), 1)
	for want, err := range map[string]error{
		"the Okta URL and token: not configured":             okta,
		"the Atlassian organization API key: not configured": admin,
		"the SCIM base URL and key: not configured":          scim,
		"the credential of site 2: not configured":           site,
	} {
		if err == nil || err.Error() != want {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

func TestWhatOkta400Means(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		err                     error
		notSupported, badFilter bool
	}{
		"not supported": {&clients.Error{Status: 400, Message: "Provisioning is Not Supported for this app"}, true, true},
		"not enabled":   {&clients.Error{Status: 400, Message: "Provisioning is not enabled"}, false, true},
		"a later one":   {&clients.Error{Status: 404, Message: "not supported"}, false, false},
		"another error": {errors.New("not supported"), false, false},
		"none":          {nil, false, false},
	} {
		if got := notSupported(tt.err); got != tt.notSupported {
			t.Errorf("%s: for good %v", name, got)
		}
		if got := badFilter(tt.err); got != tt.badFilter {
			t.Errorf("%s: a bad filter %v", name, got)
		}
	}
}
