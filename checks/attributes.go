package checks

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"time"
	_ "time/tzdata" // the names of time zones, also where the machine has none

	"github.com/provision-cli/provision/checks/facts"
)

// ignored is one attribute that Atlassian takes only in some forms, and drops in silence otherwise.
type ignored struct {
	attribute, field, want string
	good                   func(string) bool
}

var ignorable = [...]ignored{
	{"timezone", "time zone", "a name such as Europe/Berlin", isZone},
	{"preferredLanguage", "language", "a code such as en_US", isLanguage},
}

func assignAttributes(ctx context.Context, f *facts.Facts) Finding {
	everyone, err := f.InScope(ctx)
	if err != nil {
		return Of(err)
	}
	var variables []facts.Variable
	for _, i := range ignorable {
		v, err := f.VariableOf(ctx, i.attribute)
		if err != nil {
			return Of(err)
		}
		variables = append(variables, v)
	}
	var evidence []Evidence
	assigned, odd := 0, 0
	for p := range everyone.All() {
		if !p.Assigned || !p.Active() {
			continue
		}
		assigned++
		found := dropped(p, variables)
		if len(found) > 0 {
			odd++
		}
		evidence = append(evidence, found...)
	}
	switch {
	case assigned == 0:
		return skip("Nobody is assigned to the app yet.")
	case odd > 0:
		return warn(fmt.Sprintf("Atlassian ignores an attribute of %s in silence: %s.", countOf(odd, assigned), subjects(evidence)),
			"Mend the profile: "+menuPerson+"; or map another attribute: Okta ▸ Atlassian Cloud ▸ Provisioning ▸ To App ▸ Attribute Mappings.", evidence...).with(appLink(ctx, f, "user-management"))
	}
	return pass("%s assigned; Atlassian takes everyone's name, time zone and language.", people(assigned))
}

// dropped is what Atlassian would not take of somebody. What Okta does not send cannot be dropped.
func dropped(p facts.Person, variables []facts.Variable) []Evidence {
	var out []Evidence
	for i, rule := range ignorable {
		value := p.Sent(variables[i])
		if variables[i].Mapped && value != "" && !rule.good(value) {
			out = append(out, Evidence{Subject: p.Login(), Field: rule.field, Want: rule.want, Got: value})
		}
	}
	if p.Known && strings.TrimSpace(p.User.Profile.FirstName+p.User.Profile.LastName+p.User.Profile.DisplayName) == "" {
		out = append(out, Evidence{Subject: p.Login(), Field: "name", Want: "a first or last name", Got: "(empty)"})
	}
	return out
}

// isZone says whether a text is a time zone as Atlassian takes it: the name of a place. It names "GMT" and "GMT+8" among
// those that it ignores.
func isZone(text string) bool {
	if text == "UTC" {
		return true
	}
	if text == "Local" || strings.HasPrefix(text, "GMT") {
		return false
	}
	_, err := time.LoadLocation(text)
	return err == nil
}

var languageCode = regexp.MustCompile(`^[A-Za-z]{2,3}([-_][A-Za-z]{4})?([-_]([A-Za-z]{2}|[0-9]{3}))?$`)

func isLanguage(text string) bool { return languageCode.MatchString(text) }
