package forecast

// Unlimited says whether there is no end of seats.
func (s Seat) Unlimited() bool { return s.Left >= unlimited }

// Short says whether fewer seats are left than needed, where that is known.
func (s Seat) Short() bool { return s.Left >= 0 && s.Needed > s.Left }
