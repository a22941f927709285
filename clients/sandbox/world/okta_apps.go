package world

import "slices"

// CreateApp adds an app of Okta's catalogue to the org, as Okta makes it for a label and a sign-on mode.
func (w *World) CreateApp(name, label, mode string) *App { return w.newApp(name, label, mode) }

// RemoveApp takes an app out of the org.
func (o *Okta) RemoveApp(id string) {
	o.Apps = slices.DeleteFunc(o.Apps, func(a *App) bool { return a.ID == id })
}
