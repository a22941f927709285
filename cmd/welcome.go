package cmd

import (
	"github.com/provision-cli/provision/wizard/prompt"
	"github.com/provision-cli/provision/wizard/store"
)

// welcome says what to do next, given what is configured.
func (a *app) welcome() error {
	config, state := store.Dirs(a.env)
	s, err := store.OpenDirs(config, state, a.profile)
	if err != nil {
		return err
	}
	b := prompt.Block{{Text: "provision: Okta → Atlassian user provisioning", Strong: true}, {}}
	for _, line := range [][2]string{
		{"provision setup            ", "connect both tenants and set everything up"},
		{"provision setup --sandbox  ", "the same on a stand-in; nothing real is touched"},
		{"provision check            ", "is it still right?"},
		{"provision test-groups      ", "what would happen, person by person; changes nothing"},
	} {
		b = append(b, prompt.Line{Text: line[0] + line[1], Indent: 2, Hang: len(line[0])})
	}
	c := s.Config()
	if c.OktaURL == "" {
		b = append(b, prompt.Line{}, prompt.Line{Text: "No tenants yet in profile " + a.profile + ". Begin with setup, or try the sandbox.", Indent: 2})
	} else {
		b = append(b, prompt.Line{}, prompt.Line{Text: "Profile " + a.profile + ": " + c.OktaURL + ". Go on with setup, or look with check.", Indent: 2})
	}
	prompt.Render(a.out, b, a.options())
	return nil
}
