package atlassian

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/provision-cli/provision/clients"
)

// Ends of the error codes that a grant may meet, for HasCode.
const (
	CodeConflict     = "409-2" // already so, or another conflict
	CodeLicenceLimit = "409-3" // no seat is left
)

// HasCode reports whether err is an answer whose code ends in the two parts of
// code, such as "409-3": live answers say ADMIN-UAM-409-3 where the documents say ADMIN-409-3.
func HasCode(err error, code string) bool {
	var e *clients.Error
	return errors.As(err, &e) && code != "" && lastTwo(e.Code) == lastTwo(code)
}

func lastTwo(code string) string {
	parts := strings.Split(strings.ToUpper(strings.TrimSpace(code)), "-")
	return strings.Join(parts[max(0, len(parts)-2):], "-")
}

// failure holds the fields of every documented error shape: the bare item, the
// gateway's {code,message}, the routing layer's {status,error,message}, {error,traceId}.
type failure struct {
	Errors  []json.RawMessage `json:"errors"`
	Code    scalar            `json:"code"`
	Status  scalar            `json:"status"`
	Title   scalar            `json:"title"`
	Detail  scalar            `json:"detail"`
	Error   scalar            `json:"error"`
	Message scalar            `json:"message"`
}

// decodeError reads a code and a message out of any error body of the admin API.
// A body of another form yields empty strings.
func decodeError(status int, _ http.Header, body []byte) (code, message string) {
	var f failure
	if json.Unmarshal(body, &f) != nil {
		return "", ""
	}
	if len(f.Errors) == 0 {
		if code = string(f.Code); code == strconv.Itoa(status) {
			code = "" // the gateway repeats the status
		}
		return code, f.text()
	}
	var texts []string
	for _, raw := range f.Errors {
		var item failure
		if json.Unmarshal(raw, &item) != nil {
			var s scalar
			_ = json.Unmarshal(raw, &s)
			item = failure{Title: s}
		}
		if code == "" {
			code = string(item.Code)
		}
		if t := item.text(); t != "" {
			texts = append(texts, t)
		}
	}
	return code, strings.Join(texts, "; ")
}

// text joins what is said, most general first, without repeating itself.
func (f failure) text() string {
	var said []string
	for _, s := range []scalar{f.Title, f.Error, f.Message, f.Detail} {
		if t := strings.TrimSpace(string(s)); t != "" && !strings.Contains(strings.Join(said, ": "), t) {
			said = append(said, t)
		}
	}
	return strings.Join(said, ": ")
}

// scalar is a string, number or boolean as text; anything else is empty, so that
// one odd field does not hide the rest of an error.
type scalar string

// UnmarshalJSON never errs.
func (s *scalar) UnmarshalJSON(raw []byte) error {
	*s = ""
	var v any
	d := json.NewDecoder(strings.NewReader(string(raw)))
	d.UseNumber()
	_ = d.Decode(&v) // leaves nil, which is none of these
	switch v := v.(type) {
	case string:
		*s = scalar(v)
	case json.Number:
		*s = scalar(v.String())
	case bool:
		*s = scalar(strconv.FormatBool(v))
	}
	return nil
}
