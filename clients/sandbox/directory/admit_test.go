package directory

import (
	"net/http"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

func TestWhoIsLetIn(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, key, directory string
		arrange              func(*tenant)
		status               int
		failure              string
	}{
		{name: "good key", key: dirKey, status: http.StatusOK},
		{name: "no key", status: http.StatusUnauthorized, failure: "Unauthorized"},
		{name: "unknown key", key: "nonsense", status: http.StatusUnauthorized, failure: "Not authorized to access : scim/directory/d1/Users"},
		{name: "organization key", key: orgKey, status: http.StatusForbidden, failure: "Not authorized to access : scim/directory/d1/Users"},
		{name: "another directory's key", key: "key-2", status: http.StatusForbidden, failure: "Not authorized to access : scim/directory/d1/Users"},
		{name: "unknown directory", key: dirKey, directory: "d9", status: http.StatusNotFound},
		{
			name: "expired key", key: dirKey, status: http.StatusUnauthorized, failure: "Not authorized to access : scim/directory/d1/Users",
			arrange: func(tn *tenant) { tn.now = tn.now.AddDate(1, 0, 0) },
		},
		{
			name: "old key without expiry", key: dirKey, status: http.StatusOK,
			arrange: func(tn *tenant) { tn.d.Expires = time.Time{} },
		},
		{
			name: "Guard has lapsed", key: dirKey, status: http.StatusNotFound,
			arrange: func(tn *tenant) { tn.w.Atlassian.GuardActive = false },
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tn := newTenant(t)
			tn.w.Atlassian.Directories = append(tn.w.Atlassian.Directories, &world.Directory{ID: "d2", Key: "key-2"})
			tn.key = tt.key
			if tt.arrange != nil {
				tt.arrange(tn)
			}
			if tt.directory == "" {
				tt.directory = dirID
			}
			rw := tn.raw("GET", "/scim/directory/"+tt.directory+"/Users", "")
			if rw.Code != tt.status {
				t.Fatalf("status %d, want %d: %s", rw.Code, tt.status, rw.Body)
			}
			checkRefusal(t, rw.Header().Get("Content-Type"), decoded(t, rw.Body.Bytes()), tt.failure, tt.status)
		})
	}
}

// checkRefusal tells the gateway's shape from SCIM's.
func checkRefusal(t *testing.T, kind string, body map[string]any, failure string, status int) {
	t.Helper()
	switch {
	case failure != "":
		if body["error"] != failure || body["traceId"] == "" || body["schemas"] != nil || kind != "application/json" {
			t.Errorf("gateway answer %s %v, want error %q", kind, body, failure)
		}
	case status == http.StatusNotFound:
		if body["status"] != "404" || body["detail"] == "" || kind != "application/scim+json" {
			t.Errorf("SCIM error %s %v", kind, body)
		}
	case kind != "application/scim+json":
		t.Errorf("content type %s", kind)
	}
}

func TestOnlyDocumentedRoutes(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	for _, route := range [][2]string{
		{"GET", ""}, {"GET", "/"}, {"GET", "/Me"}, {"POST", "/Bulk"}, {"POST", "/Users/.search"}, {"DELETE", "/Users"}, {"PUT", "/Groups"},
		{"GET", "/scim/v2/Users"}, {"GET", "/v2/Users"}, {"GET", "/Schemas/" + customURN}, {"GET", "/ResourceTypes/Robot"},
	} {
		if status, body := tn.do(route[0], route[1], ""); status != http.StatusNotFound || body["status"] != "404" {
			t.Errorf("%s %s: %d %v, want a SCIM 404", route[0], route[1], status, body)
		}
	}
	if n := tn.mutations(); n != 0 {
		t.Errorf("%d mutations by requests that found nothing", n)
	}
}

func TestBodiesThatAreRefused(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	for body, scimType := range map[string]string{
		"":                             "invalidSyntax",
		"{":                            "invalidSyntax",
		"[]":                           "invalidSyntax",
		`{"userName":"a@example.com"}`: "invalidSyntax",
		`{"schemas":["` + userURN + `"],"emails":[{"value":"a@example.com","primary":true}]}`:                                                  "invalidValue",
		`{"schemas":["` + userURN + `"],"userName":"a","emails":[{"value":"a@example.com"}]}`:                                                  "invalidValue",
		`{"schemas":["` + userURN + `"],"userName":"a","emails":[{"value":"a@x.y","primary":true},{"value":"b@x.y","primary":true}]}`:          "invalidValue",
		`{"schemas":["` + userURN + `"],"userName":"a","active":"yes","emails":[{"value":"a@example.com","primary":true}]}`:                    "invalidValue",
		`{"schemas":["` + userURN + `"],"userName":"a","name":"x","emails":[{"value":"a@example.com","primary":true}]}`:                        "invalidValue",
		`{"schemas":["` + userURN + `"],"userName":"a","emails":["a@example.com"]}`:                                                            "invalidValue",
		`{"schemas":["` + userURN + `"],"userName":"a","emails":[{"value":"a@example.com","primary":true}],"` + customURN + `":{"basedIn":1}}`: "invalidValue",
	} {
		status, answer := tn.do("POST", "/Users", body)
		if status != http.StatusBadRequest || answer["scimType"] != scimType || answer["status"] != "400" {
			t.Errorf("POST %s: %d %v, want 400 %s", body, status, answer, scimType)
		}
	}
	if len(tn.d.Users) != 0 || tn.mutations() != 0 {
		t.Errorf("%d users, %d mutations after refused bodies", len(tn.d.Users), tn.mutations())
	}
}
