package facts

import (
	"context"
	"errors"
	"sort"
	"strings"
)

// EmailDomain is the part of an address after the @, in lower case; empty for
// what is no address.
func EmailDomain(address string) string {
	_, domain, found := strings.Cut(address, "@")
	if !found {
		return ""
	}
	return strings.ToLower(strings.TrimSpace(domain))
}

// DomainCount is how many active people in scope have an address there.
type DomainCount struct {
	Name   string
	People int
}

// PeopleDomains are the e-mail domains of the active people in scope, most
// people first. No scope yet, or no Okta credential, is an empty answer.
func (f *Facts) PeopleDomains(ctx context.Context) ([]DomainCount, error) {
	people, err := f.People(ctx)
	if errors.Is(err, ErrNotConfigured) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	source, err := f.SourceOf(ctx)
	if err != nil {
		return nil, err
	}
	counts := map[string]int{}
	for u := range people.All() {
		if domain := EmailDomain(source.Of(u)); domain != "" && u.Active() {
			counts[domain]++
		}
	}
	out := make([]DomainCount, 0, len(counts))
	for name, n := range counts {
		out = append(out, DomainCount{Name: name, People: n})
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].People != out[j].People {
			return out[i].People > out[j].People
		}
		return out[i].Name < out[j].Name
	})
	return out, nil
}

// EmailSource is what fills SCIM's primary e-mail: the mapping where it can be
// read, else what the Intent says, else the page's default.
func (f *Facts) EmailSource(ctx context.Context) Source {
	if p, err := f.PrimaryEmail(ctx); err == nil && p.From.Known() {
		return p.From
	}
	if f.intent.EmailAttribute != "" {
		return ParseSource("user." + strings.TrimPrefix(f.intent.EmailAttribute, "user."))
	}
	return ParseSource("user.email")
}
