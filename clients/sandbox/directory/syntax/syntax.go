// Package syntax reads the two little languages of SCIM that the directory understands: the filter of a list, and the
// path of a PATCH operation (RFC 7644, sections 3.4.2.2 and 3.5.2).
package syntax

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// ErrFilter says that a filter is not one attribute, eq, and one value.
var ErrFilter = errors.New("filter is not of the form: attribute eq \"value\"")

// ErrPath says that a path names no attribute.
var ErrPath = errors.New("path is not of the form: attribute[sub eq \"value\"].sub")

// Filter is one exact comparison. Value is a string or a bool.
type Filter struct {
	Attribute string
	Value     any
}

// Path names an attribute, or a part of one. Schema is the URN before it, without the last colon.
type Path struct {
	Schema, Attribute, Sub string
	Where                  *Filter
}

// ParseFilter reads `attribute eq "value"`; everything else of the grammar is an error, as it is at Atlassian.
func ParseFilter(text string) (Filter, error) {
	attribute, rest, _ := strings.Cut(strings.TrimSpace(text), " ")
	operator, literal, _ := strings.Cut(strings.TrimLeft(rest, " "), " ")
	if !isName(attribute) || !strings.EqualFold(operator, "eq") {
		return Filter{}, fmt.Errorf("%w: %q", ErrFilter, text)
	}
	var value any
	if err := json.Unmarshal([]byte(literal), &value); err != nil {
		return Filter{}, fmt.Errorf("%w: %q", ErrFilter, text)
	}
	switch value.(type) {
	case string, bool:
		return Filter{attribute, value}, nil
	}
	return Filter{}, fmt.Errorf("%w: %q", ErrFilter, text)
}

// ParsePath reads `attribute`, `attribute.sub`, `attribute[sub eq "value"]` and `attribute[sub eq "value"].sub`, each
// with or without the URN of its schema.
func ParsePath(text string) (Path, error) {
	head, tail, filtered := strings.Cut(strings.TrimSpace(text), "[")
	var p Path
	if i := strings.LastIndexByte(head, ':'); i >= 0 {
		p.Schema, head = head[:i], head[i+1:]
	}
	if filtered {
		inside, after, err := closeBracket(tail)
		if err != nil {
			return Path{}, fmt.Errorf("%w: %q", ErrPath, text)
		}
		p.Where, head = &inside, head+after
	}
	attribute, sub, dotted := strings.Cut(head, ".")
	if !isName(attribute) || dotted && !isName(sub) {
		return Path{}, fmt.Errorf("%w: %q", ErrPath, text)
	}
	p.Attribute, p.Sub = attribute, sub
	return p, nil
}

// closeBracket reads the filter up to the last bracket, because a quoted value may hold brackets too.
func closeBracket(text string) (Filter, string, error) {
	end := strings.LastIndexByte(text, ']')
	if end < 0 {
		return Filter{}, "", ErrPath
	}
	after := text[end+1:]
	if after != "" && after[0] != '.' {
		return Filter{}, "", ErrPath
	}
	f, err := ParseFilter(text[:end])
	return f, after, err
}

func isName(s string) bool {
	for i := range len(s) {
		c := s[i]
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if !letter && (i == 0 || !strings.ContainsRune("0123456789-_", rune(c))) {
			return false
		}
	}
	return s != ""
}
