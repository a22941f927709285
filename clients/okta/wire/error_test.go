package wire

import (
	"strings"
	"testing"
)

func TestError(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, body, code, message string }{
		{"plain", `{"errorCode":"E0000006","errorSummary":"You do not have permission","errorLink":"E0000006","errorId":"o","errorCauses":[]}`, "E0000006", "You do not have permission"},
		{"one cause", `{"errorCode":"E0000001","errorSummary":"Api validation failed: feature","errorCauses":[{"errorSummary":"Provisioning is not supported."}]}`, "E0000001", "Api validation failed: feature: Provisioning is not supported."},
		{"two causes", `{"errorCode":"E1","errorSummary":"s","errorCauses":[{"errorSummary":"a"},{"errorSummary":"b"}]}`, "E1", "s: a: b"},
		{"causes as an object", `{"errorCode":"E1","errorSummary":"wrong","errorCauses":{"errorSummary":"because"}}`, "E1", "wrong: because"},
		{"causes as texts", `{"errorCode":"E1","errorSummary":"wrong","errorCauses":["because"," so "]}`, "E1", "wrong: because: so"},
		{"a cause that repeats", `{"errorCode":"E1","errorSummary":"Not found: x","errorCauses":[{"errorSummary":"Not found: x"}]}`, "E1", "Not found: x"},
		{"causes null", `{"errorCode":"E1","errorSummary":"wrong","errorCauses":null}`, "E1", "wrong"},
		{"a number as code", `{"errorCode":1,"errorSummary":"wrong"}`, "", "wrong"},
		{"only causes", `{"errorCode":"E1","errorCauses":[{"errorSummary":"a"}]}`, "E1", "a"},
		{"OAuth", `{"error":"invalid_dpop_proof","error_description":"The DPoP proof JWT header is missing."}`, "invalid_dpop_proof", "The DPoP proof JWT header is missing."},
		{"another form", `{"message":"x"}`, "", ""},
		{"a page", `<html>`, "", ""},
		{"an array", `[]`, "", ""},
		{"nothing", ``, "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if code, message := Error([]byte(test.body)); code != test.code || message != test.message {
				t.Errorf("got %q, %q, want %q, %q", code, message, test.code, test.message)
			}
		})
	}
}

func FuzzError(f *testing.F) {
	f.Add([]byte(`{"errorCode":"E1","errorSummary":"s","errorCauses":[{"errorSummary":"a"}]}`))
	f.Add([]byte(`{"errorCode":"E1","errorCauses":{"errorSummary":"a"}}`))
	f.Add([]byte(`{"error":"e","error_description":"d"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		code, message := Error(body)
		if code != strings.TrimSpace(code) || len(code)+len(message) > 8*len(body) {
			t.Errorf("%q gives %q, %q", body, code, message)
		}
	})
}
