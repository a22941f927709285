package facts

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/okta"
)

// lateReadings are those of the audit and of single people, with the request that decides the answer.
func lateReadings() []reading {
	return append(readings(),
		asks("Family", apps, func(ctx context.Context, f *Facts) ([]okta.App, error) { return f.Family(ctx) }),
		asks("OneApp", apps, func(ctx context.Context, f *Facts) (okta.App, error) { return f.OneApp(ctx) }),
		asks("Suspended", people, func(ctx context.Context, f *Facts) (map[string]bool, error) { return f.Suspended(ctx) }),
		asks("Tokens", "GET /api/v1/api-tokens", func(ctx context.Context, f *Facts) ([]okta.Token, error) { return f.Tokens(ctx) }),
		asks("Headroom", records, func(ctx context.Context, f *Facts) (int, error) { return f.Headroom(ctx) }),
		asks("Linked", searchAccounts, func(ctx context.Context, f *Facts) (Accounts, error) { return f.Linked(ctx, []string{"a"}) }),
		asks("GroupAccounts", searchAccounts, func(ctx context.Context, f *Facts) ([]atlassian.User, error) {
			return f.GroupAccounts(ctx, atlassian.Group{ID: "ag1"})
		}),
		asks("PushedGroups", pushes, func(ctx context.Context, f *Facts) ([]okta.Group, error) { return f.PushedGroups(ctx) }),
		asks("AssignedGroups", "GET /api/v1/apps/0oa1/groups", func(ctx context.Context, f *Facts) ([]okta.Group, error) { return f.AssignedGroups(ctx) }),
		asks("Formers, mappings", pushes, func(ctx context.Context, f *Facts) (map[string]Former, error) { return f.Formers(ctx) }),
		asks("Formers, directory", theirs, func(ctx context.Context, f *Facts) (map[string]Former, error) { return f.Formers(ctx) }),
		asks("InScope, pushes", pushes, func(ctx context.Context, f *Facts) (Joined, error) { return f.InScope(ctx) }),
		asks("InScope, assigned", "GET /api/v1/apps/0oa1/groups", func(ctx context.Context, f *Facts) (Joined, error) { return f.InScope(ctx) }),
		asks("InScope, members", groups+"/00ga/users", func(ctx context.Context, f *Facts) (Joined, error) { return f.InScope(ctx) }),
		asks("Memberships", groups+"/00ga/users", func(ctx context.Context, f *Facts) (Memberships, error) {
			return f.Memberships(ctx, []okta.Group{{ID: "00ga", Name: "a"}})
		}),
		asks("PeopleDomains", groups+"/00ga/users", func(ctx context.Context, f *Facts) ([]DomainCount, error) { return f.PeopleDomains(ctx) }),
		asks("PrimaryEmail", oneMapping, func(ctx context.Context, f *Facts) (PrimaryEmail, error) { return f.PrimaryEmail(ctx) }),
		asks("SourceOf", oneMapping, func(ctx context.Context, f *Facts) (Source, error) { return f.SourceOf(ctx) }),
		asks("VariableOf, schema", appSchema, func(ctx context.Context, f *Facts) (Variable, error) { return f.VariableOf(ctx, "timezone") }),
		asks("VariableOf, mapping", oneMapping, func(ctx context.Context, f *Facts) (Variable, error) { return f.VariableOf(ctx, "timezone") }),
		asks("AppEvents", systemID, func(ctx context.Context, f *Facts) ([]okta.Event, error) {
			return f.AppEvents(ctx, f.Now().Add(-time.Hour), `eventType eq "a"`)
		}),
		asks("Sizes", groups, func(ctx context.Context, f *Facts) (map[string]int, error) {
			return f.Sizes(ctx, []okta.Group{{ID: "00ga", Name: "a"}})
		}),
	)
}

// TestEveryReadingTellsWhyItFailed: the vendor's word comes back whole, is remembered, and never becomes an empty answer.
func TestEveryReadingTellsWhyItFailed(t *testing.T) {
	t.Parallel()
	for _, r := range lateReadings() {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			for _, status := range []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusTooManyRequests, http.StatusInternalServerError, http.StatusServiceUnavailable} {
				f, w := answering(t, map[string]reply{r.request: {status: status, body: `{"errorCode":"E0000006"}`}})
				for range 2 {
					refusedWith(t, r.ask(t.Context(), f), status)
				}
				if n := w.exactly(r.request); n != 1 {
					t.Errorf("%d: asked %d times", status, n)
				}
			}
		})
	}
}

func refusedWith(t *testing.T, err error, status int) {
	t.Helper()
	e, ok := errors.AsType[*clients.Error](err)
	if !ok || e.Status != status {
		t.Errorf("%d: %v", status, err)
		return
	}
	if denied := status == http.StatusUnauthorized || status == http.StatusForbidden; errors.Is(err, clients.ErrDenied) != denied {
		t.Errorf("%d: denied %v", status, !denied)
	}
	if errors.Is(err, ErrNotConfigured) || Undecided(err) {
		t.Errorf("%d is taken for something that is still to be done: %v", status, err)
	}
}

// TestEveryReadingRefusesWhatIsNoAnswer: a sign-in page or half a text is an error, not an empty tenant.
func TestEveryReadingRefusesWhatIsNoAnswer(t *testing.T) {
	t.Parallel()
	for _, r := range lateReadings() {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			for _, body := range []string{`<!doctype html><title>Sign in</title>`, `{"id":`, `{"data":[{"id":"x"`, `{"Resource`} {
				f, w := answering(t, map[string]reply{r.request: {status: http.StatusOK, body: body}})
				first := r.ask(t.Context(), f)
				asked := w.exactly(r.request)
				again := r.ask(t.Context(), f)
				if first == nil || again == nil || first.Error() != again.Error() {
					t.Errorf("%s: %v, then %v", body, first, again)
				}
				if n := w.exactly(r.request); n != asked || asked == 0 {
					t.Errorf("%s: asked %d times, and %d after that", body, asked, n)
				}
			}
		})
	}
}

// TestNoReadingTellsTheKey: whatever fails, the credential is in no error.
func TestNoReadingTellsTheKey(t *testing.T) {
	t.Parallel()
	for _, r := range lateReadings() {
		f, _ := answering(t, map[string]reply{r.request: {status: http.StatusForbidden, body: `{}`}})
		err := r.ask(t.Context(), f)
		if err == nil || strings.Contains(fmt.Sprintf("%+v %#v", err, err), secretKey) {
			t.Errorf("%s: %v", r.name, err)
		}
	}
}

func TestStoppedReadingsOfTheAudit(t *testing.T) {
	t.Parallel()
	for _, r := range lateReadings() {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			f, w := told(t, map[string]string{people: `[]`, "GET /api/v1/api-tokens": `[]`})
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			if err := r.ask(ctx, f); !errors.Is(err, context.Canceled) {
				t.Errorf("stopped: %v", err)
			}
			if n := w.exactly(r.request); n != 0 {
				t.Errorf("%d calls for somebody who had left", n)
			}
			if err := r.ask(t.Context(), f); err != nil {
				t.Errorf("afterwards: %v", err)
			}
		})
	}
}
