package okta

import (
	"context"
	"encoding/json"
	"iter"
	"net/url"
	"time"
)

// Event is one entry of the System Log.
type Event struct {
	UUID, Type string
	Result     string // SUCCESS, FAILURE, SKIPPED, ...
	Reason     string // often empty, also for a FAILURE
	Message    string
	Severity   string
	Published  time.Time
	Targets    []Target
	Debug      map[string]any // debugContext.debugData
}

// Target is something that an event was about.
type Target struct {
	ID, Type, AlternateID, DisplayName string
}

// EventQuery bounds Events. Entries are kept for 90 days; Okta refuses a Since of more than 180 days back.
type EventQuery struct {
	Filter string
	Since  time.Time // zero: 7 days before Until
	Until  time.Time // zero: now
}

const week = 7 * 24 * time.Hour

// Events lists the System Log in the order of time. Both ends are always sent: without an end the list never ends.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/SystemLog/#tag/SystemLog/operation/listLogEvents
func (r *Reader) Events(ctx context.Context, q EventQuery) iter.Seq2[Event, error] {
	if q.Until.IsZero() {
		q.Until = time.Now()
	}
	if q.Since.IsZero() {
		q.Since = q.Until.Add(-week)
	}
	query := url.Values{
		"limit": {"1000"}, "sortOrder": {"ASCENDING"},
		// Whole seconds, so one more at the end: cutting the fraction off would lose what has just happened.
		"since": {q.Since.UTC().Format(time.RFC3339)}, "until": {q.Until.UTC().Add(time.Second).Format(time.RFC3339)},
	}
	if q.Filter != "" {
		query.Set("filter", q.Filter)
	}
	return pages[Event](ctx, r, "/api/v1/logs", query, true)
}

// UnmarshalJSON reads an entry.
func (e *Event) UnmarshalJSON(raw []byte) error {
	var in struct {
		UUID     text   `json:"uuid"`
		Type     text   `json:"eventType"`
		Message  text   `json:"displayMessage"`
		Severity text   `json:"severity"`
		At       moment `json:"published"`
		Outcome  struct {
			Result text `json:"result"`
			Reason text `json:"reason"`
		} `json:"outcome"`
		Targets []Target `json:"target"`
		Debug   struct {
			Data map[string]any `json:"debugData"`
		} `json:"debugContext"`
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		return err
	}
	*e = Event{
		UUID: string(in.UUID), Type: string(in.Type), Result: string(in.Outcome.Result), Reason: string(in.Outcome.Reason),
		Message: string(in.Message), Severity: string(in.Severity), Published: in.At.Time, Targets: in.Targets, Debug: in.Debug.Data,
	}
	return nil
}

// UnmarshalJSON reads a target.
func (t *Target) UnmarshalJSON(raw []byte) error {
	var in struct {
		ID          text `json:"id"`
		Type        text `json:"type"`
		AlternateID text `json:"alternateId"`
		DisplayName text `json:"displayName"`
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		return err
	}
	*t = Target{string(in.ID), string(in.Type), string(in.AlternateID), string(in.DisplayName)}
	return nil
}
