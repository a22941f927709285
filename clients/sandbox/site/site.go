// Package site is the stand-in of one Jira site: https://{site}.atlassian.net.
// https://developer.atlassian.com/cloud/jira/platform/rest/v3/intro/
package site

import (
	"encoding/json"
	"net/http"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

type server struct {
	world  *world.World
	siteID string
}

// request is one signed-in request; its endpoint runs with the world's lock held.
type request struct {
	*http.Request
	w     *world.World
	org   *world.Atlassian
	site  *world.Site
	login world.SiteLogin
	admin bool
}

// answer is what an endpoint gives back.
type answer struct {
	status int
	body   any
}

// Handler answers the REST API of the site with that id. People sign in with e-mail and API token; nothing here
// changes the world.
func Handler(w *world.World, siteID string) http.Handler {
	s := &server{world: w, siteID: siteID}
	mux := http.NewServeMux()
	const api = "/rest/api/3"
	for route, endpoint := range map[string]func(*request) answer{
		"GET " + api + "/applicationrole":       adminOnly(listApplicationRoles),
		"GET " + api + "/applicationrole/{key}": adminOnly(getApplicationRole),
		"GET " + api + "/group/bulk":            bulkGroups,
		"GET " + api + "/group/member":          adminOnly(groupMembers),
		"GET " + api + "/mypermissions":         myPermissions,
		"GET " + api + "/myself":                myself,
		"GET " + api + "/instance/license":      license,
		"/":                                     unknownRoute,
	} {
		mux.HandleFunc(route, s.serve(endpoint))
	}
	return mux
}

// serve runs an endpoint under the world's lock and sends its answer without it.
func (s *server) serve(endpoint func(*request) answer) http.HandlerFunc {
	return func(rw http.ResponseWriter, hr *http.Request) {
		status, kind, text := s.answer(endpoint, hr)
		rw.Header().Set("Content-Type", kind)
		if status == http.StatusUnauthorized {
			rw.Header().Set("WWW-Authenticate", `OAuth realm="`+hr.Host+`"`)
		}
		rw.WriteHeader(status)
		_, _ = rw.Write(text) // a client that has gone away is nobody's mistake here
	}
}

func (s *server) answer(endpoint func(*request) answer, hr *http.Request) (status int, kind string, text []byte) {
	s.world.Lock()
	defer s.world.Unlock()
	r := &request{Request: hr, w: s.world, org: &s.world.Atlassian, site: s.world.Atlassian.Site(s.siteID)}
	if r.site == nil || r.site.Suspended {
		return http.StatusServiceUnavailable, "text/html;charset=UTF-8", []byte("<html><body><h1>Your Atlassian Cloud site is currently unavailable.</h1></body></html>")
	}
	a := problem(http.StatusUnauthorized, "Client must be authenticated to access this resource.")
	if r.signIn() {
		a = endpoint(r)
	}
	text, err := json.Marshal(a.body)
	if err != nil {
		a.status = http.StatusInternalServerError
	}
	return a.status, "application/json;charset=UTF-8", text
}

// signIn finds the person; the token of a deactivated account is worth nothing.
func (r *request) signIn() bool {
	email, token, given := r.BasicAuth()
	if !given || token == "" {
		return false
	}
	for i, logins := range [][]world.SiteLogin{r.site.Admins, r.site.Users} {
		for _, l := range logins {
			if l.Email != email || l.Token != token {
				continue
			}
			acc := r.org.Account(l.AccountID)
			r.login, r.admin = l, i == 0
			return acc == nil || acc.Status == "active"
		}
	}
	return false
}

func adminOnly(endpoint func(*request) answer) func(*request) answer {
	return func(r *request) answer {
		if !r.admin {
			return problem(http.StatusForbidden, "The user does not have the Administer Jira global permission.")
		}
		return endpoint(r)
	}
}

// problem is Jira's error shape.
func problem(status int, message string) answer {
	return answer{status, map[string]any{"errorMessages": []string{message}, "errors": map[string]string{}}}
}

func unknownRoute(r *request) answer {
	return problem(http.StatusNotFound, "No operation "+r.Method+" "+r.URL.Path)
}

func (r *request) address() string { return "http://" + r.Host }
