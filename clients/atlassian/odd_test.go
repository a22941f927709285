package atlassian

import (
	"fmt"
	"testing"
)

// TestOddAnswersAreNoLists: whatever is no whole list ends in an error, and nothing panics.
func TestOddAnswersAreNoLists(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"empty": "", "blank": " ", "HTML": "<html>Sign in</html>", "text": `"data"`, "array": `[{"id":"1"}]`, "no data": `{"links":{}}`, "an error": `{"errors":[{"code":"x"}]}`,
		"data of another kind": `{"data":{"id":"1"}}`, "cut": `{"data":[{"accountId":"1"}`, "more after the end": `{"data":[]}{}`, "item of another kind": `{"data":["1"]}`, "number as an id": `{"data":[{"accountId":7}]}`,
		"cursor of another kind": `{"data":[],"links":{"next":{"href":"x"}}}`, "the same cursor": `{"data":[{"accountId":"1"}],"links":{"next":"same"}}`,
		"a link without a cursor": `{"data":[{"accountId":"1"}],"links":{"next":"https://api.atlassian.com/x?page=2"}}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, c := serve(t, ok(body))
			for _, err := range c.Users(t.Context(), "o1", UserQuery{}) {
				if err != nil {
					return
				}
			}
			t.Errorf("%s passed for a whole list", body)
		})
	}
}

// TestEmptyPagesEnd: a search may filter a page empty, but a list of empty pages has an end.
func TestEmptyPagesEnd(t *testing.T) {
	t.Parallel()
	var pages []answer
	for i := range 3 * maxEmpty {
		pages = append(pages, ok(fmt.Sprintf(`{"data":[],"links":{"next":"c%d"}}`, i)))
	}
	s, c := serve(t, pages...)
	var last error
	for _, err := range c.Users(t.Context(), "o1", UserQuery{}) {
		last = err
	}
	if last == nil || len(s.got) != maxEmpty+1 {
		t.Errorf("%v after %d pages", last, len(s.got))
	}
}
