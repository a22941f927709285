package directory

import (
	"encoding/json"
	"net/http"
	"testing"
)

func TestServiceProviderConfig(t *testing.T) {
	t.Parallel()
	got := newTenant(t).must(http.StatusOK, "GET", "/ServiceProviderConfig", "")
	for name, want := range map[string]bool{"patch": true, "filter": true, "bulk": false, "sort": false, "etag": false, "changePassword": false} {
		if field(got, name, "supported") != want {
			t.Errorf("%s: %v, want supported %v", name, got[name], want)
		}
	}
}

func TestServiceProviderConfigAsString(t *testing.T) {
	t.Parallel()
	rw := newTenant(t, "scim-config=string").raw("GET", "/scim/directory/d1/ServiceProviderConfig", "")
	var text string
	if err := json.Unmarshal(rw.Body.Bytes(), &text); err != nil {
		t.Fatalf("%v: %s", err, rw.Body)
	}
	if field(decoded(t, []byte(text)), "patch", "supported") != true {
		t.Errorf("the string holds %s", text)
	}
}

func TestSchemasAndResourceTypes(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	for path, total := range map[string]float64{"/Schemas": 3, "/ResourceTypes": 2} {
		got := tn.must(http.StatusOK, "GET", path, "")
		if resources, _ := got["Resources"].([]any); got["totalResults"] != total || float64(len(resources)) != total {
			t.Errorf("%s: %v", path, got)
		}
	}
	for path, id := range map[string]string{
		"/Schemas/" + userURN: userURN, "/Schemas/" + groupURN: groupURN, "/Schemas/" + enterpriseURN: enterpriseURN,
		"/ResourceTypes/User": "User", "/ResourceTypes/Group": "Group",
	} {
		if got := tn.must(http.StatusOK, "GET", path, ""); got["id"] != id {
			t.Errorf("%s: id %v", path, got["id"])
		}
	}
	attributes, _ := tn.must(http.StatusOK, "GET", "/Schemas/"+userURN, "")["attributes"].([]any)
	types := map[any]any{}
	for _, a := range attributes {
		types[field(a, "name")] = field(a, "type")
	}
	for name, want := range map[string]string{"userName": "string", "active": "boolean", "emails": "complex", "name": "complex"} {
		if types[name] != want {
			t.Errorf("attribute %s has type %v, want %s", name, types[name], want)
		}
	}
}
