// Package fault makes a stand-in answer badly: refuse, throttle, break off, stall, or answer with something else.
package fault

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Grammar is the form of a fault.
const Grammar = "SERVICE[/METHOD ROUTE]:KIND[@N|@N+|%K]"

// Services returns the services that can have faults.
func Services() []string { return []string{"okta", "scim", "admin", "site"} }

// Kinds returns what can go wrong.
func Kinds() []string {
	return []string{"401", "403", "429", "429-bare", "500", "503", "reset-before", "reset-after", "timeout", "slow", "cut", "html"}
}

func methods() []string { return []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"} }

// Spec says which requests of clients go wrong, and how.
type Spec struct {
	Service string
	// Method and Route narrow the fault to one call; both are empty for every call. In Route {id} stands for one segment.
	Method, Route string
	Kind          string
	// At is the number of the first request that goes wrong, from 1; zero with Every zero means every request.
	At int
	// Onward says that those after At go wrong, too.
	Onward bool
	// Every lets each Every-th request go wrong.
	Every int
}

// Parse reads a fault. Its errors say what is wrong, and name the grammar.
func Parse(text string) (Spec, error) {
	s, err := parse(text)
	if err != nil {
		return Spec{}, fmt.Errorf("fault %q: %w (the form is %s; SERVICE is one of %s; KIND is one of %s; for example scim/GET /scim/directory/{id}/Users:503@2)",
			text, err, Grammar, strings.Join(Services(), ", "), strings.Join(Kinds(), ", "))
	}
	return s, nil
}

func parse(text string) (Spec, error) {
	// The last colon, because routes such as /Schemas/urn:… have some.
	colon := strings.LastIndex(text, ":")
	if colon < 0 {
		return Spec{}, fmt.Errorf("there is no colon before the kind")
	}
	var s Spec
	if err := s.where(text[:colon]); err != nil {
		return Spec{}, err
	}
	return s, s.when(text[colon+1:])
}

func (s *Spec) where(text string) error {
	service, call, narrowed := strings.Cut(text, "/")
	if !slices.Contains(Services(), service) {
		return fmt.Errorf("there is no service %q", service)
	}
	s.Service = service
	if !narrowed {
		return nil
	}
	method, route, _ := strings.Cut(call, " ")
	if !slices.Contains(methods(), method) {
		return fmt.Errorf("%q is no method", method)
	}
	if !strings.HasPrefix(route, "/") || strings.ContainsAny(route, " ?#") {
		return fmt.Errorf("the route %q is not a path that begins with a slash", route)
	}
	s.Method, s.Route = method, route
	return nil
}

func (s *Spec) when(text string) error {
	kind, number := text, ""
	if i := strings.IndexAny(text, "@%"); i >= 0 {
		kind, number = text[:i], text[i:]
	}
	if !slices.Contains(Kinds(), kind) {
		return fmt.Errorf("there is no kind %q", kind)
	}
	s.Kind = kind
	switch {
	case number == "":
		return nil
	case number[0] == '%':
		return count(number[1:], &s.Every)
	}
	digits, onward := strings.CutSuffix(number[1:], "+")
	s.Onward = onward
	return count(digits, &s.At)
}

func count(text string, n *int) error {
	v, err := strconv.Atoi(text)
	if err != nil || v < 1 || strconv.Itoa(v) != text {
		return fmt.Errorf("%q is not a number from 1", text)
	}
	*n = v
	return nil
}

// String writes the fault as Parse reads it.
func (s Spec) String() string {
	text := s.Service
	if s.Method != "" {
		text += "/" + s.Method + " " + s.Route
	}
	text += ":" + s.Kind
	switch {
	case s.Every > 0:
		text += "%" + strconv.Itoa(s.Every)
	case s.At > 0:
		text += "@" + strconv.Itoa(s.At)
	}
	if s.Onward {
		text += "+"
	}
	return text
}

// hits says whether the n-th matching request, from 1, goes wrong.
func (s Spec) hits(n int) bool {
	switch {
	case s.Every > 0:
		return n%s.Every == 0
	case s.At == 0:
		return true
	case s.Onward:
		return n >= s.At
	}
	return n == s.At
}

// matches says whether the fault is about this call.
func (s Spec) matches(service, method, path string) bool {
	if s.Service != service || s.Method != "" && s.Method != method {
		return false
	}
	if s.Route == "" {
		return true
	}
	want, got := strings.Split(s.Route, "/"), strings.Split(path, "/")
	return slices.EqualFunc(want, got, func(w, g string) bool { return w == g || w == "{id}" && g != "" })
}
