package directory

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// serviceProviderConfig is GET /ServiceProviderConfig. No real answer is public: the fields are those of RFC 7643,
// section 5; older documents type the answer as a string.
// https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-service-provider-configuration/
func serviceProviderConfig(r *request) answer {
	no := map[string]any{"supported": false}
	config := map[string]any{
		"schemas":        []string{"urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"},
		"patch":          map[string]any{"supported": true},
		"bulk":           map[string]any{"supported": false, "maxOperations": 0, "maxPayloadSize": 0},
		"filter":         map[string]any{"supported": true, "maxResults": 100},
		"changePassword": no, "sort": no, "etag": no,
		"authenticationSchemes": []any{map[string]any{
			"type": "oauthbearertoken", "name": "OAuth Bearer Token", "description": "Authentication with the directory's API key",
		}},
		"meta": map[string]any{"resourceType": "ServiceProviderConfig", "location": r.base + strings.TrimSuffix(r.URL.Path, "/")},
	}
	if r.w.Variant("scim-config") == "string" {
		text, err := json.Marshal(config)
		if err != nil {
			return problem(http.StatusInternalServerError, "", err.Error())
		}
		return answer{status: http.StatusOK, body: string(text)}
	}
	return answer{status: http.StatusOK, body: config}
}

// resourceTypes is GET /ResourceTypes.
// https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-service-provider-configuration/
func resourceTypes(r *request) answer {
	return r.static(r.types()["User"], r.types()["Group"])
}

// resourceType is GET /ResourceTypes/{name}.
func resourceType(r *request) answer {
	return r.staticOne(r.types(), "name")
}

func (r *request) types() map[string]any {
	one := func(name, urn string, extensions ...string) any {
		others := []any{}
		for _, e := range extensions {
			others = append(others, map[string]any{"schema": e, "required": false})
		}
		return map[string]any{
			"schemas": []string{"urn:ietf:params:scim:schemas:core:2.0:ResourceType"},
			"id":      name, "name": name, "endpoint": "/" + name + "s", "schema": urn, "schemaExtensions": others,
			"meta": map[string]any{"resourceType": "ResourceType"},
		}
	}
	return map[string]any{
		"User":  one("User", userURN, enterpriseURN, externalURN, customURN),
		"Group": one("Group", groupURN),
	}
}

// schemas is GET /Schemas.
// https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-service-provider-configuration/
func schemas(r *request) answer {
	all := documented()
	return r.static(all[userURN], all[groupURN], all[enterpriseURN])
}

// schema is GET /Schemas/{urn}.
func schema(r *request) answer { return r.staticOne(documented(), "urn") }

// documented are the three schemas that Atlassian documents, by URN.
func documented() map[string]any {
	user := userAttributes()
	group := lowered(attribute{name: "displayName"}, attribute{name: "externalId"}, attribute{
		name: "members", kind: list, sub: texts("value", "display", "type", "$ref"),
	})
	return map[string]any{
		userURN:       describe(userURN, "User", user),
		groupURN:      describe(groupURN, "Group", group),
		enterpriseURN: describe(enterpriseURN, "Enterprise User", user[strings.ToLower(enterpriseURN)].sub),
	}
}

func describe(urn, name string, attributes map[string]attribute) any {
	listed := []any{}
	for _, name := range slices.Sorted(maps.Keys(attributes)) {
		if !strings.HasPrefix(name, "urn:") {
			listed = append(listed, attributes[name].describe())
		}
	}
	return map[string]any{
		"schemas": []string{"urn:ietf:params:scim:schemas:core:2.0:Schema"},
		"id":      urn, "name": name, "description": name, "attributes": listed,
		"meta": map[string]any{"resourceType": "Schema"},
	}
}

func (a attribute) describe() map[string]any {
	kinds := map[kind]string{text: "string", flag: "boolean", object: "complex", list: "complex"}
	d := map[string]any{
		"name": a.name, "type": kinds[a.kind], "multiValued": a.kind == list, "required": a.name == "userName" || a.name == "emails",
		"mutability": "readWrite", "returned": "default", "uniqueness": "none", "caseExact": a.name == "externalId",
	}
	if a.sub != nil {
		subs := []any{}
		for _, name := range slices.Sorted(maps.Keys(a.sub)) {
			subs = append(subs, a.sub[name].describe())
		}
		d["subAttributes"] = subs
	}
	return d
}

func (r *request) static(resources ...any) answer {
	return answer{status: http.StatusOK, body: map[string]any{
		"schemas": []string{listURN}, "totalResults": len(resources), "startIndex": 1, "itemsPerPage": len(resources), "Resources": resources,
	}}
}

func (r *request) staticOne(all map[string]any, wildcard string) answer {
	one := all[r.PathValue(wildcard)]
	if one == nil {
		return unknownRoute(r)
	}
	return answer{status: http.StatusOK, body: one}
}
