package report

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/checks"
)

// node is an element of any document.
type node struct {
	XMLName  xml.Name
	Attrs    []xml.Attr `xml:",any,attr"`
	Children []node     `xml:",any"`
	Text     string     `xml:",chardata"`
}

// rule says of one element what the schema for Ant's JUnit reports by Windy Road (JUnit.xsd), the strictest that is
// published, demands: required attributes with the form of their values, which others may stand there, and the children
// in their order. What it accepts, the one of Jenkins (junit-10.xsd) accepts too: it demands less everywhere, and the
// form of a time is in both a plain decimal number.
type rule struct {
	required map[string]string // attribute -> form
	optional []string
	children []child
}

// child is a place in the order of children; several names are a choice.
type child struct {
	names    []string
	min, max int // max 0: any number
}

const (
	integer  = `-?\d+`
	token    = `\S+( \S+)*`
	anyText  = `(?s).*`
	moment   = `\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d`
	fraction = `[+-]?(\d+(\.\d*)?|\.\d+)`
)

// windyRoad are the rules by the path of an element.
var windyRoad = map[string]rule{
	"testsuites": {children: []child{{[]string{"testsuite"}, 0, 0}}},
	"testsuites/testsuite": {
		required: map[string]string{
			"package": token, "id": integer, "name": token, "timestamp": moment, "hostname": token, "tests": integer,
			"failures": integer, "errors": integer, "time": fraction,
		},
		optional: []string{"skipped"},
		children: []child{{[]string{"properties"}, 1, 1}, {[]string{"testcase"}, 0, 0}, {[]string{"system-out"}, 1, 1}, {[]string{"system-err"}, 1, 1}},
	},
	"testsuites/testsuite/properties":          {children: []child{{[]string{"property"}, 0, 0}}},
	"testsuites/testsuite/properties/property": {required: map[string]string{"name": token, "value": anyText}},
	"testsuites/testsuite/testcase": {
		required: map[string]string{"name": token, "classname": token, "time": fraction},
		children: []child{{[]string{"skipped", "error", "failure"}, 0, 1}},
	},
	"testsuites/testsuite/testcase/skipped": {optional: []string{"message", "type"}},
	"testsuites/testsuite/testcase/error":   {required: map[string]string{"type": anyText}, optional: []string{"message"}},
	"testsuites/testsuite/testcase/failure": {required: map[string]string{"type": anyText}, optional: []string{"message"}},
	"testsuites/testsuite/system-out":       {},
	"testsuites/testsuite/system-err":       {},
}

// invalid names everything in a document that the schema refuses.
func invalid(n node, path string) []string {
	r, known := windyRoad[path]
	if !known {
		return []string{path + " has no place"}
	}
	var wrong []string
	seen := map[string]bool{}
	for _, a := range n.Attrs {
		form, required := r.required[a.Name.Local]
		seen[a.Name.Local] = true
		switch {
		case required && !regexp.MustCompile(`^(`+form+`)$`).MatchString(a.Value):
			wrong = append(wrong, fmt.Sprintf("%s/@%s is %q", path, a.Name.Local, a.Value))
		case !required && !slices.Contains(r.optional, a.Name.Local):
			wrong = append(wrong, path+"/@"+a.Name.Local+" has no place")
		}
	}
	for name := range r.required {
		if !seen[name] {
			wrong = append(wrong, path+"/@"+name+" is missing")
		}
	}
	if len(r.children) > 0 && strings.TrimSpace(n.Text) != "" {
		wrong = append(wrong, path+" has text between its elements")
	}
	wrong = append(wrong, misplaced(n, path, r.children)...)
	for _, c := range n.Children {
		wrong = append(wrong, invalid(c, path+"/"+c.XMLName.Local)...)
	}
	return wrong
}

func misplaced(n node, path string, places []child) []string {
	var wrong []string
	rest := n.Children
	for _, place := range places {
		count := 0
		for len(rest) > 0 && slices.Contains(place.names, rest[0].XMLName.Local) {
			rest, count = rest[1:], count+1
		}
		if count < place.min || place.max > 0 && count > place.max {
			wrong = append(wrong, fmt.Sprintf("%s has %d of %q", path, count, place.names))
		}
	}
	if len(rest) > 0 {
		wrong = append(wrong, path+" has "+rest[0].XMLName.Local+" out of place")
	}
	return wrong
}

func parsed(t *testing.T, text string) node {
	t.Helper()
	var n node
	if err := xml.Unmarshal([]byte(text), &n); err != nil {
		t.Fatal(err)
	}
	return n
}

func junit(t *testing.T, c Check) string {
	t.Helper()
	var b bytes.Buffer
	if err := c.JUnit(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestJUnitFollowsItsSchema(t *testing.T) {
	t.Parallel()
	bare := sample()
	bare.Okta, bare.Organization, bare.Took = "", "", 0
	for name, c := range map[string]Check{"nothing asked": {}, "usual": sample(), "nothing known": bare, "everything": everything()} {
		if wrong := invalid(parsed(t, junit(t, c)), "testsuites"); len(wrong) > 0 {
			t.Errorf("%s: %q", name, wrong)
		}
	}
}

func TestTheJUnitRulesRefuse(t *testing.T) {
	t.Parallel()
	whole := junit(t, sample())
	for _, edit := range [][2]string{
		{` hostname="localhost"`, ``}, {`timestamp="2026-11-23T21:05:07"`, `timestamp="2026-11-23T21:05:07Z"`}, {`id="0"`, `id="first"`},
		{`<system-out>`, `<system-err></system-err><system-out>`}, {`<system-err></system-err>`, ``}, {`time="0.002"`, `time="2ms"`},
		{`<failure `, `<skipped></skipped><failure `}, {` type="fail"`, ``}, {`classname="provision.check.push"`, `class="push"`},
		{`<testsuites>`, `<testsuites name="x">`}, {`name="okta" `, `name="" `}, {`<testcase `, `<case></case><testcase `}, {`</properties>`, `</properties>text`},
	} {
		text := strings.Replace(whole, edit[0], edit[1], 1)
		if text == whole {
			t.Fatalf("%q changes nothing", edit)
		}
		if wrong := invalid(parsed(t, text), "testsuites"); len(wrong) == 0 {
			t.Errorf("%q passes for %q", edit[1], edit[0])
		}
	}
}

func TestJUnitTellsWhatCounts(t *testing.T) {
	t.Parallel()
	c := everything()
	c.Results[0].Duration = 1234 * time.Millisecond
	outcome := func(c Check) map[string]string {
		found := map[string]string{}
		for _, suite := range parsed(t, junit(t, c)).Children {
			for _, line := range suite.Children {
				if line.XMLName.Local != "testcase" {
					continue
				}
				name, how := "", "passed"
				for _, a := range line.Attrs {
					if a.Name.Local == "name" {
						name = a.Value
					}
				}
				if len(line.Children) > 0 {
					how = line.Children[0].XMLName.Local
				}
				found[name] = how
			}
		}
		return found
	}
	got := outcome(c)
	for id, want := range map[string]string{
		"okta-reachable": "passed", "scim-key": "error", "domain-linked": "skipped", "push-status": "skipped",
		"push-assign-overlap": "skipped", "push-members": "failure",
	} {
		if got[id] != want {
			t.Errorf("%s: %s, want %s", id, got[id], want)
		}
	}
	loose, strict := sample(), sample()
	strict.FailOn = FailOn{checks.Warn, checks.Manual, checks.Unknown}
	if got := outcome(loose); got["push-assign-overlap"] != "passed" || !strings.Contains(junit(t, loose), "warning: push-assign-overlap: ") {
		t.Errorf("a warning: %q", got)
	}
	for _, id := range []string{"push-assign-overlap", "domain-linked", "scim-key"} {
		if got := outcome(strict); got[id] != "failure" {
			t.Errorf("with --fail-on, %s: %s", id, got[id])
		}
	}
	text := junit(t, c)
	for _, want := range []string{
		`tests="3" failures="1" errors="0" skipped="2"`, `name="okta-reachable" classname="provision.check.connection" time="1.234"`,
		"person19@example.com: not member", "person01@example.com: not member (suppressed until 2027-01-31 by ben: known)", "More: provision explain push-members",
		`message="suppressed until 2027-01-31 by ana: known. Assigned and pushed at once: jira-users."`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %s:\n%s", want, text)
		}
	}
}
