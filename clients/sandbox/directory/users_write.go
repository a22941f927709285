package directory

import (
	"maps"
	"net/http"
	"reflect"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// createUser is POST /Users: a new record, linked to the account with its address.
func createUser(r *request) answer {
	doc, bad := r.sent()
	if bad.status != 0 {
		return bad
	}
	if len(r.dir.Users) >= userLimit {
		return invalid("tooMany", "The directory has reached its limit of 150000 users.")
	}
	email := primary(doc)
	if r.s.withEmail(email, nil) != nil {
		return emailTaken(email)
	}
	if r.dir.UserNamed(doc["userName"].(string)) != nil {
		return userNameTaken(doc["userName"].(string))
	}
	if !r.w.Atlassian.Claims(email) && r.w.Variant("external-users") == "refused" {
		return invalid("invalidValue", "The domain of "+email+" is not verified by the organization.")
	}
	now := r.w.Now()
	u := &world.SCIMUser{ID: r.w.UUID(), Created: now, Active: true}
	r.take(u, doc)
	r.dir.AddUser(u)
	r.s.moved(r.dir, u, u.Email, true)
	link(r.w, r.dir, u)
	return r.user(http.StatusCreated, u, true)
}

// replaceUser is PUT /Users/{id}: attributes that are not sent are cleared; active alone stays as it is.
func replaceUser(r *request) answer {
	u := r.dir.User(r.PathValue("id"))
	if u == nil {
		return notFound("USER", r.PathValue("id"))
	}
	doc, bad := r.sent()
	if bad.status != 0 {
		return bad
	}
	return r.change(u, doc)
}

// change writes a whole document over a record.
func (r *request) change(u *world.SCIMUser, doc map[string]any) answer {
	userName, email := doc["userName"].(string), primary(doc)
	if other := r.dir.UserNamed(userName); other != nil && other != u {
		return userNameTaken(userName)
	}
	if r.s.withEmail(email, u) != nil || accountHas(r.w, email, u) {
		return emailTaken(email)
	}
	before, modified := document(u), u.Modified
	oldName, oldExternal, oldEmail, wasActive := u.UserName, u.ExternalID, u.Email, u.Active
	r.take(u, doc)
	if reflect.DeepEqual(before, document(u)) {
		u.Modified = modified
		return r.user(http.StatusOK, u, false)
	}
	r.dir.Reindex(u, oldName, oldExternal)
	r.s.moved(r.dir, u, oldEmail, false)
	follow(r.w, r.dir, u, oldEmail, wasActive)
	return r.user(http.StatusOK, u, true)
}

// take copies a checked document into the record.
func (r *request) take(u *world.SCIMUser, doc map[string]any) {
	u.UserName, _ = doc["userName"].(string)
	u.ExternalID, _ = doc["externalId"].(string)
	u.Email = primary(doc)
	if active, ok := doc["active"].(bool); ok {
		u.Active = active
	}
	u.Modified = r.w.Now()
	u.Document = maps.Clone(doc)
}

// deleteUser is DELETE /Users/{id}: the record goes, and a managed account is deactivated everywhere in Atlassian.
func deleteUser(r *request) answer {
	u := r.dir.User(r.PathValue("id"))
	if u == nil {
		return notFound("USER", r.PathValue("id"))
	}
	unlink(r.w, r.dir, u)
	r.dir.RemoveUser(u)
	return answer{status: http.StatusNoContent, changed: true}
}

// sent reads the user of a POST or PUT.
func (r *request) sent() (map[string]any, answer) {
	var body map[string]any
	if bad, ok := r.decode(&body); !ok {
		return nil, bad
	}
	if !listsURN(body["schemas"], userURN) {
		return nil, invalid("invalidSyntax", "schemas must contain "+userURN)
	}
	doc, err := known(body, userAttributes())
	if err != nil {
		return nil, invalid("invalidValue", err.Error())
	}
	return doc, checkUser(doc)
}

// checkUser says what a user lacks.
func checkUser(doc map[string]any) answer {
	if doc["userName"] == nil {
		return invalid("invalidValue", "userName is required")
	}
	if primary(doc) == "" {
		return invalid("invalidValue", "exactly one primary e-mail is required")
	}
	return answer{}
}

func listsURN(schemas any, urn string) bool {
	all, _ := schemas.([]any)
	for _, s := range all {
		if s == urn {
			return true
		}
	}
	return false
}

// emailTaken has the text seen in CLOUDKB 1035734019.
func emailTaken(email string) answer {
	return problem(http.StatusConflict, "uniqueness", "Resource [USER]: with email["+email+"] already exists.")
}

func userNameTaken(userName string) answer {
	return problem(http.StatusConflict, "uniqueness", "Resource [USER]: with userName["+userName+"] already exists.")
}
