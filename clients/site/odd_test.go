package site

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/provision-cli/provision/clients"
)

// TestOddAnswersAreNoLists: whatever is no whole list ends in an error, and nothing panics.
func TestOddAnswersAreNoLists(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"empty": "", "HTML": "<html>Sign in</html>", "array": `[]`, "no values": `{"isLast":true}`, "values of another kind": `{"values":{},"isLast":true}`,
		"cut": `{"values":[{"accountId":"1"}`, "the same page for ever": `{"values":[{"accountId":"1"}],"isLast":false}`, "fewer than its total": `{"values":[{"accountId":"1"}],"total":3}`,
		"none of its total": `{"values":[],"total":3}`, "total as a text": `{"values":[],"total":"3"}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, body) }))
			t.Cleanup(srv.Close)
			base, err := url.Parse(srv.URL)
			if err != nil {
				t.Fatal(err)
			}
			for _, err := range NewReader(base, "a@x.example", clients.NewSecret("t"), nil).GroupMembers(t.Context(), "g1") {
				if err != nil {
					return
				}
			}
			t.Errorf("%s passed for a whole list", body)
		})
	}
}
