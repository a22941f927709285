package engine

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// failure is why a job did not succeed, in the words that Okta shows.
type failure struct {
	// doing is what Okta was at, detail what the server said.
	doing, detail string
	// status is zero when there was no answer, or an answer that was not what its status says.
	status     int
	retryAfter time.Duration
	// unreadable marks a list whose numbers are not numbers: Okta stops and gives no reason.
	unreadable bool
}

// Error is Okta's text: its own message, then the server's.
func (f *failure) Error() string {
	text := f.doing
	if f.status != 0 {
		text += ": " + http.StatusText(f.status)
	}
	if f.detail == "" {
		return text
	}
	return text + ". Errors reported by remote server: " + f.detail
}

// statusOf is the HTTP status behind an error, zero for none.
func statusOf(err error) int {
	if f, ok := errors.AsType[*failure](err); ok {
		return f.status
	}
	return 0
}

// reason is what the System Log gives as the reason of a failure.
func reason(err error) string {
	var f *failure
	if errors.As(err, &f) && f.unreadable {
		return ""
	}
	return err.Error()
}

func (a answer) failure(doing string) *failure {
	return &failure{doing: doing, status: a.status, detail: a.detail(), retryAfter: retryAfter(a.header)}
}

// detail takes the server's own words out of a SCIM error, a gateway's error, or anything else.
func (a answer) detail() string {
	var e struct{ Detail, Error, Message any }
	if err := json.Unmarshal(a.body, &e); err != nil {
		if len(a.body) == 0 {
			return http.StatusText(a.status)
		}
		return invalidJSON(a.body)
	}
	for _, text := range []any{e.Detail, e.Error, e.Message} {
		if s, ok := text.(string); ok && s != "" {
			return s
		}
	}
	return http.StatusText(a.status)
}

// invalidJSON words a parser's complaint as Okta's does, with no more of the body than its first word.
func invalidJSON(body []byte) string {
	word := strings.TrimSpace(string(body[:min(len(body), 200)]))
	if i := strings.IndexAny(word, " \t\r\n>"); i > 0 {
		word = word[:i]
	}
	if len(word) > 20 {
		word = word[:20]
	}
	return fmt.Sprintf("Invalid JSON: Unrecognized token '%s'", word)
}
