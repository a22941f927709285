package okta

import (
	"reflect"
	"testing"
)

const atlassianApp = `{"id":"0oa1","name":"atlassian","label":"Atlassian Cloud","status":"ACTIVE","signOnMode":"SAML_2_0","new":{"k":1},
 "features":["GROUP_PUSH","PUSH_NEW_USERS"],"credentials":{"userNameTemplate":{"template":"user.email","type":"CUSTOM","pushStatus":"PUSH","suffix":"@x"},"signing":{"kid":"k"}},
 "_links":{"logo":[{"href":"x"}],"help":{"href":"https://example-admin.okta.com/app/atlassian/0oa1/setup/help/SAML_2_0/external-doc"}}}`

func TestAppIsRead(t *testing.T) {
	t.Parallel()
	o, c := answers(t, ok(atlassianApp))
	got, err := c.App(t.Context(), "0oa1")
	if err != nil {
		t.Fatal(err)
	}
	if string(got.Raw) != atlassianApp {
		t.Errorf("kept %s", got.Raw)
	}
	got.Raw = nil
	want := App{
		ID: "0oa1", Name: "atlassian", Label: "Atlassian Cloud", Status: "ACTIVE", SignOnMode: "SAML_2_0", AdminHost: "example-admin.okta.com",
		Features: []string{"GROUP_PUSH", "PUSH_NEW_USERS"}, UserName: UsernameTemplate{Template: "user.email", Type: "CUSTOM", PushStatus: "PUSH", Suffix: "@x"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
	if !got.Has("GROUP_PUSH") || got.Has("SSO") {
		t.Error("its features are mixed up")
	}
	o.sent(t, "GET /api/v1/apps/0oa1")
}

func TestAppThatShowsLittle(t *testing.T) {
	t.Parallel()
	tests := []struct {
		body string
		want App
	}{
		{`{"id":"0oa1","signOnMode":null,"features":null,"credentials":null,"_links":null}`, App{ID: "0oa1"}},
		{`{"id":"0oa1","credentials":{"userNameTemplate":null},"features":[]}`, App{ID: "0oa1"}},
		{`{"id":"0oa1","credentials":{"userNameTemplate":{"template":"${source.login}","type":"BUILT_IN","userSuffix":"s"}}}`, App{
			ID: "0oa1", UserName: UsernameTemplate{Template: "${source.login}", Type: "BUILT_IN", Suffix: "s"},
		}},
		{`{"id":"0oa1","status":"NEW_ONE","features":["NEW_FEATURE"],"_links":{"help":{"href":"javascript:alert(1)"}}}`, App{ID: "0oa1", Status: "NEW_ONE", Features: []string{"NEW_FEATURE"}}},
	}
	for _, test := range tests {
		_, c := answers(t, ok(test.body))
		got, err := c.App(t.Context(), "0oa1")
		got.Raw = nil
		if err != nil || len(got.Features) != len(test.want.Features) {
			t.Errorf("%s gives %+v, %v", test.body, got, err)
		}
		got.Features, test.want.Features = nil, nil
		if !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s gives %+v", test.body, got)
		}
	}
}

func TestAppsAreAskedForByNameOrStart(t *testing.T) {
	t.Parallel()
	tests := []struct {
		query AppQuery
		want  string
	}{
		{AppQuery{}, `GET /api/v1/apps?includeNonDeleted=true&limit=200`},
		{AppQuery{Name: "atlassian"}, `GET /api/v1/apps?filter=name eq "atlassian"&includeNonDeleted=true&limit=200`},
		{AppQuery{Name: `a"b\`}, `GET /api/v1/apps?filter=name eq "a\"b\\"&includeNonDeleted=true&limit=200`},
		{AppQuery{Q: "Atlas & co"}, `GET /api/v1/apps?includeNonDeleted=true&limit=200&q=Atlas & co`},
	}
	for _, test := range tests {
		o, c := answers(t, ok("["+atlassianApp+`,{"id":"0oa2"}]`))
		got, err := collect(c.Apps(t.Context(), test.query))
		if err != nil || len(got) != 2 || got[0].Name != "atlassian" || got[1].ID != "0oa2" {
			t.Errorf("got %+v, %v", got, err)
		}
		o.sent(t, test.want)
	}
}
