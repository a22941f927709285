package okta

import (
	"errors"
	"reflect"
	"testing"

	"github.com/provision-cli/provision/clients"
)

func TestConnection(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]Connection{
		`{"status":"UNKNOWN","profile":{"authScheme":"UNKNOWN"}}`:                                           {Status: "UNKNOWN", AuthScheme: "UNKNOWN"},
		`{"authScheme":"TOKEN","status":"DISABLED","_links":{}}`:                                            {Status: "DISABLED", AuthScheme: "TOKEN"},
		`{"authScheme":"TOKEN","status":"ENABLED","baseUrl":"https://x","profile":{"authScheme":"OAUTH2"}}`: {Status: "ENABLED", AuthScheme: "TOKEN", BaseURL: "https://x"},
		`{"status":"ENABLED","profile":null}`:                                                               {Status: "ENABLED"},
	} {
		o, c := answers(t, ok(body))
		if got, err := c.Connection(t.Context(), "0oa1"); err != nil || got != want {
			t.Errorf("%s gives %+v, %v", body, got, err)
		}
		o.sent(t, "GET /api/v1/apps/0oa1/connections/default")
	}
}

func TestFeatureReadsTheOptionsNotItsOwnStatus(t *testing.T) {
	t.Parallel()
	o, c := answers(t, ok(`{"name":"USER_PROVISIONING","status":"ENABLED","capabilities":{"create":{"lifecycleCreate":{"status":"DISABLED"}},"update":{"lifecycleDeactivate":{"status":"ENABLED"},"profile":{"status":"DISABLED"},"password":{"status":"DISABLED"}}}}`),
		ok(`{"name":"USER_PROVISIONING","status":"ENABLED"}`),
		reply{status: 400, body: `{"errorCode":"E0000001","errorSummary":"Api validation failed: feature","errorCauses":[{"errorSummary":"Provisioning is not supported."}]}`})
	if got, err := c.Feature(t.Context(), "0oa1"); err != nil || got != (Feature{Create: "DISABLED", Update: "DISABLED", Deactivate: "ENABLED"}) {
		t.Errorf("got %+v, %v", got, err)
	}
	if got, err := c.Feature(t.Context(), "0oa1"); err != nil || got != (Feature{}) {
		t.Errorf("got %+v, %v", got, err)
	}
	_, err := c.Feature(t.Context(), "0oa1")
	var e *clients.Error
	if !errors.As(err, &e) || e.Status != 400 || e.Code != "E0000001" || e.Message != "Api validation failed: feature: Provisioning is not supported." {
		t.Errorf("got %v", err)
	}
	if o.asked[0] != "GET /api/v1/apps/0oa1/features/USER_PROVISIONING" {
		t.Errorf("asked %s", o.asked[0])
	}
}

func TestAppSchema(t *testing.T) {
	t.Parallel()
	o, c := answers(t, ok(`{"id":"x","definitions":{"base":{"properties":{"userName":{"title":"Username","type":"string","required":true,"scope":"NONE"},
	 "email":{"title":"Primary email","type":"string","externalName":"emails.^[primary==true].value","externalNamespace":"urn:core","mutability":"READ_WRITE","master":{"type":"PROFILE_MASTER"}}},"required":["userName","email"]},
	 "custom":{"properties":{"nickName":{"title":"Nick","externalName":"nickName","permissions":[]},"email":{"title":"hidden"}},"required":[]}}}`))
	got, err := c.AppSchema(t.Context(), "0oa1")
	want := map[string]SchemaProperty{
		"userName": {Title: "Username", Type: "string", Required: true},
		"email":    {Title: "Primary email", Type: "string", ExternalName: "emails.^[primary==true].value", ExternalNamespace: "urn:core", Mutability: "READ_WRITE", Required: true},
		"nickName": {Title: "Nick", ExternalName: "nickName"},
	}
	if err != nil || !reflect.DeepEqual(got.Properties, want) {
		t.Errorf("got %+v, %v", got, err)
	}
	o.sent(t, "GET /api/v1/meta/schemas/apps/0oa1/default")
	_, c = answers(t, ok(`{"definitions":{"base":null}}`))
	if got, err := c.AppSchema(t.Context(), "0oa1"); err != nil || len(got.Properties) != 0 {
		t.Errorf("got %+v, %v", got, err)
	}
}
