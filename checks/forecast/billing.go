package forecast

import "context"

const (
	unknownBilling = "Guard: which of the accounts to be linked are billed already could not be read; each may be billed anew."
	unknownOthers  = "Guard: accounts outside the claimed domains are not billed as managed ones; what Atlassian charges for them no API tells."
)

// bill says whom Guard would bill anew: managed accounts only, so the new ones
// of a claimed domain, and those to be linked that are not billed yet.
func (w *world) bill(ctx context.Context, out *Forecast) error {
	var linked []string
	external := false
	for _, p := range out.People {
		switch {
		case !p.works():
		case p.existing && (p.Outcome == LinkManaged || p.New && p.Domain == claimed):
			linked = append(linked, p.AccountID)
		case p.New && p.Domain != claimed:
			external = true
		}
	}
	billed, known, err := w.f.Billed(ctx, linked)
	if err != nil {
		return err
	}
	for i := range out.People {
		p := &out.People[i]
		switch {
		case !p.works() || !p.New:
		case !p.existing:
			p.Billed = p.Domain == claimed
		case p.Outcome == LinkManaged || p.Domain == claimed:
			p.Billed = known && !billed[p.AccountID]
		}
		if p.Billed {
			out.Billed++
		}
	}
	if !known && len(linked) > 0 {
		out.Unknown = append(out.Unknown, unknownBilling)
	}
	if external {
		out.Unknown = append(out.Unknown, unknownOthers)
	}
	return nil
}
