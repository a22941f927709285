package ignore

import (
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

const shape = "write a list, each entry beginning with - id: CHECK"

// read walks the syntax tree by hand: a decoder would forget the lines on which things stand.
func read(body []byte) ([]Entry, []Problem) {
	file, err := parser.ParseBytes(body, 0)
	if err != nil {
		return nil, []Problem{syntax(err)}
	}
	var entries []Entry
	var problems []Problem
	for i, doc := range file.Docs {
		if doc == nil || doc.Body == nil || doc.Body.Type() == ast.NullType {
			continue
		}
		list, ok := doc.Body.(*ast.SequenceNode)
		switch {
		case i > 0:
			return nil, []Problem{{line(doc.Body), "a second document begins here; the file holds one list"}}
		case !ok:
			return nil, []Problem{{line(doc.Body), shape}}
		}
		for _, node := range list.Values {
			e, wrong := entry(node)
			if problems = append(problems, wrong...); len(wrong) == 0 {
				entries = append(entries, e)
			}
		}
	}
	return entries, problems
}

func syntax(err error) Problem {
	known, ok := errors.AsType[yaml.Error](err)
	if !ok || known.GetToken() == nil || known.GetToken().Position == nil {
		return Problem{1, "is not valid YAML"}
	}
	return Problem{max(1, known.GetToken().Position.Line), "is not valid YAML: " + known.GetMessage()}
}

func entry(node ast.Node) (Entry, []Problem) {
	fields, ok := node.(*ast.MappingNode)
	if !ok {
		return Entry{}, []Problem{{line(node), shape}}
	}
	e := Entry{Line: line(node)}
	into := map[string]*string{"id": &e.ID, "subject": &e.Subject, "reason": &e.Reason, "by": &e.By, "expires": &e.Expires}
	var problems []Problem
	for _, field := range fields.Values {
		key, isText := text(field.Key)
		place := into[key]
		if !isText || place == nil {
			problems = append(problems, Problem{line(field.Key), fmt.Sprintf("%s is no field: id, subject, reason, by and expires are", name(key))})
			continue
		}
		value, isText := text(field.Value)
		if !isText {
			problems = append(problems, Problem{line(field.Key), key + " must be a text; put it in quotes"})
			continue
		}
		if value == "" {
			problems = append(problems, Problem{line(field.Key), key + " is empty"})
		}
		*place = value
	}
	return e, problems
}

func name(key string) string {
	if key == "" {
		return "this"
	}
	return fmt.Sprintf("%q", key)
}

// text is the text of a plain, quoted or folded scalar, on one line.
func text(node ast.Node) (string, bool) {
	switch n := node.(type) {
	case *ast.StringNode:
		return oneLine(n.Value), true
	case *ast.LiteralNode:
		if n.Value != nil {
			return oneLine(n.Value.Value), true
		}
	}
	return "", false
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

func line(node ast.Node) int {
	switch n := node.(type) {
	case nil:
		return 1
	case *ast.MappingNode:
		if len(n.Values) > 0 {
			return line(n.Values[0].Key)
		}
	}
	if t := node.GetToken(); t != nil && t.Position != nil {
		return max(1, t.Position.Line)
	}
	return 1
}
