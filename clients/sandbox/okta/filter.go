package okta

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// expression is a filter or search in the SCIM language that Okta's lists understand.
type expression struct {
	// join is "and" or "or" for a compound expression of parts, empty for a comparison.
	join  string
	parts []expression
	// field, op and value are a comparison; op is in lower case, value without quotes.
	field, op, value string
}

// maxDepth bounds how deep parentheses may be nested.
const maxDepth = 50

var errEnd = errors.New("unexpected end of the expression")

// parseFilter reads an expression such as: target.id eq "0oa1" and (eventType sw "application" or severity eq "ERROR").
func parseFilter(text string) (expression, error) {
	tokens, err := scan(text)
	if err != nil {
		return expression{}, err
	}
	p := &parser{tokens: tokens}
	e, err := p.or(0)
	if err != nil {
		return expression{}, err
	}
	if p.at < len(p.tokens) {
		return expression{}, fmt.Errorf("unexpected %q", p.tokens[p.at])
	}
	return e, nil
}

// scan cuts the text into words, quoted values (which keep their opening quote) and parentheses.
func scan(text string) ([]string, error) {
	var out []string
	for i := 0; i < len(text); {
		switch c := text[i]; c {
		case ' ', '\t':
			i++
		case '(', ')':
			out = append(out, string(c))
			i++
		case '"':
			end := quoteEnd(text, i+1)
			if end < 0 {
				return nil, errors.New("a quote is not closed")
			}
			var value string
			if err := json.Unmarshal([]byte(text[i:end]), &value); err != nil {
				return nil, errors.New("a quoted value is not well-formed")
			}
			out = append(out, `"`+value)
			i = end
		default:
			end := i
			for end < len(text) && !strings.ContainsRune(" \t()\"", rune(text[end])) {
				end++
			}
			out = append(out, text[i:end])
			i = end
		}
	}
	return out, nil
}

// quoteEnd returns the position behind the closing quote, or -1.
func quoteEnd(text string, from int) int {
	for i := from; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return -1
}

type parser struct {
	tokens []string
	at     int
}

func (p *parser) next() (string, error) {
	if p.at >= len(p.tokens) {
		return "", errEnd
	}
	p.at++
	return p.tokens[p.at-1], nil
}

func (p *parser) joined(word string, depth int, part func(int) (expression, error)) (expression, error) {
	first, err := part(depth)
	if err != nil {
		return expression{}, err
	}
	all := []expression{first}
	for p.at < len(p.tokens) && strings.EqualFold(p.tokens[p.at], word) {
		p.at++
		e, err := part(depth)
		if err != nil {
			return expression{}, err
		}
		all = append(all, e)
	}
	if len(all) == 1 {
		return first, nil
	}
	return expression{join: word, parts: all}, nil
}

func (p *parser) or(depth int) (expression, error) { return p.joined("or", depth, p.and) }

func (p *parser) and(depth int) (expression, error) { return p.joined("and", depth, p.primary) }

func (p *parser) primary(depth int) (expression, error) {
	if depth > maxDepth {
		return expression{}, errors.New("too many parentheses")
	}
	field, err := p.next()
	if err != nil {
		return expression{}, err
	}
	if field == "(" {
		e, err := p.or(depth + 1)
		if err != nil {
			return expression{}, err
		}
		if closing, _ := p.next(); closing != ")" {
			return expression{}, errors.New("a parenthesis is not closed")
		}
		return e, nil
	}
	return p.comparison(field)
}

func (p *parser) comparison(field string) (expression, error) {
	if strings.ContainsAny(field, `")`) {
		return expression{}, fmt.Errorf("unexpected %q", field)
	}
	op, err := p.next()
	if err != nil {
		return expression{}, err
	}
	e := expression{field: field, op: strings.ToLower(op)}
	switch e.op {
	case "pr":
		return e, nil
	case "eq", "ne", "co", "sw", "gt", "ge", "lt", "le":
	default:
		return expression{}, fmt.Errorf("unknown operator %q", op)
	}
	value, err := p.next()
	if err != nil {
		return expression{}, err
	}
	if value == "(" || value == ")" {
		return expression{}, fmt.Errorf("unexpected %q", value)
	}
	e.value = strings.TrimPrefix(value, `"`)
	return e, nil
}
