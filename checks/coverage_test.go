package checks

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
)

// rows are the answers that the tables of this package ask for, by the id of the question: every composite literal with
// an id and a want.
func rows(t *testing.T) map[string][]string {
	t.Helper()
	files, err := filepath.Glob("*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]string{}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if literal, ok := n.(*ast.CompositeLit); ok {
				id, want := row(literal)
				if id != "" && want != "" {
					out[id] = append(out[id], want)
				}
			}
			return true
		})
	}
	return out
}

func row(literal *ast.CompositeLit) (id, want string) {
	for _, element := range literal.Elts {
		pair, ok := element.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		key, _ := pair.Key.(*ast.Ident)
		switch value := pair.Value.(type) {
		case *ast.BasicLit:
			if key != nil && key.Name == "id" {
				id, _ = strconv.Unquote(value.Value)
			}
		case *ast.Ident:
			if key != nil && key.Name == "want" {
				want = value.Name
			}
		}
	}
	return id, want
}

// tablesElsewhere are questions whose tables have no rows with an id: they are asked over a server, a kept date, or a log
// of their own.
var tablesElsewhere = map[string]string{
	"scim-key-life": "TestKeyLife", "domain-linked": "nothing can be read: TestGoodTenantsPass", "integration-mappings": "nothing can be read: TestGoodTenantsPass",
}

// mayBeManual are the questions that a reading may leave to a person.
var mayBeManual = []string{
	"okta-token-life", "atlassian-key-life", "guard-active", "lifecycle-management", "sites-added", "integration-enabled", "integration-options",
	"integration-credentials", "integration-one-way", "email-attribute", "email-update",
}

// TestEveryQuestionHasItsTable sees to it that each question is asked in its good state, in a wrong one, where it cannot
// look, and where only a person can.
func TestEveryQuestionHasItsTable(t *testing.T) {
	t.Parallel()
	asked := rows(t)
	for _, c := range Catalogue() {
		if tablesElsewhere[c.ID] != "" {
			continue
		}
		has := func(wants ...string) bool {
			return slices.ContainsFunc(wants, func(w string) bool { return slices.Contains(asked[c.ID], w) })
		}
		if !has("Pass") {
			t.Errorf("%s: no table asks for Pass", c.ID)
		}
		if !has("Fail", "Warn") && c.ID != "guard-active" && c.ID != "lifecycle-management" && c.ID != "sites-added" {
			t.Errorf("%s: no table asks for Fail or Warn", c.ID)
		}
		if !has("Unknown") {
			t.Errorf("%s: no table asks for Unknown", c.ID)
		}
		if slices.Contains(mayBeManual, c.ID) != has("Manual") {
			t.Errorf("%s: a table asks for Manual: %v", c.ID, has("Manual"))
		}
	}
	for id := range tablesElsewhere {
		if _, ok := Find(id); !ok {
			t.Errorf("%s is no question", id)
		}
	}
}
