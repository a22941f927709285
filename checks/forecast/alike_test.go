package forecast

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/okta"
)

const (
	anyGroup = "GET /api/v1/groups/00gp/users"
	appUsers = "GET /api/v1/apps/0oa1/users"
	records  = "GET /scim/directory/d1/Users"
	accounts = "POST /admin/v2/orgs/o1/directories/-/users/search"
	links    = "POST /admin/user-provisioning/v1/org/o1/get-scim-links-for-email"
	admin    = `{"accountId":"a9","email":"admin@outside.example","platformRoles":["atlassian/org-admin"]}`
)

func member(id, login, email string) string {
	return fmt.Sprintf(`{"id":%q,"status":"ACTIVE","profile":{"login":%q,"email":%q,"firstName":"Kim","lastName":"Lee"}}`, id, login, email)
}

func account(id, email, claim, source string) string {
	return fmt.Sprintf(`{"accountId":%q,"email":%q,"claimStatus":%q,"managementSource":%q}`, id, email, claim, source)
}

func record(id, userName, external string) string {
	return fmt.Sprintf(`{"id":%q,"userName":%q,"externalId":%q,"active":true,"emails":[{"value":%q,"primary":true}],"urn:scim:schemas:extension:atlassian-external:1.0":{"atlassianAccountId":"a-%s"}}`, id, userName, external, userName, id)
}

// tenants are tenants where nothing is assigned yet, with these people in the
// one group, these records in the directory, and these accounts.
func tenants(people, inDirectory, known []string) map[string]string {
	return map[string]string{
		anyGroup: "[" + strings.Join(people, ",") + "]", appUsers: "[]",
		records:  fmt.Sprintf(`{"totalResults":%d,"startIndex":1,"itemsPerPage":%d,"Resources":[%s]}`, len(inDirectory), len(inDirectory), strings.Join(inDirectory, ",")),
		accounts: `{"data":[` + strings.Join(append([]string{admin}, known...), ",") + `]}`,
	}
}

// TestPersonByPerson reads whole tenants, and says what comes of each person.
func TestPersonByPerson(t *testing.T) {
	t.Parallel()
	kim := member("00u1", "kim@old.example", "Kim@Acme.example")
	for _, tt := range []struct {
		name    string
		world   map[string]string
		want    []string // login, outcome
		problem string   // of the first
	}{
		{"letter case of an account's address", tenants([]string{kim}, nil, []string{account("a1", "KIM@ACME.EXAMPLE", "managed", "invited")}), []string{"kim@old.example link-managed"}, ""},
		{"letter case of a record's user name", tenants([]string{kim}, []string{record("s1", "KIM@acme.example", "")}, nil), []string{"kim@old.example provisioned"}, "letter case"},
		{"an account under the old name", tenants([]string{kim}, nil, []string{account("a0", "Kim@Old.example", "unmanaged", "")}), []string{"kim@old.example second-account"}, "has an account as kim@old.example"},
		{"an account under the new name", tenants([]string{kim}, nil, []string{account("a1", "kim@acme.example", "unmanaged", "invited")}), []string{"kim@old.example link-external"}, ""},
		{"accounts under both", tenants([]string{kim}, nil, []string{account("a0", "kim@old.example", "unmanaged", ""), account("a1", "kim@acme.example", "managed", "")}), []string{"kim@old.example link-managed"}, "accounts under both"},
		{"synced from another directory", tenants([]string{kim}, nil, []string{account("a1", "kim@acme.example", "managed", "synced")}), []string{"kim@old.example other-directory"}, "directory d2"},
		{"two people, one address", tenants([]string{kim, member("00u2", "kim.b@acme.example", "kim@acme.EXAMPLE")}, nil, nil),
			[]string{"kim.b@acme.example second-account", "kim@old.example second-account"}, "same primary e-mail as kim@old.example"},
		{"two people, one address, one there already", tenants([]string{kim, member("00u2", "kim.b@acme.example", "kim@acme.example")}, []string{record("s1", "kim@acme.example", "00u1")}, nil),
			[]string{"kim.b@acme.example second-account", "kim@old.example provisioned"}, "same primary e-mail as kim@old.example"},
		{"three people, one address", tenants([]string{kim, member("00u2", "b@acme.example", "kim@acme.example"), member("00u3", "c@acme.example", "kim@acme.example")}, nil, nil),
			[]string{"b@acme.example second-account", "c@acme.example second-account", "kim@old.example second-account"}, "same primary e-mail as c@acme.example"},
		{"an inactive twin takes nothing", tenants([]string{kim, strings.Replace(member("00u2", "kim.b@acme.example", "kim@acme.example"), "ACTIVE", "DEPROVISIONED", 1)}, nil, nil),
			[]string{"kim.b@acme.example absent-inactive", "kim@old.example create"}, "inactive"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			out, err := Of(t.Context(), small(t, facts.Intent{}, tt.world), nil, pushed)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range out.People {
				got = append(got, p.Login+" "+string(p.Outcome))
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			said := strings.Join(out.People[0].Problems, "; ")
			if !strings.Contains(said, tt.problem) || tt.problem == "" && said != "" {
				t.Errorf("problems %q, want %q", said, tt.problem)
			}
		})
	}
}

func TestOwnDirectoryIsNoOther(t *testing.T) {
	t.Parallel()
	world := tenants([]string{member("00u1", "kim@acme.example", "kim@acme.example")}, nil, []string{account("a1", "kim@acme.example", "managed", "synced")})
	world[links] = `{"scimLinks":[{"scimUserId":"x","directoryId":"d1"},{"scimUserId":"y","directoryId":""}]}`
	out, err := Of(t.Context(), small(t, facts.Intent{}, world), nil, pushed)
	if err != nil || out.Counts[LinkManaged] != 1 {
		t.Errorf("%v, %v: a record of this very directory is no reason against it", out.Counts, err)
	}
	world[links] = `{}`
	if out, err := Of(t.Context(), small(t, facts.Intent{}, world), nil, pushed); err == nil {
		t.Errorf("a forecast from an answer without links: %v", out.Counts)
	}
}

func TestPushedAloneIsAbsent(t *testing.T) {
	t.Parallel()
	f := small(t, facts.Intent{}, tenants([]string{member("00u1", "kim@acme.example", "kim@acme.example")}, nil, nil))
	out, err := Of(t.Context(), f, pushed, nil)
	if err != nil || out.Counts[AbsentUnassigned] != 1 || out.People[0].Touched() || !out.People[0].Bad() {
		t.Errorf("%+v, %v", out.People, err)
	}
	// Assigned and pushed, the same person comes, and the group says what that costs.
	out, err = Of(t.Context(), f, pushed, pushed)
	if err != nil || out.Counts[Create] != 1 || !strings.Contains(strings.Join(out.Groups[0].Problems, ";"), "late members") {
		t.Errorf("%+v, %v", out, err)
	}
	if got := out.People[0].Groups; !slices.Equal(got, []string{"push-me"}) {
		t.Errorf("groups %q, each once", got)
	}
}

func TestEveryProtectionReachesItsPerson(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, login, email, protect, want string }{
		{"organization admin", "x@acme.example", "Admin@Outside.example", "", "organization admin"},
		{"owner of the token", "ME@acme.example", "me.too@acme.example", "", "owner of the Okta token"},
		{"named by login", "kim@old.example", "kim@acme.example", "KIM@old.example", "named with --protect"},
		{"named by address", "kim@old.example", "kim@acme.example", "kim@ACME.example", "named with --protect"},
		{"anybody else", "kim@old.example", "kim@acme.example", "bob@acme.example", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := small(t, facts.Intent{Protect: []string{tt.protect}}, tenants([]string{member("00u1", tt.login, tt.email)}, nil, nil))
			out, err := Of(t.Context(), f, nil, pushed)
			if err != nil || len(out.People) != 1 || out.People[0].Protected != tt.want {
				t.Fatalf("%+v, %v, want %q", out.People, err, tt.want)
			}
			if touched := len(out.ProtectedTouched()) == 1; touched != (tt.want != "") {
				t.Errorf("touched %v", touched)
			}
		})
	}
}

func TestRenamesPersonByPerson(t *testing.T) {
	t.Parallel()
	world := tenants([]string{
		member("00u1", "kim@old.example", "kim@acme.example"), member("00u2", "lee@acme.example", "lee@acme.example"),
		strings.Replace(member("00u3", "max@old.example", "max@acme.example"), "ACTIVE", "SUSPENDED", 1), member("00u4", "noa@old.example", "noa@acme.example"),
	}, nil, nil)
	world["GET /api/v1/apps/0oa1/groups"] = `[]`
	world[appUsers] = `[{"id":"00u1","credentials":{"userName":"kim@old.example"}},{"id":"00u2","credentials":{"userName":"Lee@acme.example"}},{"id":"00u3","credentials":{"userName":"max@old.example"}},{"id":"00u9","credentials":{"userName":"one@old.example"}}]`
	world["GET /api/v1/users/00u9"] = member("00u9", "one@old.example", "one@acme.example")
	out, err := Renames(t.Context(), small(t, facts.Intent{}, world), "user.email", []okta.Group{pushed[0]})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range out.People {
		got = append(got, fmt.Sprintf("%s: %s > %s", p.Login, p.SSOBefore, p.SSOAfter))
	}
	want := []string{
		"kim@old.example: kim@old.example > kim@acme.example", "lee@acme.example: Lee@acme.example > lee@acme.example",
		"noa@old.example:  > noa@acme.example", "one@old.example: one@old.example > one@acme.example",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if n := len(out.Renamed()); n != 2 {
		t.Errorf("%d renamed; who is not assigned yet has no name to lose, and letter case is no other name", n)
	}
}
