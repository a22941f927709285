package cmd

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/checks/forecast"
	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/wizard/prompt"
)

func TestNearNames(t *testing.T) {
	t.Parallel()
	known := []string{"Sales", "Sales Berlin", "jira-users", "jira-admins", "Zoë's team", "x"}
	for typed, want := range map[string]string{
		"sales":      "Sales, Sales Berlin",
		"Salse":      "Sales",
		"jira-user":  "jira-users",
		" Sales ":    "Sales, Sales Berlin",
		"jira":       "jira-admins, jira-users",
		"confluence": "",
		"Zoe's team": "Zoë's team",
	} {
		if got := strings.Join(near(typed, known), ", "); got != want {
			t.Errorf("%q is near %q, not %q", typed, got, want)
		}
	}
	if got := near("a", []string{"ab", "ac", "ad", "ae"}); len(got) != mostSuggestions {
		t.Errorf("%d suggestions", len(got))
	}
}

func TestBlindErrors(t *testing.T) {
	t.Parallel()
	denied := &clients.Error{Service: "okta", Method: "GET", Path: "/api/v1/groups", Status: 403}
	for name, c := range map[string]struct {
		err  error
		code int
		says string
	}{
		"refused":            {fmt.Errorf("list: %w", denied), exitBlind, "provision check says which credential is refused"},
		"down":               {&clients.Error{Service: "scim", Status: 503}, exitBlind, "provision check says what can be read"},
		"anything else":      {errors.New("the list ends before its total"), exitBlind, "? The list ends"},
		"several apps":       {&facts.AmbiguousError{}, exitUsage, "--app-id"},
		"an unknown group":   {&facts.GroupError{Name: "a"}, exitUsage, `No Okta group is named "a"`},
		"an unknown person":  {&forecast.WhoError{Name: "mia"}, exitUsage, "give a whole login"},
		"a suggestion":       {&hintedError{&facts.GroupError{Name: "a"}, []string{"Did you mean b?"}}, exitUsage, "Did you mean b?"},
		"a form that is not": {&usageError{errors.New("-o html: no")}, exitUsage, "provision --help"},
	} {
		var said strings.Builder
		a := &app{err: &said, env: func(string) string { return "" }, color: "never"}
		if code := a.exit(blind(t.Context(), c.err)); code != c.code || !strings.Contains(said.String(), c.says) {
			t.Errorf("%s: exit code %d, %s", name, code, said.String())
		}
	}
}

// TestStoppedForecast wants the reason of the stop, whatever the reading made of it.
func TestStoppedForecast(t *testing.T) {
	t.Parallel()
	for cause, code := range map[error]int{prompt.ErrCancelled: exitCancelled, prompt.ErrTerminated: exitTerminated} {
		ctx, stop := context.WithCancelCause(t.Context())
		stop(cause)
		for _, err := range []error{context.Canceled, &clients.Error{Service: "okta", Err: context.Canceled}, errors.New("cut short")} {
			if got := exitCode(blind(ctx, err)); got != code {
				t.Errorf("%v after %v: exit code %d, want %d", err, cause, got, code)
			}
		}
	}
}

func TestTraceCodes(t *testing.T) {
	t.Parallel()
	for status, code := range map[forecast.HopStatus]int{
		forecast.HopGood: exitOK, forecast.HopOdd: exitOK, forecast.HopNotYet: exitOK, forecast.HopBad: exitWrong, forecast.HopUnknown: exitBlind,
	} {
		if got := traceCode(status); got != code {
			t.Errorf("%s: exit code %d, want %d", status, got, code)
		}
	}
}

func TestCandidatesAreAFew(t *testing.T) {
	t.Parallel()
	groups := make([]okta.Group, mostCandidates+7)
	for i := range groups {
		groups[i] = okta.Group{Name: fmt.Sprintf("group %02d", i), Type: "OKTA_GROUP", Users: i - 1}
	}
	groups[3].Type = "BUILT_IN"
	lines := candidates(groups)
	text := strings.Join(lines, "\n")
	if len(lines) != mostCandidates+1 || !strings.HasSuffix(text, "and 7 more: Okta Admin ▸ Directory ▸ Groups") {
		t.Errorf("the candidates are\n%s", text)
	}
	for _, part := range []string{"group 00   members unknown", "group 01   0 members", "group 02   1 member\n", "group 03   2 members, BUILT_IN"} {
		if !strings.Contains(text, part) {
			t.Errorf("no %q in\n%s", part, text)
		}
	}
	if lines := candidates(groups[:2]); len(lines) != 2 {
		t.Errorf("two candidates are %q", lines)
	}
}
