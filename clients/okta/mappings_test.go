package okta

import (
	"errors"
	"io"
	"reflect"
	"testing"

	"github.com/provision-cli/provision/clients"
)

func TestDefaultUserType(t *testing.T) {
	t.Parallel()
	o, c := answers(t, ok(`[{"id":"oty1","name":"contractor","default":false},{"id":"oty2","name":"user","default":true}]`))
	if got, err := c.DefaultUserType(t.Context()); err != nil || got != (UserType{"oty2", "user", true}) {
		t.Errorf("got %+v, %v", got, err)
	}
	o.sent(t, "GET /api/v1/meta/types/user")
	_, c = answers(t, ok(`[{"id":"oty1"}]`))
	if _, err := c.DefaultUserType(t.Context()); !errors.Is(err, ErrNoDefaultType) {
		t.Errorf("got %v", err)
	}
	_, c = answers(t, refusal(403, "E0000006", "no"))
	if _, err := c.DefaultUserType(t.Context()); !errors.Is(err, clients.ErrDenied) {
		t.Errorf("got %v", err)
	}
}

func TestProfileMappingsThatDoNotFitAreLeftOut(t *testing.T) {
	t.Parallel()
	pageOne := linked(`[{"id":"prm1","source":{"id":"oty1","name":"user","type":"user"},"target":{"id":"0oa1","name":"atlassian","type":"appuser"}},
	 {"id":"prm2","source":{"id":"0oa1"},"target":{"id":"oty1"}}]`, `<https://example.okta.com/api/v1/mappings?after=prm2&limit=200>; rel="next"`)
	pageTwo := ok(`[{"id":"prm3","source":{"id":"oty1"},"target":{"id":"0oa2"}},{"id":"prm4","source":null}]`)
	o, c := answers(t, pageOne, pageTwo)
	got, err := collect(c.ProfileMappings(t.Context(), "oty1", "0oa1"))
	want := []ProfileMapping{{ID: "prm1", Source: MappingEnd{"oty1", "user", "user"}, Target: MappingEnd{"0oa1", "atlassian", "appuser"}}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
	o.sent(t, "GET /api/v1/mappings?limit=200&sourceId=oty1&targetId=0oa1", "GET /api/v1/mappings?after=prm2&limit=200&sourceId=oty1&targetId=0oa1")
	_, c = answers(t, pageOne, pageTwo)
	if got, err := collect(c.ProfileMappings(t.Context(), "", "")); err != nil || len(got) != 4 {
		t.Errorf("got %+v, %v", got, err)
	}
	_, c = answers(t, refusal(401, "E0000015", "feature"))
	if _, err := collect(c.ProfileMappings(t.Context(), "oty1", "0oa1")); !errors.Is(err, clients.ErrDenied) {
		t.Errorf("got %v", err)
	}
}

const mapping = `{"id":"prm1","source":{"id":"oty1","name":"user","type":"user","_links":{}},"target":{"id":"0oa1","name":"atlassian","type":"appuser"},
 "properties":{"email":{"expression":"user.email","pushStatus":"PUSH","new":1},"title":null,"odd":"x"}}`

func TestProfileMapping(t *testing.T) {
	t.Parallel()
	o, c := answers(t, ok(mapping))
	got, err := c.ProfileMapping(t.Context(), "prm1")
	want := map[string]MappingProperty{"email": {"user.email", "PUSH"}}
	if err != nil || got.Source.Type != "user" || got.Target.ID != "0oa1" || !reflect.DeepEqual(got.Properties, want) {
		t.Errorf("got %+v, %v", got, err)
	}
	o.sent(t, "GET /api/v1/mappings/prm1")
}

func TestUpdateProfileMapping(t *testing.T) {
	t.Parallel()
	const post = `POST /api/v1/mappings/prm1 {"properties":{"email":{"expression":"user.email","pushStatus":"PUSH"},"title":null}}`
	change := map[string]*MappingProperty{"email": {"user.email", "PUSH"}, "title": nil}
	tests := []struct {
		name    string
		replies []reply
		sent    []string
		fails   bool
	}{
		{"answered", []reply{ok(mapping)}, []string{post}, false},
		{"lost once", []reply{{broken: io.EOF}, ok(mapping)}, []string{post, post}, false},
		{"no body", []reply{{status: 204}, ok(mapping)}, []string{post, "GET /api/v1/mappings/prm1"}, false},
		{"refused", []reply{refusal(400, "E0000001", "Api validation failed: updateMapping")}, []string{post}, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			o, c := answers(t, test.replies...)
			got, err := c.UpdateProfileMapping(t.Context(), "prm1", change)
			if (err != nil) != test.fails || (got.ID == "prm1") == test.fails {
				t.Errorf("got %+v, %v", got, err)
			}
			o.sent(t, test.sent...)
		})
	}
}
