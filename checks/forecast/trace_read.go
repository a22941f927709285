package forecast

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients"
	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/clients/scim"
)

// answer is what came back for one reading.
type answer[T any] struct {
	is  T
	err error
}

func asked[T any](is T, err error) answer[T] { return answer[T]{is, err} }

// Of the pushed groups of one person as many are known by name as one call
// takes, and as many looked into as there are calls left for it.
const (
	fewNamed    = 10
	fewFollowed = 4 // calls
)

// logDays is how far back the System Log is asked about one person.
const logDays = 7

// way is everything read about one person, before it is judged.
type way struct {
	now      int64  // seconds since 1970
	ours     string // id of the directory
	user     okta.User
	groups   answer[[]okta.Group] // the person's own
	app      answer[okta.App]
	a        answer[okta.AppUser]       // clients.ErrNotFound: not assigned
	assigned answer[map[string]bool]    // group ids
	mappings answer[[]okta.PushMapping] // of the app
	primary  answer[facts.PrimaryEmail]
	email    facts.Source // what fills the primary e-mail
	toAssign func(okta.Group) bool
	toPush   func(okta.Group) bool

	record  answer[*scim.User]
	domains answer[[]atlassian.Domain]
	claimed answer[bool]
	account answer[atlassian.User] // clients.ErrNotFound: none
	others  answer[[]atlassian.User]
	links   answer[[]atlassian.SCIMLink]
	inside  answer[[]atlassian.Group] // the account's groups in the organization

	followed   []okta.Group // the pushed groups that are looked into
	scimGroups map[string]answer[scim.Group]
	orgGroups  answer[map[string][]atlassian.Group]
	opens      map[string]answer[[]opening] // by the organization's group id
	events     answer[[]okta.Event]
}

func readWay(ctx context.Context, f *facts.Facts, u okta.User, toAssign, toPush func(okta.Group) bool) *way {
	w := &way{
		now: f.Now().Unix(), ours: f.Kept().DirectoryID, user: u, toAssign: toAssign, toPush: toPush,
		scimGroups: map[string]answer[scim.Group]{}, opens: map[string]answer[[]opening]{},
	}
	w.groups = asked(f.GroupsOf(ctx, u.ID))
	if w.app = asked(f.App(ctx)); w.app.err == nil {
		w.readApp(ctx, f)
	}
	w.email = f.EmailSource(ctx)
	w.record = asked(f.RecordOf(ctx, u.ID, w.a.is, w.userName()))
	w.readAccount(ctx, f)
	w.readGroups(ctx, f)
	if w.app.err == nil {
		w.events = asked(f.ProvisioningOf(ctx, u.ID, w.a.is.UserName, logDays))
	}
	return w
}

func (w *way) readApp(ctx context.Context, f *facts.Facts) {
	w.a = asked(f.AppUser(ctx, w.user.ID))
	w.assigned.is = map[string]bool{}
	if w.a.err == nil && w.a.is.GroupID != "" {
		w.assigned.is[w.a.is.GroupID] = true
	} else if w.a.is.Scope != "USER" {
		groups, err := f.AppGroups(ctx)
		w.assigned.err = err
		for _, g := range groups {
			w.assigned.is[g.ID] = true
		}
	}
	w.mappings = asked(f.PushMappings(ctx))
	w.primary = asked(f.PrimaryEmail(ctx))
}

// userName is the app's user name now, else what its format would give; before there is an app, the primary address.
func (w *way) userName() string {
	if w.a.is.UserName != "" {
		return w.a.is.UserName
	}
	return w.formatted()
}

func (w *way) formatted() string {
	if w.app.err != nil {
		return w.email.Of(w.user)
	}
	return facts.ParseSource(w.app.is.UserName.Template).Of(w.user)
}

// address is the primary e-mail that Okta sends; where its mapping is not read or not understood, what the app keeps of the
// person, because a guess would call a good way broken.
func (w *way) address() string {
	if w.app.err == nil && (w.primary.err != nil || !w.primary.is.From.Known()) {
		variable := w.primary.is.Variable
		if variable == "" {
			variable = "email"
		}
		if kept := w.a.is.Attribute(variable); kept != "" {
			return kept
		}
	}
	return w.email.Of(w.user)
}

func (w *way) readAccount(ctx context.Context, f *facts.Facts) {
	w.domains = asked(f.Domains(ctx))
	addresses := addressesOf(w.address(), w.userName(), w.user.Profile.Email, w.user.Profile.Login)
	byEmail, err := f.OrgUsers(ctx, addresses)
	w.others.err, w.account.err = err, clients.ErrNotFound
	for _, email := range addresses {
		for _, u := range byEmail.Of(email) {
			if w.record.is != nil && u.AccountID == w.record.is.AccountID {
				w.account = answer[atlassian.User]{is: u}
			} else {
				w.others.is = append(w.others.is, u)
			}
		}
	}
	slices.SortFunc(w.others.is, func(a, b atlassian.User) int { return strings.Compare(a.Email+a.AccountID, b.Email+b.AccountID) })
	if r := w.record.is; r != nil && r.AccountID != "" && w.account.err != nil {
		w.account = asked(f.Account(ctx, r.AccountID))
	}
	if w.address() != "" {
		w.links = asked(f.SCIMLinks(ctx, w.address()))
	}
	if w.account.err != nil {
		return
	}
	if w.account.is.ClaimStatus != "managed" {
		w.claimed = asked(f.Claimed(ctx, facts.EmailDomain(w.address())))
	}
	w.inside = asked(f.GroupsOfAccount(ctx, w.account.is.AccountID))
}

func addressesOf(names ...string) []string {
	var out []string
	for _, n := range names {
		if n = key(n); strings.Contains(n, "@") && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// readGroups looks into the pushed groups, first into those that the account is not in.
func (w *way) readGroups(ctx context.Context, f *facts.Facts) {
	pushed := w.pushed()
	pushed = pushed[:min(fewNamed, len(pushed))]
	if len(pushed) == 0 {
		return
	}
	w.orgGroups = asked(f.OrgGroups(ctx, facts.Names(pushed)))
	slices.SortStableFunc(pushed, func(a, b okta.Group) int { return w.order(a) - w.order(b) })
	left := fewFollowed
	for _, g := range pushed {
		_, mapped := w.mapping(g.ID)
		synced, arrived := facts.Synced(w.orgGroups.is[key(g.Name)])
		lookUp := mapped && f.HasSCIM() && !w.isInside(g)
		if lookUp {
			left--
		}
		if arrived {
			left--
		}
		if left < 0 {
			break
		}
		w.followed = append(w.followed, g)
		if lookUp {
			w.scimGroups[g.ID] = asked(f.SCIMGroupNamed(ctx, g.Name))
		}
		if arrived {
			w.opens[synced.ID] = asked(opened(ctx, f, synced))
		}
	}
}

// order puts groups that the account is in behind those that it is not in.
func (w *way) order(g okta.Group) int {
	if w.isInside(g) {
		return 1
	}
	return 0
}

// isInside says whether the organization shows the account in the synced group of this name: only the directory can have
// put it there.
func (w *way) isInside(g okta.Group) bool {
	synced, arrived := facts.Synced(w.orgGroups.is[key(g.Name)])
	return arrived && slices.ContainsFunc(w.inside.is, func(in atlassian.Group) bool { return in.ID == synced.ID })
}

// opening is a product that a group opens.
type opening struct {
	Product, Host string
	Status        string // online, offline, …; empty where no product of the organization has this id
}

func (o opening) String() string {
	switch {
	case o.Host == "":
		return o.Product
	case o.Status != "online":
		return o.Product + " on " + o.Host + " (" + o.Status + ")"
	}
	return o.Product + " on " + o.Host
}

// opened are the products that a group of the organization opens.
func opened(ctx context.Context, f *facts.Facts, g atlassian.Group) ([]opening, error) {
	roles, err := f.RoleAssignments(ctx, g)
	if err != nil {
		return nil, err
	}
	places, err := f.Workspaces(ctx)
	if err != nil {
		return nil, err
	}
	var out []opening
	for _, r := range roles {
		if facts.Opens(r) {
			out = append(out, placeOf(r, places))
		}
	}
	slices.SortFunc(out, func(a, b opening) int { return strings.Compare(a.String(), b.String()) })
	return slices.Compact(out), nil
}

func placeOf(r atlassian.RoleAssignment, places []atlassian.Workspace) opening {
	for _, ws := range places {
		if ws.ID == r.Resource {
			_, host, _ := strings.Cut(ws.HostURL, "://")
			return opening{ws.TypeKey, host, ws.Status}
		}
	}
	return opening{Product: r.Owner}
}

// mapping is the push mapping of an Okta group.
func (w *way) mapping(groupID string) (okta.PushMapping, bool) {
	i := slices.IndexFunc(w.mappings.is, func(m okta.PushMapping) bool { return m.GroupID == groupID })
	if i < 0 {
		return okta.PushMapping{}, false
	}
	return w.mappings.is[i], true
}

// pushed are the person's groups that are pushed, then those that are to be.
func (w *way) pushed() []okta.Group {
	var now, later []okta.Group
	for _, g := range w.groups.is {
		switch _, mapped := w.mapping(g.ID); {
		case mapped:
			now = append(now, g)
		case w.toPush(g):
			later = append(later, g)
		}
	}
	return append(now, later...)
}

// assigning are the person's groups that are assigned to the app, and those that are to be.
func (w *way) assigning() (now, later []okta.Group) {
	for _, g := range w.groups.is {
		switch {
		case w.assigned.is[g.ID]:
			now = append(now, g)
		case w.toAssign(g):
			later = append(later, g)
		}
	}
	return now, later
}

// noApp says whether the app is still to be added.
func (w *way) noApp() bool { return errors.Is(w.app.err, facts.ErrNoApp) }

// isAssigned says whether Okta shows an assignment.
func (w *way) isAssigned() bool { return w.app.err == nil && w.a.err == nil }
