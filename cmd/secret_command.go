package cmd

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os/exec"
	"strings"
	"time"

	"github.com/mattn/go-shellwords"

	"github.com/provision-cli/provision/wizard/session"
)

const (
	// secretCommandLimit lets a person answer a password manager, and no longer.
	secretCommandLimit = 60 * time.Second
	// secretCommandMost is more than any secret of this program is long, in bytes.
	secretCommandMost = 64 << 10
)

const secretCommandEnv = "PROVISION_SECRET_COMMAND"

// secretCommand is a program that prints secrets: the value of one variable, or lines VARIABLE=value.
type secretCommand struct {
	variable string // empty: its output names them
	argv     []string
}

// parseSecretCommand reads [VARIABLE=]PROGRAM ARGUMENT…, quoted as in a shell; no shell is started.
func parseSecretCommand(text string) (secretCommand, error) {
	var c secretCommand
	if name, rest, ok := strings.Cut(text, "="); ok && isSecretVariable(name) {
		c.variable, text = name, rest
	}
	parser := shellwords.NewParser()
	argv, err := parser.Parse(text)
	switch {
	case err != nil:
		return c, fmt.Errorf("--secret-command: %w", err)
	case parser.Position >= 0:
		return c, errors.New("--secret-command: no shell is started, so ; | & < > and ( ) mean nothing; put them into a script, or into quotes")
	case len(argv) == 0:
		return c, errors.New("--secret-command is empty: write a program and its arguments, such as 'OKTA_CLIENT_TOKEN=op read op://Private/okta/token'")
	}
	c.argv = argv
	return c, nil
}

func isSecretVariable(name string) bool {
	for _, in := range session.Inputs() {
		if in.Secret && in.Env == name {
			return true
		}
	}
	return false
}

// name is the program without its arguments, which may hold what nobody should read.
func (c secretCommand) name() string { return c.argv[0] }

// run returns what the program printed, by variable. No error holds any of it, nor what it wrote to its standard error.
func (c secretCommand) run(ctx context.Context, limit time.Duration) (map[string]string, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	var out bytes.Buffer
	cmd := exec.CommandContext(ctx, c.argv[0], c.argv[1:]...)
	printed := &capped{to: &out, left: secretCommandMost}
	cmd.Stdout, cmd.WaitDelay = printed, time.Second
	err := cmd.Run()
	var ended *exec.ExitError
	switch {
	case context.Cause(ctx) != nil && errors.Is(ctx.Err(), context.DeadlineExceeded):
		return nil, fmt.Errorf("--secret-command: %s gave no answer within %s; run it by hand, to see what it waits for", c.name(), limit)
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case printed.over:
		return nil, fmt.Errorf("--secret-command: %s printed more than %d bytes, which is no secret", c.name(), secretCommandMost)
	case errors.As(err, &ended):
		return nil, fmt.Errorf("--secret-command: %s ended with code %d; its output is not shown, run it by hand to see why", c.name(), ended.ExitCode())
	case err != nil:
		return nil, fmt.Errorf("--secret-command: start %s: %w", c.name(), err)
	}
	return c.read(out.String())
}

func (c secretCommand) read(text string) (map[string]string, error) {
	if c.variable != "" {
		value := strings.TrimRight(text, "\r\n")
		if strings.TrimSpace(value) == "" {
			return nil, fmt.Errorf("--secret-command: %s printed nothing for %s", c.name(), c.variable)
		}
		return map[string]string{c.variable: value}, nil
	}
	given, err := secretLines(strings.NewReader(text), "the output of "+c.name())
	if err == nil && len(given) == 0 {
		err = &usageError{fmt.Errorf("--secret-command: %s printed nothing", c.name())}
	}
	if err != nil {
		return nil, fmt.Errorf("%w, or name the variable before the command: --secret-command 'OKTA_CLIENT_TOKEN=%s …'", err, c.name())
	}
	return given, nil
}

// secretsFromCommands asks each program once, and answers for its variables from then on; a variable that is set comes first.
func (a *app) secretsFromCommands(ctx context.Context, texts []string, env func(string) string) (func(string) string, error) {
	given := map[string]string{}
	for _, text := range texts {
		c, err := parseSecretCommand(text)
		if err != nil {
			return nil, &usageError{err}
		}
		if c.variable != "" && env(c.variable) != "" {
			continue
		}
		found, err := c.run(ctx, secretCommandLimit)
		if err != nil {
			return nil, err
		}
		maps.Copy(given, found)
	}
	return func(name string) string {
		if value := env(name); value != "" {
			return value
		}
		return given[name]
	}, nil
}

var errTooMuch = errors.New("too much output")

// capped refuses to hold more than a program should print.
type capped struct {
	to   io.Writer
	left int
	over bool
}

// Write takes what fits, and fails with the rest.
func (c *capped) Write(p []byte) (int, error) {
	if len(p) > c.left {
		c.over = true
		return 0, errTooMuch
	}
	c.left -= len(p)
	return c.to.Write(p)
}
