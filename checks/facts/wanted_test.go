package facts

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/okta"
)

// TestLargeGroupsKeepWhatSomethingIsFilledFrom: of a large group's people only the attributes are kept that the user name,
// a mapping or the admin's wish takes; where no mapping can be read all are.
func TestLargeGroupsKeepWhatSomethingIsFilledFrom(t *testing.T) {
	t.Parallel()
	var list []string
	for i := range manyPeople + 1 {
		list = append(list, fmt.Sprintf(`{"id":"00u%d","status":"ACTIVE","profile":{"login":"p%d@x.example","a":"1","b":"2","c":"3","d":"4"}}`, i, i))
	}
	app := `{"id":"0oa1","name":"atlassian","label":"A","status":"ACTIVE","credentials":{"userNameTemplate":{"template":"${source.a}"}}}`
	base := map[string]string{groups + "/00ga/users": "[" + strings.Join(list, ",") + "]", apps: "[" + app + "]", oneMapping: `{"id":"prm1","properties":{"x":{"expression":"user.c + user.login"}}}`}
	for name, tt := range map[string]struct {
		intent, route, answer, last string
	}{
		"user name and mapping": {"", "", "", "a c"},
		"and the wish":          {"user.b", "", "", "a b c"},
		"no mapping":            {"", "GET /api/v1/mappings", `[]`, "a b c d"},
		"no app":                {"", apps, `[]`, "a b c d"},
	} {
		says := saying(base)
		if tt.route != "" {
			says[tt.route] = tt.answer
		}
		f, _ := open(t, Intent{EmailAttribute: tt.intent}, Kept{}, says)
		users, err := f.Members(t.Context(), "00ga")
		if err != nil || users.Len() != manyPeople+1 {
			t.Fatalf("%s: %d people, %v", name, users.Len(), err)
		}
		all := slices.Collect(users.All())
		for _, end := range []struct {
			u    okta.User
			want string
		}{{all[0], "a b c d"}, {all[manyPeople], tt.last}} {
			var kept []string
			for _, attribute := range []string{"a", "b", "c", "d"} {
				if end.u.Attribute(attribute) != "" {
					kept = append(kept, attribute)
				}
			}
			if got := strings.Join(kept, " "); got != end.want {
				t.Errorf("%s: %s keeps %q, want %q", name, end.u.ID, got, end.want)
			}
		}
	}
}

func TestAccountsByID(t *testing.T) {
	t.Parallel()
	var none Accounts
	if none.ByID("a1").AccountID != "" || none.Of("ana@x.example") != nil {
		t.Error("no accounts hold somebody")
	}
	few := Accounts{by: map[string][]atlassian.User{"ana@x.example": {{AccountID: "a1"}, {AccountID: "a2", Name: "Ana"}}}}
	if got := few.ByID("a2"); got.Name != "Ana" || few.ByID("a3").AccountID != "" || len(few.Of("ANA@x.example")) != 2 {
		t.Errorf("%+v", got)
	}
	whole := atlassian.User{AccountID: "a1", Email: "Ana@x.example", Name: "Ana", Status: "active", AccountStatus: "inactive", MembershipStatus: "suspended", ClaimStatus: "managed", Source: "synced"}
	many := NewAccounts(whole, atlassian.User{AccountID: "a1", Email: "bob@x.example"})
	if got := many.Of("ana@x.example"); len(got) != 1 || fmt.Sprintf("%+v", got[0]) != fmt.Sprintf("%+v", whole) {
		t.Errorf("%+v, want %+v", got, whole)
	}
	if got := many.ByID("a1"); got.Email != "bob@x.example" {
		t.Errorf("of two with one id the last: %+v", got)
	}
}

func TestAppUsersInTheirOrder(t *testing.T) {
	t.Parallel()
	users := NewAppUsers(okta.AppUser{ID: "b"}, okta.AppUser{ID: "a"}, okta.AppUser{ID: "b", UserName: "later"})
	var ids []string
	for u := range users.All() {
		ids = append(ids, u.ID)
	}
	if strings.Join(ids, " ") != "b a b" || users.Of("b").UserName != "later" || users.Has("") {
		t.Errorf("%v, %+v", ids, users.Of("b"))
	}
	for u := range users.All() {
		if u.ID != "b" {
			t.Errorf("the first is %s", u.ID)
		}
		break // the list may be left early
	}
}

// TestInstants: a moment is kept to the second; what never was stays zero.
func TestInstants(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ at, want time.Time }{
		{time.Time{}, time.Time{}}, {time.Unix(0, 0), time.Time{}}, {time.Unix(-5, 0), time.Time{}},
		{day.Add(700 * time.Millisecond), day}, {time.Unix(1, 0), time.Unix(1, 0).UTC()}, {time.Unix(1<<40, 0), time.Unix(1<<32-1, 0).UTC()},
	} {
		if got := instant(seconds(tt.at)); !got.Equal(tt.want) || got.Location() != time.UTC {
			t.Errorf("%v became %v, want %v", tt.at, got, tt.want)
		}
	}
}

// TestGroupsByIDOfMany: many ids are found in one list; one too young for the list is looked up, one that is gone left out.
func TestGroupsByIDOfMany(t *testing.T) {
	t.Parallel()
	var all, ids []string
	for i := range fewGroups + 1 {
		id := fmt.Sprint("00gm", i)
		all, ids = append(all, group(id, fmt.Sprint("m", 9-i))), append(ids, id)
	}
	f, w := told(t, map[string]string{groups: "[" + strings.Join(all, ",") + "]"})
	got, err := f.groupsByID(t.Context(), append(ids, "00ga", "00ggone", ids[0]))
	if err != nil || strings.Join(Names(got), " ") != "a m4 m5 m6 m7 m8 m9" {
		t.Errorf("%v, %v", Names(got), err)
	}
	if n := w.count(groups); n != 3 {
		t.Errorf("%d calls: the list and two groups", n)
	}
}

func TestMemoKnown(t *testing.T) {
	t.Parallel()
	says := whole()
	delete(says, groups)
	f, _ := open(t, Intent{}, Kept{}, says)
	if _, known := f.groups.known(t.Context()); known {
		t.Error("known before it was read")
	}
	if _, err := f.groupIndex(t.Context()); err == nil {
		t.Fatal("a list that is not there")
	}
	if _, known := f.groups.known(t.Context()); known {
		t.Error("an error is known as an answer")
	}
	f, w := told(t, nil)
	if _, err := f.groupIndex(t.Context()); err != nil {
		t.Fatal(err)
	}
	if index, known := f.groups.known(t.Context()); !known || len(index.list) != 1 || w.exactly(groups) != 1 {
		t.Errorf("%v, %d calls", known, w.exactly(groups))
	}
}
