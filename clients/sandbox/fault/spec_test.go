package fault

import (
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Spec{
		"okta:429":            {Service: "okta", Kind: "429"},
		"scim:429-bare@3":     {Service: "scim", Kind: "429-bare", At: 3},
		"admin:reset-after@1": {Service: "admin", Kind: "reset-after", At: 1},
		"site:503@2+":         {Service: "site", Kind: "503", At: 2, Onward: true},
		"okta:500%4":          {Service: "okta", Kind: "500", Every: 4},
		"scim/GET /scim/directory/{id}/Users:cut@2": {Service: "scim", Method: "GET", Route: "/scim/directory/{id}/Users", Kind: "cut", At: 2},
		"scim/GET /scim/directory/{id}/Schemas/urn:ietf:params:scim:schemas:core:2.0:User:html": {
			Service: "scim", Method: "GET", Route: "/scim/directory/{id}/Schemas/urn:ietf:params:scim:schemas:core:2.0:User", Kind: "html"},
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			got, err := Parse(text)
			if err != nil {
				t.Fatal(err)
			}
			if got != want {
				t.Errorf("got %+v, want %+v", got, want)
			}
			if got.String() != text {
				t.Errorf("String is %q", got)
			}
		})
	}
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                                  "no colon",
		"okta":                              "no colon",
		"console:500":                       `no service "console"`,
		"okta:418":                          `no kind "418"`,
		"okta:500@":                         `"" is not a number`,
		"okta:500@0":                        `"0" is not a number`,
		"okta:500@-1":                       `"-1" is not a number`,
		"okta:500@01":                       `"01" is not a number`,
		"okta:500%":                         `"" is not a number`,
		"okta:500%2+":                       `"2+" is not a number`,
		"okta:500@2++":                      `"2+" is not a number`,
		"okta/get /api:500":                 `"get" is no method`,
		"okta/GET:500":                      "not a path",
		"okta/GET api:500":                  "not a path",
		"okta/GET /api?q=1:500":             "not a path",
		"okta/GET /api more:500":            "not a path",
		"okta/:500":                         `"" is no method`,
		"okta:timeout@99999999999999999999": "is not a number",
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			got, err := Parse(text)
			if err == nil {
				t.Fatalf("accepted as %+v", got)
			}
			for _, part := range []string{want, Grammar, "429-bare", "okta, scim, admin, site"} {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("%q lacks %q", err, part)
				}
			}
		})
	}
}

func TestHits(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"okta:500":    "xxxxxxx",
		"okta:500@1":  "x......",
		"okta:500@3":  "..x....",
		"okta:500@3+": "..xxxxx",
		"okta:500%3":  "..x..x.",
		"okta:500%1":  "xxxxxxx",
	} {
		s, err := Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for n := 1; n <= 7; n++ {
			if s.hits(n) {
				got += "x"
				continue
			}
			got += "."
		}
		if got != want {
			t.Errorf("%s hits %s, want %s", text, got, want)
		}
	}
}

func TestMatches(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		spec, service, method, path string
		want                        bool
	}{
		{"okta:500", "okta", "PUT", "/anything", true},
		{"okta:500", "scim", "PUT", "/anything", false},
		{"okta/GET /api/v1/apps/{id}:500", "okta", "GET", "/api/v1/apps/0oa1", true},
		{"okta/GET /api/v1/apps/{id}:500", "okta", "PUT", "/api/v1/apps/0oa1", false},
		{"okta/GET /api/v1/apps/{id}:500", "okta", "GET", "/api/v1/apps", false},
		{"okta/GET /api/v1/apps/{id}:500", "okta", "GET", "/api/v1/apps/", false},
		{"okta/GET /api/v1/apps/{id}:500", "okta", "GET", "/api/v1/apps/0oa1/users", false},
		{"okta/GET /api/v1/apps/0oa1:500", "okta", "GET", "/api/v1/apps/0oa2", false},
	} {
		s, err := Parse(c.spec)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.matches(c.service, c.method, c.path); got != c.want {
			t.Errorf("%s matches %s %s %s: %v", c.spec, c.service, c.method, c.path, got)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"okta:429", "scim/GET /scim/directory/{id}/Users:cut@2+", "site:html%3", "::", "okta/ :500@"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := Parse(text)
		if err != nil {
			return
		}
		again, err := Parse(s.String())
		if err != nil || again != s {
			t.Errorf("%q becomes %q, which reads as %+v, %v", text, s, again, err)
		}
	})
}
