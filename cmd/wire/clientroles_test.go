package wire

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/sandbox"
)

// bearer adds a service app's access token.
type bearer struct{}

func (bearer) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("Authorization", "Bearer a.b.c")
	return http.DefaultTransport.RoundTrip(r)
}

// A service app's roles are in the form of a person's recorded ones, but for the assignment and its owner.
func TestClientRolesKeepToTheirDescription(t *testing.T) {
	t.Parallel()
	d := describe(t)
	const id = "0oa1service2app3id4x"
	const recorded = `[{"id":"IFIFAX2BIRGUSTQ","label":"Application Administrator","type":"APP_ADMIN","status":"ACTIVE","created":"2025-03-13T23:26:18.000Z",` +
		`"lastUpdated":"2025-03-13T23:26:18.000Z","assignmentType":"CLIENT","_links":{"assignee":{"href":"https://example.okta.com/oauth2/v1/clients/` + id + `"}}}]`
	for name, answer := range map[string]struct {
		status int
		body   string
		roles  int
	}{
		"one role": {http.StatusOK, recorded, 1},
		"none":     {http.StatusOK, "[]", 0},
		"refused":  {http.StatusForbidden, `{"errorCode":"E0000006","errorSummary":"You do not have permission to perform the requested action","errorLink":"E0000006","errorId":"oae1","errorCauses":[]}`, -1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var seen sandbox.Exchange
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				w.WriteHeader(answer.status)
				fmt.Fprint(w, answer.body)
				seen = sandbox.Exchange{
					Service: "okta", From: "client", Method: r.Method, Path: r.URL.Path, Query: r.URL.Query(), RequestHeader: r.Header,
					Status: answer.status, ResponseHeader: w.Header(), ResponseBody: []byte(answer.body),
				}
			}))
			defer s.Close()
			roles, err := okta.NewAppClient(parse(t, s.URL), id, bearer{}).ClientRoles(t.Context())
			if (err != nil) != (answer.roles < 0) || err == nil && len(roles) != answer.roles {
				t.Errorf("%d roles, %v", len(roles), err)
			}
			operation, findings := d.hold(seen)
			if operation != "GET /oauth2/v1/clients/{clientId}/roles" || len(findings) > 0 {
				t.Errorf("%s: %+v", operation, findings)
			}
		})
	}
}
