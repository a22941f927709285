package cmd

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/wizard/session"
)

// bundleFile is one file of a bundle.
type bundleFile struct {
	name, about string
	body        []byte
}

// answerTopics sort what was answered into files; the first that fits takes an operation.
func answerTopics() []struct {
	name, about string
	begins      []string
} {
	return []struct {
		name, about string
		begins      []string
	}{
		{"answers/okta-push.json", "push mappings: fields, status", []string{"/api/v1/apps/{id}/group-push"}},
		{"answers/okta-provisioning.json", "connection and features of the app", []string{"/api/v1/apps/{id}/connections", "/api/v1/apps/{id}/features"}},
		{"answers/okta-assignments.json", "assignments: fields, states", []string{"/api/v1/apps/{id}/users", "/api/v1/apps/{id}/groups"}},
		{"answers/okta-app.json", "name, settings' keys, features", []string{"/api/v1/apps"}},
		{"answers/okta-mapping.json", "attributes, external names, mapping", []string{"/api/v1/meta", "/api/v1/mappings"}},
		{"answers/okta-log.json", "kinds of events, their targets", []string{"/api/v1/logs"}},
		{"answers/okta-others.json", "org, groups, people: fields", []string{"/api/", "/.well-known"}},
		{"answers/scim.json", "what the directory can, its fields", []string{"/scim/"}},
		{"answers/atlassian.json", "domains, products, groups, roles", []string{"/admin/"}},
		{"answers/sites.json", "products, seats, default groups", []string{"/"}},
	}
}

// bundleFiles are all files of a bundle, in their order.
func (c *collected) files() ([]bundleFile, error) {
	out := []bundleFile{{"README.txt", "what this is, how it was redacted", []byte(c.readme())}}
	add := func(name, about string, doc any) error {
		body, err := pretty(doc)
		out = append(out, bundleFile{name, about, body})
		return err
	}
	if err := add("versions.json", "of the program, Go and the system", c.versions()); err != nil {
		return nil, err
	}
	if err := add("configuration.json", "what is set, and from where", c.configuration()); err != nil {
		return nil, err
	}
	if err := add("findings.json", "the answers of provision check", c.findings()); err != nil {
		return nil, err
	}
	if err := add("questions.json", "what only a tenant can answer", c.questions()); err != nil {
		return nil, err
	}
	if err := add("assumptions.json", "what is taken for so, what was seen", map[string]any{"assumptions": assumptions(marked(c.session.Store.State().Assumed, c.session))}); err != nil {
		return nil, err
	}
	if err := add("limits.json", "rate limits, by operation", c.limits()); err != nil {
		return nil, err
	}
	taken := map[string]bool{}
	for _, t := range answerTopics() {
		list := c.answers.operations(func(path string) bool {
			mine := !taken[path] && slices.ContainsFunc(t.begins, func(b string) bool { return strings.HasPrefix(path, b) })
			return mine
		})
		for _, o := range list {
			taken[o.path] = true
		}
		if err := add(t.name, t.about, c.redacted(list)); err != nil {
			return nil, err
		}
	}
	return out, c.sweep(out)
}

func pretty(doc any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(doc); err != nil {
		return nil, fmt.Errorf("write the bundle: %w", err)
	}
	return b.Bytes(), nil
}

func (c *collected) readme() string {
	return `Support bundle of provision

It holds what helps to find out why provisioning between an Okta org and an
Atlassian organization does not do what it should: versions, what is configured
and from where, the answers of provision check, and of each kind of request one
answer of the vendors.

Names, addresses, logins, ids, hosts and free texts are replaced by pseudonyms.
One value has one pseudonym in all files, and what belongs to one person begins
with the same person-…; two bundles have nothing in common, because the key of
the pseudonyms was drawn for this one and kept nowhere. What is left as it was:
keys, types, numbers, and the words of the vendors' own APIs. Lists are cut to
their first elements. No secret was ever part of it.

Read it before you pass it on: ` + "`provision support-bundle --show FILE`" + ` shows a file.
`
}

func (c *collected) versions() any {
	return map[string]any{
		"provision": version(), "go": runtime.Version(), "system": runtime.GOOS + "/" + runtime.GOARCH, "sandbox": c.sandbox,
	}
}

// configuration says of each data item whether it is set and from where, and what it is only by its pseudonym.
func (c *collected) configuration() any {
	type item struct {
		ID       string   `json:"id"`
		Variable string   `json:"variable"`
		Set      bool     `json:"set"`
		Source   string   `json:"source"`
		Secret   bool     `json:"secret"`
		Values   []string `json:"values"`
	}
	items := []item{}
	for _, in := range session.Inputs() {
		v := item{ID: in.ID, Variable: in.Env, Secret: in.Secret, Values: []string{}}
		value, set := c.session.Value(in)
		v.Set = set
		if set {
			v.Source = string(value.Source)
		}
		for _, text := range value.Texts {
			switch {
			case in.Secret:
			case text == in.Default:
				v.Values = append(v.Values, text)
			default:
				v.Values = append(v.Values, c.who.Name(text))
			}
		}
		items = append(items, v)
	}
	return map[string]any{"items": items, "default_profile": c.profile == "default"}
}

func (c *collected) findings() any {
	type finding struct {
		ID       string            `json:"id"`
		Status   checks.Status     `json:"status"`
		Summary  string            `json:"summary"`
		Evidence []checks.Evidence `json:"evidence"`
		More     int               `json:"more_evidence"`
	}
	list := []finding{}
	for _, r := range c.results {
		f := finding{ID: r.ID, Status: r.Status, Summary: c.who.Text(r.Summary), Evidence: []checks.Evidence{}}
		for i, e := range r.Evidence {
			if i == mostEvidence {
				f.More = len(r.Evidence) - mostEvidence
				break
			}
			f.Evidence = append(f.Evidence, checks.Evidence{Subject: c.who.Name(e.Subject), Field: c.who.Text(e.Field), Want: c.who.Text(e.Want), Got: c.who.Text(e.Got)})
		}
		list = append(list, f)
	}
	return map[string]any{"findings": list, "calls": c.session.Meter.Count(), "not_read": c.unread()}
}

// mostEvidence is how much evidence of one finding a bundle holds.
const mostEvidence = 20

// unread names the credentials that are missing: nothing of what hangs on them is in the bundle.
func (c *collected) unread() []string {
	out := []string{}
	if c.session.Okta() == nil {
		out = append(out, "Okta: no URL, or no credential")
	}
	if c.session.Atlassian() == nil {
		out = append(out, "Atlassian organization: no API key")
	}
	if c.session.SCIM() == nil {
		out = append(out, "SCIM directory: no base URL, or no key")
	}
	if len(c.session.Facts().SiteURLs()) == 0 {
		out = append(out, "sites: no credential")
	}
	return out
}

func (c *collected) limits() any {
	out := map[string]any{}
	for _, o := range c.answers.operations(func(string) bool { return true }) {
		out[o.method+" "+o.path] = o.headers
	}
	return out
}

// redacted are operations with their answers by status.
func (c *collected) redacted(list []*operation) any {
	out := []any{}
	for _, o := range list {
		counts, bodies := map[string]int{}, map[string]any{}
		for status, n := range o.counts {
			counts[strconv.Itoa(status)] = n
		}
		for _, status := range slices.Sorted(maps.Keys(o.bodies)) {
			bodies[strconv.Itoa(status)] = c.who.JSON(o.bodies[status])
		}
		out = append(out, map[string]any{"request": o.method + " " + o.path, "answered": counts, "without_answer": o.broken, "answers": bodies})
	}
	return out
}

// sweep looks once more for what must not leave, in every file: it can only find a mistake of the redaction.
func (c *collected) sweep(files []bundleFile) error {
	for _, f := range files {
		for what, text := range c.forbidden {
			if bytes.Contains(f.body, []byte(text)) {
				return fmt.Errorf("%s would hold %s, so no bundle was made: that is a mistake of provision; tell its makers, without the bundle", f.name, what)
			}
		}
	}
	return nil
}
