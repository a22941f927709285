package wire

import (
	"encoding/json"
	"strings"
)

// Error returns the code and the text of an error body, with its causes: Okta's own form, whose errorCauses may be
// an array or one object, or that of its OAuth endpoints. A body of another form gives two empty texts.
func Error(body []byte) (code, message string) {
	var e struct {
		Code        any             `json:"errorCode"`
		Summary     any             `json:"errorSummary"`
		Causes      json.RawMessage `json:"errorCauses"`
		OAuth       any             `json:"error"`
		Description any             `json:"error_description"`
	}
	if json.Unmarshal(body, &e) != nil {
		return "", ""
	}
	if code = word(e.Code); code == "" && word(e.Summary) == "" {
		return word(e.OAuth), word(e.Description)
	}
	message = word(e.Summary)
	for _, cause := range causes(e.Causes) {
		if cause != "" && !strings.Contains(message, cause) {
			message += ": " + cause
		}
	}
	return code, strings.TrimPrefix(message, ": ")
}

func causes(raw json.RawMessage) []string {
	var many []json.RawMessage
	if json.Unmarshal(raw, &many) != nil {
		many = []json.RawMessage{raw}
	}
	out := make([]string, 0, len(many))
	for _, one := range many {
		var object struct {
			Summary any `json:"errorSummary"`
		}
		var text string
		switch {
		case json.Unmarshal(one, &object) == nil:
			out = append(out, word(object.Summary))
		case json.Unmarshal(one, &text) == nil:
			out = append(out, strings.TrimSpace(text))
		}
	}
	return out
}

func word(v any) string {
	text, _ := v.(string)
	return strings.TrimSpace(text)
}
