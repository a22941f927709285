package engine

import (
	"strings"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// UserName renders an application username format: the built-in forms ${source.login}, ${fn:toLowerCase(source.email)},
// ${fn:substringBefore(source.login, "@")}, and custom ones such as user.email or String.substringBefore(user.login, "@").
// What it does not know is empty.
// Source: https://developer.okta.com/docs/reference/okta-expression-language/
func UserName(t world.UsernameTemplate, u *world.User) string {
	var out strings.Builder
	rest := t.Template
	if !strings.Contains(rest, "${") {
		return evaluate(rest, u) + t.Suffix
	}
	for {
		before, after, found := strings.Cut(rest, "${")
		out.WriteString(before)
		if !found {
			return out.String() + t.Suffix
		}
		expression, tail, _ := strings.Cut(after, "}")
		out.WriteString(evaluate(expression, u))
		rest = tail
	}
}

// evaluate renders one expression for a user.
func evaluate(expression string, u *world.User) string {
	p := parser{text: expression, user: u}
	return p.sum()
}

// parser reads an expression of strings joined by +: literals, attributes and functions.
type parser struct {
	text string
	user *world.User
	// depth bounds nested functions.
	depth int
}

const maxDepth = 20

func (p *parser) sum() string {
	terms := []string{p.term()}
	for p.accept("+") {
		terms = append(terms, p.term())
	}
	return strings.Join(terms, "")
}

func (p *parser) term() string {
	p.text = strings.TrimLeft(p.text, " \t\n")
	if p.text == "" || p.depth > maxDepth {
		p.text = ""
		return ""
	}
	if q := p.text[:1]; q == `"` || q == `'` {
		literal, rest, _ := strings.Cut(p.text[1:], q)
		p.text = rest
		return literal
	}
	name := p.name()
	if name == "" {
		// A sign that belongs to no expression known here ends the reading.
		p.text = ""
		return ""
	}
	if p.accept("(") {
		return apply(name, p.arguments())
	}
	return attribute(p.user, name)
}

func (p *parser) name() string {
	end := strings.IndexFunc(p.text, func(r rune) bool {
		return !(r == '.' || r == ':' || r == '_' || r == '-' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z')
	})
	if end < 0 {
		end = len(p.text)
	}
	name := p.text[:end]
	p.text = p.text[end:]
	return name
}

func (p *parser) arguments() []string {
	p.depth++
	defer func() { p.depth-- }()
	var list []string
	if p.accept(")") {
		return nil
	}
	for p.text != "" {
		list = append(list, p.sum())
		if !p.accept(",") {
			p.accept(")")
			break
		}
	}
	return list
}

func (p *parser) accept(sign string) bool {
	rest, ok := strings.CutPrefix(strings.TrimLeft(p.text, " \t\n"), sign)
	if ok {
		p.text = rest
	}
	return ok
}
