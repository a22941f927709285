package checks

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/provision-cli/provision/checks/facts"
)

// TestADeadNetwork answers nothing at all: then nothing is right, nothing is wrong, and no credential is to blame.
func TestADeadNetwork(t *testing.T) {
	t.Parallel()
	s := offline(nil)
	dead := roundTrip(func(*http.Request) (*http.Response, error) { return nil, errors.New("dial tcp: no route to host") })
	f := facts.New(s.sourcesOver(dead), facts.Intent{}, facts.Kept{}, now)
	for _, r := range Run(t.Context(), Catalogue(), f, nil) {
		if r.Status != Unknown || r.Refused || r.Stop {
			t.Errorf("%s is %s (refused %v, stop %v): %s", r.ID, r.Status, r.Refused, r.Stop, r.Summary)
		}
		if !strings.HasPrefix(r.Summary, "Could not look: ") || r.Fix == "" {
			t.Errorf("%s says %q, %q", r.ID, r.Summary, r.Fix)
		}
	}
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// wordsOf is what a run says, without how long it took.
func wordsOf(results []Result) map[string]string {
	out := map[string]string{}
	for _, r := range results {
		text, _ := json.Marshal(r.Finding)
		out[r.ID] = string(text)
	}
	return out
}

// TestTheOrderOfReadingDoesNotMatter asks every question of a reading of its own, and all of one reading backwards: what
// one question has read must not change what another finds.
func TestTheOrderOfReadingDoesNotMatter(t *testing.T) {
	t.Parallel()
	for world, changes := range faultWorlds() {
		t.Run(world, func(t *testing.T) {
			t.Parallel()
			reading := func() *facts.Facts {
				s := offline(changes)
				return facts.New(s.sourcesOver(wire{stub: s}), facts.Intent{}, facts.Kept{}, now)
			}
			backwards := Catalogue()
			slices.Reverse(backwards)
			for i := range backwards {
				backwards[i].After = nil
			}
			together := wordsOf(Run(t.Context(), backwards, reading(), nil))
			for _, c := range Catalogue() {
				c.After = nil
				if alone := wordsOf(Run(t.Context(), []Check{c}, reading(), nil))[c.ID]; alone != together[c.ID] {
					t.Errorf("%s: alone %s\nwith all others %s", c.ID, alone, together[c.ID])
				}
			}
		})
	}
}

func TestTwoRunsSayTheSame(t *testing.T) {
	t.Parallel()
	for world, changes := range faultWorlds() {
		s := serve(t, changes)
		first := wordsOf(Run(t.Context(), Catalogue(), s.facts(facts.Intent{}, facts.Kept{}), nil))
		for range 3 {
			for id, again := range wordsOf(Run(t.Context(), Catalogue(), s.facts(facts.Intent{}, facts.Kept{}), nil)) {
				if again != first[id] {
					t.Errorf("%s, %s: first %s\nthen %s", world, id, first[id], again)
				}
			}
		}
	}
}

// waitsFor are, by what a route belongs to, the questions that a question reading it may wait for.
var waitsFor = map[string][]string{
	"/scim/":    {"scim-key"},
	"/admin/":   {"atlassian-reachable", "domain-claimed", "domain-verified"},
	"/api/v1/a": {"okta-reachable", "okta-app"},
}

// needNotWait are questions that read a service without waiting for its credential to be good, each for a reason.
var needNotWait = map[string][]string{
	// The credential is their question.
	"okta-reachable": {"/api/v1/a"}, "atlassian-reachable": {"/admin/"}, "scim-key": {"/scim/"},
	// They have another way to answer, or only add to what they know.
	"guard-active": {"/scim/", "/admin/"}, "sites-added": {"/admin/", "/api/v1/a"}, "push-status": {"/admin/"},
	"integration-enabled": {"/scim/"}, "integration-credentials": {"/scim/"},
	// They answer as well before the app is there.
	"domain-verified": {"/api/v1/a"}, "domain-claimed": {"/api/v1/a"}, "test-groups": {"/api/v1/a"},
	// Only a good directory can have somebody without a link, or an admin in it.
	"assign-linked": {"/admin/"}, "access-admin-lockout": {"/scim/"},
}

// TestQuestionsWaitForWhatTheyRead holds what a question reads against what it waits for: a refused credential is one
// finding, and everything that hangs on it could not be looked at.
func TestQuestionsWaitForWhatTheyRead(t *testing.T) {
	t.Parallel()
	for _, c := range Catalogue() {
		for world, changes := range faultWorlds() {
			_, routes := askOver(t, c, changes, "", "")
			for belongs, before := range waitsFor {
				reads := slices.ContainsFunc(routes, func(r string) bool { return strings.Contains(r, " "+belongs) })
				waits := slices.ContainsFunc(c.After, func(id string) bool { return slices.Contains(before, id) })
				if reads && !waits && !slices.Contains(needNotWait[c.ID], belongs) {
					t.Errorf("%s (%s) reads %s… and waits for none of %v", c.ID, world, belongs, before)
				}
			}
		}
	}
}

// TestWhoReadsNothingElse names, for some questions, every route that they read: more would be calls that nobody needs.
func TestWhoReadsNothingElse(t *testing.T) {
	t.Parallel()
	for id, want := range map[string][]string{
		"okta-app":            {getApps},
		"email-update":        {getApps},
		"scim-key":            {getConfig},
		"scim-key-life":       nil,
		"domain-linked":       {"GET /admin/v1/orgs"},
		"sites-present":       {"GET /admin/v1/orgs", postPlaces},
		"atlassian-reachable": {"GET /admin/v1/orgs"},
		"atlassian-key-life":  {getKeys, "GET /admin/v1/orgs"},
		"site-admin":          {getPermits},
		"directory-headroom":  {getSCIMGrps, getRecords},
		"assign-orphans":      {getApps, getAppUsers, getRecords},
		"integration-one-way": {getApps, getLogs},
		"okta-token-life":     {getTokens, getOwner, getMe},
		"push-kind":           {getApps, getPushes, getPush},
		"push-renamed":        {getApps, getPushes, getPush, getSCIMGrps},
	} {
		c, _ := Find(id)
		if _, routes := askOver(t, c, nil, "", ""); !slices.Equal(routes, want) {
			t.Errorf("%s reads %v, want %v", id, routes, want)
		}
	}
}
