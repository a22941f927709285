package syntax

import (
	"errors"
	"testing"
)

func TestParseFilter(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text string
		want Filter
		ok   bool
	}{
		{`userName eq "a@b.example"`, Filter{"userName", "a@b.example"}, true},
		{`  externalId  EQ "00u1" `, Filter{"externalId", "00u1"}, true},
		{`displayName eq "say \"hi\" ] and eq"`, Filter{"displayName", `say "hi" ] and eq`}, true},
		{`primary eq true`, Filter{"primary", true}, true},
		{`userName sw "a"`, Filter{}, false},
		{`userName eq "a" and active eq true`, Filter{}, false},
		{`userName eq a`, Filter{}, false},
		{`userName eq 7`, Filter{}, false},
		{`userName eq null`, Filter{}, false},
		{`userName eq "a" "b"`, Filter{}, false},
		{`userName ne "a"`, Filter{}, false},
		{`(userName eq "a")`, Filter{}, false},
		{`emails.value eq "a"`, Filter{}, false},
		{`not (userName eq "a")`, Filter{}, false},
		{`userName`, Filter{}, false},
		{``, Filter{}, false},
	}
	for _, tt := range tests {
		got, err := ParseFilter(tt.text)
		if (err == nil) != tt.ok || got != tt.want {
			t.Errorf("ParseFilter(%q) = %+v, %v; want %+v, ok %v", tt.text, got, err, tt.want, tt.ok)
		}
		if err != nil && !errors.Is(err, ErrFilter) {
			t.Errorf("ParseFilter(%q): error %v is not ErrFilter", tt.text, err)
		}
	}
}

func TestParsePath(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text, schema, attribute, sub string
		where                        any
		ok                           bool
	}{
		{text: "active", attribute: "active", ok: true},
		{text: "name.givenName", attribute: "name", sub: "givenName", ok: true},
		{text: `members[value eq "u1"]`, attribute: "members", where: "u1", ok: true},
		{text: `emails[type eq "work"].value`, attribute: "emails", sub: "value", where: "work", ok: true},
		{text: `emails[value eq "a]b.c"].primary`, attribute: "emails", sub: "primary", where: "a]b.c", ok: true},
		{text: "urn:x:y:2.0:User:department", schema: "urn:x:y:2.0:User", attribute: "department", ok: true},
		{text: ""},
		{text: "members["},
		{text: "members[]"},
		{text: `members[value eq "u1"`},
		{text: `members[value eq "u1"]x`},
		{text: "name."},
		{text: "a b"},
	}
	for _, tt := range tests {
		got, err := ParsePath(tt.text)
		if (err == nil) != tt.ok || got.Schema != tt.schema || got.Attribute != tt.attribute || got.Sub != tt.sub {
			t.Errorf("ParsePath(%q) = %+v, %v", tt.text, got, err)
		}
		if (got.Where != nil) != (tt.where != nil) || got.Where != nil && got.Where.Value != tt.where {
			t.Errorf("ParsePath(%q): filter %+v, want value %v", tt.text, got.Where, tt.where)
		}
	}
}

func FuzzParseFilter(f *testing.F) {
	f.Add(`userName eq "a@b.example"`)
	f.Add(`userName eq "a" and "b"`)
	f.Fuzz(func(t *testing.T, text string) {
		got, err := ParseFilter(text)
		if (err == nil) != (got.Attribute != "") {
			t.Fatalf("ParseFilter(%q) = %+v, %v", text, got, err)
		}
	})
}

func FuzzParsePath(f *testing.F) {
	f.Add(`members[value eq "u1"]`)
	f.Add(`urn:x:2.0:User:emails[type eq "work"].value`)
	f.Fuzz(func(t *testing.T, text string) {
		got, err := ParsePath(text)
		if (err == nil) != (got.Attribute != "") {
			t.Fatalf("ParsePath(%q) = %+v, %v", text, got, err)
		}
	})
}
