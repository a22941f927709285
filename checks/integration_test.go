package checks

import (
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/provision-cli/provision/checks/facts"
)

func features(names ...any) answers {
	return answers{getApps: list{app(obj{"features": append(list{}, names...)})}}
}

func and(all ...answers) answers {
	out := answers{}
	for _, from := range all {
		maps.Copy(out, from)
	}
	return out
}

// feature answers the features API with one status for every capability.
func feature(create, update, deactivate string) obj {
	return obj{"name": "USER_PROVISIONING", "status": "ENABLED", "capabilities": obj{
		"create": obj{"lifecycleCreate": obj{"status": create}},
		"update": obj{"profile": obj{"status": update}, "lifecycleDeactivate": obj{"status": deactivate}},
	}}
}

// logAnswers answers the log by a word of the filter.
func logAnswers(byWord map[string]list) dynamic {
	return func(r *http.Request, _ string) any {
		for word, events := range byWord {
			if strings.Contains(r.URL.Query().Get("filter"), word) && r.URL.Query().Get("after") == "" {
				return events
			}
		}
		return list{}
	}
}

func event(kind, published string, more obj) obj {
	e := obj{
		"uuid": kind + published, "eventType": kind, "published": published, "outcome": obj{"result": "SUCCESS"},
		"target": list{obj{"type": "AppInstance", "id": "0oa1"}},
	}
	maps.Copy(e, more)
	return e
}

func TestOptions(t *testing.T) {
	t.Parallel()
	deactivation := func(texts ...string) answers {
		events := list{}
		for i, text := range texts {
			events = append(events, event("application.lifecycle.update", "2026-11-0"+string(rune('1'+i))+"T00:00:00.000Z", obj{"debugContext": obj{"debugData": obj{"customMessage": text}}}))
		}
		return answers{getLogs: logAnswers(map[string]list{"application.lifecycle.update": events})}
	}
	lookAll(t, []entry{
		{name: "all listed", id: "integration-options", want: Pass},
		{
			name: "in any order", id: "integration-options",
			changes: features("PUSH_USER_DEACTIVATION", "X", "PUSH_NEW_USERS", "PUSH_PROFILE_UPDATES"),
			want:    Pass,
		},
		{
			name: "one missing", id: "integration-options",
			changes: features("GROUP_PUSH", "PUSH_NEW_USERS", "PUSH_PROFILE_UPDATES"),
			want:    Fail, words: []string{"Deactivate Users", "PUSH_USER_DEACTIVATION"},
		},
		{
			name: "two missing", id: "integration-options",
			changes: features("PUSH_NEW_USERS"),
			want:    Fail, words: []string{"Update User Attributes, Deactivate Users"},
		},
		{name: "only passwords", id: "integration-options", changes: features("PUSH_PASSWORD_UPDATES"), want: Fail},
		{name: "none listed", id: "integration-options", changes: features(), want: Manual},
		{name: "only the integration", id: "integration-options", changes: features("GROUP_PUSH", "IMPORT_NEW_USERS"), want: Manual},
		{
			name: "log: ticked", id: "integration-options",
			changes: and(features(), deactivation(deactivateOn)),
			want:    Manual, words: []string{"Deactivate Users is on"},
		},
		{
			name: "log: unticked later", id: "integration-options",
			changes: and(features(), deactivation(deactivateOn, deactivateOff)),
			want:    Fail, words: []string{"switched off"},
		},
		{
			name: "log: ticked again", id: "integration-options",
			changes: and(features(), deactivation(deactivateOff, deactivateOn)),
			want:    Manual, words: []string{"Deactivate Users is on"},
		},
		{name: "log unreadable", id: "integration-options", changes: and(features(), answers{getLogs: noRole}), want: Manual},
		{
			name: "features API: on", id: "integration-options",
			changes: and(features(), answers{getFeatures: feature("ENABLED", "ENABLED", "ENABLED")}),
			want:    Pass,
		},
		{
			name: "features API: one off", id: "integration-options",
			changes: answers{getFeatures: feature("ENABLED", "DISABLED", "ENABLED")},
			want:    Fail, words: []string{"Update User Attributes"},
		},
		{name: "app unreadable", id: "integration-options", changes: answers{getApps: broken}, want: Unknown},
	})
}

func TestEnabled(t *testing.T) {
	t.Parallel()
	notEnabled := refusal{400, `{"errorCode":"E0000001","errorSummary":"Api validation failed: feature","errorCauses":[{"errorSummary":"Provisioning is not enabled for the app instance."}]}`}
	nobody := answers{getAppUsers: list{}}
	old := appUser("00u1", "s1", "ana@acme.example")
	old["created"] = "2026-10-24T00:00:00.000Z"
	unsent := appUser("00u1", "", "ana@acme.example") // the record of an earlier integration is no proof of this one
	lookAll(t, []entry{
		{name: "by features", id: "integration-enabled", want: Pass, words: []string{"GROUP_PUSH"}},
		{
			name: "features against the connection", id: "integration-enabled",
			changes: answers{getConnect: obj{"status": "DISABLED"}},
			want:    Warn, words: []string{"DISABLED"},
		},
		{name: "connection enabled", id: "integration-enabled", changes: and(features(), answers{getConnect: obj{"status": "ENABLED"}}), want: Pass},
		{
			name: "connection disabled", id: "integration-enabled",
			changes: and(features(), answers{getConnect: obj{"status": "DISABLED"}}),
			want:    Fail, words: []string{"Configure API Integration", "acme-admin.okta.com/admin/app/atlassian/instance/0oa1"},
		},
		{name: "unknown, and nothing arrived", id: "integration-enabled", changes: and(features(), nobody), want: Manual},
		{
			name: "no endpoint, and nothing arrived", id: "integration-enabled",
			changes: and(and(features(), nobody), answers{getConnect: notThere, getFeatures: notThere}),
			want:    Manual,
		},
		{
			name: "really not enabled", id: "integration-enabled",
			changes: and(features(), answers{getFeatures: notEnabled}),
			want:    Fail, words: []string{"not enabled"},
		},
		{name: "by effect", id: "integration-enabled", changes: features(), want: Pass, words: []string{"2 people whom Okta sent are in the directory"}},
		{
			name: "by an effect long ago", id: "integration-enabled",
			changes: and(features(), answers{getAppUsers: list{old}}),
			want:    Warn, words: []string{"24 Oct 2026"},
		},
		{
			name: "a record that this assignment never reached", id: "integration-enabled",
			changes: and(features(), answers{getAppUsers: list{unsent}}),
			want:    Manual,
		},
		{name: "connection unreadable", id: "integration-enabled", changes: and(features(), answers{getConnect: noRole}), want: Unknown},
		{name: "directory unreadable", id: "integration-enabled", changes: and(features(), answers{getRecords: broken}), want: Unknown},
		{name: "nobody can tell", id: "integration-mappings", want: Manual, words: []string{"Attribute Mappings"}},
	})
}

func TestApp(t *testing.T) {
	t.Parallel()
	second := app(obj{"id": "0oa2", "label": "Atlassian Two"})
	older := app(obj{"id": "0oa3", "name": "jira_cloud", "label": "Jira (Atlassian)", "signOnMode": "AUTO_LOGIN"})
	byQuery := func(exact, like list) answers {
		return answers{getApps: dynamic(func(r *http.Request, _ string) any {
			if r.URL.Query().Get("filter") != "" {
				return exact
			}
			return like
		})}
	}
	lookAll(t, []entry{
		{name: "one", id: "okta-app", want: Pass, words: []string{"Atlassian Cloud (0oa1)"}},
		{name: "none", id: "okta-app", changes: byQuery(list{}, list{}), want: Fail, words: []string{"Browse App Catalog"}},
		{
			name: "none with this id", id: "okta-app",
			intent: facts.Intent{AppID: "0oa9"},
			want:   Fail, words: []string{"No app of the Okta org has the id 0oa9.", "Atlassian Cloud (0oa1)", "--app-id"},
		},
		{
			name: "another kind under this id", id: "okta-app",
			intent:  facts.Intent{AppID: "0oa9"},
			changes: answers{"GET /api/v1/apps/0oa9": app(obj{"id": "0oa9", "name": "jira_cloud"})},
			want:    Fail, words: []string{"jira_cloud, not atlassian"},
		},
		{name: "only an older one", id: "okta-app", changes: byQuery(list{}, list{older}), want: Fail, words: []string{"Jira (Atlassian) (0oa3)"}},
		{name: "two", id: "okta-app", changes: byQuery(list{app(nil), second}, list{}), want: Fail, words: []string{"Atlassian Two (0oa2)", "--app-id"}},
		{name: "two, one inactive", id: "okta-app", changes: byQuery(list{app(nil), app(obj{"id": "0oa2", "status": "INACTIVE"})}, list{}), want: Pass},
		{name: "inactive", id: "okta-app", changes: byQuery(list{app(obj{"status": "INACTIVE"})}, list{}), want: Fail, words: []string{"Activate"}},
		{name: "no sign-on mode", id: "okta-app", changes: byQuery(list{app(obj{"signOnMode": nil})}, list{}), want: Pass},
		{name: "not SAML", id: "okta-app", changes: byQuery(list{app(obj{"signOnMode": "BOOKMARK"})}, list{}), want: Warn, words: []string{"BOOKMARK"}},
		{
			name: "an older one beside", id: "okta-app",
			changes: byQuery(list{app(nil)}, list{app(nil), older}),
			want:    Warn, words: []string{"Jira (Atlassian)"},
		},
		{
			name: "an older one, switched off", id: "okta-app",
			changes: byQuery(list{app(nil)}, list{app(obj{"id": "0oa3", "status": "INACTIVE"})}),
			want:    Pass,
		},
		{name: "unreadable", id: "okta-app", changes: answers{getApps: noRole}, want: Unknown, words: []string{"application administrator"}},
	})
}
