package site

import "context"

// GroupRef names a group. ID is the same across all Atlassian products; it is
// empty when the site tells only the name.
type GroupRef struct {
	ID   string `json:"groupId"`
	Name string `json:"name"`
}

// ApplicationRole is a Jira product on the site: who may use it, and its seats.
type ApplicationRole struct {
	Key           string     // jira-software, jira-servicedesk, jira-core, jira-product-discovery
	Name          string     // as shown to people
	DefaultGroups []GroupRef // groups that new users of the product are put into
	Groups        []GroupRef // all groups that give access
	Seats         int        // licensed seats; meaningless when Unlimited
	Remaining     int        // seats left; meaningless when Unlimited
	UserCount     int        // seats used
	Unlimited     bool
}

type roleWire struct {
	Key             string     `json:"key"`
	Name            string     `json:"name"`
	Groups          []string   `json:"groups"`
	GroupDetails    []GroupRef `json:"groupDetails"`
	Defaults        []string   `json:"defaultGroups"`
	DefaultsDetails []GroupRef `json:"defaultGroupsDetails"`
	Seats           int        `json:"numberOfSeats"`
	Remaining       int        `json:"remainingSeats"`
	UserCount       int        `json:"userCount"`
	Unlimited       bool       `json:"hasUnlimitedSeats"`
}

// ApplicationRoles returns the Jira products of the site; Confluence has no such list.
// https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-application-roles/#api-rest-api-3-applicationrole-get
func (r *Reader) ApplicationRoles(ctx context.Context) ([]ApplicationRole, error) {
	var wire []roleWire
	if err := r.get(ctx, "/rest/api/3/applicationrole", nil, &wire); err != nil {
		return nil, err
	}
	out := make([]ApplicationRole, 0, len(wire))
	for _, w := range wire {
		out = append(out, ApplicationRole{
			Key: w.Key, Name: w.Name,
			DefaultGroups: refs(w.DefaultsDetails, w.Defaults), Groups: refs(w.GroupDetails, w.Groups),
			Seats: w.Seats, Remaining: w.Remaining, UserCount: w.UserCount,
			Unlimited: w.Unlimited || w.Seats < 0,
		})
	}
	return out, nil
}

// refs adds the groups that only the older list of names tells.
func refs(details []GroupRef, names []string) []GroupRef {
	known := map[string]bool{}
	for _, d := range details {
		known[d.Name] = true
	}
	for _, n := range names {
		if !known[n] {
			details = append(details, GroupRef{Name: n})
		}
	}
	return details
}
