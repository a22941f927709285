package wire

import (
	"net/http"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox"
	"github.com/provision-cli/provision/wizard"
)

// peopleChange sets up, and then lets people change, leave and return, so that the engine sends all that it knows.
func peopleChange(t *testing.T, l *ledger, engine string) {
	t.Helper()
	b := start(t, sandbox.Options{Variants: map[string]string{"engine": engine}})
	if err := b.setup(b.session(), wizard.SetupOptions{}); err != nil {
		t.Fatal(err)
	}
	b.settle()
	l.hold(t, "setup", "engine="+engine, b.take())
	k := known(t, b.sandbox)
	for _, step := range []struct{ method, path, body string }{
		{"POST", "/api/v1/users/" + k.person, `{"profile":{"firstName":"Renamed","department":"Ships"}}`},
		{"DELETE", "/api/v1/groups/" + k.pushed + "/users/" + k.person, ""},
		{"PUT", "/api/v1/groups/" + k.pushed + "/users/" + k.person, ""},
		{"PUT", "/api/v1/groups/" + k.pushed, `{"profile":{"name":"` + k.groupName + `-2"}}`},
		{"DELETE", "/api/v1/apps/" + k.app + "/groups/" + k.group, ""},
		{"PUT", "/api/v1/apps/" + k.app + "/groups/" + k.group, "{}"},
		{"DELETE", "/api/v1/apps/" + k.app + "/group-push/mappings/" + k.mapping + "?deleteTargetGroup=true", ""},
	} {
		b.okta(step.method, step.path, step.body)
		b.settle()
	}
	var sent []sandbox.Exchange
	for _, x := range b.take() {
		if x.Service == "scim" { // the changes themselves are no requests of the program's
			sent = append(sent, x)
		}
	}
	l.hold(t, "people change, engine="+engine, "engine="+engine, sent)
}

// okta asks the stand-in for something that the program never does.
func (b *bench) okta(method, path, body string) {
	b.t.Helper()
	a := b.sandbox.Addresses()
	r, err := http.NewRequestWithContext(b.t.Context(), method, a.OktaURL+path, strings.NewReader(body))
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Authorization", "SSWS "+a.OktaToken)
	r.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode >= 300 {
		b.t.Fatalf("%s %s: %s", method, path, res.Status)
	}
}
