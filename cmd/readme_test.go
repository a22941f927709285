package cmd

import (
	"errors"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"github.com/provision-cli/provision/wizard/session"
)

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestReadmeNamesEveryInput(t *testing.T) {
	t.Parallel()
	text := readme(t)
	for _, in := range session.Inputs() {
		if !strings.Contains(text, "`"+in.Env+"`") {
			t.Errorf("README.md does not name %s", in.Env)
		}
		if !in.Secret && !strings.Contains(text, "`--"+in.ID) {
			t.Errorf("README.md does not name --%s", in.ID)
		}
	}
}

func TestReadmeCommandsParse(t *testing.T) {
	t.Parallel()
	commands := commandsIn(readme(t))
	if len(commands) == 0 {
		t.Fatal("README.md shows no command")
	}
	for _, args := range commands {
		if err := parses(args); err != nil {
			t.Errorf("%q: %v", args, err)
		}
	}
}

// TestReadmeParserRefuses shows that the test above can fail.
func TestReadmeParserRefuses(t *testing.T) {
	t.Parallel()
	text := "```sh\nprovision frobnicate\n$ go run ./cmd/provision setup --nonsense # why\nFOO='a b' provision setup --yes --grant 'a=b'\n```\nprovision is prose\n\n    provision check   # why\n\nand `provision explain page -o json`.\n"
	commands := commandsIn(text)
	want := []bool{false, false, true, true, true}
	if len(commands) != len(want) {
		t.Fatalf("found %q", commands)
	}
	for i, good := range want {
		if err := parses(commands[i]); (err == nil) != good {
			t.Errorf("%q: %v", commands[i], err)
		}
	}
}

var (
	block    = regexp.MustCompile("(?ms)^ *```[a-z]*\n(.*?)^ *```|((?:^    \\S[^\n]*\n)+)|`([^`\n]+)`")
	begins   = regexp.MustCompile(`^(?:\$ )?(?:[A-Z_]+=\S*(?:'[^']*')? )*(?:go run \./cmd/provision|provision)(?:$|\s)`)
	words    = regexp.MustCompile(`'[^']*'|"[^"]*"|\S+`)
	trailing = regexp.MustCompile(`\s(?:#|\||&|>|<|;).*$`)
)

// commandsIn returns the arguments of every command of the program in a text's code.
func commandsIn(text string) [][]string {
	var list [][]string
	for _, found := range block.FindAllStringSubmatch(text, -1) {
		code := strings.ReplaceAll(found[1]+found[2]+found[3], "\\\n", " ")
		for line := range strings.Lines(code) {
			line = strings.TrimSpace(line)
			start := begins.FindString(line)
			if start == "" {
				continue
			}
			args := []string{}
			for _, word := range words.FindAllString(trailing.ReplaceAllString(line[len(start):], ""), -1) {
				args = append(args, strings.Trim(word, `'"`))
			}
			list = append(list, args)
		}
	}
	return list
}

// parses asks the real command tree whether a command can be meant; columns of explanation after two blanks are no arguments.
func parses(args []string) error {
	cmd, rest, err := (&app{env: func(string) string { return "" }}).root().Find(args)
	if err != nil {
		return err
	}
	if err := cmd.ParseFlags(rest); err != nil && !errors.Is(err, pflag.ErrHelp) {
		return err
	}
	return cmd.ValidateArgs(cmd.Flags().Args())
}
