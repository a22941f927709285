package checks

import (
	"testing"

	"github.com/provision-cli/provision/checks/facts"
)

var (
	noRole    = refusal{403, `{"errorCode":"E0000006","errorSummary":"You do not have permission to perform the requested action"}`}
	noFeature = refusal{401, `{"errorCode":"E0000015","errorSummary":"You do not have permission to access the feature you are requesting"}`}
	badToken  = refusal{401, `{"errorCode":"E0000011","errorSummary":"Invalid token provided"}`}
	notThere  = refusal{404, `{"errorCode":"E0000007","errorSummary":"Not found"}`}
	broken    = refusal{500, `{"errorCode":"E0000009","errorSummary":"Internal Server Error"}`}
	orgDenied = refusal{401, `{"code":401,"message":"Unauthorized"}`}
)

func TestConnection(t *testing.T) {
	t.Parallel()
	lookAll(t, []entry{
		{
			name: "no Okta org", id: "okta-reachable",
			changes: answers{"GET /.well-known/okta-organization": notThere},
			want:    Fail, words: []string{"no Okta org"},
		},
		{name: "token", id: "okta-reachable", want: Pass, words: []string{"acme.okta.com answers", "admin@acme.example"}},
		{name: "service app", id: "okta-reachable", changes: answers{"GET /api/v1/users/me": notThere}, want: Pass, words: []string{"service app"}},
		{
			name: "bad token", id: "okta-reachable",
			changes: answers{"GET /api/v1/users/me": badToken, getApps: badToken},
			want:    Fail, words: []string{"refused the token", "E0000011"},
		},
		{
			name: "no role", id: "okta-reachable",
			changes: answers{"GET /api/v1/users/me": noRole, getApps: noRole},
			want:    Pass, words: []string{"may not read apps"},
		},
		{name: "no feature is no bad token", id: "okta-reachable", changes: answers{"GET /api/v1/users/me": notThere, getApps: noFeature}, want: Unknown},
		{name: "broken", id: "okta-reachable", changes: answers{"GET /.well-known/okta-organization": broken}, want: Unknown},

		{name: "all, with role", id: "okta-rights", want: Pass, words: []string{"APP_ADMIN, USER_ADMIN", "all that is needed"}},
		{
			name: "role not readable", id: "okta-rights",
			changes: answers{"GET /api/v1/users/00ume/roles": noRole},
			want:    Pass, words: []string{"could not be read"},
		},
		{
			name: "read only", id: "okta-rights",
			changes: answers{"GET /api/v1/users/00ume/roles": list{obj{"type": "READ_ONLY_ADMIN", "status": "ACTIVE"}}},
			want:    Warn, words: []string{"READ_ONLY_ADMIN"},
		},
		{
			name: "groups missing", id: "okta-rights",
			changes: answers{"GET /api/v1/groups": noRole},
			want:    Fail, words: []string{"may not read groups", `"field":"role"`},
		},
		{
			name: "push feature missing", id: "okta-rights",
			changes: answers{getPushes: noFeature},
			want:    Fail, words: []string{"push groups", `"field":"feature"`},
		},
		{name: "log missing", id: "okta-rights", changes: answers{getLogs: noRole}, want: Warn, words: []string{"System Log"}},
		{
			name: "mappings need a licence", id: "okta-rights",
			changes: answers{"GET /api/v1/mappings": noFeature},
			want:    Warn, words: []string{"profile mappings", `"field":"feature"`},
		},
		{name: "token refused", id: "okta-rights", changes: answers{"GET /api/v1/groups": badToken}, want: Fail, words: []string{"refused the token"}},
		{name: "no app yet", id: "okta-rights", changes: answers{getApps: list{}}, want: Pass},
		{name: "two apps", id: "okta-rights", changes: answers{getApps: list{app(nil), app(obj{"id": "0oa2"})}}, want: Pass},
		{name: "broken", id: "okta-rights", changes: answers{"GET /api/v1/groups": broken}, want: Unknown},

		{name: "good", id: "atlassian-reachable", want: Pass, words: []string{"Acme"}},
		{
			name: "refused", id: "atlassian-reachable",
			changes: answers{"GET /admin/v1/orgs": orgDenied},
			want:    Fail, words: []string{"without scopes", "401"},
		},
		{
			name: "several organizations", id: "atlassian-reachable",
			changes: answers{"GET /admin/v1/orgs": data(obj{"id": "org1"}, obj{"id": "org2"})},
			want:    Fail, words: []string{"org2"},
		},
		{name: "none", id: "atlassian-reachable", changes: answers{"GET /admin/v1/orgs": data()}, want: Fail, words: []string{"no organization"}},
		{name: "broken", id: "atlassian-reachable", changes: answers{"GET /admin/v1/orgs": broken}, want: Unknown},

		{name: "far", id: "atlassian-key-life", want: Pass},
		{
			name: "soon", id: "atlassian-key-life",
			changes: answers{getKeys: data(obj{"label": "mine", "expiresAt": "2026-12-01T00:00:00Z"})},
			want:    Warn, words: []string{"mine", "1 Dec 2026"},
		},
		{
			name: "over already", id: "atlassian-key-life",
			changes: answers{getKeys: data(obj{"label": "old", "expiresAt": "2026-01-01T00:00:00Z"}, obj{"label": "new", "expiresAt": "2027-11-01T00:00:00Z"})},
			want:    Pass,
		},
		{name: "no date", id: "atlassian-key-life", changes: answers{getKeys: data(obj{"label": "mine"})}, want: Manual},
		{
			name: "not allowed", id: "atlassian-key-life",
			changes: answers{getKeys: refusal{403, `{"message":"scope"}`}},
			want:    Unknown, words: []string{"without scopes"},
		},

		{name: "admin", id: "site-admin", want: Pass},
		{
			name: "no admin", id: "site-admin",
			changes: answers{getPermits: obj{"permissions": obj{"ADMINISTER": obj{"havePermission": false}}}},
			want:    Fail, words: []string{"acme.atlassian.net"},
		},
		{
			name: "refused", id: "site-admin",
			changes: answers{getPermits: refusal{401, `{"errorMessages":["no"]}`}},
			want:    Fail, words: []string{"refused the site credential"},
		},
		{name: "broken", id: "site-admin", changes: answers{getPermits: broken}, want: Unknown},
	})
}

func TestRefusedCredentialsSpread(t *testing.T) {
	t.Parallel()
	for id, changes := range map[string]answers{
		"okta-reachable":      {"GET /api/v1/users/me": badToken, getApps: badToken},
		"atlassian-reachable": {"GET /admin/v1/orgs": orgDenied},
		"scim-key":            {getConfig: refusal{401, `{"error":"Not authorized to access : scim/directory/d1/ServiceProviderConfig","traceId":"t"}`}},
	} {
		if f := look(t, id, changes, facts.Intent{}); !f.Refused || f.Status != Fail {
			t.Errorf("%s: %+v, want a refused credential", id, f)
		}
	}
}
