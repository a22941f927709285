package okta

import (
	"net/http"
	"strings"
	"time"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

const (
	day = 24 * time.Hour
	// logDefault is how far back a query without since goes, logKept how long events are kept, logLimit what may be asked for.
	logDefault, logKept, logLimit = 7 * day, 90 * day, 180 * day
	// longestWord is the longest item that q takes.
	longestWord = 40
)

// logQuery is a query of the System Log.
type logQuery struct {
	filter       *expression
	words        []string
	since, until time.Time
}

// logs lists events of the System Log. Without until and in ascending order there is always a next link, which a
// client polls; otherwise the list ends.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/SystemLog/
func logs(c *call) reply {
	q, refused := c.logQuery()
	if refused.status != 0 {
		return refused
	}
	events := c.w.Okta.Log
	order := c.query.Get("sortOrder")
	switch order {
	case "", "ASCENDING":
	case "DESCENDING":
		events = reversed(events)
	default:
		return invalid("sortOrder", "sortOrder: The field must be ASCENDING or DESCENDING")
	}
	p := paging{size: 100, most: 1000, keeps: []string{"since", "until", "filter", "q", "sortOrder"}}
	got, refused := cut(c, p, events, logID, q.holds)
	if refused.status != 0 {
		return refused
	}
	if polling := q.until.IsZero() && order != "DESCENDING"; polling && got.next == "" {
		got.next = c.nextPoll()
	}
	return reply{status: http.StatusOK, body: shown(got.items, showEvent), links: c.links(p, got.next)}
}

// nextPoll is the cursor behind everything that the log holds.
func (c *call) nextPoll() string {
	all := c.w.Okta.Log
	if len(all) == 0 {
		return cursor{id: "start"}.String()
	}
	return cursor{pos: len(all), id: logID(all[len(all)-1])}.String()
}

func (c *call) logQuery() (logQuery, reply) {
	filter, refused := criteria(c.query.Get("filter"), logFields)
	if refused.status != 0 {
		return logQuery{}, refused
	}
	q := logQuery{filter: filter, words: strings.Fields(strings.ToLower(c.query.Get("q")))}
	for _, word := range q.words {
		if len(word) > longestWord {
			return q, invalid("q", "q: An item must not be longer than 40 characters")
		}
	}
	now := c.w.Now()
	var err error
	if q.since, err = instant(c.query.Get("since"), now.Add(-logDefault)); err != nil {
		return q, invalid("since", "since: The field must be a timestamp")
	}
	if q.until, err = instant(c.query.Get("until"), time.Time{}); err != nil {
		return q, invalid("until", "until: The field must be a timestamp")
	}
	if now.Sub(q.since) > logLimit {
		return q, fault(http.StatusBadRequest, "E0000053", "Invalid filter: since must not lie more than 180 days back.")
	}
	if oldest := now.Add(-logKept); q.since.Before(oldest) {
		q.since = oldest
	}
	return q, reply{}
}

func instant(text string, otherwise time.Time) (time.Time, error) {
	if text == "" {
		return otherwise, nil
	}
	return time.Parse(time.RFC3339, text)
}

// holds says whether an event is in the answer.
func (q logQuery) holds(e *world.LogEvent) bool {
	if e.Published.Before(q.since) || !q.until.IsZero() && !e.Published.Before(q.until) {
		return false
	}
	for _, word := range q.words {
		if !mentions(e, word) {
			return false
		}
	}
	return q.filter == nil || q.filter.matches(func(name string) []string { return logField(e, name) })
}

func mentions(e *world.LogEvent, word string) bool {
	all := []string{e.EventType, e.DisplayMessage, e.ActorName, e.Reason, e.Result}
	for _, t := range e.Targets {
		all = append(all, t.ID, t.AlternateID, t.DisplayName)
	}
	return strings.Contains(strings.ToLower(strings.Join(all, "\n")), word)
}

func reversed(events []*world.LogEvent) []*world.LogEvent {
	out := make([]*world.LogEvent, len(events))
	for i, e := range events {
		out[len(events)-1-i] = e
	}
	return out
}
