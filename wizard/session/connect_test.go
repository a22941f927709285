package session

import "testing"

func TestDirectoryIDIsTheEndOfTheBaseURL(t *testing.T) {
	t.Parallel()
	for base, want := range map[string]string{
		"https://api.atlassian.com/scim/directory/d1":  "d1",
		"https://api.atlassian.com/scim/directory/d1/": "d1",
		"http://127.0.0.1:80/x/scim/directory/0a1b-2c": "0a1b-2c",
		"https://api.atlassian.com/scim":               "",
		"":                                             "",
		"https://api.atlassian.com/scim/directory/":    "",
	} {
		if got := directoryID(base); got != want {
			t.Errorf("%q: %q, want %q", base, got, want)
		}
	}
}
