package wizard

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/provision-cli/provision/checks/facts"
	"github.com/provision-cli/provision/clients/atlassian"
	"github.com/provision-cli/provision/clients/okta"
	"github.com/provision-cli/provision/wizard/prompt"
	"github.com/provision-cli/provision/wizard/session"
)

// The names that the vendor's page recommends for a first run, and the group that assigns their members.
const (
	testPrefix     = "atlassian-test-"
	testJira       = "atlassian-test-jira-users"
	testConfluence = "atlassian-test-confluence-users"
	testAssign     = "atlassian-test-users"
)

// picker returns how an item is found or chosen instead of typed; nil for the others.
func picker(in session.Input) func(context.Context, *Runner) error {
	switch in.ID {
	case session.AppID.ID:
		return pickApp
	case session.PushGroups.ID:
		return pickPush
	case session.AssignGroups.ID:
		return pickAssign
	case session.Grants.ID:
		return pickGrants
	}
	return nil
}

func pickPush(ctx context.Context, r *Runner) error {
	mappings, err := r.Session.Facts().PushMappings(ctx)
	if err := orNoApp(err); err != nil {
		return err
	}
	page := []string{testJira, testConfluence}
	if len(mappings) > 0 {
		return r.rest(ctx, page)
	}
	return r.pickGroups(ctx, session.PushGroups, page, nil)
}

// rest takes the page's groups again where an unattended run was stopped after it had pushed the first of them. Any other
// pushed group says that somebody chose otherwise.
func (r *Runner) rest(ctx context.Context, page []string) error {
	if r.Prompt != nil && !r.Unattended {
		return nil
	}
	pushed, err := r.Session.Facts().PushGroups(ctx)
	if err != nil {
		return err
	}
	names := facts.Names(pushed)
	if slices.ContainsFunc(names, func(name string) bool { return !slices.Contains(page, name) }) {
		return nil
	}
	err = r.takePageGroups(ctx, session.PushGroups, page)
	if _, missing := errors.AsType[*MissingError](err); missing {
		return nil
	}
	return err
}

func pickAssign(ctx context.Context, r *Runner) error {
	assigned, err := r.Session.Facts().AppGroups(ctx)
	if err := orNoApp(err); err != nil {
		return err
	}
	pushed, err := r.Session.Facts().PushGroups(ctx)
	if err := orNoApp(err); err != nil {
		return err
	}
	if both := alsoPushed(assigned, pushed); len(assigned) > 0 && (both == "" || r.Prompt == nil || r.Unattended) {
		return nil
	} else if both != "" {
		in := session.AssignGroups
		in.Optional, in.Help = true, both+" is pushed as well, and Okta does not support one group for both. Choose a group for this alone; with none chosen all stays as it is"
		return r.pickGroups(ctx, in, []string{testAssign}, facts.Names(pushed))
	}
	return r.pickGroups(ctx, session.AssignGroups, []string{testAssign}, facts.Names(pushed))
}

// alsoPushed returns a group that is assigned and pushed where no group is assigned alone, else empty.
func alsoPushed(assigned []okta.AppGroup, pushed []okta.Group) string {
	both := ""
	for _, a := range assigned {
		i := slices.IndexFunc(pushed, func(g okta.Group) bool { return g.ID == a.ID })
		if i < 0 {
			return ""
		}
		both = pushed[i].Name
	}
	return both
}

// pickGroups chooses Okta groups: a person from the list, an unattended run the page's test groups.
func (r *Runner) pickGroups(ctx context.Context, in session.Input, page, unfit []string) error {
	if r.Prompt == nil || r.Unattended {
		return r.takePageGroups(ctx, in, page)
	}
	groups, err := r.oktaGroups(ctx)
	if err != nil {
		return err
	}
	options := groupOptions(groups, page, unfit)
	tellApart(options, groups, in.ID == session.PushGroups.ID)
	least := 1
	if in.Optional {
		least = 0
	}
	picks, err := r.Prompt.Choose(ctx, prompt.Choice{Title: in.Title, Help: in.Help, Options: options, Many: true, Filter: true, Min: least})
	if err != nil {
		return err
	}
	names := make([]string, len(picks))
	for i, n := range picks {
		names[i] = unlike(groups, groups[n])
	}
	return r.Session.Set(in, session.FromPrompt, names...)
}

func (r *Runner) takePageGroups(ctx context.Context, in session.Input, page []string) error {
	for _, name := range page {
		found, err := r.Session.Facts().GroupsNamed(ctx, name)
		if err != nil {
			return err
		}
		if len(found) > 1 {
			return &MissingError{Inputs: []session.Input{in}, Hint: sameName(found, name)}
		}
		if len(found) == 0 {
			return &MissingError{Inputs: []session.Input{in}, Hint: "groups named " + strings.Join(page, " and ") + " would be taken if they existed"}
		}
	}
	return r.Session.Set(in, session.FromDefault, page...)
}

func (r *Runner) oktaGroups(ctx context.Context) ([]okta.Group, error) {
	var groups []okta.Group
	for g, err := range r.Session.Okta().Groups(ctx, okta.GroupQuery{Stats: true}) {
		if err != nil {
			return nil, fmt.Errorf("list Okta groups: %w", err)
		}
		groups = append(groups, g)
	}
	return groups, nil
}

// groupOptions puts test groups first and chooses the page's, since a first run should touch few people.
func groupOptions(groups []okta.Group, page, unfit []string) []prompt.Option {
	sort.SliceStable(groups, func(i, j int) bool {
		a, b := strings.ToLower(groups[i].Name), strings.ToLower(groups[j].Name)
		if test := strings.HasPrefix(a, testPrefix); test != strings.HasPrefix(b, testPrefix) {
			return test
		}
		return a < b
	})
	options := make([]prompt.Option, len(groups))
	for i, g := range groups {
		o := prompt.Option{Label: g.Name, Detail: members(g), Chosen: slices.Contains(page, g.Name)}
		switch {
		case g.Type != "OKTA_GROUP":
			o.Disabled, o.Why = true, foreign(g.Type)
		case slices.Contains(unfit, g.Name):
			o.Disabled, o.Why = true, "the other step uses it; Okta wants one for each"
		}
		options[i] = o
	}
	return options
}

// foreign says in a few words, since they stand in a row, why Okta neither pushes nor assigns a group.
func foreign(kind string) string {
	switch kind {
	case "BUILT_IN":
		return "not an Okta group: built in"
	case "APP_GROUP":
		return "not an Okta group: of another app"
	}
	return "not an Okta group: " + kind
}

func members(g okta.Group) string {
	switch g.Users {
	case -1:
		return "members unknown"
	case 1:
		return "1 member"
	}
	return fmt.Sprintf("%d members", g.Users)
}

// pickGrants chooses what each pushed group opens; unattended, Jira for the page's first group and Confluence for its
// second.
func pickGrants(ctx context.Context, r *Runner) error {
	groups, err := r.Session.Facts().PushGroups(ctx)
	if err := orNoApp(err); err != nil {
		return err
	}
	workspaces, err := r.Session.Facts().Workspaces(ctx)
	if err != nil {
		return err
	}
	var grants []string
	for _, g := range groups {
		grant, err := inherited(ctx, r.Session, g, workspaces)
		if err == nil && len(grant) == 0 {
			grant, err = r.pickGrant(ctx, g, products(workspaces))
		}
		var missing *MissingError
		if errors.As(err, &missing) && r.opensAlready(ctx, g) {
			continue
		}
		if err != nil {
			return err
		}
		grants = append(grants, grant...)
	}
	return r.Session.Set(session.Grants, grantSource(r), grants...)
}

func grantSource(r *Runner) session.Source {
	if r.Prompt == nil || r.Unattended {
		return session.FromDefault
	}
	return session.FromPrompt
}

// opensAlready says whether a group needs no grant because it opens a product now.
func (r *Runner) opensAlready(ctx context.Context, g okta.Group) bool {
	f := r.Session.Facts()
	there, ok, err := arrived(ctx, f, g.Name)
	if err != nil || !ok {
		return false
	}
	list, err := f.RoleAssignments(ctx, there)
	return err == nil && slices.ContainsFunc(list, facts.Opens)
}

func (r *Runner) pickGrant(ctx context.Context, g okta.Group, products []string) ([]string, error) {
	page := map[string]string{testJira: "jira-software", testConfluence: "confluence"}[g.Name]
	if r.Prompt == nil || r.Unattended {
		if page == "" {
			return nil, &MissingError{Inputs: []session.Input{session.Grants}, Hint: "for the pushed group " + g.Name}
		}
		return []string{g.Name + "=" + page}, nil
	}
	if r.opensAlready(ctx, g) {
		return nil, nil // what people have is not asked about
	}
	options := make([]prompt.Option, len(products))
	for i, p := range products {
		options[i] = prompt.Option{Label: p, Chosen: p == page}
	}
	picks, err := r.Prompt.Choose(ctx, prompt.Choice{
		Title: "What does " + g.Name + " open?", Help: "Product access for everyone in the group, on every online site that has the product.",
		Options: options, Many: true, Min: 1,
	})
	if err != nil {
		return nil, err
	}
	var grants []string
	for _, n := range picks {
		grants = append(grants, g.Name+"="+products[n])
	}
	return grants, nil
}

// products returns the kinds of products that groups can be synced to.
func products(list []atlassian.Workspace) []string {
	var keys []string
	for _, w := range list {
		if facts.Syncs(w) && w.Status == "online" && !slices.Contains(keys, w.TypeKey) {
			keys = append(keys, w.TypeKey)
		}
	}
	slices.Sort(keys)
	return keys
}

// namedGroups finds out, before anything is done, whether the groups that were named exist: a mistyped name would
// otherwise show in a question about something else.
func (r *Runner) namedGroups(ctx context.Context) error {
	if r.at > 0 || r.Session.Okta() == nil {
		return nil
	}
	f := r.Session.Facts()
	for _, named := range []struct {
		in   session.Input
		find func(context.Context) ([]okta.Group, error)
	}{{session.PushGroups, f.PushGroups}, {session.AssignGroups, f.AssignGroups}} {
		var unknown *facts.GroupError
		_, err := named.find(ctx)
		if len(r.Session.Texts(named.in)) == 0 || !errors.As(err, &unknown) {
			continue
		}
		if r.Prompt == nil || r.Unattended {
			return fmt.Errorf("--%s: %w", named.in.ID, err)
		}
		r.Prompt.Show(prompt.Block{{Sign: prompt.Wrong, Text: "--" + named.in.ID + ": " + err.Error() + "; the list will be shown instead.", Indent: 4}})
		r.Session.Forget(named.in)
	}
	return nil
}
