package clients

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

const plain = "00Abc-very-secret-token"

type holder struct {
	Name   string
	Token  Secret
	hidden Secret
	Inner  struct{ Key *Secret }
}

func hold() holder {
	s := NewSecret(plain)
	h := holder{Name: "n", Token: s, hidden: s}
	h.Inner.Key = &s
	return h
}

func TestSecretPrintsDotsUnderEveryVerb(t *testing.T) {
	t.Parallel()
	s := NewSecret(plain)
	h := hold()
	values := map[string]any{
		"secret": s, "pointer": &s, "struct": h, "pointer to struct": &h, "slice": []Secret{s},
		"map": map[string]Secret{"k": s}, "pointer map": map[string]*Secret{"k": &s}, "error": fmt.Errorf("with %v", s),
		"hidden": struct{ s Secret }{s}, "any": []any{s, &s},
	}
	for name, value := range values {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t", "%p", "%c", "%U", "%10.3s", "%-5v", "%!"} {
			if got := fmt.Sprintf(verb, value); leaks(got) {
				t.Errorf("%s under %s shows the secret: %s", name, verb, got)
			}
		}
	}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		if got := fmt.Sprintf(verb, s); got != dots {
			t.Errorf("%s gives %q, want dots", verb, got)
		}
	}
}

func TestSecretIsDotsWhenEncoded(t *testing.T) {
	t.Parallel()
	h := hold()
	encoded, err := json.Marshal(map[string]any{"h": h, "p": &h, "s": h.Token, "k": map[string]*Secret{"k": &h.Token}})
	if err != nil || leaks(string(encoded)) || !strings.Contains(string(encoded), dots) {
		t.Errorf("json gives %s, %v", encoded, err)
	}
	if text, err := h.Token.MarshalText(); err != nil || string(text) != dots {
		t.Errorf("text gives %s, %v", text, err)
	}
	for name, handler := range map[string]func(*bytes.Buffer) slog.Handler{
		"text": func(b *bytes.Buffer) slog.Handler { return slog.NewTextHandler(b, nil) },
		"json": func(b *bytes.Buffer) slog.Handler { return slog.NewJSONHandler(b, nil) },
	} {
		var b bytes.Buffer
		slog.New(handler(&b)).Info("m", "s", h.Token, "p", &h.Token, "h", h, "hp", &h, "g", slog.GroupValue(slog.Any("s", h.Token)))
		if leaks(b.String()) || !strings.Contains(b.String(), dots) {
			t.Errorf("slog %s gives %s", name, b.String())
		}
	}
}

func TestSecretInAPanic(t *testing.T) {
	t.Parallel()
	defer func() {
		if got := fmt.Sprint(recover()); leaks(got) || got != dots {
			t.Errorf("a panic shows %q", got)
		}
	}()
	panic(NewSecret(plain))
}

func TestSecretGivesItselfAwayOnlyWhenAsked(t *testing.T) {
	t.Parallel()
	a, b := NewSecret(plain), NewSecret(plain)
	if a.Reveal() != plain || !a.Equal(b) || a.Equal(NewSecret("other")) || a.IsZero() {
		t.Error("a secret does not compare or reveal as it should")
	}
	var none Secret
	if !none.IsZero() || !NewSecret("").IsZero() || none.Reveal() != "" || !none.Equal(NewSecret("")) || none.Equal(a) {
		t.Error("the zero secret is not empty")
	}
	if got := fmt.Sprint(none); got != dots {
		t.Errorf("the zero secret prints %q", got)
	}
}

func TestSecretIsNotReadFromJSON(t *testing.T) {
	t.Parallel()
	var h holder
	if err := json.Unmarshal([]byte(`{"Token":"`+plain+`"}`), &h); err == nil && h.Token.Reveal() == plain {
		t.Error("a secret came out of a document")
	}
}

func leaks(text string) bool {
	hex := fmt.Sprintf("%x", plain)
	return strings.Contains(text, plain) || strings.Contains(strings.ToLower(text), hex) || strings.Contains(text, "very-secret")
}
