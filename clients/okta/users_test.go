package okta

import (
	"reflect"
	"testing"
)

const jane = `{"id":"00u1","status":"ACTIVE","created":"x","profile":{"login":"jane@example.com","email":"j.doe@example.com","firstName":"Jane","lastName":"Doe",
 "displayName":null,"timezone":"Europe/Berlin","locale":"de_DE","preferredLanguage":"de","secondEmail":"","employeeNumber":7,"manager":true,"teams":["a","b"],"mobilePhone":null}}`

func TestUserIsRead(t *testing.T) {
	t.Parallel()
	o, c := answers(t, ok(jane), ok(jane))
	got, err := c.User(t.Context(), "jane@example.com/x")
	if err != nil {
		t.Fatal(err)
	}
	want := User{ID: "00u1", Status: "ACTIVE", Profile: UserProfile{
		Login: "jane@example.com", Email: "j.doe@example.com", FirstName: "Jane", LastName: "Doe",
		Timezone: "Europe/Berlin", Locale: "de_DE", PreferredLanguage: "de",
		Extra: map[string]any{"employeeNumber": 7.0, "manager": true, "teams": []any{"a", "b"}},
	}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
	if me, err := c.Me(t.Context()); err != nil || me.ID != "00u1" {
		t.Errorf("got %+v, %v", me, err)
	}
	o.sent(t, "GET /api/v1/users/jane@example.com%2Fx", "GET /api/v1/users/me")
}

func TestAttribute(t *testing.T) {
	t.Parallel()
	_, c := answers(t, ok(jane))
	u, err := c.User(t.Context(), "00u1")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"login": "jane@example.com", "email": "j.doe@example.com", "user.email": "j.doe@example.com", "firstName": "Jane", "lastName": "Doe",
		"displayName": "", "timezone": "Europe/Berlin", "locale": "de_DE", "preferredLanguage": "de", "secondEmail": "",
		"employeeNumber": "7", "user.manager": "true", "nothing": "", "": "", "Email": "",
	} {
		if got := u.Attribute(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

func TestActive(t *testing.T) {
	t.Parallel()
	for status, want := range map[string]bool{
		"ACTIVE": true, "PROVISIONED": true, "RECOVERY": true, "PASSWORD_EXPIRED": true, "LOCKED_OUT": true, "A_NEW_ONE": true,
		"STAGED": false, "SUSPENDED": false, "DEPROVISIONED": false, "": false,
	} {
		if got := (User{Status: status}).Active(); got != want {
			t.Errorf("%q is active: %v", status, got)
		}
	}
}
