package okta

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// comparisons calls f for every comparison in the expression until f returns an error.
func (e expression) comparisons(f func(expression) error) error {
	if e.join == "" {
		return f(e)
	}
	for _, p := range e.parts {
		if err := p.comparisons(f); err != nil {
			return err
		}
	}
	return nil
}

// matches says whether the expression holds for something with these fields; text is compared in any case.
func (e expression) matches(field func(string) []string) bool {
	switch e.join {
	case "and":
		return !slices.ContainsFunc(e.parts, func(p expression) bool { return !p.matches(field) })
	case "or":
		return slices.ContainsFunc(e.parts, func(p expression) bool { return p.matches(field) })
	}
	values := field(e.field)
	if e.op == "ne" {
		return !slices.ContainsFunc(values, func(v string) bool { return strings.EqualFold(v, e.value) })
	}
	return slices.ContainsFunc(values, e.holds)
}

// holds says whether the comparison holds for one value; an empty value counts as absent.
func (e expression) holds(v string) bool {
	switch e.op {
	case "eq":
		return strings.EqualFold(v, e.value)
	case "pr":
		return v != ""
	case "sw":
		return len(v) >= len(e.value) && strings.EqualFold(v[:len(e.value)], e.value)
	case "co":
		return strings.Contains(strings.ToLower(v), strings.ToLower(e.value))
	}
	if v == "" {
		return false
	}
	order := compare(v, e.value)
	switch e.op {
	case "gt":
		return order > 0
	case "ge":
		return order >= 0
	case "lt":
		return order < 0
	}
	return order <= 0
}

// compare orders two values: as times if both are, else as text.
func compare(a, b string) int {
	ta, erra := time.Parse(time.RFC3339, a)
	tb, errb := time.Parse(time.RFC3339, b)
	if erra == nil && errb == nil {
		return ta.Compare(tb)
	}
	return strings.Compare(a, b)
}

// allow says which operators a list's filter or search understands on a field; nil stands for an unknown field.
type allow func(field string) []string

// criteria reads a filter or search parameter; no parameter gives nil. An unknown field is E0000053, an operator that
// the field does not take is E0000031.
func criteria(text string, ops allow) (*expression, reply) {
	if text == "" {
		return nil, reply{}
	}
	e, err := parseFilter(text)
	if err != nil {
		return nil, badFilter(text, err)
	}
	unsupported := ""
	err = e.comparisons(func(e expression) error {
		known := ops(e.field)
		if known == nil {
			return fmt.Errorf("unknown attribute %s", e.field)
		}
		if !slices.Contains(known, e.op) {
			unsupported = fmt.Sprintf("The operator %s is not supported for %s.", e.op, e.field)
		}
		return nil
	})
	if err != nil {
		return nil, badFilter(text, err)
	}
	if unsupported != "" {
		return nil, badSearch(unsupported)
	}
	return &e, reply{}
}
