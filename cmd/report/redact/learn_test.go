package redact

import (
	"strings"
	"testing"
)

// TestWhoIsSomebody: each form in which the vendors show a person joins what belongs to them.
func TestWhoIsSomebody(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		doc  string
		same []string
	}{
		"a user of Okta":            {oktaUser, []string{"00uTESTTESTTESTT0001", "ana@old.example", "ana.ruiz@example.com", "Ana Ruiz"}},
		"an assignment":             {appUser, []string{"00uTESTTESTTESTT0001", "247b915a-9d6c-4cd5-b5a5-071b1b3abc2e", "ana.ruiz@example.com"}},
		"a record":                  {record, []string{"247b915a-9d6c-4cd5-b5a5-071b1b3abc2e", "00uTESTTESTTESTT0001", "ana.ruiz@example.com", "712020:8ead4e63-aae7-4115-afe0-3183b3f05873"}},
		"an account":                {accountOf, []string{"712020:8ead4e63-aae7-4115-afe0-3183b3f05873", "ana.ruiz@example.com", "Ana Ruiz"}},
		"a managed account":         {`{"account_id":"a1b2c3","email":"ana@x.example","name":"Ana"}`, []string{"a1b2c3", "ana@x.example"}},
		"a link":                    {`{"scimLinks":[{"scimUserId":"s-1-2-3","atlassianAccountId":"acc-9","directoryId":"d1"}]}`, []string{"s-1-2-3", "acc-9"}},
		"a target of the log":       {`{"target":[{"type":"User","id":"00uLOGLOGLOGLOGL0001","alternateId":"ana@x.example","displayName":"Ana Log"}]}`, []string{"00uLOGLOGLOGLOGL0001", "ana@x.example", "Ana Log"}},
		"a member of a SCIM group":  {`{"members":[{"type":"User","value":"s-9","display":"ana@x.example"}]}`, []string{"s-9", "ana@x.example"}},
		"a member as a site sees":   {`{"accountId":"acc-1","emailAddress":"ana@x.example","displayName":"Ana Site"}`, []string{"acc-1", "ana@x.example", "Ana Site"}},
		"given and family name":     {`{"id":"s-4","userName":"ana@x.example","name":{"givenName":"Ana","familyName":"Formal"}}`, []string{"s-4", "Ana Formal"}},
		"a further address":         {`{"id":"00u9","profile":{"login":"ana@x.example","secondEmail":"x@y.example"},"secondEmail":"ana@home.example"}`, []string{"00u9", "ana@home.example"}},
		"an e-mail of several":      {`{"id":"s-5","userName":"ana","emails":[{"value":"a@x.example"},{"value":"b@x.example"}]}`, []string{"ana", "a@x.example", "b@x.example"}},
		"learned twice, in halves":  {`[{"accountId":"acc-7","email":"ana@x.example"},{"id":"s-7","userName":"ana@x.example"}]`, []string{"acc-7", "s-7"}},
		"an unlinked record's link": {`{"scimLinks":[{"scimUserId":"s-8","atlassianAccountId":null}]}`, []string{"s-8"}},
	} {
		r := learned(t, tt.doc)
		root := r.root(norm(tt.same[0]))
		for _, text := range tt.same {
			known, ok := r.known(text)
			if !ok || !strings.HasPrefix(known, "person-"+r.mark("person", root, 8)) {
				t.Errorf("%s: %q is %q, %v", name, text, known, ok)
			}
		}
	}
}

func TestWhatIsNobody(t *testing.T) {
	t.Parallel()
	r := learned(t, `{"id":"00gGROUPGROUPGROUP01","type":"OKTA_GROUP","profile":{"name":"sales"}}`, `{"id":"0oa1","name":"atlassian","label":"Wiki","credentials":{"userNameTemplate":{"template":"${source.email}"}}}`,
		`{"target":[{"type":"AppInstance","id":"0oa1","alternateId":"Wiki","displayName":"Wiki"},{"type":"User","id":"00u7","alternateId":"unknown","displayName":"x"}]}`, `{"id":"g1","name":"sales","externalSynced":true}`)
	for _, text := range []string{"sales", "Wiki", "0oa1", "00gGROUPGROUPGROUP01", "unknown", "g1"} {
		if known, is := r.known(text); is {
			t.Errorf("%q is taken for a person: %s", text, known)
		}
	}
	if a, b := r.Name("sales"), r.Name("Sales"); a == b || !strings.HasPrefix(b, a+"~") {
		t.Errorf("one name in two spellings: %q, %q", a, b)
	}
}

func TestWhatIsLearnedAsAName(t *testing.T) {
	t.Parallel()
	r := learned(t, `{"label":"Harbour Wiki","status":"ACTIVE","created":"2026-03-25T06:09:58Z","count":"12","ref":"#base","name":"atlassian","detail":"Resource sailors","template":"user.login + \"acme\"","x y":1,"email":"ana@deep.example"}`)
	r.LearnText("Team: A/B (ext)", "profile-of-acme")
	for text, want := range map[string]bool{
		"harbour wiki": true, "acme": true, "x y": true, "deep.example": true, "team: a/b (ext": true, "profile-of-acme": true,
		"active": false, "base": false, "atlassian": false, "12": false, "resource sailors": false, "user.login": false, "2026-03-25t06:09:58z": false,
	} {
		if r.words[text] != want {
			t.Errorf("%q is a name: %v", text, r.words[text])
		}
	}
	for _, text := range []string{"of Team: A/B (ext) today", "by PROFILE-OF-ACME.", "Harbour  Wiki? harbour wiki!"} {
		got := r.Text(text)
		for _, name := range []string{"Team: A", "PROFILE", "harbour wiki", "Harbour"} {
			if strings.Contains(got, name) {
				t.Errorf("%q became %q", text, got)
			}
		}
	}
}

// TestControlCharactersDoNotForgePlaces: what is put aside while a sentence is redacted cannot be addressed from within it.
func TestControlCharactersDoNotForgePlaces(t *testing.T) {
	t.Parallel()
	r := learned(t, `{"label":"secret club"}`)
	got := r.Text("see \x00\U000F0000\x00 and https://acme.example/x, \U000F0001 secret club")
	if strings.Count(got, "https://host-") != 1 || strings.Contains(got, "secret") || strings.ContainsRune(got, 0) {
		t.Errorf("%q", got)
	}
}
