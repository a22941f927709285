package checks

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/okta"
)

var kebab = regexp.MustCompile(`^[a-z]+(-[a-z]+)+$`)

func TestCatalogue(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, c := range Catalogue() {
		if !kebab.MatchString(c.ID) || seen[c.ID] {
			t.Errorf("%q is no id, or used twice", c.ID)
		}
		for _, before := range c.After {
			if !seen[before] {
				t.Errorf("%s comes after %s, which is not before it", c.ID, before)
			}
		}
		seen[c.ID] = true
		for name, text := range map[string]string{"title": c.Title, "reads": c.Reads, "why": c.Why, "detects": c.Detects, "topic": c.Topic, "mends": c.Mends} {
			if text == "" {
				t.Errorf("%s has no %s", c.ID, name)
			}
		}
		if !slices.Contains([]string{Info, Low, Medium, High}, c.Severity) || c.Run == nil {
			t.Errorf("%s: severity %q, run %v", c.ID, c.Severity, c.Run != nil)
		}
		if len(c.Docs) == 0 {
			t.Errorf("%s names no page of a vendor", c.ID)
		}
		for _, page := range c.Docs {
			if u, err := url.Parse(page); err != nil || u.Scheme != "https" || !slices.Contains(vendors, u.Host) {
				t.Errorf("%s: %s is no page of a vendor", c.ID, page)
			}
		}
		if !strings.HasSuffix(c.Mends, ".") || strings.Contains(c.Mends, "%") || strings.Contains(c.Mends, "..") {
			t.Errorf("%s is mended by %q, which is no sentence", c.ID, c.Mends)
		}
		if found, ok := Find(c.ID); !ok || found.Title != c.Title {
			t.Errorf("Find(%q) found %q", c.ID, found.ID)
		}
	}
}

// vendors are the hosts on which the vendors write.
var vendors = []string{"support.atlassian.com", "developer.atlassian.com", "help.okta.com", "developer.okta.com"}

func TestRemediesAreForChecksThatExist(t *testing.T) {
	t.Parallel()
	for id := range remedies {
		if _, ok := Find(id); !ok {
			t.Errorf("a remedy for %s, which nobody asks", id)
		}
	}
}

func TestTopicsInOrder(t *testing.T) {
	t.Parallel()
	var topics []string
	for _, c := range Catalogue() {
		if len(topics) == 0 || topics[len(topics)-1] != c.Topic {
			topics = append(topics, c.Topic)
		}
	}
	if want := []string{Connection, Prerequisites, Directory, Integration, Email, Push, Assign, Access}; !slices.Equal(topics, want) {
		t.Errorf("topics %v, want %v", topics, want)
	}
}

func TestSelect(t *testing.T) {
	t.Parallel()
	var got []string
	for _, c := range Select("push-arrived", "okta-app", "no-such") {
		got = append(got, c.ID)
	}
	if want := []string{"okta-app", "push-arrived"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want the catalogue's order %v", got, want)
	}
	if _, ok := Find("no-such"); ok {
		t.Error("found a check that does not exist")
	}
}

func TestStatusIsAWordInJSON(t *testing.T) {
	t.Parallel()
	for s := Pass; s <= Unknown; s++ {
		text, err := json.Marshal(s)
		if err != nil || string(text) != `"`+s.String()+`"` {
			t.Errorf("%d: %s %v", s, text, err)
		}
		var back Status
		if err := json.Unmarshal(text, &back); err != nil || back != s {
			t.Errorf("%s came back as %s: %v", s, back, err)
		}
	}
	var s Status
	if err := json.Unmarshal([]byte(`"good"`), &s); err == nil {
		t.Error("took good for a status")
	}
	if got := Status(9).String(); got != "status(9)" {
		t.Errorf("an unknown status is %q", got)
	}
}

func TestFindingJSONHidesWhatIsOurs(t *testing.T) {
	t.Parallel()
	text, _ := json.Marshal(Finding{Status: Fail, Refused: true, Stop: true})
	if strings.Contains(string(text), "true") {
		t.Errorf("%s", text)
	}
}

func TestOf(t *testing.T) {
	t.Parallel()
	oktaErr := func(status int, code string) error {
		return fmt.Errorf("read: %w", &clients.Error{Service: "okta", Method: "GET", Path: "/api/v1/apps", Status: status, Code: code})
	}
	for _, tt := range []struct {
		name    string
		err     error
		want    Status
		refused bool
		words   []string
	}{
		{"no app", facts.ErrNoApp, Fail, false, []string{"Browse App Catalog"}},
		{"several apps", &facts.AmbiguousError{Apps: []okta.App{{ID: "1", Label: "A"}, {ID: "2", Label: "B"}}}, Fail, false, []string{"A (1), B (2)", "--app-id"}},
		{"no group", &facts.GroupError{Name: "x"}, Fail, false, []string{`"got":"0"`}},
		{"two groups", &facts.GroupError{Name: "x", Found: make([]okta.Group, 2)}, Fail, false, []string{`"got":"2"`}},
		{"organization", &facts.OrgError{Wanted: "o"}, Fail, false, []string{"no organization"}},
		{"not configured", &facts.NotConfiguredError{What: "the key"}, Unknown, false, []string{"the key: not configured", "provision setup"}},
		{"role", oktaErr(403, "E0000006"), Unknown, false, []string{"Could not look", "group administrator"}},
		{"feature", oktaErr(401, "E0000015"), Unknown, false, []string{"licence"}},
		{"token", oktaErr(401, "E0000011"), Unknown, true, []string{"asks for a new one"}},
		{"broken", oktaErr(500, "E0000009"), Unknown, false, []string{"a few minutes"}},
		{"organization key", &clients.Error{Service: "admin", Status: 403}, Unknown, false, []string{"without scopes"}},
		{"directory", &clients.Error{Service: "scim", Status: 401}, Unknown, true, []string{"key"}},
		{"anything", errors.New("odd"), Unknown, false, []string{"odd"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := Of(tt.err)
			expect(t, f, tt.want, tt.words...)
			if f.Refused != tt.refused {
				t.Errorf("refused %v, want %v", f.Refused, tt.refused)
			}
		})
	}
}

func TestCredential(t *testing.T) {
	t.Parallel()
	denied := &clients.Error{Service: "okta", Method: "GET", Path: "/x", Status: 401, Code: "E0000011", Message: "Invalid token provided"}
	f := credential(denied, "Refused.", "Mend.")
	expect(t, f, Fail, "Refused.", `"got":"401 E0000011 Invalid token provided"`)
	if !f.Refused {
		t.Error("not marked as refused")
	}
	expect(t, credential(&clients.Error{Status: 401, Code: "E0000015"}, "Refused.", "Mend."), Unknown)
	expect(t, credential(errors.New("no network"), "Refused.", "Mend."), Unknown)
}
