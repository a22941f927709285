package redact

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"testing"
)

// rendered is a document as it would stand in a bundle, after the Redactor learned all of it.
func rendered(t *testing.T, in string) (*Redactor, string) {
	t.Helper()
	r := learned(t, in)
	body, err := json.Marshal(r.JSON(decoded(t, in)))
	if err != nil {
		t.Fatal(err)
	}
	if !json.Valid(body) {
		t.Errorf("%s is no JSON", body)
	}
	return r, string(body)
}

// TestOddDocuments: what no vendor documents stays in shape, and nothing of it is told.
func TestOddDocuments(t *testing.T) {
	t.Parallel()
	const token = `[a-z]+-\w{8}(~\w\w)?`
	for name, tt := range map[string]struct{ in, want string }{
		"null":                      {`null`, `^null$`},
		"a lone number":             {`12`, `^12$`},
		"a lone text":               {`"Harbour pilots"`, `^"text-\w{8}~\w\w"$`},
		"a lone address":            {`"ana@acme.example"`, `^"person-\w{8}\.\w{4}@host-\w{8}"$`},
		"empty object":              {`{}`, `^\{\}$`},
		"empty list":                {`[]`, `^\[\]$`},
		"empty in empty":            {`{"a":[[],{}],"b":{}}`, `^\{"a":\[\[\],\{\}\],"b":\{\}\}$`},
		"a number as text":          {`{"employee":"4711"}`, `^\{"employee":"text-\w{8}"\}$`},
		"a long number as text":     {`{"phone":"491701234567"}`, `^\{"phone":"text-\w{8}"\}$`},
		"a long number":             {`{"phone":491701234567,"neg":-491701234567}`, `^\{"neg":0,"phone":0\}$`},
		"a fraction":                {`{"ratio":0.25}`, `^\{"ratio":0\.25\}$`},
		"just small enough":         {`{"n":999999999}`, `^\{"n":999999999\}$`},
		"just too big":              {`{"n":1000000000}`, `^\{"n":0\}$`},
		"a truth as text":           {`{"x":"true"}`, `^\{"x":"` + token + `"\}$`},
		"a status that is a person": {`{"status":"ana@acme.example"}`, `^\{"status":"person-\w{8}\.\w{4}@host-\w{8}"\}$`},
		"a status that is a list":   {`{"status":["ACTIVE","Ana Ruiz"]}`, `^\{"status":\["ACTIVE","text-\w{8}~\w\w"\]\}$`},
		"a status that is a number": {`{"status":404}`, `^\{"status":404\}$`},
		"a status that is a tree":   {`{"status":{"value":"Ana"}}`, `^\{"status":\{"value":"text-\w{8}~\w\w"\}\}$`},
		"a list in a list":          {`{"rows":[["Ana","Bob"],["Cyn"]]}`, `^\{"rows":\[\["` + token + `","` + token + `"\],\["` + token + `"\]\]\}$`},
		"lists of lists are cut":    {`[[[1,2,3,4,5]],[2],[3],[4]]`, `^\[\[\[1,2,3\]\],\[2\],\[3\]\]$`},
		"a mixed list is cut":       {`["a1","b2",null,"c3","d4"]`, `^\["` + token + `","` + token + `",null\]$`},
		"an address as key":         {`{"ana@acme.example":1}`, `^\{"key-\w{8}":1\}$`},
		"an id as key":              {`{"00uTESTTESTTESTT0001":{"a":1}}`, `^\{"key-\w{8}~\w\w":\{"a":1\}\}$`},
		"a name as key":             {`{"Harbour pilots":["x y"]}`, `^\{"key-\w{8}~\w\w":\["text-\w{8}"\]\}$`},
		"no key":                    {`{"":"Ana"}`, `^\{"key-\w{8}":"` + token + `"\}$`},
		"a key like a number":       {`{"4711":"x"}`, `^\{"key-\w{8}":`},
		"an expression":             {`{"template":"user.login + \"@acme.example\""}`, `^\{"template":"user\.login \+ \\"text-\w{8}\\""\}$`},
		"an expression as list":     {`{"template":["'Acme GmbH'"]}`, `^\{"template":\["'text-\w{8}~\w\w'"\]\}$`},
	} {
		if _, got := rendered(t, tt.in); !regexp.MustCompile(tt.want).MatchString(got) {
			t.Errorf("%s: %s became %s, not %s", name, tt.in, got, tt.want)
		}
	}
}

// TestListsOfWordsAreKeptLonger: of texts sixty, of anything else three.
func TestListsOfWordsAreKeptLonger(t *testing.T) {
	t.Parallel()
	r := learned(t)
	for length, want := range map[int]int{0: 0, 3: 3, 59: 59, 60: 60, 61: 60, 500: 60} {
		texts, numbers := make([]any, length), make([]any, length)
		for i := range length {
			texts[i], numbers[i] = fmt.Sprint("feature-", i), float64(i)
		}
		got := len(r.JSON(texts).([]any))
		if got != want {
			t.Errorf("%d of %d words are left, not %d", got, length, want)
		}
		if got := len(r.JSON(map[string]any{"x": numbers}).(map[string]any)["x"].([]any)); got != min(want, 3) {
			t.Errorf("%d of %d numbers are left", got, length)
		}
	}
}

// TestDeepDocuments: a name at the bottom of a deep document is found as one at its top is.
func TestDeepDocuments(t *testing.T) {
	t.Parallel()
	for _, depth := range []int{1, 10, 1_000} {
		objects := strings.Repeat(`{"inside":`, depth) + `{"login":"ana@acme.example","displayName":"Ana Ruiz"}` + strings.Repeat("}", depth)
		lists := strings.Repeat(`[`, depth) + `"secret harbour"` + strings.Repeat("]", depth)
		r, got := rendered(t, objects)
		if strings.Contains(got, "ana") || strings.Contains(got, "acme") || strings.Contains(got, "Ruiz") || strings.Count(got, `"inside"`) != depth {
			t.Errorf("%d deep: %.200s", depth, got)
		}
		if known, is := r.known("Ana Ruiz"); !is || !strings.Contains(known, ".name~") {
			t.Errorf("%d deep, she is %q", depth, known)
		}
		s, got := rendered(t, lists)
		if strings.Contains(got, "harbour") || strings.Count(got, "[") != depth || strings.Contains(s.Text("of secret harbour now"), "harbour") {
			t.Errorf("%d deep: %.200s", depth, got)
		}
	}
}

// TestBrokenLetters: what is no UTF-8 is neither told nor breaks the document.
func TestBrokenLetters(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"har\xffbour", "\xc3(harbour", "harbour\xed\xa0\x80", "\xfe\xffharbour", "harbour\x00pilots", "harbour\u202epilots", "ﬁne harbour"} {
		doc := map[string]any{"label": name, "list": []any{name, []any{name}}, "profile": map[string]any{"login": name}}
		r := learned(t)
		r.Learn(doc)
		body, err := json.Marshal(r.JSON(doc))
		if err != nil {
			t.Fatalf("%q: %v", name, err)
		}
		for _, out := range []string{string(body), r.Name(name), r.Name("x " + name)} {
			if strings.Contains(strings.ToLower(out), "bour") {
				t.Errorf("%q is told in %q", name, out)
			}
		}
	}
}

// TestAKeyThatIsSomebody: an address used as a key is one pseudonym, wherever it is a key, and is no field's name in a sentence.
func TestAKeyThatIsSomebody(t *testing.T) {
	t.Parallel()
	r, got := rendered(t, `[{"ana@acme.example":{"role":"x"}},{"ana@acme.example":{"role":"y"},"bob@acme.example":1}]`)
	keys := regexp.MustCompile(`"(key-\w{8})":`).FindAllStringSubmatch(got, -1)
	if len(keys) != 3 {
		t.Fatalf("the keys are %q in %s", keys, got)
	}
	count := map[string]int{}
	for _, k := range keys {
		count[k[1]]++
	}
	if len(count) != 2 || strings.Contains(got, "acme") || strings.Contains(r.Text("ana@acme.example is gone"), "acme") {
		t.Errorf("%s", got)
	}
	// A field's name that somebody bears as a login is a name.
	s, got := rendered(t, `{"people":{"mmuster":{"a":1}},"login":"mmuster"}`)
	if strings.Contains(got, "mmuster") || s.Name("mmuster") == "mmuster" {
		t.Errorf("a login is left as a key: %s", got)
	}
}

// TestRedactingLeavesTheDocumentAsItWas: the answer that the program goes on with is not the redacted one.
func TestRedactingLeavesTheDocumentAsItWas(t *testing.T) {
	t.Parallel()
	const in = `{"login":"ana@acme.example","list":[{"a":"b c"},2,3,4,5],"ana@acme.example":{"deep":["x y"]},"big":1e12}`
	doc, before := decoded(t, in), decoded(t, in)
	r := learned(t, in)
	first, second := r.JSON(doc), r.JSON(doc)
	if !reflect.DeepEqual(doc, before) {
		t.Errorf("the document became %v", doc)
	}
	if !reflect.DeepEqual(first, second) {
		t.Errorf("one document has two forms:\n%v\n%v", first, second)
	}
}

// TestErrorsOfTheVendors: their sentences stay readable, the names in them go.
func TestErrorsOfTheVendors(t *testing.T) {
	t.Parallel()
	const world = `{"login":"ana@acme.example","displayName":"Ana Ruiz","label":"Harbour pilots","x":`
	for in, want := range map[string]string{
		`{"errorSummary":"Not found: Resource not found: 00uTESTTESTTESTT0001 (User)"}`:                        `"Not found: Resource not found: 00u-\w{8} \(User\)"`,
		`{"detail":"Resource [USER]: with email[ana@acme.example] already exists."}`:                           `"Resource \[USER\]: with email\[person-\w{8}\.\w{4}@host-\w{8}\] already exists\."`,
		`{"message":"The group Harbour pilots of Ana Ruiz is gone"}`:                                           `"The group text-\w{8}~\w\w of person-\w{8}\.name~\w\w is gone"`,
		`{"errorCauses":[{"errorSummary":"login: 'Ana Ruiz' is taken"}]}`:                                      `\[\{"errorSummary":"login: 'person-\w{8}\.name~\w\w' is taken"\}\]`,
		`{"error":["no seat for ana@acme.example","at https://acme.atlassian.net/wiki"]}`:                      `\["no seat for person-\w{8}\.\w{4}@host-\w{8}","at https://host-\w{8}\.atlassian\.net/wiki"\]`,
		`{"reason":{"message":"Harbour pilots","code":"ADMIN-409-3"}}`:                                         `\{"code":"ADMIN-409-3","message":"text-\w{8}~\w\w"\}`,
		`{"errorLink":"E0000001","errorId":"oaeTESTTESTTESTT001","errorCode":"E0000007"}`:                      `"errorCode":"E0000007","errorId":"[^"]+","errorLink":"E0000001"`,
		`{"urn:scim:schemas:extension:atlassian-external:1.0":{"atlassianAccountId":"557058:abc"},"active":1}`: `\{"active":1,"urn:scim:schemas:extension:atlassian-external:1\.0":\{"atlassianAccountId":"`,
	} {
		_, got := rendered(t, world+in+"}")
		if !regexp.MustCompile(want).MatchString(got) {
			t.Errorf("%s became\n%s, not\n%s", in, got, want)
		}
		for _, name := range []string{"acme", "ana@", "Ruiz", "Harbour", "T0001", "557058"} {
			if strings.Contains(got, name) {
				t.Errorf("%s told %q: %s", in, name, got)
			}
		}
	}
}
