package atlassian

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
)

func FuzzDecodeError(f *testing.F) {
	for _, s := range []string{
		``, `null`, `{"errors":[{"status":404,"code":"ADMIN-UAM-404-1","title":"t","detail":"d"}]}`, `{"errors":["x",3,null]}`,
		`{"code":401,"message":"m"}`, `{"timestamp":"t","status":404,"error":"Not Found","message":"m"}`, `{"error":"e","traceId":"t"}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		code, message := decodeError(400, nil, body)
		if !json.Valid(body) && code+message != "" {
			t.Errorf("read %q, %q out of no JSON", code, message)
		}
		_ = lastTwo(code)
	})
}

func FuzzCursorOf(f *testing.F) {
	for _, s := range []string{"", "abc", "https://h/p?cursor=a%2Fb", "/p?cursor=x", "cursor=", "://"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, link string) {
		cursor, err := cursorOf(link)
		if err == nil && (cursor == "") != (link == "") {
			t.Errorf("cursorOf(%q) = %q: a page would be lost or invented", link, cursor)
		}
		if strings.Contains(link, "://") && cursor == link {
			t.Errorf("the whole link %q was taken as a cursor", link)
		}
	})
}

func FuzzList(f *testing.F) {
	for _, s := range []string{
		`{"data":[{"id":"1","attributes":{"capacity":1.5}}],"links":{"next":"a"}}`, `{"data":null}`, `{}`, `{"data":{}}`, `{"data":[null]}`,
		`{"data":[{"id":"k","createdAt":12,"expiresAt":"2026-01-01T00:00:00Z"}],"links":null}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		asked := 0
		next := func(_ context.Context, _ string, out any) error {
			asked++
			return json.Unmarshal(body, out)
		}
		for w, err := range list[workspaceWire](t.Context(), next) {
			if err == nil {
				_ = w.workspace()
			}
		}
		for w, err := range list[keyWire](t.Context(), next) {
			if err == nil {
				_ = instant(w.Expires)
			}
		}
		if asked > 4 {
			t.Errorf("the same answer was asked for %d times", asked)
		}
	})
}
