package okta

import (
	"errors"
	"testing"

	"github.com/provision-cli/provision/clients"
)

func TestUnlinkingLeavesTheGroupInTheApp(t *testing.T) {
	t.Parallel()
	const unlink = "DELETE /api/v1/apps/0oa1/group-push/mappings/gPm1?deleteTargetGroup=false"
	tests := []struct {
		name  string
		reply reply
		wrong error
	}{
		{"200 without a body, as recorded", reply{status: 200}, nil},
		{"204, as documented", reply{status: 204}, nil},
		{"gone already", refusal(404, "E0000007", "no"), nil},
		{"refused", refusal(403, "E0000006", "no"), clients.ErrDenied},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			o, c := answers(t, test.reply)
			if err := c.UnlinkPushMapping(t.Context(), "0oa1", "gPm1"); !errors.Is(err, test.wrong) {
				t.Errorf("got %v", err)
			}
			o.sent(t, unlink)
		})
	}
}
