package okta

import (
	"errors"
	"io"
	"testing"
	"time"

	"github.com/provision-cli/provision/clients"
)

const (
	pushed    = `{"created":"2026-03-25T06:09:58Z","id":"gPm1","lastUpdated":"2026-03-25T06:10:12Z","sourceGroupId":"00g1","status":"ACTIVE","targetGroupId":"00g9","_links":{}}`
	postPush  = `POST /api/v1/apps/0oa1/group-push/mappings {"sourceGroupId":"00g1","status":"ACTIVE","targetGroupName":"Sales"}`
	listPush  = "GET /api/v1/apps/0oa1/group-push/mappings?limit=1000&sourceGroupId=00g1"
	patchPush = `PATCH /api/v1/apps/0oa1/group-push/mappings/gPm1 {"status":"ACTIVE"}`
	getPush   = "GET /api/v1/apps/0oa1/group-push/mappings/gPm1"
)

func TestPushMappingsAreRead(t *testing.T) {
	t.Parallel()
	o, c := answers(t, ok("["+pushed+`,{"id":"gPm2","status":"ERROR","errorSummary":"why","lastPush":"2026-03-25T06:10:12.345Z"}]`), ok(pushed))
	got, err := collect(c.PushMappings(t.Context(), "0oa1"))
	want := PushMapping{
		ID: "gPm1", GroupID: "00g1", TargetGroupID: "00g9", Status: "ACTIVE",
		Created: time.Date(2026, 3, 25, 6, 9, 58, 0, time.UTC), LastUpdated: time.Date(2026, 3, 25, 6, 10, 12, 0, time.UTC),
	}
	if err != nil || len(got) != 2 || got[0] != want || got[1].ErrorSummary != "why" || got[1].LastPush.IsZero() {
		t.Errorf("got %+v, %v", got, err)
	}
	if one, err := c.PushMapping(t.Context(), "0oa1", "gPm1"); err != nil || one != want {
		t.Errorf("got %+v, %v", one, err)
	}
	o.sent(t, "GET /api/v1/apps/0oa1/group-push/mappings?limit=1000", getPush)
}

func TestCreatePushMapping(t *testing.T) {
	t.Parallel()
	lost, broken := reply{broken: io.ErrUnexpectedEOF}, reply{status: 502, body: "<html>"}
	mine, none := ok("["+pushed+"]"), ok(`[{"id":"gPm7","sourceGroupId":"00g7"}]`)
	tests := []struct {
		name    string
		replies []reply
		sent    []string
		wrong   error
	}{
		{"200 as recorded", []reply{ok(pushed)}, []string{postPush}, nil},
		{"201 as documented", []reply{{status: 201, body: pushed}}, []string{postPush}, nil},
		{"204", []reply{{status: 204}, mine}, []string{postPush, listPush}, nil},
		{"lost, but it had arrived", []reply{lost, mine}, []string{postPush, listPush}, nil},
		{"broken, but it had arrived", []reply{broken, mine}, []string{postPush, listPush}, nil},
		{"cut, but it had arrived", []reply{ok(`{"id":"gPm`), mine}, []string{postPush, listPush}, nil},
		{"lost on the way", []reply{lost, none, ok(pushed)}, []string{postPush, listPush, postPush}, nil},
		{"lost twice", []reply{lost, none, lost}, []string{postPush, listPush, postPush}, io.ErrUnexpectedEOF},
		{"lost, and not to be read", []reply{lost, refusal(403, "E0000006", "no")}, []string{postPush, listPush}, clients.ErrDenied},
		{"accepted, but not kept", []reply{{status: 204}, ok("[]")}, []string{postPush, listPush}, errNotKept},
		{"refused", []reply{refusal(403, "E0000006", "no")}, []string{postPush}, clients.ErrDenied},
		{"throttled", []reply{refusal(429, "E0000047", "no")}, []string{postPush}, clients.ErrThrottled},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			o, c := answers(t, test.replies...)
			got, err := c.CreatePushMapping(t.Context(), "0oa1", "00g1", "Sales")
			if !errors.Is(err, test.wrong) || (err == nil) != (got.ID == "gPm1") {
				t.Errorf("got %+v, %v", got, err)
			}
			o.sent(t, test.sent...)
		})
	}
}

func TestSetPushMapping(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		replies []reply
		sent    []string
		wrong   error
	}{
		{"200", []reply{ok(pushed)}, []string{patchPush}, nil},
		{"204", []reply{{status: 204}, ok(pushed)}, []string{patchPush, getPush}, nil},
		{"lost once", []reply{{broken: io.EOF}, ok(pushed)}, []string{patchPush, patchPush}, nil},
		{"refused", []reply{refusal(400, "E0000001", "no")}, []string{patchPush}, &clients.Error{}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			o, c := answers(t, test.replies...)
			got, err := c.SetPushMapping(t.Context(), "0oa1", "gPm1", "ACTIVE")
			if (err == nil) != (test.wrong == nil) || (err == nil) != (got.ID == "gPm1") {
				t.Errorf("got %+v, %v", got, err)
			}
			o.sent(t, test.sent...)
		})
	}
}
