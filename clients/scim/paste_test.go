package scim

import (
	"errors"
	"strings"
	"testing"
)

const (
	id    = "4c1e8a52-0d3b-4b6f-9a57-1f2e3d4c5b6a"
	base  = "https://api.atlassian.com/scim/directory/" + id
	token = "ATCTT3xFfGN0abcDEF_123-456=ABCDEF01"
)

func TestParseBaseURL(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"plain":                    base,
		"blanks":                   "  " + base + " \t\r\n",
		"trailing slashes":         base + "//",
		"scim/v2 appended":         base + "/scim/v2",
		"scim/v2 and slash":        base + "/scim/v2/",
		"v2 appended":              base + "/v2",
		"users":                    base + "/Users?startIndex=1",
		"groups":                   base + "/Groups/",
		"config":                   base + "/ServiceProviderConfig",
		"fragment":                 base + "#top",
		"double slash":             strings.Replace(base, "com/scim", "com//scim", 1),
		"quoted":                   `"` + base + `"`,
		"typographic quotes":       "“" + base + "”",
		"brackets":                 "<" + base + ">",
		"comma":                    base + ",",
		"label":                    "SCIM base URL: " + base,
		"label stuck":              "URL:" + base,
		"variable":                 "PROVISION_SCIM_BASE_URL=" + base,
		"line break in the id":     base[:50] + "\n" + base[50:],
		"line break before the id": "https://api.atlassian.com/scim/directory/\r\n" + id,
		"line break before path":   base + "\n/scim/v2",
		"no scheme":                strings.TrimPrefix(base, "https://"),
		"capitals":                 strings.Replace(base, "https://api.atlassian", "HTTPS://API.Atlassian", 1),
		"invisible characters":     "\u200b" + base[:30] + "\u200b" + base[30:] + "\ufeff",
		"pasted twice, no blank":   base + "/" + base,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := ParseBaseURL(text)
			if err != nil || got.String() != base {
				t.Errorf("ParseBaseURL(%q) = %v, %v", text, got, err)
			}
		})
	}
}

func TestParseBaseURLKeepsOtherHosts(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"http://127.0.0.1:8080/scim/directory/d1/":            "http://127.0.0.1:8080/scim/directory/d1",
		"http://localhost:1/scim/directory/d_1":               "http://localhost:1/scim/directory/d_1",
		"http://[::1]:99/scim/directory/d1":                   "http://[::1]:99/scim/directory/d1",
		"https://proxy.example.com/x/scim/directory/d1/v2":    "https://proxy.example.com/x/scim/directory/d1",
		"https://api.atlassian.com/scim/directory/short?x=y#": "https://api.atlassian.com/scim/directory/short",
	} {
		if got, err := ParseBaseURL(text); err != nil || got.String() != want {
			t.Errorf("ParseBaseURL(%q) = %v, %v", text, got, err)
		}
	}
}

func TestParseBaseURLRefuses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text string
		kind Kind
	}{
		"nothing":               {"", KindEmpty},
		"blanks":                {" \n\t ", KindEmpty},
		"quotes":                {`""`, KindEmpty},
		"the key":               {token, KindKey},
		"a key of another kind": {"a8f5f167f44f4964e6c998dee827110c", KindKey},
		"a short new key":       {"ATATT12", KindKey},
		"a key over two lines":  {token[:10] + "\n" + token[10:], KindKey},
		"the id":                {id, KindID},
		"URL and key":           {base + "\n" + token, KindMore},
		"URL and label":         {base + "\nAPI key: " + token, KindMore},
		"URL, path and key":     {base + "/scim/v2 " + token, KindMore},
		"short id and key":      {"https://api.atlassian.com/scim/directory/abc " + token, KindMore},
		"the console":           {"https://admin.atlassian.com/o/1/identity-providers", KindConsole},
		"the organization":      {"https://api.atlassian.com/admin/v1/orgs", KindNoDirectory},
		"no id":                 {"https://api.atlassian.com/scim/directory/", KindNoDirectory},
		"a dotted path":         {"https://api.atlassian.com/../scim/directory/" + id, KindNoDirectory},
		"a placeholder":         {"https://api.atlassian.com/scim/directory/{directoryId}", KindNoDirectory},
		"a key in the URL":      {"https://api.atlassian.com/scim/directory/" + strings.Repeat(token, 3), KindNoDirectory},
		"Okta":                  {"https://example.okta.com", KindNoDirectory},
		"http":                  {"http://api.atlassian.com/scim/directory/" + id, KindScheme},
		"http, nearly local":    {"http://localhost.example.com/scim/directory/" + id, KindScheme},
		"another scheme":        {"ftp://api.atlassian.com/scim/directory/" + id, KindScheme},
		"a password":            {"https://a:b@api.atlassian.com/scim/directory/" + id, KindNotURL},
		"no host":               {"https:///scim/directory/" + id, KindNotURL},
		"words":                 {"where is it?", KindNotURL},
		"an address":            {"ana@example.com", KindNotURL},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := ParseBaseURL(c.text)
			var e *BaseError
			if got != nil || !errors.As(err, &e) || e.Kind != c.kind {
				t.Fatalf("ParseBaseURL(%q) = %v, %#v; want %s", c.text, got, err, c.kind)
			}
			if strings.Contains(err.Error(), token[:8]) || strings.Contains(err.Error(), id) {
				t.Errorf("the error holds what was pasted: %v", err)
			}
		})
	}
}

func TestParseKey(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"plain": token, "blanks": " \t" + token + "\r\n", "bearer": "Bearer " + token, "small bearer": "bearer\n" + token,
		"header": "Authorization: Bearer " + token, "label": "API key: " + token, "quotes": "'" + token + "'",
		"over two lines": token[:12] + "\r\n  " + token[12:], "invisible": "\ufeff" + token + "\u200b", "URL before, labelled": base + " API key: " + token,
	} {
		if got, err := ParseKey(text); err != nil || got.Reveal() != token {
			t.Errorf("%s: got %q, %v", name, got.Reveal(), err)
		}
	}
}

func TestParseKeyRefuses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text string
		kind Kind
	}{
		"nothing": {"", KindEmpty}, "blanks": {"\n \t", KindEmpty}, "only bearer": {"Bearer ", KindEmpty}, "a label": {"API key:", KindEmpty},
		"the URL": {base, KindURL}, "the URL cut": {"api.atlassian.com/scim/directory/" + id, KindURL}, "both": {base + " " + token, KindURL},
		"dots": {"••••••••", KindCharacters}, "letters with marks": {"schlüssel", KindCharacters},
	} {
		got, err := ParseKey(c.text)
		var e *KeyError
		if !errors.As(err, &e) || e.Kind != c.kind || !got.IsZero() {
			t.Errorf("%s: got %v, want %s", name, err, c.kind)
		}
		if err != nil && strings.Contains(err.Error(), token) {
			t.Errorf("%s: the error holds the key", name)
		}
	}
}

func TestEveryKindHasItsOwnText(t *testing.T) {
	t.Parallel()
	texts := map[string]Kind{}
	for _, k := range []Kind{KindEmpty, KindKey, KindID, KindMore, KindConsole, KindNotURL, KindScheme, KindNoDirectory} {
		text := (&BaseError{Kind: k}).Error()
		if other, ok := texts[text]; ok || text == "" {
			t.Errorf("%s says the same as %s: %s", k, other, text)
		}
		texts[text] = k
	}
	for _, k := range []Kind{KindEmpty, KindURL, KindCharacters} {
		text := (&KeyError{Kind: k}).Error()
		if other, ok := texts[text]; ok || text == "" {
			t.Errorf("%s says the same as %s: %s", k, other, text)
		}
		texts[text] = k
	}
}
