package site

import (
	"net/http"
	"strings"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// myPermissions is GET /mypermissions; permissions names those that are asked for.
// https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-permissions/
func myPermissions(r *request) answer {
	asked := r.URL.Query().Get("permissions")
	if asked == "" {
		return problem(http.StatusBadRequest, "The 'permissions' query parameter is required.")
	}
	shown := map[string]any{}
	for key := range strings.SplitSeq(asked, ",") {
		var name, id string
		var has bool
		switch key {
		case "ADMINISTER":
			name, id, has = "Administer Jira", "0", r.admin
		case "USER_PICKER":
			name, id, has = "Browse users and groups", "27", true
		default:
			return problem(http.StatusBadRequest, "Unrecognized permissions: "+key)
		}
		shown[key] = map[string]any{"id": id, "key": key, "name": name, "type": "GLOBAL", "description": name, "havePermission": has}
	}
	return answer{http.StatusOK, map[string]any{"permissions": shown}}
}

// myself is GET /myself.
// https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-myself/
func myself(r *request) answer {
	acc := r.org.Account(r.login.AccountID)
	if acc == nil {
		acc = &world.Account{ID: r.login.AccountID, Email: r.login.Email, Name: r.login.Email, Status: "active"}
	}
	return answer{http.StatusOK, r.renderAccount(acc)}
}
