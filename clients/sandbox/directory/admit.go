package directory

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

const (
	userURN       = "urn:ietf:params:scim:schemas:core:2.0:User"
	groupURN      = "urn:ietf:params:scim:schemas:core:2.0:Group"
	enterpriseURN = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
	externalURN   = "urn:scim:schemas:extension:atlassian-external:1.0"
	customURN     = "urn:scim:schemas:extension:atlassian-custom:1.0:Attributes"
	errorURN      = "urn:ietf:params:scim:api:messages:2.0:Error"
	listURN       = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
	patchURN      = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
)

// admit lets a request through to its directory, or answers as the gateway does: 401 and 403 are no SCIM messages.
// The key is looked at first, so that a good key with a wrong directory gives 404.
func (r *request) admit() answer {
	id := r.PathValue("directory")
	key, bearer := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !bearer || key == "" {
		return r.refuse(http.StatusUnauthorized, "Unauthorized")
	}
	r.dir = r.w.Atlassian.Directory(id)
	owner := keyOwner(&r.w.Atlassian, key)
	switch {
	case owner == nil && isOrgKey(&r.w.Atlassian, key):
		return r.notAuthorized(http.StatusForbidden)
	case owner == nil || r.w.Shown(owner.Expires) && !owner.Expires.IsZero():
		return r.notAuthorized(http.StatusUnauthorized)
	case r.dir == nil || !r.w.Atlassian.GuardActive:
		return problem(http.StatusNotFound, "", "Directory not found: "+id)
	case owner != r.dir:
		return r.notAuthorized(http.StatusForbidden)
	}
	return answer{}
}

func (r *request) notAuthorized(status int) answer {
	return r.refuse(status, "Not authorized to access : "+strings.TrimPrefix(r.URL.Path, "/"))
}

func (r *request) refuse(status int, text string) answer {
	return answer{status: status, body: map[string]any{"error": text, "traceId": strings.ReplaceAll(r.w.UUID(), "-", "")[:16]}}
}

func keyOwner(a *world.Atlassian, key string) *world.Directory {
	for _, d := range a.Directories {
		if d.Key == key {
			return d
		}
	}
	return nil
}

func isOrgKey(a *world.Atlassian, key string) bool {
	for _, k := range a.Keys {
		if k.Secret == key {
			return true
		}
	}
	return false
}

// problem is a SCIM error; its status is a string (RFC 7644, section 3.12).
func problem(status int, scimType, detail string) answer {
	body := map[string]any{"schemas": []string{errorURN}, "status": strconv.Itoa(status), "detail": detail}
	if scimType != "" {
		body["scimType"] = scimType
	}
	return answer{status: status, body: body}
}

func invalid(scimType, detail string) answer {
	return problem(http.StatusBadRequest, scimType, detail)
}

func notFound(kind, id string) answer {
	return problem(http.StatusNotFound, "", "Resource "+kind+" not found: "+id)
}
