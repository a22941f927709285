package checks

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/provision-cli/provision/checks/facts"
)

// slow is how a request fails that waits too long.
type slow struct{}

func (slow) Error() string   { return "i/o timeout" }
func (slow) Timeout() bool   { return true }
func (slow) Temporary() bool { return true }

// wire is a transport that serves the stub without a network, and breaks one route of it.
type wire struct {
	stub   *stub
	route  string
	breaks func(stub *stub, r *http.Request, body []byte) (*http.Response, error)
}

func (w wire) RoundTrip(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		body, _ = io.ReadAll(r.Body)
	}
	if w.route == r.Method+" "+r.URL.Path {
		return w.breaks(w.stub, r, body)
	}
	return answer(w.stub, r, body), nil
}

func answer(s *stub, r *http.Request, body []byte) *http.Response {
	again := r.Clone(r.Context())
	again.Body = io.NopCloser(bytes.NewReader(body))
	rec := httptest.NewRecorder()
	s.ServeHTTP(rec, again)
	return rec.Result()
}

// refuses answers every request of the route so; the three services read each of these forms.
func refuses(status int) func(*stub, *http.Request, []byte) (*http.Response, error) {
	codes := map[int]string{401: "E0000011", 403: "E0000006", 404: "E0000007", 429: "E0000047", 500: "E0000009"}
	return text(status, `{"errorCode":"`+codes[status]+`","errorSummary":"no","code":`+strconv.Itoa(status)+`,"message":"no","error":"no","detail":"no"}`)
}

func text(status int, body string) func(*stub, *http.Request, []byte) (*http.Response, error) {
	return func(*stub, *http.Request, []byte) (*http.Response, error) {
		rec := httptest.NewRecorder()
		rec.Header().Set("Content-Type", "application/json")
		rec.WriteHeader(status)
		_, _ = rec.WriteString(body)
		return rec.Result(), nil
	}
}

func broke(err error) func(*stub, *http.Request, []byte) (*http.Response, error) {
	return func(*stub, *http.Request, []byte) (*http.Response, error) { return nil, err }
}

// cutShort gives the first page of a list, and promises another that never comes.
func cutShort(s *stub, r *http.Request, body []byte) (*http.Response, error) {
	if r.URL.Query().Get("after") != "" || r.URL.Query().Get("cursor") != "" || strings.Contains(string(body), `"cursor":"more"`) {
		return refuses(500)(s, r, body)
	}
	good := answer(s, r, body)
	raw, _ := io.ReadAll(good.Body)
	if strings.HasPrefix(r.URL.Path, "/api/v1/") {
		if !bytes.HasPrefix(bytes.TrimSpace(raw), []byte("[")) {
			return refuses(500)(s, r, body) // no list
		}
		next := *r.URL
		q := next.Query()
		q.Set("after", "more")
		next.RawQuery = q.Encode()
		if r.URL.Path == "/api/v1/logs" && len(bytes.TrimSpace(raw)) < 4 {
			// An empty page of the log is its end.
			raw = []byte(`[{"uuid":"1","eventType":"user.session.start","published":"2026-11-20T10:00:00Z","outcome":{"result":"SUCCESS"},"target":[]}]`)
		}
		good.Header.Set("Link", "<"+next.String()+`>; rel="next"`)
		good.Body = io.NopCloser(bytes.NewReader(raw))
		return good, nil
	}
	var page map[string]any
	if json.Unmarshal(raw, &page) != nil {
		return refuses(500)(s, r, body) // no list
	}
	switch {
	case page["Resources"] != nil && r.URL.Query().Get("startIndex") != "1":
		page["Resources"] = list{}
		fallthrough
	case page["Resources"] != nil:
		page["totalResults"] = 3
	case page["data"] != nil:
		page["links"] = obj{"next": "more"}
	default:
		return refuses(500)(s, r, body)
	}
	raw, _ = json.Marshal(page)
	return text(200, string(raw))(s, r, body)
}

// faultKinds are the ways in which a reading fails.
var faultKinds = map[string]func(*stub, *http.Request, []byte) (*http.Response, error){
	"401": refuses(401), "403": refuses(403), "404": refuses(404), "429 exhausted": refuses(429), "500": refuses(500),
	"time-out": broke(slow{}), "reset": broke(errors.New("connection reset by peer")),
	"garbage": text(200, `{"data":[{"id"`), "html": text(200, "<html><body>Sign in</body></html>"), "nothing": text(200, ""), "cut short": cutShort,
}

// worlds are the tenants over which the readings fail: the good ones, and such as make checks read more.
func faultWorlds() map[string]answers {
	return map[string]answers{
		"good":       {},
		"silent app": {getApps: list{app(obj{"features": list{}})}},
		"one by one": {getAppGroup: list{}},
		"renamed":    {"GET /api/v1/groups/00gpush": obj{"id": "00gpush", "type": "OKTA_GROUP", "profile": obj{"name": "new-name"}}},
		"inside":     {postUsers: data(account("a1", "ana@acme.example", "managed"), account("a2", "bob@acme.example", "managed"), account("a5", "boss@acme.example", "managed", "atlassian/org-admin"))},
		"unclaimed":  {getDomains: data(domainNamed("acme.example", "verified"), domainNamed("new.example", "unverified"))},
	}
}

// offline is the good world with some answers changed, for a transport that needs no network.
func offline(changes answers) *stub {
	return &stub{answers: and(good(), changes), calls: map[string]int{}, server: &httptest.Server{URL: "http://127.0.0.1:9"}}
}

// askOver runs one check over a world with a broken route, or an empty one for none, and tells the routes it read.
func askOver(t *testing.T, c Check, world answers, route, kind string) (Finding, []string) {
	t.Helper()
	s := offline(world)
	f := facts.New(s.sourcesOver(wire{s, route, faultKinds[kind]}), facts.Intent{}, facts.Kept{KeyCreated: now.AddDate(0, -1, 0)}, now)
	return Run(t.Context(), []Check{c}, f, nil)[0].Finding, slices.Sorted(maps.Keys(s.calls))
}

// kindsOver are all kinds over the good world, and one of each sort over the others.
func kindsOver(world string) []string {
	if world == "good" {
		return slices.Sorted(maps.Keys(faultKinds))
	}
	return []string{"403", "500", "cut short", "garbage"}
}

// TestNoFailedReadingPasses breaks, for every check, each route that it reads in each way. What could not be looked at is
// never right; and it is never wrong, but where the question is about the credential or the address itself.
func TestNoFailedReadingPasses(t *testing.T) {
	t.Parallel()
	for _, c := range Catalogue() {
		t.Run(c.ID, func(t *testing.T) {
			t.Parallel()
			for world, changes := range faultWorlds() {
				before, routes := askOver(t, c, changes, "", "")
				for _, route := range routes {
					for _, kind := range kindsOver(world) {
						got, _ := askOver(t, c, changes, route, kind)
						where := fmt.Sprintf("%s, %s: %s is %s (%s), before %s", world, route, kind, got.Status, got.Summary, before.Status)
						if (got.Status == Pass || got.Status == Warn && before.Status == Pass) && !does(spares, c.ID, route, kind) {
							t.Error(where)
						}
						if got.Status == Fail && before.Status != Fail && !does(judges, c.ID, route, kind) {
							t.Error(where)
						}
					}
				}
			}
		})
	}
}

// excuse is a route whose failure, in these kinds, may leave a check its answer.
type excuse struct {
	route string
	kinds []string // none: all
}

func does(list map[string][]excuse, id, route, kind string) bool {
	return slices.ContainsFunc(list[id], func(e excuse) bool {
		return e.route == route && (len(e.kinds) == 0 || slices.Contains(e.kinds, kind))
	})
}

const (
	getMe      = "GET /api/v1/users/me"
	getTypes   = "GET /api/v1/meta/types/user"
	getMapList = "GET /api/v1/mappings"
	getGroups  = "GET /api/v1/groups"
	getPush    = "GET /api/v1/groups/00gpush"
	getAssign  = "GET /api/v1/groups/00gassign"
)

// Readings that end at the first item that is looked for, or ask for one item only, cannot be cut short.
var firstOnly = []excuse{{getTypes, []string{"cut short"}}, {getMapList, []string{"cut short"}}}

// goneGroups are groups of which Okta says that they are not there any more: that is an answer.
var goneGroups = []excuse{{getPush, []string{"404"}}, {getAssign, []string{"404"}}}

// noSchema: an app without a schema of its own keeps the primary e-mail under its usual name.
var noSchema = []excuse{{getSchema, []string{"404"}}}

// spares are the readings that a check can do without, each for a reason that its code gives.
var spares = map[string][]excuse{
	"okta-reachable": {{getMe, []string{"401", "403", "404"}}}, // the apps decide
	// Most admins may not read roles, and the finding says so; the rest asks for one item of each.
	"okta-rights": {{getOwner, nil}, {getMe, nil}, {getGroups, []string{"cut short"}}, {getLogs, []string{"cut short", "403"}}, {getTypes, []string{"cut short", "403"}},
		{getMapList, []string{"cut short", "403"}}, {getMapping, []string{"403"}}},
	"domain-verified": slices.Concat(firstOnly, goneGroups, noSchema),
	"domain-claimed":  slices.Concat(firstOnly, goneGroups, noSchema, []excuse{{postUsers, []string{"cut short"}}}),
	"guard-active":    {{getConfig, nil}}, // billed accounts are as good a proof
	// Either of two readings tells.
	"integration-enabled": {{getConnect, nil}, {getFeatures, []string{"404"}}},
	"integration-options": {{getFeatures, nil}},
	"email-attribute":     slices.Concat(firstOnly, noSchema),
	"email-population":    slices.Concat(firstOnly, goneGroups, noSchema),
	"email-domains":       slices.Concat(firstOnly, goneGroups, noSchema),
	"email-unique":        slices.Concat(firstOnly, goneGroups, noSchema),
	"email-wellformed":    slices.Concat(firstOnly, goneGroups, noSchema),
	"directory-headroom":  {{getRecords, []string{"cut short"}}},
	// Names are a courtesy, and so is leaving a finding to the check that has it already.
	"push-status":                {{getPush, nil}, {postGroups, nil}, {"GET /admin/v1/orgs", nil}},
	"push-renamed":               goneGroups,
	"push-members":               {{"GET /api/v1/groups/x", nil}, {getLogs, nil}}, // the people tell too
	"push-assign-overlap":        goneGroups,
	"assign-groups":              goneGroups,
	"assign-provisioned":         goneGroups,
	"assign-linked":              goneGroups,
	"assign-inactive":            goneGroups,
	"assign-before-provisioning": goneGroups,
	"assign-attributes":          slices.Concat(firstOnly, goneGroups, noSchema),
	"assign-errors":              slices.Concat(firstOnly, noSchema),
	"access-seats":               slices.Concat(firstOnly, noSchema),
}

// judges are the readings whose refusal is the answer: a credential, or an address that leads nowhere.
var judges = map[string][]excuse{
	"okta-reachable":      {{"GET /.well-known/okta-organization", []string{"404"}}},
	"atlassian-reachable": {{"GET /admin/v1/orgs", []string{"401", "403"}}},
	"site-admin":          {{getPermits, []string{"401", "403"}}},
	"scim-key":            {{getConfig, []string{"401", "403", "404"}}},
	"okta-rights": {{getApps, []string{"401", "403"}}, {getGroups, []string{"401", "403"}}, {getPushes, []string{"401", "403"}}, {getLogs, []string{"401"}},
		{getMapList, []string{"401"}}, {getMapping, []string{"401"}}, {getTypes, []string{"401"}}},
}
