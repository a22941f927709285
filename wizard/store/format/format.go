// Package format is what config.json and state.json look like. It knows no file system, so that it can be fuzzed cheaply.
package format

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"
)

// Version is the version of both files that this program writes. A new key means a new version: an older program would drop the key when it saves.
const Version = 3

// Oldest is the oldest version that this program reads. Version 2 added what was seen of groups, version 3 the service app and what was found out about assumptions.
const Oldest = 1

// HistoryLimit is how many changes a profile keeps; the oldest go first.
const HistoryLimit = 500

// Config is what the admin chose, per profile.
type Config struct {
	OktaURL        string   `json:"okta_url,omitempty"`
	OktaClientID   string   `json:"okta_client_id,omitempty"`
	OktaKeyID      string   `json:"okta_key_id,omitempty"`
	AppID          string   `json:"app_id,omitempty"`
	AtlassianURL   string   `json:"atlassian_url,omitempty"`
	SCIMBaseURL    string   `json:"scim_base_url,omitempty"`
	OrgID          string   `json:"org_id,omitempty"`
	SiteEmail      string   `json:"site_email,omitempty"`
	EmailAttribute string   `json:"email_attribute,omitempty"`
	Sites          []string `json:"sites,omitempty"`
	PushGroups     []string `json:"push_groups,omitempty"`
	AssignGroups   []string `json:"assign_groups,omitempty"`
	Grants         []string `json:"grants,omitempty"` // GROUP=PRODUCT[@SITE]
	Protect        []string `json:"protect,omitempty"`
}

// Clone shares no slice with c.
func (c Config) Clone() Config {
	for _, list := range []*[]string{&c.Sites, &c.PushGroups, &c.AssignGroups, &c.Grants, &c.Protect} {
		*list = slices.Clone(*list)
	}
	return c
}

// State is what no API tells, per profile.
type State struct {
	Attested   map[string]Attestation `json:"attested,omitempty"`
	KeyCreated time.Time              `json:"key_created,omitzero"`
	KeyExpires time.Time              `json:"key_expires,omitzero"`
	KeyStopped time.Time              `json:"key_stopped,omitzero"` // the key before this one was seen dead, and Okta was not yet seen to use this one
	History    []Change               `json:"history,omitempty"`    // oldest first
	Groups     map[string]Seen        `json:"groups,omitempty"`     // by Okta group id
	Assumed    map[string]Assumed     `json:"assumed,omitempty"`    // by assumption id
}

// Assumed is what a run found out about something that no document of the vendors says.
type Assumed struct {
	Refuted bool      `json:"refuted,omitempty"`
	Saw     string    `json:"saw,omitempty"` // what came back instead
	On      time.Time `json:"on"`
}

// Seen is how a group in use was when a run last reached its end.
type Seen struct {
	Members int       `json:"members"` // active ones
	On      time.Time `json:"on"`
}

// Clone shares no map or slice with s.
func (s State) Clone() State {
	attested := make(map[string]Attestation, len(s.Attested))
	maps.Copy(attested, s.Attested)
	s.Attested = attested
	s.History = slices.Clone(s.History)
	s.Groups = maps.Clone(s.Groups)
	s.Assumed = maps.Clone(s.Assumed)
	return s
}

// Bounded is s with the last HistoryLimit changes.
func (s State) Bounded() State {
	if n := len(s.History) - HistoryLimit; n > 0 {
		s.History = slices.Clone(s.History[n:])
	}
	return s
}

// Attestation is a person's word that something is so.
type Attestation struct {
	By string    `json:"by"`
	On time.Time `json:"on"`
}

// Change is one thing that this program did to a tenant.
type Change struct {
	When        time.Time `json:"when"`
	Step        string    `json:"step"`
	Action      string    `json:"action"`
	Target      string    `json:"target"`
	Was         string    `json:"was,omitempty"`
	Will        string    `json:"will,omitempty"`
	Back        string    `json:"back,omitempty"`         // the way back, by command or clicks
	BeforeImage string    `json:"before_image,omitempty"` // path of the saved object
	Unsure      bool      `json:"unsure,omitempty"`       // it was sent, and nobody saw whether it arrived
}

type file[T any] struct {
	Version  int          `json:"version"`
	Profiles map[string]T `json:"profiles"`
}

// ErrNewer says that a later version of this program wrote the file.
var ErrNewer = errors.New("was written by a newer version of provision")

// Parse reads the profiles of one file. The version is judged before anything else, so that a newer file is called newer, not broken.
func Parse[T Config | State](body []byte) (map[string]T, error) {
	var head struct{ Version *int }
	if err := json.Unmarshal(body, &head); err != nil {
		return nil, fmt.Errorf("is not valid JSON: %w", err)
	}
	switch {
	case head.Version == nil:
		return nil, errors.New("names no version")
	case *head.Version > Version:
		return nil, fmt.Errorf("%w (version %d, this one knows %d)", ErrNewer, *head.Version, Version)
	case *head.Version < Oldest:
		return nil, fmt.Errorf("has version %d, which never existed", *head.Version)
	}
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.DisallowUnknownFields()
	var f file[T]
	if err := decoder.Decode(&f); err != nil {
		return nil, fmt.Errorf("does not fit version %d: %w", *head.Version, err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("has something after its end")
	}
	if f.Profiles == nil {
		f.Profiles = map[string]T{}
	}
	return f.Profiles, nil
}

// Encode is the text of one file: indented, sorted, ending in a line feed.
func Encode[T Config | State](profiles map[string]T) ([]byte, error) {
	body, err := json.MarshalIndent(file[T]{Version, profiles}, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("encode: %w", err)
	}
	return append(body, '\n'), nil
}
