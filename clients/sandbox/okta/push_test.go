package okta

import (
	"strings"
	"testing"
)

const pushPath = appPath + "/group-push/mappings"

// pushed makes a mapping of the group with that id.
func (te *tenant) pushed(group string) string {
	te.t.Helper()
	return te.must(200, "POST", pushPath, `{"sourceGroupId":"`+group+`","status":"ACTIVE","targetGroupName":"pushed"}`).text("id")
}

func TestPushMappingLife(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	a := te.must(200, "POST", pushPath, `{"sourceGroupId":"00gjira","targetGroupName":"pushed"}`)
	if a.text("status") != "ACTIVE" || !strings.HasPrefix(a.text("targetGroupId"), "00g") || a.text("created") != "2026-11-02T09:00:00Z" {
		t.Errorf("created: %s", a.raw)
	}
	for _, key := range []string{"lastPush", "errorSummary"} {
		if strings.Contains(a.raw, key) {
			t.Errorf("%s is shown: %s", key, a.raw)
		}
	}
	id := a.text("id")
	if m := te.app.Mapping(id); m.TargetName != "pushed" || m.GroupID != "00gjira" {
		t.Errorf("stored %+v", m)
	}
	te.refused(400, "E0000027", "INACTIVE", "DELETE", pushPath+"/"+id+"?deleteTargetGroup=false", "")
	te.now = te.now.Add(14e9)
	if a := te.must(200, "PATCH", pushPath+"/"+id, `{"status":"INACTIVE"}`); a.text("status") != "INACTIVE" || a.text("lastUpdated") != "2026-11-02T09:00:14Z" {
		t.Errorf("turned off: %s", a.raw)
	}
	te.refused(400, "E0000028", "deleteTargetGroup", "DELETE", pushPath+"/"+id, "")
	if a := te.must(200, "DELETE", pushPath+"/"+id+"?deleteTargetGroup=false", ""); a.raw != "" {
		t.Errorf("deleted: %q", a.raw)
	}
	te.refused(404, "E0000007", id, "GET", pushPath+"/"+id, "")
}

func TestPushAnswersAsDocumented(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	te.choose("push-answers", "documented")
	a := te.must(201, "POST", pushPath, `{"sourceGroupId":"00gjira","status":"INACTIVE","targetGroupId":"00gTARGET"}`)
	if a.at("errorSummary") != "" || a.text("targetGroupId") != "00gTARGET" || a.text("status") != "INACTIVE" || a.at("lastPush") != nil {
		t.Errorf("created: %s", a.raw)
	}
	te.app.Mappings[0].LastPush = te.now
	if a := te.get(pushPath); a.text(0, "lastPush") != "2026-11-02T09:00:00Z" {
		t.Errorf("list: %s", a.raw)
	}
	te.must(204, "DELETE", pushPath+"/"+a.text("id")+"?deleteTargetGroup=true", "")
}

func TestPushReachesTheEngine(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	te.connect()
	id := te.pushed("00gjira")
	if te.e.Pending() != 1 {
		t.Errorf("%d jobs after the first push, want 1", te.e.Pending())
	}
	te.must(200, "PATCH", pushPath+"/"+id, `{"status":"INACTIVE"}`)
	te.must(200, "PATCH", pushPath+"/"+id, `{"status":"ACTIVE"}`)
	if te.e.Pending() != 2 {
		t.Errorf("%d jobs after pushing again, want 2", te.e.Pending())
	}
	te.must(200, "PATCH", pushPath+"/"+id, `{"status":"ACTIVE"}`)
	if te.e.Pending() != 2 {
		t.Error("setting the same status pushed again")
	}
}

func TestPushBeforeProvisioning(t *testing.T) {
	t.Parallel()
	for variant, want := range map[string]string{"stays-active": "ACTIVE", "error": "ERROR", "pushes-later": "ACTIVE"} {
		te := newTenant(t, Options{})
		te.choose("mapping-before-provisioning", variant)
		id := te.pushed("00gjira")
		if got := te.get(pushPath + "/" + id).text("status"); got != want || te.e.Pending() != 0 {
			t.Errorf("%s: status %s and %d jobs, want %s and none", variant, got, te.e.Pending(), want)
		}
	}
}

func TestPushMappingInError(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	id := te.pushed("00gjira")
	te.app.Mappings[0].Status = "ERROR"
	for _, state := range []string{"ACTIVE", "INACTIVE"} {
		te.refused(400, "E0000027", "ERROR", "PATCH", pushPath+"/"+id, `{"status":"`+state+`"}`)
	}
	te.must(200, "DELETE", pushPath+"/"+id+"?deleteTargetGroup=false", "")
}

func TestPushMappingErrors(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	id := te.pushed("00gjira")
	for _, tc := range []struct{ body, code, cause string }{
		{``, "E0000003", ""}, {`{}`, "E0000001", "sourceGroupId"}, {`{"sourceGroupId":"00gconf"}`, "E0000001", "targetGroupName"},
		{`{"sourceGroupId":"00gconf","targetGroupName":"a","targetGroupId":"b"}`, "E0000001", "Exactly one"},
		{`{"sourceGroupId":"00gconf","targetGroupName":"a","targetGroupId":null}`, "E0000001", "targetGroupId: The field cannot be null"},
		{`{"sourceGroupId":"00gconf","targetGroupName":""}`, "E0000001", "cannot be left blank"},
		{`{"sourceGroupId":"00gconf","targetGroupName":"a","status":"ERROR"}`, "E0000001", "status"},
		{`{"sourceGroupId":"00gconf","targetGroupName":"a","appConfig":{}}`, "E0000001", "appConfig"},
		{`{"sourceGroupId":"00gjira","targetGroupName":"a"}`, "E0000001", "already exists"},
	} {
		te.refused(400, tc.code, tc.cause, "POST", pushPath, tc.body)
	}
	te.refused(404, "E0000007", "00gnone (UserGroup)", "POST", pushPath, `{"sourceGroupId":"00gnone","targetGroupName":"a"}`)
	te.refused(400, "E0000001", "lastUpdated", "GET", pushPath+"?lastUpdated=today", "")
	te.refused(400, "E0000001", "status", "PATCH", pushPath+"/"+id, `{"status":"ERROR"}`)
	te.refused(400, "E0000003", "", "PATCH", pushPath+"/"+id, `nothing`)
	te.refused(404, "E0000007", "gPmNONE", "PATCH", pushPath+"/gPmNONE", `{}`)
}

func TestPushMappingLists(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	jira, conf := te.pushed("00gjira"), te.pushed("00gconf")
	te.must(200, "PATCH", pushPath+"/"+conf, `{"status":"INACTIVE"}`)
	for query, want := range map[string]string{
		"": jira + " " + conf, "?sourceGroupId=00gconf": conf, "?status=ACTIVE": jira, "?sourceGroupId=00gnone": "", "?lastUpdated=2026-11-02T08:00:00Z": jira + " " + conf, "?lastUpdated=2026-11-03T00:00:00Z": "", "?after=": jira + " " + conf,
	} {
		if got := te.get(pushPath + query).ids(); got != want {
			t.Errorf("mappings%s: %q, want %q", query, got, want)
		}
	}
}
