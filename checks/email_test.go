package checks

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/provision-cli/provision/checks/facts"
)

func format(template, kind, push string) answers {
	t := obj{"template": template, "type": kind}
	if push != "" {
		t["pushStatus"] = push
	}
	return answers{getApps: list{app(obj{"credentials": obj{"userNameTemplate": t}})}}
}

func mapped(expression string) answers {
	return answers{getMapping: mapping(obj{"email": obj{"expression": expression, "pushStatus": "PUSH"}})}
}

// beside puts another app of the vendor beside ours.
func beside(ours, other obj) answers {
	return answers{getApps: dynamic(func(r *http.Request, _ string) any {
		if r.URL.Query().Get("filter") != "" {
			return list{ours}
		}
		return list{ours, other}
	})}
}

func TestEmailAttribute(t *testing.T) {
	t.Parallel()
	login := facts.Intent{EmailAttribute: "login"}
	lookAll(t, []entry{
		{name: "same", id: "email-attribute", want: Pass, words: []string{"user.email"}},
		{name: "built in e-mail", id: "email-attribute", changes: format("${source.email}", "BUILT_IN", ""), want: Pass},
		{name: "lower case", id: "email-attribute", changes: format("${fn:toLowerCase(source.email)}", "BUILT_IN", ""), want: Pass},
		{
			name: "login", id: "email-attribute",
			changes: format("${source.login}", "BUILT_IN", ""),
			want:    Fail, words: []string{"user.login", "user.email", "${source.login}", "▸ Email"},
		},
		{
			name: "prefix", id: "email-attribute",
			changes: format(`${fn:substringBefore(source.email, "@")}`, "BUILT_IN", ""),
			want:    Fail, words: []string{"no address"},
		},
		{name: "unknown format", id: "email-attribute", changes: format("user.firstName + user.lastName", "CUSTOM", "PUSH"), want: Fail},
		{name: "both login", id: "email-attribute", changes: and(format("user.login", "CUSTOM", "PUSH"), mapped("user.login")), want: Pass},
		{
			name: "both login, wanted", id: "email-attribute",
			intent:  login,
			changes: and(format("user.login", "CUSTOM", "PUSH"), mapped("user.login")),
			want:    Pass,
		},
		{
			name: "both e-mail, login wanted", id: "email-attribute",
			intent: login,
			want:   Fail, words: []string{"user.login is wanted", "Custom ▸ user.login"},
		},
		{name: "nothing mapped", id: "email-attribute", changes: answers{getMapping: mapping(obj{})}, want: Fail, words: []string{"Nothing is mapped"}},
		{name: "odd expression", id: "email-attribute", changes: mapped(`user.email + ".x"`), want: Manual},
		{name: "by external name", id: "email-attribute", changes: answers{
			getSchema:  schema(obj{"mail": obj{"title": "Mail", "externalName": "emails.^[primary==true].value"}, "email": obj{"title": "Primary email"}}),
			getMapping: mapping(obj{"mail": obj{"expression": "user.login"}, "email": obj{"expression": "user.email"}}),
		}, want: Fail, words: []string{"primary e-mail (mail)"}},
		{
			name: "by title", id: "email-attribute",
			changes: answers{getSchema: schema(obj{"address": obj{"title": "Primary Email"}}), getMapping: mapping(obj{"address": obj{"expression": "user.email"}})},
			want:    Pass,
		},
		{name: "schema absent", id: "email-attribute", changes: answers{getSchema: notThere}, want: Pass},
		{
			name: "no mapping", id: "email-attribute",
			changes: answers{"GET /api/v1/mappings": list{}},
			want:    Manual, words: []string{"no attribute mapping"},
		},
		{name: "no licence", id: "email-attribute", changes: answers{"GET /api/v1/mappings": noFeature}, want: Unknown, words: []string{"licence"}},
		{name: "unreadable", id: "email-attribute", changes: answers{getMapping: broken}, want: Unknown},
	})
}

// TestEmailEvidenceNamesOnlyWhatIsWrong reads the evidence and the way out of
// each pair of format and mapping.
func TestEmailEvidenceNamesOnlyWhatIsWrong(t *testing.T) {
	t.Parallel()
	const format1, primary1 = "user name format", "primary e-mail (email)"
	for _, tt := range []struct {
		name, format, mapped, wish string
		wrong                      []string // field, then what is wanted there
		fix                        []string
		tab                        string
	}{
		{"the format, the page's default", "user.login", "user.email", "", []string{format1, "user.email"}, []string{"▸ Email;"}, "signon"},
		{"the format, the same wished", "user.login", "user.email", "email", []string{format1, "user.email"}, []string{"▸ Email;"}, "signon"},
		{"the format, after another attribute", "user.login", "user.workMail", "", []string{format1, "user.workMail"}, []string{"Custom ▸ user.workMail;"}, "signon"},
		{"the mapping", "user.email", "user.login", "", []string{primary1, "user.email"}, []string{"Primary email ▸ user.email."}, "user-management"},
		{"the mapping, as wished", "user.login", "user.email", "user.login", []string{primary1, "user.login"}, []string{"Primary email ▸ user.login."}, "user-management"},
		{"both", "user.email", "user.email", "login", []string{format1, "user.login", primary1, "user.login"}, []string{"Custom ▸ user.login;", "Primary email ▸ user.login."}, "signon"},
		{"the mapping gives no address", "user.login", `String.substringBefore(user.email, "@")`, "", []string{format1, "user.email", primary1, "user.email"}, []string{"▸ Email;", "Primary email ▸ user.email."}, "signon"},
		{"nothing mapped", "user.login", "", "", []string{primary1, "user.email"}, []string{"Primary email ▸ user.email."}, "user-management"},
		{"no address at all", `String.substringBefore(user.login, "@")`, "user.login", "", []string{format1, "user.login"}, []string{"Custom ▸ user.login;"}, "signon"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := look(t, "email-attribute", and(format(tt.format, "CUSTOM", "PUSH"), mapped(tt.mapped)), facts.Intent{EmailAttribute: tt.wish})
			expect(t, got, Fail, tt.fix...)
			var wrong []string
			for _, e := range got.Evidence {
				wrong = append(wrong, e.Field, e.Want)
				if e.Got == e.Want {
					t.Errorf("%+v is not wrong", e)
				}
			}
			if !slices.Equal(wrong, tt.wrong) {
				t.Errorf("evidence %q, want %q", wrong, tt.wrong)
			}
			if got, want := strings.Count(got.Fix, "Set it")+strings.Count(got.Fix, "Map it"), len(tt.wrong)/2; got != want {
				t.Errorf("%d things to do for %d that are wrong", got, want)
			}
			if !strings.HasSuffix(got.Link, "#tab-"+tt.tab) {
				t.Errorf("link %s", got.Link)
			}
		})
	}
}

func TestSignOnElsewhereStops(t *testing.T) {
	t.Parallel()
	saml := app(obj{"id": "0oa9", "name": "jira_onprem", "label": "Jira SSO"})
	twin := app(obj{"id": "0oa9", "label": "Atlassian SSO"})
	for _, tt := range []struct {
		name    string
		changes answers
		stop    bool
		status  Status
	}{
		{"SAML alone", nil, false, Pass},
		{"not SAML", beside(app(obj{"signOnMode": "BOOKMARK"}), app(nil)), true, Fail},
		{"not told, another is", beside(app(obj{"signOnMode": nil}), saml), true, Fail},
		{"not told, no other", beside(app(obj{"signOnMode": nil}), app(nil)), false, Pass},
		{"an older app beside", beside(app(nil), saml), false, Pass},
		{"a twin beside", beside(app(nil), twin), true, Fail},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := look(t, "email-attribute", tt.changes, facts.Intent{})
			expect(t, f, tt.status)
			if f.Stop != tt.stop {
				t.Errorf("stop %v, want %v: %s", f.Stop, tt.stop, f.Summary)
			}
		})
	}
}

func TestEmailUpdate(t *testing.T) {
	t.Parallel()
	lookAll(t, []entry{
		{name: "push", id: "email-update", want: Pass},
		{
			name: "create only", id: "email-update",
			changes: format("user.email", "CUSTOM", "DONT_PUSH"),
			want:    Fail, words: []string{"Create and update", "#tab-signon"},
		},
		{name: "not configured", id: "email-update", changes: format("user.email", "CUSTOM", "NOT_CONFIGURED"), want: Manual},
		{name: "never shown", id: "email-update", changes: format("user.email", "CUSTOM", ""), want: Manual},
		{name: "built in", id: "email-update", changes: format("${source.email}", "BUILT_IN", ""), want: Manual},
		{name: "unreadable", id: "email-update", changes: answers{getApps: broken}, want: Unknown},
	})
}

func TestEmailPopulation(t *testing.T) {
	t.Parallel()
	users := func(ana string) answers {
		return answers{getAppUsers: list{appUser("00u1", "s1", ana), appUser("00u2", "s2", "bob@acme.example")}}
	}
	direct := appUser("00u7", "s7", "old@acme.example")
	direct["profile"] = obj{"email": "new@acme.example"}
	suspended := answers{"GET /api/v1/groups/00gassign/users": list{user("00u1", "ana@acme.example", "ana@acme.example", "SUSPENDED"), user("00u2", "bob@acme.example", "bob@acme.example", "ACTIVE")}}
	lookAll(t, []entry{
		{name: "agree", id: "email-population", want: Pass, words: []string{"2 people assigned"}},
		{name: "letter case", id: "email-population", changes: users("Ana@ACME.example"), want: Pass},
		{name: "old sign-on name", id: "email-population", changes: users("ana@old.example"), want: Fail,
			words: []string{"1 of 2 people", "Update Now", `{"subject":"ana@acme.example","field":"sign-on name","want":"ana@acme.example","got":"ana@old.example"}`}},
		{name: "old record", id: "email-population", changes: answers{getRecords: scimList(record("s1", "ana@old.example", "00u1", "a1", true), record("s2", "bob@acme.example", "00u2", "a2", true))}, want: Fail,
			words: []string{"directory user name", "directory e-mail"}},
		{name: "not in the directory yet", id: "email-population", changes: answers{getRecords: scimList()}, want: Pass},
		{
			name: "assigned one by one", id: "email-population",
			changes: answers{getAppUsers: list{direct}},
			want:    Fail, words: []string{"new@acme.example", "old@acme.example"},
		},
		{
			name: "inactive people do not count", id: "email-population",
			changes: and(users("ana@old.example"), suspended),
			want:    Pass, words: []string{"1 person assigned"},
		},
		{name: "nobody", id: "email-population", changes: answers{getAppUsers: list{}}, want: Skip},
		{
			name: "the account has another address", id: "email-population",
			changes: answers{postUsers: data(account("a1", "old@acme.example", "managed"), account("a2", "bob@acme.example", "managed"))},
			want:    Fail, words: []string{"1 of 2 people", `"field":"account's e-mail"`, "old@acme.example"},
		},
		{name: "the account is not shown", id: "email-population", changes: answers{postUsers: data()}, want: Pass},
		{name: "accounts unreadable", id: "email-population", changes: answers{postUsers: orgDenied}, want: Unknown},
		{
			name: "one address for two, which is email-unique's", id: "email-population",
			changes: members(user("00u1", "ana@acme.example", "bob@acme.example", "ACTIVE"), user("00u2", "bob@acme.example", "bob@acme.example", "ACTIVE")),
			want:    Skip, words: []string{"1 person waits for email-wellformed or email-unique"},
		},
		{
			name: "no address is email-wellformed's", id: "email-population",
			changes: answers{"GET /api/v1/groups/00gassign/users": list{user("00u1", "ana@acme.example", "", "ACTIVE")}},
			want:    Skip, words: []string{"waits for email-wellformed"},
		},
		{name: "mapping unreadable", id: "email-population", changes: answers{getMapping: broken}, want: Unknown},
		{name: "mapping not licensed", id: "email-population", changes: answers{"GET /api/v1/mappings": noFeature}, want: Pass},
		{name: "directory unreadable", id: "email-population", changes: answers{getRecords: broken}, want: Unknown},
	})
}
