package world

// UnassignAll removes the assignments of many people in one go.
func (a *App) UnassignAll(userIDs map[string]bool) {
	kept := make([]*AppUser, 0, max(0, len(a.Users)-len(userIDs)))
	for _, u := range a.Users {
		if userIDs[u.UserID] {
			delete(a.userBy, u.UserID)
			continue
		}
		kept = append(kept, u)
	}
	a.Users = kept
}
