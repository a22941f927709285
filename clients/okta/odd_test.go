package okta

import (
	"testing"
)

// TestOddAnswersAreNoLists: whatever is no whole list ends in an error, and nothing panics.
func TestOddAnswersAreNoLists(t *testing.T) {
	t.Parallel()
	const next = `<https://example.okta.com/api/v1/apps/0oa1/users?after=u2>; rel="next"`
	for name, page := range map[string]reply{
		"empty": linked(""), "blank": linked(" "), "HTML": linked("<html>Sign in</html>"), "text": linked(`"users"`), "object": linked(`{"id":"u1"}`),
		"an error as 200": linked(`{"errorCode":"E0000009","errorCauses":{"errorSummary":"x"}}`), "cut": linked(`[{"id":"u1"},{"id"`), "more after the end": linked(`[][]`),
		"item of another kind": linked(`["u1"]`), "credentials of another kind": linked(`[{"id":"u1","credentials":"x"}]`), "an empty page with a next one": linked(`[]`, next),
		"the same page again": linked(`[{"id":"u1"}]`, next), "two next links, both read": linked(`[{"id":"u1"}]`, next, next),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, c := answers(t, page, page, page)
			if got, err := collect(c.AppUsers(t.Context(), "0oa1")); err == nil {
				t.Errorf("passed for a whole list: %+v", got)
			}
		})
	}
}

// TestOddItemsAreRead: unknown enums, missing fields and numbers as texts are no reason to fail.
func TestOddItemsAreRead(t *testing.T) {
	t.Parallel()
	_, c := answers(t, linked(`[{"id":7,"status":"BRAND_NEW","profile":null,"lastSync":"soon"},{},{"id":"u3","_links":[],"profile":{"a":{"b":1}}}]`))
	got, err := collect(c.AppUsers(t.Context(), "0oa1"))
	if err != nil || len(got) != 3 || got[0].ID != "7" || got[0].Status != "BRAND_NEW" || got[2].Attribute("a") != "" || got[1].Attribute("a") != "" {
		t.Errorf("%+v, %v", got, err)
	}
}
