package admin

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// problem is error shape 1: a list with one documented code; its status is a string.
// https://developer.atlassian.com/cloud/admin/organization/rest/intro/
func problem(status int, code, title, detail string) answer {
	return answer{status: status, body: map[string]any{"errors": []any{map[string]any{
		"id": strings.ToLower(code), "status": strconv.Itoa(status), "code": code, "title": title, "detail": detail,
	}}}}
}

// gateway is error shape 2, of the proxy in front.
func gateway(status int, message string) answer {
	return answer{status: status, body: map[string]any{"code": status, "message": message}}
}

// routing is error shape 3, of the layer that finds the organization; its status is a number.
func (r *request) routing(status int, name, message string) answer {
	return answer{status: status, body: map[string]any{
		"timestamp": r.w.Now().UTC().Format(time.RFC3339), "path": "/api" + r.URL.Path, "status": status,
		"error": name, "requestId": r.w.UUID(), "message": message,
	}}
}

func badBody() answer {
	return problem(http.StatusBadRequest, "ADMIN-400-24", "Bad Request", "The request body is invalid.")
}

func badRequest(detail string) answer {
	return problem(http.StatusBadRequest, "ADMIN-400-24", "Bad Request", detail)
}

func badCursor() answer {
	return problem(http.StatusBadRequest, "ADMIN-400-1", "Bad Request", "The cursor is invalid.")
}

// unknown has the form recorded by ConductorOne/baton-atlassian on 2026-08-31.
func unknown(what string) answer {
	return problem(http.StatusNotFound, "ADMIN-UAM-404-1", "Unknown Resource", what)
}
