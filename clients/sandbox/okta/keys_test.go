package okta

import (
	"sort"
	"strings"
	"testing"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// leaves returns the paths of all values of a body, lists as [], in order.
func leaves(at string, v any, out map[string]bool) {
	switch v := v.(type) {
	case object:
		if len(v) == 0 {
			out[at+"{}"] = true
		}
		for k, x := range v {
			leaves(strings.TrimPrefix(at+"."+k, "."), x, out)
		}
	case list:
		if len(v) == 0 {
			out[at+"[]"] = true
		}
		for _, x := range v {
			leaves(at+"[]", x, out)
		}
	default:
		out[at] = true
	}
}

// keys are the paths of all values except hrefs and what hangs below _links, whose names are enough.
func (a answer) keys() string {
	all, short := map[string]bool{}, map[string]bool{}
	leaves("", a.body, all)
	for k := range all {
		before, after, linked := strings.Cut(k, "_links.")
		if linked {
			name, _, _ := strings.Cut(after, ".")
			k = before + "_links." + strings.TrimSuffix(name, "[]")
		}
		short[k] = true
	}
	var out []string
	for k := range short {
		out = append(out, k)
	}
	sort.Strings(out)
	return strings.Join(out, " ")
}

// TestKeys holds every answer's keys fast, so that none comes or goes unseen where no recordings are at hand.
func TestKeys(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	te.connect()
	te.app.Assign(&world.AppUser{UserID: "00uben", Scope: "GROUP", GroupID: "00gjira", Status: "PROVISIONED", ExternalID: "s", SyncState: "SYNCHRONIZED",
		UserName: "ben@example.com", Profile: object{"email": "ben@example.com"}})
	te.app.Groups = append(te.app.Groups, &world.AppGroup{GroupID: "00gjira"})
	te.event("e", "application.provision.user.push", "SUCCESS", 0, "00uben")
	mapping := te.toApp()
	const links = "_links.accessPolicy _links.appLinks _links.deactivate _links.groups _links.help _links.logo _links.metadata _links.policies _links.profileEnrollment _links.uploadLogo _links.users "
	for _, tc := range []struct{ path, want string }{
		{"/.well-known/okta-organization", "_links.organization cell id pipeline settings.analyticsCollectionEnabled settings.bugReportingEnabled " +
			"settings.desktopMFAEnabled settings.itpEnabled settings.omEnabled settings.op4wEnabled settings.pssoEnabled"},
		{appPath, links + "accessibility.errorRedirectUrl accessibility.loginRedirectUrl accessibility.selfService created credentials.signing.kid " +
			"credentials.userNameTemplate.template credentials.userNameTemplate.type features[] id label lastUpdated name orn " +
			"settings.app{} settings.emOptInStatus settings.implicitAssignment settings.manualProvisioning settings.notes.admin settings.notes.enduser " +
			"settings.notifications.vpn.helpUrl settings.notifications.vpn.message settings.notifications.vpn.network.connection " +
			"settings.signOn.attributeStatements[] settings.signOn.audienceOverride settings.signOn.defaultRelayState settings.signOn.destinationOverride " +
			"settings.signOn.recipientOverride settings.signOn.ssoAcsUrlOverride signOnMode status universalLogout.identityStack universalLogout.protocol " +
			"universalLogout.status universalLogout.supportType visibility.appLinks.atlassian_link visibility.autoLaunch visibility.autoSubmitToolbar " +
			"visibility.hide.iOS visibility.hide.web"},
		{appPath + "/groups/00gjira", "_links.app _links.group _links.self id lastUpdated priority profile{}"},
		{appPath + "/users/00uben", "_links.app _links.group _links.user created credentials.userName externalId id lastUpdated passwordChanged " +
			"profile.email scope status statusChanged syncState"},
		{"/api/v1/groups/00gjira", "_links.apps _links.logo _links.users created id lastMembershipUpdated lastUpdated objectClass[] profile.description profile.name type"},
		{mapping, "_links.self id properties.department.expression properties.department.pushStatus properties.displayName.expression properties.displayName.pushStatus " +
			"properties.email.expression properties.email.pushStatus properties.firstName.expression properties.firstName.pushStatus properties.lastName.expression " +
			"properties.lastName.pushStatus properties.organization.expression properties.organization.pushStatus properties.preferredLanguage.expression " +
			"properties.preferredLanguage.pushStatus properties.timezone.expression properties.timezone.pushStatus properties.title.expression properties.title.pushStatus " +
			"source._links.schema source._links.self source.id source.name source.type target._links.schema target._links.self target.id target.name target.type"},
		{"/api/v1/meta/types/user/default", "_links.schema _links.self created createdBy default description displayName id lastUpdated lastUpdatedBy name"},
		{"/api/v1/users/00uben", "_links.changePassword _links.changeRecoveryQuestion _links.deactivate _links.expirePassword _links.forgotPassword _links.resetFactors " +
			"_links.resetPassword _links.schema _links.self _links.suspend _links.type activated created credentials.emails[].status credentials.emails[].type " +
			"credentials.emails[].value credentials.password{} credentials.provider.name credentials.provider.type id lastLogin lastUpdated passwordChanged " +
			"profile.email profile.firstName profile.lastName profile.login profile.mobilePhone profile.secondEmail profile.workEmail status statusChanged type.id"},
		{"/api/v1/api-tokens/00TSUPER_ADMIN", "_links.self _links.user clientName created expiresAt id lastUpdated name network.connection tokenWindow userId"},
		{"/api/v1/logs", "[].actor.alternateId [].actor.detailEntry [].actor.displayName [].actor.id [].actor.type [].authenticationContext.authenticationStep " +
			"[].authenticationContext.externalSessionId [].client.device [].client.geographicalContext [].client.id [].client.ipAddress [].client.userAgent [].client.zone " +
			"[].debugContext.debugData.appname [].displayMessage [].eventType [].legacyEventType [].outcome.reason [].outcome.result [].published [].request.ipChain[] " +
			"[].securityContext.asNumber [].securityContext.asOrg [].securityContext.domain [].securityContext.isProxy [].securityContext.isp [].severity " +
			"[].target[].alternateId [].target[].detailEntry [].target[].displayName [].target[].id [].target[].type [].transaction.detail{} [].transaction.id " +
			"[].transaction.type [].uuid [].version"},
	} {
		if got := te.get(tc.path).keys(); got != tc.want {
			t.Errorf("%s has\n%s\nwant\n%s", tc.path, got, tc.want)
		}
	}
	if got := te.must(200, "POST", pushPath, `{"sourceGroupId":"00gconf","targetGroupName":"x"}`).keys(); got != "_links.app _links.sourceGroup _links.targetGroup created id lastUpdated sourceGroupId status targetGroupId" {
		t.Errorf("a push mapping has %s", got)
	}
}

func TestUserLinksFollowTheStatus(t *testing.T) {
	t.Parallel()
	te := newTenant(t, Options{})
	for status, want := range map[string]string{
		"STAGED": "activate resetFactors", "PROVISIONED": "deactivate reactivate resetFactors resetPassword suspend",
		"SUSPENDED": "deactivate resetFactors unsuspend", "DEPROVISIONED": "activate delete",
	} {
		te.w.Okta.User("00uben").Status = status
		a := te.get("/api/v1/users/00uben")
		var got []string
		for k := range asObject(a.at("_links")) {
			if k != "self" && k != "schema" && k != "type" {
				got = append(got, k)
			}
		}
		sort.Strings(got)
		if strings.Join(got, " ") != want {
			t.Errorf("%s: links %v, want %s", status, got, want)
		}
		if has := a.at("credentials", "password") != nil; has != (status == "SUSPENDED") {
			t.Errorf("%s: password shown %v", status, has)
		}
	}
}
