package world

import "time"

// small adds an Okta group of three people of the cast who are provisioned.
func (b *builder) small(name string) *Group {
	g := b.oktaGroup(name, "OKTA_GROUP", "")
	for _, u := range b.cast[5:8] {
		g.Join(u.ID)
	}
	return g
}

// arrived pushes a small group that opens Jira.
func (b *builder) arrived(name string) *PushMapping {
	m := b.pushed(b.AtlassianApp(), b.Atlassian.Directories[0], b.small(name))
	b.grant(m, "jira-software")
	return m
}

// failed puts a mapping in error, where the org shows that, with its failed task and log entry.
func (b *builder) failed(m *PushMapping, kind, why string) {
	app, at := b.AtlassianApp(), b.now.Add(-5*time.Hour)
	if b.Variant("push-error") == "error" {
		m.Status, m.ErrorSummary, m.LastUpdated = "ERROR", why, at
	}
	app.Tasks = append(app.Tasks, &Task{ID: b.ID("tsk"), Kind: "push", MappingID: m.ID, Summary: why, Created: at})
	e := b.event(kind, "Push group to external application", app, nil, "FAILURE")
	e.Reason, e.Published = why, at
	e.Targets = append(e.Targets, LogTarget{ID: m.GroupID, Type: "UserGroup", AlternateID: "unknown", DisplayName: m.TargetName})
	b.Okta.Log = append(b.Okta.Log, e)
}

const nameTaken = "Unable to create group %s: Conflict. Errors reported by remote server: Resource [GROUP]: with displayName already exists."

// pushNameConflict pushes a group whose name a local group has that opens Jira already.
func pushNameConflict(b *builder) {
	d := b.Atlassian.Directories[0]
	local := b.localGroup("atlassian-service-desk", false, 4)
	m := b.mapping(b.AtlassianApp(), b.small(local.Name), b.now.Add(-6*time.Hour))
	b.grant(m, "jira-software")
	conflict := &Conflict{OrgGroupID: local.ID, DirectoryID: d.ID}
	if b.Variant("collision") == "silent" {
		conflict.SCIMGroupID = b.onlyInDirectory(m).ID
	} else {
		b.failed(m, "application.provision.group.add", nameTakenBy(local.Name))
	}
	b.Atlassian.Conflicts = append(b.Atlassian.Conflicts, conflict)
}

// pushDefaultGroup pushes a group that has the name of the first site's default group for Jira.
func pushDefaultGroup(b *builder) {
	m := b.mapping(b.AtlassianApp(), b.small("jira-users-"+b.Atlassian.Sites[0].Name), b.now.Add(-6*time.Hour))
	if b.Variant("default-collision") == "conflict" {
		b.failed(m, "application.provision.group.add", nameTakenBy(m.TargetName))
		return
	}
	b.onlyInDirectory(m)
}

// onlyInDirectory makes a pushed group that the directory holds and that never reached the organization.
func (b *builder) onlyInDirectory(m *PushMapping) *SCIMGroup {
	d, app := b.Atlassian.Directories[0], b.AtlassianApp()
	g := &SCIMGroup{ID: b.UUID(), DisplayName: m.TargetName, Created: m.Created, Modified: m.Created}
	m.RemoteID = g.ID
	for _, id := range b.Okta.Group(m.GroupID).Members {
		g.Join(app.User(id).ExternalID)
		m.Pushed[id] = true
	}
	d.AddGroup(g)
	return g
}

func pushStatus(b *builder) {
	b.failed(b.arrived("atlassian-design-users"), "application.provision.group_push.mapping.update.or.delete.failed.with.error",
		"Unable to update group memberships of atlassian-design-users: Bad Gateway. Errors reported by remote server: Invalid JSON: Unrecognized token 'error'")
}

func pushArrived(b *builder) {
	b.mapping(b.AtlassianApp(), b.small("atlassian-research-users"), b.now.Add(-30*time.Hour))
}

func pushAssignOverlap(b *builder) {
	app := b.AtlassianApp()
	app.Groups = append(app.Groups, &AppGroup{
		GroupID: b.Okta.GroupNamed(TestConfluenceGroup).ID, Priority: len(app.Groups), LastUpdated: b.now.Add(-50 * time.Hour), Profile: map[string]any{},
	})
}

// pushMembers takes Eva Berg out of the group on Atlassian's side and leaves Zoë Becker in it, who is no member in Okta.
func pushMembers(b *builder) {
	app, d := b.AtlassianApp(), b.Atlassian.Directories[0]
	missing, left := app.User(b.cast[3].ID), app.User(b.cast[10].ID)
	scim, org := d.GroupNamed(TestJiraGroup), b.Atlassian.GroupNamed(TestJiraGroup)
	scim.Leave(missing.ExternalID)
	org.Leave(d.User(missing.ExternalID).AccountID)
	scim.Join(left.ExternalID)
	org.Join(d.User(left.ExternalID).AccountID)
	delete(app.Mappings[0].Pushed, missing.UserID)
}

func pushRenamed(b *builder) {
	m := b.arrived("atlassian-legal-users")
	b.Okta.Group(m.GroupID).Name = "atlassian-legal-and-compliance-users"
}
