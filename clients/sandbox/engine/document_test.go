package engine

import (
	"encoding/json"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

func parse(t *testing.T, text string) document {
	t.Helper()
	var d document
	if err := json.Unmarshal([]byte(text), &d); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return d
}

func text(t *testing.T, v any) string {
	t.Helper()
	b, err := encode(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestMerge(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ remote, okta, want string }{
		"values win":            {`{"title":"a","id":"1"}`, `{"title":"b"}`, `{"title":"b","id":"1"}`},
		"objects merge":         {`{"name":{"givenName":"a","formatted":"f"}}`, `{"name":{"givenName":"b"}}`, `{"name":{"givenName":"b","formatted":"f"}}`},
		"lists are replaced":    {`{"emails":[{"value":"a"},{"value":"b"}]}`, `{"emails":[{"value":"c"}]}`, `{"emails":[{"value":"c"}]}`},
		"null removes":          {`{"title":"a","id":"1"}`, `{"title":null}`, `{"id":"1"}`},
		"null in an object":     {`{"name":{"givenName":"a","familyName":"b"}}`, `{"name":{"familyName":null}}`, `{"name":{"givenName":"a"}}`},
		"emptied objects go":    {`{"name":{"givenName":"a"},"id":"1"}`, `{"name":{"givenName":null}}`, `{"id":"1"}`},
		"extensions are listed": {`{"schemas":["x"]}`, `{"urn:e":{"department":"d"}}`, `{"schemas":["x","urn:e"],"urn:e":{"department":"d"}}`},
		"and only once":         {`{"schemas":["urn:e"],"urn:e":{"a":"1"}}`, `{"urn:e":{"b":"2"}}`, `{"schemas":["urn:e"],"urn:e":{"a":"1","b":"2"}}`},
		"empty extensions":      {`{"schemas":["x"]}`, `{"urn:e":{"department":null}}`, `{"schemas":["x"]}`},
		"a value for an object": {`{"name":"odd"}`, `{"name":{"givenName":"a"}}`, `{"name":{"givenName":"a"}}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			remote := parse(t, c.remote)
			sameJSON(t, text(t, merge(remote, parse(t, c.okta))), c.want)
			sameJSON(t, text(t, remote), c.remote)
		})
	}
}

func TestValues(t *testing.T) {
	t.Parallel()
	u := &world.User{ID: "u", Login: "l@x.example", Email: "e@x.example", FirstName: "Ann", LastName: "Lee", Locale: "de_DE"}
	for name, c := range map[string]struct {
		mapped map[string]string
		want   string
	}{
		"nothing mapped": {map[string]string{},
			`{"userName":"n","displayName":"Ann Lee","locale":"de-DE","emails":[{"primary":true,"type":"work","value":"e@x.example"}]}`},
		"other names for the same": {map[string]string{"givenName": "user.firstName", "familyName": "user.lastName", "primaryEmail": "user.login", "primaryEmailType": `"home"`},
			`{"userName":"n","displayName":"Ann Lee","locale":"de-DE","emails":[{"primary":true,"type":"home","value":"l@x.example"}],"name":{"givenName":"Ann","familyName":"Lee"}}`},
		"mapped without a value": {map[string]string{"title": "user.title", "displayName": "user.displayName", "locale": "user.nickName"},
			`{"userName":"n","displayName":"Ann Lee","locale":"de-DE","title":null,"emails":[{"primary":true,"type":"work","value":"e@x.example"}]}`},
		"unknown attributes": {map[string]string{"shoeSize": `"42"`, "displayName": `"A."`},
			`{"userName":"n","displayName":"A.","locale":"de-DE","emails":[{"primary":true,"type":"work","value":"e@x.example"}]}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			app := &world.App{ID: "a", Profile: []*world.ProfileMapping{{SourceType: "user", TargetID: "a", Properties: map[string]world.MappingProperty{}}}}
			for target, expression := range c.mapped {
				app.Profile[0].Properties[target] = world.MappingProperty{Expression: expression, PushStatus: "PUSH"}
			}
			au := &world.AppUser{UserName: "n"}
			sameJSON(t, text(t, values(app, au, u, profile(app, u, nil))), c.want)
		})
	}
}

func TestProfileKeepsWhatIsForCreationOnly(t *testing.T) {
	t.Parallel()
	app := &world.App{ID: "a", Profile: []*world.ProfileMapping{{SourceType: "user", TargetID: "a", Properties: map[string]world.MappingProperty{
		"title": {Expression: "user.title", PushStatus: "DONT_PUSH"}, "email": {Expression: "user.email", PushStatus: "PUSH"},
	}}}}
	u := &world.User{Title: "new", Email: "new"}
	for name, c := range map[string]struct {
		old  map[string]any
		want string
	}{
		"first":  {nil, `{"title":"new","email":"new"}`},
		"later":  {map[string]any{"title": "old", "email": "old", "gone": "x"}, `{"title":"old","email":"new"}`},
		"absent": {map[string]any{"email": "old"}, `{"email":"new"}`},
	} {
		sameJSON(t, text(t, profile(app, u, c.old)), c.want)
		if t.Failed() {
			t.Fatal(name)
		}
	}
}

func TestEncodeLeavesSignsAlone(t *testing.T) {
	t.Parallel()
	if got := text(t, document{"displayName": "R&D <all>"}); got != `{"displayName":"R&D <all>"}` {
		t.Errorf("got %s", got)
	}
}
