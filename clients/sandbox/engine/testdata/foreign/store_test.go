package foreign

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/elimity-com/scim"
	"github.com/elimity-com/scim/errors"
	"github.com/elimity-com/scim/optional"
	"github.com/scim2/filter-parser/v2"
)

// store keeps the resources of one kind in memory; unique is the attribute that no two of them may share.
type store struct {
	unique string

	mu   sync.Mutex
	last int
	list []*scim.Resource
}

// Create refuses a second resource of the same name, in any case.
func (s *store) Create(_ *http.Request, a scim.ResourceAttributes) (scim.Resource, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	name, _ := a[s.unique].(string)
	if slices.ContainsFunc(s.list, func(r *scim.Resource) bool { return strings.EqualFold(r.Attributes[s.unique].(string), name) }) {
		return scim.Resource{}, errors.ScimErrorUniqueness
	}
	s.last++
	r := &scim.Resource{ID: fmt.Sprintf("%s-%d", s.unique, s.last)}
	set(r, a)
	s.list = append(s.list, r)
	return *r, nil
}

func (s *store) Get(_ *http.Request, id string) (scim.Resource, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r, err := s.find(id)
	if err != nil {
		return scim.Resource{}, err
	}
	return *r, nil
}

func (s *store) GetAll(_ *http.Request, p scim.ListRequestParams) (scim.Page, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	found := []scim.Resource{}
	for _, r := range s.list {
		if p.FilterValidator == nil || p.FilterValidator.PassesFilter(r.Attributes) == nil {
			found = append(found, *r)
		}
	}
	total, from := len(found), min(p.StartIndex-1, len(found))
	return scim.Page{TotalResults: total, Resources: found[from:min(from+p.Count, total)]}, nil
}

func (s *store) Replace(_ *http.Request, id string, a scim.ResourceAttributes) (scim.Resource, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r, err := s.find(id)
	if err != nil {
		return scim.Resource{}, err
	}
	set(r, a)
	return *r, nil
}

func (s *store) Delete(_ *http.Request, id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	r, err := s.find(id)
	if err != nil {
		return err
	}
	s.list = slices.DeleteFunc(s.list, func(other *scim.Resource) bool { return other == r })
	return nil
}

func (s *store) Patch(_ *http.Request, id string, operations []scim.PatchOperation) (scim.Resource, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r, err := s.find(id)
	if err != nil {
		return scim.Resource{}, err
	}
	for _, o := range operations {
		if err := apply(r, o); err != nil {
			return scim.Resource{}, err
		}
	}
	return *r, nil
}

func (s *store) find(id string) (*scim.Resource, error) {
	i := slices.IndexFunc(s.list, func(r *scim.Resource) bool { return r.ID == id })
	if i < 0 {
		return nil, errors.ScimErrorResourceNotFound(id)
	}
	return s.list[i], nil
}

// set replaces all attributes; the external id stands apart in this library.
func set(r *scim.Resource, a scim.ResourceAttributes) {
	if id, ok := a["externalId"].(string); ok {
		r.ExternalID = optional.NewString(id)
	}
	delete(a, "externalId")
	r.Attributes = a
}

// apply does one operation: whole attributes, or members added, replaced and removed by value.
func apply(r *scim.Resource, o scim.PatchOperation) error {
	if o.Path == nil {
		maps.Copy(r.Attributes, o.Value.(map[string]any))
		return nil
	}
	if o.Path.String() == "members" && o.Op != scim.PatchOperationRemove {
		var now []any
		if o.Op == scim.PatchOperationAdd {
			now, _ = r.Attributes["members"].([]any)
		}
		for _, m := range o.Value.([]any) {
			if !slices.ContainsFunc(now, is(value(m))) {
				now = append(now, m)
			}
		}
		r.Attributes["members"] = now
		return nil
	}
	e, ok := o.Path.ValueExpression.(*filter.AttributeExpression)
	if !ok || o.Op != scim.PatchOperationRemove {
		return errors.ScimErrorInvalidPath
	}
	now, _ := r.Attributes["members"].([]any)
	r.Attributes["members"] = slices.DeleteFunc(slices.Clone(now), is(e.CompareValue.(string)))
	return nil
}

func value(member any) string { return member.(map[string]any)["value"].(string) }

func is(id string) func(any) bool { return func(member any) bool { return value(member) == id } }
