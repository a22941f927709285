package forecast

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/okta"
)

const menuPush = "Okta Admin ▸ Applications ▸ Atlassian Cloud ▸ Push Groups"

// access are the person's groups on the other side, and what they open.
func (w *way) access() []Hop {
	var pushed, arrived []Hop
	for _, g := range w.followed {
		pushed = append(pushed, w.inDirectory(g))
		arrived = append(arrived, w.inOrganization(g))
	}
	if len(w.followed) == 0 {
		pushed = []Hop{w.noGroup()}
	}
	if more := len(w.pushed()) - len(w.followed); more > 0 {
		h := good("more", fmt.Sprintf("%d more groups", more))
		h.Says = "not followed, to ask little"
		pushed = append(pushed, h)
	}
	out := stage("Groups in the directory", inDirectory, "scim-group", pushed...)
	out = append(out, stage("Groups in the organization", inOrg, "org-group", arrived...)...)
	return append(out, stage("Products", inOrg, "products", w.products()...)...)
}

func (w *way) noGroup() Hop {
	const field = "pushed groups"
	switch {
	case w.groups.err != nil:
		return blind(field, w.groups.err)
	case w.app.err != nil:
		return w.waiting(field)
	case w.mappings.err != nil:
		return blind(field, w.mappings.err)
	case len(w.mappings.is) == 0:
		return notYet(field, "none", "no group is pushed yet")
	}
	return bad(field, "none", "in none of the groups that are pushed, "+counted(len(w.mappings.is))+", so no product opens through them",
		"Okta Admin ▸ Directory ▸ Groups ▸ a pushed group ▸ Assign people: add "+w.user.Profile.Login+".")
}

func (w *way) inDirectory(g okta.Group) Hop {
	m, mapped := w.mapping(g.ID)
	found := w.scimGroups[g.ID]
	r := w.record.is
	switch {
	case !mapped:
		return notYet(g.Name, "not pushed", "to be pushed")
	case m.Status == "ERROR":
		return w.failedPush(g, m)
	case m.Status == "INACTIVE":
		return bad(g.Name, "mapping inactive", "Okta sends no change of its members", menuPush+" ▸ Activate.")
	case w.isInside(g):
		h := good(g.Name, "member")
		h.Says = "as the organization shows"
		return h
	case w.record.err != nil:
		return blind(g.Name, w.record.err)
	case errors.Is(found.err, clients.ErrNotFound) && !answered(found.err):
		return bad(g.Name, "none", "Okta has a mapping, and the directory has no group of this name: it never arrived, or was renamed in Okta", menuPush+" ▸ the group ▸ Push now; after a renaming: unlink it and push it anew.")
	case found.err != nil:
		return blind(g.Name, found.err)
	case r == nil || w.user.ID == "":
		return notYet(g.Name, "not a member", "comes with the record")
	case slices.Contains(found.is.Members, r.ID):
		return good(g.Name, "member")
	case !w.user.Active():
		return notYet(g.Name, "not a member", "Okta pushes nobody who is inactive")
	}
	return bad(g.Name, "not a member", "in the group in Okta, and not here: Okta leaves out whoever was not provisioned when it pushed", menuPush+" ▸ the group ▸ Push now.")
}

// answered says whether an error is an answer of the service itself, not a search that found nothing.
func answered(err error) bool {
	_, is := errors.AsType[*clients.Error](err)
	return is
}

const takenName = "Rename the local group; or admin.atlassian.com ▸ Directory ▸ Groups ▸ Review groups, where Sync group replaces its members; then " + menuPush + " ▸ Retry All Groups."

// failedPush is a mapping in error; Okta often does not say why.
func (w *way) failedPush(g okta.Group, m okta.PushMapping) Hop {
	says := "the push failed"
	if m.ErrorSummary != "" {
		says += ": " + m.ErrorSummary
	}
	if local := facts.Local(w.orgGroups.is[key(g.Name)]); len(local) > 0 {
		return bad(g.Name, "mapping in error", says+"; local group "+local[0].ID+" has this name", takenName)
	}
	return bad(g.Name, "mapping in error", says, "Mend what the log of the app names, then "+menuPush+" ▸ Retry All Groups.")
}

func (w *way) inOrganization(g okta.Group) Hop {
	if w.orgGroups.err != nil {
		return blind(g.Name, w.orgGroups.err)
	}
	named := w.orgGroups.is[key(g.Name)]
	_, arrived := facts.Synced(named)
	_, mapped := w.mapping(g.ID)
	local := facts.Local(named)
	switch {
	case !arrived && len(local) > 0:
		return bad(g.Name, "a local group", "the name is taken by local group "+local[0].ID+", so the pushed one does not arrive", takenName)
	case !arrived && mapped && w.scimGroups[g.ID].err == nil && w.scimGroups[g.ID].is.ID != "":
		return bad(g.Name, "none", "in the directory, and never here: so it goes with the name of a default or built-in group, and for some minutes after a push", "Wait some minutes; then give the group another name in Okta and push it anew.")
	case !arrived:
		return notYet(g.Name, "none", "comes with the push")
	}
	return w.memberOf(g)
}

func (w *way) memberOf(g okta.Group) Hop {
	switch {
	case w.account.err != nil && !errors.Is(w.account.err, clients.ErrNotFound):
		return blind(g.Name, w.account.err)
	case w.account.err != nil && w.record.err != nil && !w.noApp():
		return blind(g.Name, w.record.err)
	case w.account.err != nil:
		return notYet(g.Name, "not a member", "comes with the account")
	case w.inside.err != nil:
		return blind(g.Name, w.inside.err)
	case w.isInside(g):
		return good(g.Name, "member")
	case w.record.is == nil, w.scimGroups[g.ID].err != nil, !slices.Contains(w.scimGroups[g.ID].is.Members, w.record.is.ID):
		return notYet(g.Name, "not a member", "comes with the membership in the directory")
	}
	return bad(g.Name, "not a member", "a member in the directory, and not here", "Wait some minutes; then "+menuPush+" ▸ the group ▸ Push now.")
}

// products are what the groups open; one that opens nothing matters less where another does.
func (w *way) products() []Hop {
	var out []Hop
	open := false
	for _, g := range w.followed {
		synced, ok := facts.Synced(w.orgGroups.is[key(g.Name)])
		if !ok {
			continue
		}
		h := w.product(g, w.opens[synced.ID])
		open = open || h.Status == HopGood
		out = append(out, h)
	}
	for i := range out {
		if open && out[i].Status == HopBad {
			out[i].Status = HopOdd
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, err := range []error{w.groups.err, w.app.err, w.mappings.err, w.orgGroups.err} {
		if err != nil && !w.noApp() {
			return []Hop{blind("access", err)}
		}
	}
	return []Hop{notYet("access", "none", "comes with the groups")}
}

func (w *way) product(g okta.Group, opens answer[[]opening]) Hop {
	if opens.err != nil {
		return blind(g.Name, opens.err)
	}
	var texts []string
	online := false
	for _, o := range opens.is {
		texts = append(texts, o.String())
		online = online || o.Status == "online" || o.Status == ""
	}
	value := strings.Join(texts, ", ")
	switch {
	case len(texts) == 0:
		return bad(g.Name, "none", "the group opens no product", "provision setup --only access; or admin.atlassian.com ▸ Directory ▸ Groups ▸ "+g.Name+" ▸ Add apps.")
	case !online:
		return bad(g.Name, value, "what the group opens is not online", "admin.atlassian.com ▸ Apps: look at the site's subscription.")
	}
	return good(g.Name, value)
}
