package redact

import (
	"encoding/json"
	"strings"
	"testing"
)

// FuzzNames puts a name into every place of an answer where a name may stand, and looks for it in what comes out.
func FuzzNames(f *testing.F) {
	for _, s := range []string{"ana.ruiz@example.com", "Ana Ruiz", "O'Brien", "acme.example", "https://acme.okta.com/x?y=z", "00uTESTTESTTESTT0001", `a"b`, "x\x00y", "Zoë\u202e", "10.0.0.1", "{id}", "U000F0000"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		if len(name) < 5 || len(name) > 150 || !nameable(name) {
			return
		}
		doc := map[string]any{
			"label": name, "description": name, "profile": map[string]any{"login": name, "department": name, "firstName": name}, name: 1.0, "list": []any{name},
			"_links": map[string]any{"x": map[string]any{"href": "https://" + strings.ToLower(plainOnly(name)) + ".example/" + name}},
		}
		r, err := New()
		if err != nil {
			t.Fatal(err)
		}
		r.Learn(doc)
		delete(doc, name)
		body, err := json.Marshal(r.JSON(doc))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(body), name) {
			t.Errorf("%q is left in %s", name, body)
		}
		if text := r.Text("The group " + name + " is gone."); strings.Contains(text, name) {
			t.Errorf("%q is left in %q", name, text)
		}
	})
}

// nameable says whether a text is a name that a sentence can hold: letters, and none of the words that everybody has.
func nameable(name string) bool {
	n := trimmed(norm(name))
	const around = "the group is gone. text- person- host- name- https:// .example/ {id} ?… label description profile login department firstname list _links href"
	inAround := strings.Contains(around, n)
	if len(n) < 5 || n != norm(name) || common[n] || inAround {
		return false
	}
	return len(word.FindAllString(name, -1)) <= longest && !ownHosts[n] && kindOf(name)
}

// kindOf leaves out dates and numbers, of which only the digits go.
func kindOf(name string) bool {
	return !isDate(name) && strings.Trim(name, "0123456789.:-+eE ") != "" && shaped(name) || strings.ContainsAny(name, "@ ")
}

func plainOnly(name string) string {
	return strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
			return c
		}
		return -1
	}, strings.ToLower(name))
}
