package fault

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

type object = map[string]any

// refuse answers with a status and the service's own error form.
func refuse(kind, service string, n int, rw http.ResponseWriter, r *http.Request) {
	number, bare := strings.CutSuffix(kind, "-bare")
	status, _ := strconv.Atoi(number)
	if status == http.StatusTooManyRequests && !bare {
		throttle(service, rw.Header())
	}
	body, contentType := errorBody(service, status, n, r.URL.Path)
	rw.Header().Set("Content-Type", contentType)
	rw.WriteHeader(status)
	_ = json.NewEncoder(rw).Encode(body)
}

// throttle says when to come back: Okta by the end of its window and without Retry-After, the others with it.
func throttle(service string, h http.Header) {
	reset := time.Now().Add(time.Second)
	if service == "okta" {
		h.Set("X-Rate-Limit-Limit", "50")
		h.Set("X-Rate-Limit-Remaining", "0")
		h.Set("X-Rate-Limit-Reset", strconv.FormatInt(reset.Unix(), 10))
		return
	}
	h.Set("Retry-After", "1")
	h.Set("X-RateLimit-Limit", "50")
	h.Set("X-RateLimit-Remaining", "0")
	h.Set("X-RateLimit-Reset", reset.UTC().Format(time.RFC3339))
}

func errorBody(service string, status, n int, path string) (body any, contentType string) {
	id := fmt.Sprintf("%032x", 0xfa017<<16+n)
	switch service {
	case "okta":
		return oktaError(status, path, id), "application/json"
	case "scim":
		return scimError(status, id)
	case "admin":
		return adminError(status, path, id), "application/json"
	}
	return siteError(status), "application/json;charset=UTF-8"
}

// Source: https://developer.okta.com/docs/reference/error-codes/
func oktaError(status int, path, id string) object {
	if path == "/oauth2/v1/token" {
		return object{"error": "temporarily_unavailable", "error_description": http.StatusText(status)}
	}
	code, summary := "E0000009", "Internal Server Error"
	switch status {
	case 401:
		code, summary = "E0000011", "Invalid token provided"
	case 403:
		code, summary = "E0000006", "You do not have permission to perform the requested action"
	case 429:
		code, summary = "E0000047", "API call exceeded rate limit due to too many requests."
	case 503:
		code, summary = "E0000010", "Service is in read only mode"
	}
	return object{"errorCode": code, "errorSummary": summary, "errorLink": code, "errorId": "oae" + id[12:], "errorCauses": []any{}}
}

// scimError is the gateway's form for 401 and 403, which never reach the SCIM server.
// Source: https://developer.atlassian.com/cloud/admin/user-provisioning/rest/
func scimError(status int, id string) (object, string) {
	if status == 401 || status == 403 {
		return object{"error": http.StatusText(status), "traceId": id}, "application/json"
	}
	return object{
		"schemas": []string{"urn:ietf:params:scim:api:messages:2.0:Error"}, "status": strconv.Itoa(status), "detail": http.StatusText(status),
	}, "application/scim+json"
}

// adminError has three forms: the gateway's, the one for missing rights, and the API's own.
// Source: https://developer.atlassian.com/cloud/admin/organization/rest/
func adminError(status int, path, id string) object {
	text := http.StatusText(status)
	switch status {
	case 401:
		return object{"code": status, "message": text}
	case 403:
		return object{
			"timestamp": time.Now().UTC().Format(time.RFC3339), "path": "/api" + path, "status": status, "error": text,
			"message": "You do not have permission to perform this action", "requestId": id,
		}
	}
	return object{"errors": []object{{"id": id, "status": strconv.Itoa(status), "code": fmt.Sprintf("ADMIN-%d-1", status), "title": text, "detail": text}}}
}

// Source: https://developer.atlassian.com/cloud/jira/platform/rest/v3/intro/#status-codes
func siteError(status int) object {
	return object{"errorMessages": []string{http.StatusText(status)}, "errors": object{}}
}
