package forecast

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/scim"
)

// The systems that hold the values.
const (
	inOkta      = "Okta"
	inApp       = "Okta app"
	inDirectory = "SCIM directory"
	inOrg       = "Atlassian organization"
)

const (
	menuPeople = "Okta Admin ▸ Directory ▸ People"
	menuTab    = "Okta Admin ▸ Applications ▸ Atlassian Cloud ▸ Assignments"
	menuTasks  = "Okta Admin ▸ Dashboard ▸ Tasks ▸ Retry Selected"
)

func good(field, value string) Hop { return Hop{Field: field, Value: value, Status: HopGood} }

func odd(field, value, says, next string) Hop {
	return Hop{Field: field, Value: value, Says: says, Next: next, Status: HopOdd}
}

func bad(field, value, says, next string) Hop {
	return Hop{Field: field, Value: value, Says: says, Next: next, Status: HopBad}
}

func notYet(field, value, says string) Hop {
	return Hop{Field: field, Value: value, Says: says, Status: HopNotYet}
}

// blind is a value that could not be read, and why.
func blind(field string, err error) Hop {
	h := Hop{Field: field, Status: HopUnknown, Says: err.Error(), Next: "provision check says what keeps it from being read."}
	switch e, remote := errors.AsType[*clients.Error](err); {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		h.Says = "not read before the run was stopped"
	case errors.Is(err, facts.ErrNotConfigured):
		h.Next = "provision setup asks for it, and keeps it."
	case remote && e.Service == "scim":
		h.Says = scim.Diagnose(err)
	case remote && e.Status == 403:
		h.Says = "may not be read with this credential (" + err.Error() + ")"
	}
	if _, several := errors.AsType[*facts.AmbiguousError](err); several {
		h.Next = "Choose one with --app-id."
	}
	return h
}

// stage gives hops the title and the place of their stage.
func stage(title, where, id string, hops ...Hop) []Hop {
	for i := range hops {
		hops[i].Title, hops[i].Where = title, where
		hops[i].ID = id + "." + strings.ReplaceAll(strings.ToLower(hops[i].Field), " ", "-")
	}
	return hops
}

func counted(n int) string {
	if n == 1 {
		return "of which there is one"
	}
	return "of which there are " + strconv.Itoa(n)
}

// stopped are Okta's states in which nobody signs in, and what to do.
func stopped(status string) (says, next string) {
	switch status {
	case "SUSPENDED":
		return "no sign-in while suspended, and Okta sends Atlassian nothing about it, so the account there stays as it was", menuPeople + " ▸ the person ▸ Unsuspend; or take them out of the groups if they have left."
	case "DEPROVISIONED":
		return "no sign-in, and Okta takes the app away", menuPeople + " ▸ the person ▸ Activate, if they are to come back."
	case "STAGED":
		return "not activated yet, so no sign-in, and Okta sends nobody who is staged", menuPeople + " ▸ the person ▸ Activate."
	case "LOCKED_OUT":
		return "no sign-in anywhere after too many wrong passwords", menuPeople + " ▸ the person ▸ Unlock."
	case "PROVISIONED":
		return "has not finished activating the Okta account: no sign-in before that", menuPeople + " ▸ the person ▸ Resend activation e-mail."
	}
	return "", ""
}

func (w *way) profile() []Hop {
	u, p := w.user, w.user.Profile
	status := good("status", u.Status)
	switch says, next := stopped(u.Status); {
	case u.Status == "":
		status = Hop{Field: "status", Status: HopUnknown, Says: "Okta shows no status"}
	case says != "":
		status = bad("status", u.Status, says, next)
	case u.Status != "ACTIVE":
		status = odd("status", u.Status, "has to set a new password at the next sign-in", "")
	}
	email := good("e-mail", p.Email)
	if problem := badAddress(p.Email); problem != "" {
		email = bad("e-mail", p.Email, problem, menuPeople+" ▸ the person ▸ Profile: enter the address.")
	}
	return stage("Okta profile", inOkta, "profile", status, good("login", p.Login), email,
		ignored("time zone", p.Timezone, zone, "Europe/Berlin"), ignored("locale", p.Locale, locale, "en_US"))
}

// ignored is an attribute that Atlassian passes over without a word where it is not of the form it knows.
func ignored(field, value string, form *regexp.Regexp, such string) Hop {
	if value != "" && !form.MatchString(value) {
		return odd(field, value, "not of a form such as "+such+": Atlassian ignores it without a word", "")
	}
	return good(field, value)
}

func badAddress(address string) string {
	switch {
	case address == "":
		return "no address: Atlassian knows people by it"
	case facts.EmailDomain(address) == "" || strings.ContainsAny(address, " \t,;"):
		return "this is no address"
	case len(address) > maxAddress:
		return "longer than the 100 characters that Okta sends"
	}
	return ""
}

// memberships are the person's groups among those assigned and pushed.
func (w *way) memberships() []Hop {
	const title = "Okta groups"
	if w.groups.err != nil {
		return stage(title, inOkta, "groups", blind("assigned", w.groups.err), blind("pushed", w.groups.err))
	}
	return stage(title, inOkta, "groups", w.assignedGroups(), w.pushedGroups())
}

func (w *way) assignedGroups() Hop {
	now, later := w.assigning()
	names := strings.Join(facts.Names(now), ", ")
	switch {
	case len(now) > 0:
		return good("assigned", names)
	case len(later) > 0:
		return notYet("assigned", strings.Join(facts.Names(later), ", "), "to be assigned to the app")
	case w.isAssigned() && w.a.is.Scope != "GROUP":
		return odd("assigned", "none", "assigned one by one, so nobody who leaves is taken away by a group", "")
	case w.noApp():
		return notYet("assigned", "none", "there is no app yet; choose groups with setup, or name them")
	case w.app.err != nil:
		return blind("assigned", w.app.err)
	case w.assigned.err != nil:
		return blind("assigned", w.assigned.err)
	}
	return bad("assigned", "none", "in none of the groups that are assigned to the app, "+counted(len(w.assigned.is)),
		"Okta Admin ▸ Directory ▸ Groups ▸ an assigned group ▸ Assign people: add "+w.user.Profile.Login+".")
}

func (w *way) pushedGroups() Hop {
	pushed := w.pushed()
	names := strings.Join(facts.Names(pushed), ", ")
	switch {
	case len(pushed) > 0 && len(w.mappings.is) == 0 && w.mappings.err == nil:
		return notYet("pushed", names, "to be pushed")
	case len(pushed) > 0:
		return good("pushed", names)
	case w.noApp():
		return notYet("pushed", "none", "there is no app yet")
	case w.app.err != nil:
		return blind("pushed", w.app.err)
	case w.mappings.err != nil:
		return blind("pushed", w.mappings.err)
	}
	return odd("pushed", "none", "no product opens through a pushed group", "")
}

// assignment is the app, and the person's assignment to it.
func (w *way) assignment() []Hop {
	const title, id = "Assignment", "assignment"
	switch {
	case w.noApp():
		return stage(title, inApp, id, notYet("app", "none", "the app is still to be added: provision setup"))
	case w.app.err != nil:
		return stage(title, inApp, id, blind("app", w.app.err))
	}
	app := good("app", w.app.is.Label)
	if w.app.is.Status != "ACTIVE" {
		app = bad("app", w.app.is.Label+", "+strings.ToLower(w.app.is.Status), "an app that is not active signs nobody in and sends nobody", "Okta Admin ▸ Applications ▸ "+w.app.is.Label+" ▸ Activate.")
	}
	if w.a.err != nil {
		return stage(title, inApp, id, app, w.unassigned())
	}
	a := w.a.is
	scope := a.Scope
	if a.GroupName != "" {
		scope += ", by " + a.GroupName
	} else if now, _ := w.assigning(); a.Scope == "GROUP" && len(now) > 0 {
		scope += ", by " + strings.Join(facts.Names(now), " or ")
	}
	remembered := good("external id", a.ExternalID)
	if a.ExternalID == "" {
		remembered = notYet("external id", "none", "Okta remembers no record in the directory")
	}
	return stage(title, inApp, id, app, good("scope", scope), w.assignmentStatus(), syncState(a), remembered)
}

func (w *way) unassigned() Hop {
	_, later := w.assigning()
	switch {
	case !errors.Is(w.a.err, clients.ErrNotFound):
		return blind("status", w.a.err)
	case len(later) > 0:
		return notYet("status", "not assigned", "assigned with "+strings.Join(facts.Names(later), ", "))
	}
	if now, _ := w.assigning(); len(now) > 0 {
		return bad("status", "not assigned", "in "+strings.Join(facts.Names(now), ", ")+", and all the same not assigned to the app", menuTab+": look at the group's assignment, and at Convert assignments.")
	}
	return bad("status", "not assigned", "not assigned to the app, so neither sent to Atlassian nor signed in", "Add "+w.user.Profile.Login+" to a group that is assigned to the app.")
}

// queueTime is how long a queued assignment may take, in seconds, before it counts as stuck.
const queueTime = 3600

func (w *way) assignmentStatus() Hop {
	a := w.a.is
	switch {
	case gone[a.Status]:
		return bad("status", a.Status, "the assignment is no longer one", menuTab+" ▸ assign again.")
	case a.ExternalID != "":
		return good("status", a.Status)
	case a.Status != "STAGED" && a.Status != "PENDING":
		return w.neverSent()
	case !a.Created.IsZero() && w.now-a.Created.Unix() < queueTime:
		return notYet("status", a.Status, "queued: Okta has not sent it yet")
	}
	return bad("status", a.Status, "queued and never sent", "Mend what the task names, then "+menuTasks+"; nothing is retried by itself.")
}

// gone are the states of an assignment that is no longer one.
var gone = map[string]bool{"DEPROVISIONED": true, "INACTIVE": true, "REVOKED": true, "SUSPENDED": true, "UNASSIGNED": true}

// neverSent is somebody who is assigned and whom the directory never got.
func (w *way) neverSent() Hop {
	features := w.app.is.Features
	pushes := false
	for _, f := range features {
		pushes = pushes || strings.HasPrefix(f, "PUSH_")
	}
	if pushes && !slices.Contains(features, "PUSH_NEW_USERS") {
		return bad("status", w.a.is.Status, "Create Users is not ticked, so Okta creates nobody", "Okta Admin ▸ Applications ▸ Atlassian Cloud ▸ Provisioning ▸ To App ▸ Create Users, then "+menuTab+" ▸ Provision User.")
	}
	return bad("status", w.a.is.Status, "assigned and never provisioned, as everybody is who was assigned before provisioning was on", menuTab+" ▸ Provision User.")
}

// syncState is DISABLED for every app that only pushes: only an error says something.
func syncState(a okta.AppUser) Hop {
	switch a.SyncState {
	case "ERROR":
		return bad("sync state", a.SyncState, "Okta's last attempt to write this person failed", "Mend what the task names, then "+menuTasks+"; nothing is retried by itself.")
	case "OUT_OF_SYNC":
		return odd("sync state", a.SyncState, "Okta has changes that it has not sent", "")
	}
	return good("sync state", a.SyncState)
}
