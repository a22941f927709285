package report

// Shifts are what changed between a saved forecast and this one.
type Shifts struct {
	// File is where the earlier one was saved.
	File   string
	Groups []Shift
	People []Shift
}

// Shift is a group or somebody whose outcome is another, who is new, or gone.
type Shift struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	// Was and Is are outcomes; empty where there was or is none.
	Was string `json:"was"`
	Is  string `json:"is"`
}
