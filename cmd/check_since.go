package cmd

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"time"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/cmd/report"
	"github.com/provision-cli/provision/wizard/prompt"
	"github.com/provision-cli/provision/wizard/session"
	"github.com/provision-cli/provision/wizard/store"
)

// remembered is how many subjects of an answer are kept; of more, those with the smallest hashes, so that what is kept can still be compared.
const remembered = 1000

// hasher makes the hashes of subjects. Its key is drawn from a credential of this run, which is kept in no file of this
// program: whoever reads the record of runs without it cannot try names until one fits.
type hasher struct{ key []byte }

func newHasher(s *session.Session) hasher {
	for _, in := range []session.Input{session.OktaToken, session.AtlassianKey, session.SCIMKey} {
		if secret := s.Secret(in); !secret.IsZero() {
			mac := hmac.New(sha256.New, []byte(secret.Reveal()))
			mac.Write([]byte("provision: subjects of runs, " + in.ID))
			return hasher{mac.Sum(nil)}
		}
	}
	return hasher{}
}

// sum is the hash of a text for one purpose; the same subject has another hash under another check.
func (h hasher) sum(purpose, text string) string {
	mac := hmac.New(sha256.New, h.key)
	mac.Write([]byte(purpose + "\x00" + text))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:12])
}

// name tells this key from another.
func (h hasher) name() string { return h.sum("", "the key itself") }

func (h hasher) subjects(r checks.Result) []string {
	hashes := make([]string, 0, len(r.Evidence))
	for _, e := range r.Evidence {
		hashes = append(hashes, h.sum(r.ID, e.Subject))
	}
	slices.Sort(hashes)
	return slices.Compact(hashes)
}

func (h hasher) record(on time.Time, results []report.Result) store.Run {
	run := store.Run{On: on.UTC().Truncate(time.Second), Key: h.name(), Answers: map[string]store.Answer{}}
	for _, r := range results {
		a := store.Answer{Status: r.Status.String()}
		if r.Open() {
			a.Subjects = h.subjects(r.Result)
		}
		if len(a.Subjects) > remembered {
			a.Subjects, a.Cut = a.Subjects[:remembered], true
		}
		run.Answers[r.ID] = a
	}
	return run
}

// compared says with --since-last what is new, the same and mended, and keeps this run for the next time.
func (au *audit) compared(rep report.Check) report.Check {
	h, kept := newHasher(au.session), au.session.Store
	runs, err := kept.Runs()
	if err != nil {
		au.unkept = err
	}
	if au.flags.since {
		rep.Since = since(h, runs, rep.Results)
	}
	if err == nil && !au.flags.noStore && !au.homeless {
		au.unkept = kept.AddRun(h.record(rep.Began, rep.Results))
	}
	return rep
}

func since(h hasher, runs []store.Run, results []report.Result) *report.Since {
	s := &report.Since{}
	if len(runs) == 0 {
		return s
	}
	s.Last = runs[len(runs)-1].On
	for i := range results {
		r := &results[i]
		before, key, asked := store.Before(runs, r.ID)
		sameKey := key == h.name()
		s.Rotated = s.Rotated || asked && !sameKey
		r.Since = compare(h, r, before, asked, sameKey)
		switch r.Since {
		case report.New:
			s.New++
		case report.Same:
			s.Same++
		case report.Mended:
			s.Mended++
		}
	}
	return s
}

// compare holds an answer against the one before. A question that was never asked is new where its answer is not well.
func compare(h hasher, r *report.Result, before store.Answer, asked, sameKey bool) string {
	wasOpen := asked && before.Status != checks.Pass.String() && before.Status != checks.Skip.String()
	switch {
	case r.Status == checks.Pass && wasOpen:
		return report.Mended
	case !r.Open():
		return ""
	case !wasOpen || before.Status != r.Status.String():
		return report.New
	case !sameKey:
		return report.Same
	}
	still := 0
	for _, e := range r.Evidence {
		if hash := h.sum(r.ID, e.Subject); !before.Has(hash) {
			r.Fresh = append(r.Fresh, e.Subject)
		}
	}
	now := h.subjects(r.Result)
	for _, hash := range before.Subjects {
		if _, found := slices.BinarySearch(now, hash); found {
			still++
		}
	}
	r.MendedToo = len(before.Subjects) - still
	if len(r.Fresh) > 0 {
		return report.New
	}
	return report.Same
}

// remarks stand beside the answers: what the answers do not say.
func (a *app) remarks(au *audit, rep report.Check) {
	b := au.accepted.unused(rep.Results)
	if au.unkept != nil {
		b = append(b, prompt.Line{Sign: prompt.Warning, Text: "This run was not kept for --since-last: " + au.unkept.Error(), Detail: "--no-store keeps none on purpose"})
	}
	// Why a keyring did not answer matters only where something was missed.
	if len(au.session.Missing([]session.Input{session.OktaToken, session.AtlassianKey, session.SCIMKey})) > 0 {
		for _, text := range au.session.Warnings() {
			b = append(b, prompt.Line{Sign: prompt.Warning, Text: text})
		}
	}
	if len(b) > 0 {
		a.say(b)
	}
}
