package wire

import (
	"encoding/json"
	"maps"
	"reflect"
	"strings"
	"testing"
)

var email = Template{Template: "user.email", Type: "CUSTOM", PushStatus: "PUSH"}

func TestReplaceTemplate(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, app string
		to        Template
		want      string
	}{
		{
			"unknown keys stay, read-only ones go",
			`{"id":"0oa","name":"atlassian","features":["GROUP_PUSH"],"status":"ACTIVE","created":"c","lastUpdated":"l","orn":"o","_links":{},"_embedded":{},"universalLogout":{},
			  "label":"A & <B>","new":{"deep":[1.00,null]},"credentials":{"signing":{"kid":"k"},"userNameTemplate":{"template":"${source.login}","type":"BUILT_IN"}}}`,
			email,
			`{"name":"atlassian","label":"A & <B>","new":{"deep":[1.00,null]},"credentials":{"signing":{"kid":"k"},"userNameTemplate":{"template":"user.email","type":"CUSTOM","pushStatus":"PUSH"}}}`,
		},
		{"no credentials", `{"a":1}`, email, `{"a":1,"credentials":{"userNameTemplate":{"template":"user.email","type":"CUSTOM","pushStatus":"PUSH"}}}`},
		{"null credentials", `{"credentials":null}`, email, `{"credentials":{"userNameTemplate":{"template":"user.email","type":"CUSTOM","pushStatus":"PUSH"}}}`},
		{"null template", `{"credentials":{"userNameTemplate":null}}`, email, `{"credentials":{"userNameTemplate":{"template":"user.email","type":"CUSTOM","pushStatus":"PUSH"}}}`},
		{
			"a push status that is not wanted goes, a suffix stays",
			`{"credentials":{"userNameTemplate":{"template":"user.login","type":"CUSTOM","pushStatus":"PUSH","suffix":"s","new":1}}}`,
			Template{Template: "${source.email}", Type: "BUILT_IN"},
			`{"credentials":{"userNameTemplate":{"template":"${source.email}","type":"BUILT_IN","suffix":"s","new":1}}}`,
		},
		{
			"a suffix under either name", `{"credentials":{"userNameTemplate":{"userSuffix":"s"}}}`,
			Template{Template: "t", Type: "CUSTOM", Suffix: "u"},
			`{"credentials":{"userNameTemplate":{"template":"t","type":"CUSTOM","userSuffix":"u"}}}`,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := ReplaceTemplate([]byte(test.app), test.to)
			if err != nil || !sameJSON(t, got, []byte(test.want)) {
				t.Errorf("got %s, %v, want %s", got, err, test.want)
			}
		})
	}
}

func TestReplaceTemplateKeepsTextsAsTheyAre(t *testing.T) {
	t.Parallel()
	got, err := ReplaceTemplate([]byte(`{"n":12345678901234567890.10,"t":"<&>é\u00e9"}`), email)
	if err != nil || !strings.Contains(string(got), `"n":12345678901234567890.10`) || !strings.Contains(string(got), `"t":"<&>é\u00e9"`) {
		t.Errorf("got %s, %v", got, err)
	}
}

func TestReplaceTemplateRefusesWhatIsNoApp(t *testing.T) {
	t.Parallel()
	for _, app := range []string{`[]`, `"x"`, `{"credentials":[]}`, `{"credentials":{"userNameTemplate":"x"}}`, `{`} {
		if got, err := ReplaceTemplate([]byte(app), email); err == nil {
			t.Errorf("%s gives %s", app, got)
		}
	}
}

func FuzzReplaceTemplate(f *testing.F) {
	f.Add([]byte(`{"id":"0oa","features":[],"credentials":{"userNameTemplate":{"template":"t"}},"x":1}`), "user.email", "CUSTOM", "PUSH")
	f.Add([]byte(`{"credentials":null}`), "", "", "")
	f.Fuzz(func(t *testing.T, app []byte, template, kind, push string) {
		got, err := ReplaceTemplate(app, Template{Template: template, Type: kind, PushStatus: push})
		if err != nil {
			return
		}
		was, is := fields(t, app), fields(t, got)
		for _, key := range readOnly {
			if _, ok := is[key]; ok {
				t.Errorf("%s keeps %s", got, key)
			}
			delete(was, key)
		}
		delete(was, "credentials")
		delete(is, "credentials")
		if !reflect.DeepEqual(was, is) {
			t.Errorf("%s became %s", app, got)
		}
	})
}

func fields(t *testing.T, raw []byte) map[string]any {
	t.Helper()
	out := map[string]any{}
	if len(strings.TrimSpace(string(raw))) == 0 {
		return out
	}
	if err := json.Unmarshal(raw, &out); err != nil {
		t.Fatalf("%s: %v", raw, err)
	}
	if out == nil {
		return map[string]any{}
	}
	return maps.Clone(out)
}

func sameJSON(t *testing.T, a, b []byte) bool {
	t.Helper()
	return reflect.DeepEqual(fields(t, a), fields(t, b))
}
