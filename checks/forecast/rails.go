package forecast

// Rail is a limit on what one run may do to people without a typed number.
type Rail struct {
	ID, Title    string
	Count, Limit int
	People       []string // logins, sorted
	Missing      int      // people who are known by number only
	Way          string   // how to get by without accepting it; empty where only the people decide
}
