package cmd

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/wizard/session"
	"github.com/provision-cli/provision/wizard/store"
)

// ring is a keyring that may fail.
type ring struct {
	store.Memory
	err error
}

func (r *ring) Get(account string) (clients.Secret, error) {
	if r.err != nil {
		return clients.Secret{}, r.err
	}
	return r.Memory.Get(account)
}

func TestForgettingTakesWhatMeansNothingWithoutTheKey(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	a := &app{out: &out, err: io.Discard, env: func(string) string { return "" }}
	kept, secrets := store.Discard("acme"), &ring{}
	end := time.Date(2027, 11, 23, 0, 0, 0, 0, time.UTC)
	err := errors.Join(
		kept.SaveConfig(store.Config{OktaURL: "https://acme.okta.com", OktaClientID: "0oa1", OktaKeyID: "k"}), kept.SetKey(end.AddDate(-1, 0, 0), end),
		secrets.Set("acme/okta-key", clients.NewSecret("hunter2")), secrets.Set("acme/scim", clients.NewSecret("hunter2")), secrets.Set("other/scim", clients.NewSecret("theirs")),
	)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range allKeys(nil) {
		if err := a.forgetOne(kept, secrets, c); err != nil {
			t.Fatal(err)
		}
	}
	if c := kept.Config(); c.OktaClientID != "" || c.OktaKeyID != "" || c.OktaURL == "" {
		t.Errorf("configuration %+v", c)
	}
	if st := kept.State(); !st.KeyExpires.IsZero() || !st.KeyCreated.IsZero() {
		t.Errorf("state %+v", st)
	}
	for account, want := range map[string]error{"acme/okta-key": store.ErrNotFound, "acme/scim": store.ErrNotFound, "other/scim": nil} {
		if _, err := secrets.Get(account); !errors.Is(err, want) {
			t.Errorf("%s: %v", account, err)
		}
	}
	if said := out.String(); strings.Count(said, "forgotten") != 2 || strings.Count(said, "nothing is kept") != 2 || strings.Contains(said, "hunter2") {
		t.Errorf("said %q", said)
	}
	secrets.err = fmt.Errorf("keyring: %w", store.ErrLocked)
	if err := a.forgetOne(kept, secrets, allKeys(nil)[2]); !errors.Is(err, store.ErrLocked) {
		t.Errorf("%v", err)
	}
}

func TestUntilSaysTheVendorsRuleOrTheDate(t *testing.T) {
	t.Parallel()
	kept := store.Discard("acme")
	s := session.New(session.Options{Store: kept, Secrets: &store.Memory{}})
	for id, want := range map[string]string{"okta": "30 days after", "atlassian": "one year", "scim": "not known here", "site": "no API tells"} {
		if got := until(s, id); !strings.Contains(got, want) {
			t.Errorf("%s: %q", id, got)
		}
	}
	end := time.Date(2027, 11, 23, 0, 0, 0, 0, time.UTC)
	err := errors.Join(kept.SetKey(end.AddDate(-1, 0, 0), end), s.Set(session.OktaClientID, session.FromFlag, "0oa1"), s.Set(session.OktaURL, session.FromFlag, "https://acme.okta.com"))
	if err != nil || until(s, "scim") != "23 Nov 2027" || !strings.Contains(until(s, "okta"), "access tokens") {
		t.Errorf("%v: %q, %q", err, until(s, "scim"), until(s, "okta"))
	}
	if got := owner(s, "okta"); got != "service app 0oa1 of https://acme.okta.com" || allKeys(s)[0].inputs[0].ID != session.OktaPrivateKey.ID {
		t.Errorf("owner %q", got)
	}
}

func TestForgettingAsksFirst(t *testing.T) {
	t.Parallel()
	a := &app{in: strings.NewReader(""), out: io.Discard, err: io.Discard, env: func(string) string { return "" }, profile: "acme"}
	if err := a.sure(t.Context(), &setupFlags{}, "the keyring"); exitCode(err) != exitUsage {
		t.Errorf("%v", err)
	}
	if err := a.sure(t.Context(), &setupFlags{yes: true}, "the keyring"); err != nil {
		t.Error(err)
	}
}
