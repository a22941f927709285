package okta

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

func escape(s string) string { return url.QueryEscape(s) }

// imitate empties the org and puts into it what the recorded request names and the recorded answer shows.
func (te *tenant) imitate(x exchange) {
	o := &te.w.Okta
	o.Apps = nil
	for _, id := range []string{"00geveryone", "00gjira", "00gconf"} {
		o.RemoveGroup(id)
	}
	if strings.HasSuffix(x.Path, "/roles") || x.Path == "/api/v1/users" && x.Method == http.MethodGet || strings.HasPrefix(x.Path, "/api/v1/api-tokens") {
		te.clearUsers()
	}
	items := []any{x.Body}
	if l, isList := x.Body.([]any); isList {
		items = l
	}
	parts := strings.Split(strings.Trim(x.Path, "/"), "/")
	for _, id := range parts {
		if x.Status < 400 || !strings.Contains(toJSON(x.Body), id) {
			te.byID(id, parts)
		}
	}
	te.before(x, parts)
	if x.Method == http.MethodPost && strings.HasSuffix(x.Path, "/mappings") || x.Method == http.MethodPost && !strings.Contains(x.Path, "/0oa") && !strings.Contains(x.Path, "/00") && !strings.Contains(x.Path, "/prm") {
		return
	}
	for _, it := range items {
		if o, isObject := it.(object); isObject && x.Status < 400 {
			te.item(o, parts)
		}
	}
}

// clearUsers takes everybody out of the lists; the token's owner is still found by id.
func (te *tenant) clearUsers() { te.w.Okta.Users = nil }

// byID adds what an id in the path stands for.
func (te *tenant) byID(id string, parts []string) {
	o := &te.w.Okta
	switch {
	case strings.HasPrefix(id, "0oa") && o.App(id) == nil:
		name := "bookmark"
		if strings.HasPrefix(id, "0oarblaf7") || strings.HasPrefix(id, "0oa3rk3") || strings.Contains(strings.Join(parts, "/"), "INVALID_FEATURE") {
			name = "okta_org2org"
		}
		o.Apps = append(o.Apps, &world.App{ID: id, Name: name, Label: "App", Status: "ACTIVE", Created: te.now, LastUpdated: te.now})
	case strings.HasPrefix(id, "00g") && o.Group(id) == nil:
		o.AddGroup(&world.Group{ID: id, Type: "OKTA_GROUP", Name: "Group " + id, Created: te.now})
	case strings.HasPrefix(id, "00u") && o.User(id) == nil:
		o.AddUser(&world.User{ID: id, Status: "ACTIVE", Login: id + "@example.com", Email: id + "@example.com", FirstName: "A", LastName: "B", Created: te.now})
	case strings.HasPrefix(id, "gPm"):
		a := o.Apps[0]
		a.Mappings = append(a.Mappings, &world.PushMapping{ID: id, GroupID: "00gsource", TargetGroupID: "00gtarget", Status: "INACTIVE", Created: te.now, LastUpdated: te.now})
	}
}

// item adds what one object of the answer shows.
func (te *tenant) item(it object, parts []string) {
	o := &te.w.Okta
	id, path := text(it, "id"), strings.Join(parts, "/")
	switch {
	case strings.HasPrefix(id, "0oa"):
		te.recordedApp(it, parts)
	case strings.HasPrefix(id, "prm"):
		te.recordedMapping(it)
	case strings.HasPrefix(id, "00T"):
		network := text(child(it, "network"), "connection")
		if len(o.Tokens) == 1 && o.Tokens[0].Name == "SUPER_ADMIN" {
			t := o.Tokens[0]
			t.ID, t.Name, t.NetworkConnection = id, text(it, "name"), network
			return
		}
		o.Tokens = append(o.Tokens, &world.OktaToken{ID: id, Name: text(it, "name"), OwnerID: text(it, "userId"), Created: stamp(it, "created"), NetworkConnection: network})
	case strings.Contains(path, "group-push"):
		a := o.Apps[0]
		if a.Mapping(id) == nil {
			a.Mappings = append(a.Mappings, &world.PushMapping{ID: id})
		}
		m := a.Mapping(id)
		m.GroupID, m.TargetGroupID, m.Status = text(it, "sourceGroupId"), text(it, "targetGroupId"), text(it, "status")
		m.Created, m.LastUpdated = stamp(it, "created"), stamp(it, "lastUpdated")
	case strings.Contains(path, "apps/0oa") && strings.HasPrefix(id, "00g"):
		te.byID(id, parts)
		o.Apps[0].Groups = append(o.Apps[0].Groups, &world.AppGroup{GroupID: id, LastUpdated: stamp(it, "lastUpdated")})
	case strings.Contains(path, "apps/0oa") && id != "":
		te.recordedAppUser(it)
	case strings.HasPrefix(id, "00g"):
		te.recordedGroup(it, parts)
	case strings.Contains(path, "/roles"):
		te.role(text(it, "type"), parts[3])
	case text(it, "status") != "" && child(it, "profile")["login"] != nil:
		te.recordedUser(it, parts)
	case text(it, "baseUrl") != "":
		o.Apps[0].Provisioning = world.Provisioning{Enabled: text(it, "status") == "ENABLED", BaseURL: text(it, "baseUrl")}
	case it["capabilities"] != nil:
		o.Apps[0].Provisioning = world.Provisioning{Enabled: true}
	}
}

func (te *tenant) role(kind, owner string) {
	te.w.Okta.Tokens = append(te.w.Okta.Tokens, &world.OktaToken{ID: "00T" + kind, OwnerID: owner, Roles: []string{kind}})
}

// recordedApp adds or completes an app as an answer shows it.
func (te *tenant) recordedApp(it object, parts []string) {
	o, id := &te.w.Okta, text(it, "id")
	if o.App(id) == nil {
		o.Apps = append(o.Apps, &world.App{ID: id})
	}
	a, template := o.App(id), child(child(it, "credentials"), "userNameTemplate")
	a.Name, a.Label, a.Status, a.SignOnMode = text(it, "name"), text(it, "label"), text(it, "status"), text(it, "signOnMode")
	a.Settings, a.Visibility, a.Accessibility = child(it, "settings"), child(it, "visibility"), child(it, "accessibility")
	a.UserName = world.UsernameTemplate{Template: text(template, "template"), Type: text(template, "type"), PushStatus: text(template, "pushStatus"), Suffix: text(template, "suffix")}
	a.Created = stamp(it, "created")
	if f, _ := it["features"].([]any); len(f) > 0 {
		a.Provisioning.Enabled = true
	}
	if len(parts) > 3 && parts[2] == "groups" || len(parts) > 3 && strings.HasPrefix(parts[3], "00g") {
		a.Groups = []*world.AppGroup{{GroupID: parts[3]}}
	}
}

func (te *tenant) recordedMapping(it object) {
	source, target := child(it, "source"), child(it, "target")
	m := &world.ProfileMapping{ID: text(it, "id"), Properties: map[string]world.MappingProperty{},
		SourceID: text(source, "id"), SourceName: text(source, "name"), SourceType: text(source, "type"),
		TargetID: text(target, "id"), TargetName: text(target, "name"), TargetType: text(target, "type")}
	for name, v := range child(it, "properties") {
		p := asObject(v)
		m.Properties[name] = world.MappingProperty{Expression: text(p, "expression"), PushStatus: text(p, "pushStatus")}
	}
	te.w.Okta.Apps = append(te.w.Okta.Apps, &world.App{ID: text(source, "id"), Name: "app", Status: "ACTIVE", Profile: []*world.ProfileMapping{m}})
}

func (te *tenant) recordedAppUser(it object) {
	o, id := &te.w.Okta, text(it, "id")
	te.byID(id, nil)
	if o.User(id) == nil {
		o.AddUser(&world.User{ID: id, Status: "ACTIVE", Login: id + "@example.com", Email: id + "@example.com", FirstName: "A", LastName: "B"})
	}
	u := &world.AppUser{UserID: id, Scope: text(it, "scope"), Status: text(it, "status"), SyncState: text(it, "syncState"),
		Created: stamp(it, "created"), UserName: text(child(it, "credentials"), "userName"), Profile: child(it, "profile")}
	if group := text(child(child(it, "_links"), "group"), "href"); group != "" {
		u.GroupID = group[strings.LastIndex(group, "/")+1:]
		te.byID(u.GroupID, nil)
	}
	o.Apps[0].Assign(u)
}

func (te *tenant) recordedGroup(it object, parts []string) {
	o, id, profile := &te.w.Okta, text(it, "id"), child(it, "profile")
	te.byID(id, parts)
	g := o.Group(id)
	g.Name, g.Description, g.Type = text(profile, "name"), text(profile, "description"), text(it, "type")
	if len(parts) > 3 && parts[2] == "users" {
		g.Join(parts[3])
	}
}

func (te *tenant) recordedUser(it object, parts []string) {
	o, id, profile := &te.w.Okta, text(it, "id"), child(it, "profile")
	te.byID(id, parts)
	if o.User(id) == nil {
		o.AddUser(&world.User{ID: id})
	}
	u := o.User(id)
	u.Status, u.Custom = text(it, "status"), map[string]string{}
	for name, v := range profile {
		value, isText := v.(string)
		switch field := profileField(u, name); {
		case field != nil:
			*field = value
		case isText:
			u.Custom[name] = value
		}
	}
	if len(parts) > 3 && parts[2] == "groups" {
		o.Group(parts[3]).Join(id)
	}
}

func stamp(it object, key string) time.Time {
	t, _ := time.Parse(time.RFC3339, text(it, key))
	return t
}

// before adds what must have been so before the request.
func (te *tenant) before(x exchange, parts []string) {
	o, last := &te.w.Okta, parts[len(parts)-1]
	request, _ := x.RequestBody.(object)
	switch {
	case x.Method == http.MethodDelete && parts[2] == "apps" && len(parts) == 4 && x.Status == 204:
		o.Apps[0].Status = "INACTIVE"
	case x.Method == http.MethodDelete && strings.Contains(x.Path, "/groups/00g") && parts[2] == "apps":
		o.Apps[0].Groups = []*world.AppGroup{{GroupID: last}}
	case x.Method == http.MethodDelete && strings.Contains(x.Path, "/users/00u") && parts[2] == "apps":
		o.Apps[0].Assign(&world.AppUser{UserID: last, Scope: "USER", Status: "ACTIVE"})
	case strings.HasSuffix(x.Path, "group-push/mappings") && x.Method == http.MethodPost:
		te.byID(text(request, "sourceGroupId"), parts)
	case strings.Contains(x.Path, "/mappings/prm") && x.Status == 400:
		te.recordedMapping(object{"id": last, "source": object{"type": "appuser"}, "target": object{"type": "user"}})
	case strings.Contains(x.Path, "/lifecycle/") && parts[2] == "users":
		before := map[string]string{"activate": "STAGED", "unsuspend": "SUSPENDED"}[last]
		if before != "" {
			o.User(parts[3]).Status = before
		}
	case x.Method == http.MethodPost && len(parts) == 5 && parts[2] == "apps" && parts[4] == "users":
		te.byID(text(request, "id"), parts)
	}
	if x.Status == 401 {
		te.token = "wrong"
	}
}

func toJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	return string(b)
}
