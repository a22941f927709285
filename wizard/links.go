package wizard

import (
	"context"
	"net/url"
	"strings"

	"github.com/provision-cli/provision/wizard/session"
)

// appTab is an address of the app in the Okta Admin Console. The form of its path is known from experience only.
func appTab(ctx context.Context, s *session.Session, tab string) string {
	host := adminHost(s.Text(session.OktaURL))
	app, err := s.Facts().App(ctx)
	if err != nil || host == "" {
		return oktaAdmin(s, "/admin/apps/active")
	}
	if app.AdminHost != "" {
		host = app.AdminHost
	}
	return "https://" + host + "/admin/app/" + url.PathEscape(app.Name) + "/instance/" + url.PathEscape(app.ID) + "/" + tab
}

func oktaAdmin(s *session.Session, path string) string {
	host := adminHost(s.Text(session.OktaURL))
	if host == "" {
		return ""
	}
	return "https://" + host + path
}

// adminHost turns example.okta.com into example-admin.okta.com; other hosts (custom domains) have no such form.
func adminHost(base string) string {
	u, err := url.Parse(base)
	if err != nil {
		return ""
	}
	name, domain, ok := strings.Cut(u.Hostname(), ".")
	for _, known := range []string{"okta.com", "oktapreview.com", "okta-emea.com", "okta-gov.com", "okta.mil"} {
		if ok && domain == known {
			return strings.TrimSuffix(name, "-admin") + "-admin." + domain
		}
	}
	return ""
}

// orgAdmin is an address in Atlassian Administration; only /overview is confirmed by more than one document.
func orgAdmin(ctx context.Context, s *session.Session, page string) string {
	org, err := s.Facts().Org(ctx)
	if err != nil {
		return "https://admin.atlassian.com"
	}
	return "https://admin.atlassian.com/o/" + url.PathEscape(org.ID) + "/" + page
}
