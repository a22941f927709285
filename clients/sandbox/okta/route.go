package okta

import (
	"net/http"
	"strings"
)

// route is one operation of the API.
type route struct {
	method, path string
	access       access
	bucket       bucket
	do           func(*call) reply
}

// find returns the route of a request and the variable parts of its path, or the answer to a request without a route.
func find(all []route, method, path string) (route, []string, reply) {
	path = strings.TrimSuffix(path, "/")
	known := false
	for _, r := range all {
		ids, ok := match(r.path, path)
		if !ok {
			continue
		}
		if r.method == method {
			return r, ids, reply{}
		}
		known = true
	}
	unknown := route{bucket: bucketOther}
	if known {
		return unknown, nil, fault(http.StatusMethodNotAllowed, "E0000022", "The endpoint does not support the provided HTTP method")
	}
	return unknown, nil, fault(http.StatusNotFound, "E0000008", "The requested path was not found")
}

// match compares a path with a pattern in which each * stands for one segment.
func match(pattern, path string) ([]string, bool) {
	want, have := strings.Split(pattern, "/"), strings.Split(path, "/")
	if len(want) != len(have) {
		return nil, false
	}
	var ids []string
	for i, w := range want {
		switch {
		case w == "*" && have[i] != "":
			ids = append(ids, have[i])
		case w != have[i]:
			return nil, false
		}
	}
	return ids, true
}
