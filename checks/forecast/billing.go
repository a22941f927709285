package forecast

import "context"

const (
	unknownBilling = "Guard: which of the accounts to be linked are billed already could not be read; each may be billed anew."
	unknownOthers  = "Guard: accounts outside the claimed domains are not billed as managed ones; what Atlassian charges for them no API tells. Atlassian takes such people today; an older rule refused them."
)

// bill says whom Guard would bill anew: managed accounts only, so the new ones
// of a claimed domain, and those to be linked that are not billed yet.
func (w *world) bill(ctx context.Context, out *Forecast) error {
	var linked []string
	external := false
	for _, p := range out.People {
		switch {
		case !p.joins():
		case p.Domain != claimed && p.Outcome != LinkManaged:
			external = true
		case p.existing:
			linked = append(linked, p.AccountID)
		}
	}
	billed, known, err := w.f.Billed(ctx, linked)
	if err != nil {
		return err
	}
	for i := range out.People {
		p := &out.People[i]
		switch {
		case !p.joins() || p.Domain != claimed && p.Outcome != LinkManaged:
		case p.existing:
			p.Billed = known && !billed[p.AccountID]
		default:
			p.Billed = true
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

// joins says whether an account is linked to the directory that was not before.
func (p Person) joins() bool { return p.works() && p.New && !p.linked }
