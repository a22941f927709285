package cmd

import (
	"slices"
	"strconv"
	"strings"

	"github.com/provision-cli/provision/checks/forecast"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/wizard/prompt"
	"github.com/provision-cli/provision/wizard/session"
)

// command is a command of the program with everything that this one was given on its command line, but for groups.
type command struct{ words []string }

func (c *command) add(flag string, values ...string) {
	for _, v := range values {
		c.words = append(c.words, flag, quoted(v))
	}
}

func (c *command) String() string { return strings.Join(c.words, " ") }

func (l *look) command(name string) *command {
	c := &command{words: []string{"provision"}}
	if l.app.profile != "default" {
		c.add("--profile", l.app.profile)
	}
	c.words = append(c.words, name)
	f := l.flags
	if f.sandboxed {
		c.words = append(append(c.words, "--sandbox"), f.sandbox.words()...)
	}
	for _, in := range session.Inputs() {
		if texts := f.values[in.ID]; texts != nil && !slices.Contains(groupInputs, in.ID) {
			c.add("--"+in.ID, *texts...)
		}
	}
	if f.insecure {
		c.words = append(c.words, "--insecure-storage")
	}
	if f.stdin {
		c.words = append(c.words, "--secrets-stdin")
	}
	if f.share != "50%" {
		c.add("--rate-share", f.share)
	}
	return c
}

// groupInputs say what is to be pushed, assigned and opened; a forecast has answered that.
var groupInputs = []string{session.PushGroups.ID, session.AssignGroups.ID, session.Grants.ID}

// next is the command that carries out what was forecast.
func (l *look) next(sc scope) string {
	c := l.command("setup")
	c.add("--"+session.PushGroups.ID, namesOf(sc.push)...)
	c.add("--"+session.AssignGroups.ID, namesOf(sc.assign)...)
	c.add("--"+session.Grants.ID, l.session.Texts(session.Grants)...)
	return c.String()
}

// follows is the command that follows whoever needs attention most; empty where nobody does.
func (l *look) follows(sc scope, people []forecast.Person) string {
	if len(people) == 0 {
		return ""
	}
	c, who := l.command("test-groups"), people[0].Login
	if who == "" || !sayable(who) {
		who = people[0].ID
	}
	c.add("--user", who)
	for _, name := range namesOf(sc.push) {
		c.words = append(c.words, quoted(name))
	}
	return c.String()
}

// words are the flags that make the same world again; the scenario is always said, since each command has its own.
func (f *sandboxFlags) words() []string {
	var words []string
	scenario := f.scenario
	if scenario == "" && len(f.drifts) == 0 {
		scenario = f.fallback
	}
	if scenario != "" {
		words = append(words, "--scenario", quoted(scenario))
	}
	for _, id := range f.drifts {
		words = append(words, "--drift", quoted(id))
	}
	for _, text := range f.variants {
		words = append(words, "--variant", quoted(text))
	}
	if f.oauth {
		words = append(words, "--oauth")
	}
	if f.users != 200 {
		words = append(words, "--users", strconv.Itoa(f.users))
	}
	if f.seed != 1 {
		words = append(words, "--seed", strconv.FormatUint(f.seed, 10))
	}
	if f.delay != 0 {
		words = append(words, "--delay", f.delay.String())
	}
	return words
}

// namesOf are groups as a command line names them: by name where a terminal shows it letter by letter and only one
// group has it, else by id.
func namesOf(groups []okta.Group) []string {
	names := make([]string, len(groups))
	for i, g := range groups {
		names[i] = g.Name
		twins := 0
		for _, other := range groups {
			if other.Name == g.Name {
				twins++
			}
		}
		if twins > 1 || !sayable(g.Name) {
			names[i] = g.ID
		}
	}
	return names
}

// sayable says whether a screen shows a text letter by letter, so that it can be copied from there.
func sayable(text string) bool {
	return prompt.Sanitize(text) == text && strings.TrimSpace(text) == text && !strings.ContainsAny(text, signs)
}

// signs are replaced by words for a screen reader, so that a name with one of them would not be what it is.
const signs = "→▸…•’“”–—·✓✗☐"

// harmless are the characters that mean nothing to a shell.
const harmless = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-"

// quoted is a word as a POSIX shell takes it for what it is.
func quoted(word string) string {
	if word != "" && word[0] != '=' && strings.Trim(word, harmless) == "" {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
