package wizard

import (
	"context"
	"errors"
	"fmt"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/wizard/prompt"
	"github.com/provision-cli/provision/wizard/session"
)

// need asks for what the step cannot do without, and proves every credential at once.
func (r *Runner) need(ctx context.Context, st Step) error {
	missing, err := r.fill(ctx, r.Session.Missing(st.Needs))
	if err != nil {
		return err
	}
	if len(missing) > 0 {
		if r.Prompt == nil || r.Unattended {
			return &MissingError{Inputs: missing}
		}
		if err := r.askAll(ctx, missing); err != nil {
			return err
		}
	}
	for _, proof := range proofs(st.Needs) {
		if err := r.prove(ctx, proof, st.Needs); err != nil {
			return err
		}
	}
	return nil
}

// fill takes what the tenants or the page's own names say, and returns what must be asked.
func (r *Runner) fill(ctx context.Context, missing []session.Input) ([]session.Input, error) {
	var left []session.Input
	for _, in := range missing {
		pick := picker(in)
		if pick == nil {
			if !in.Optional || r.Prompt != nil && !r.Unattended {
				left = append(left, in)
			}
			continue
		}
		if err := pick(ctx, r); err != nil {
			return nil, err
		}
	}
	return left, nil
}

// askAll asks one item after another; going back returns to the one before.
func (r *Runner) askAll(ctx context.Context, items []session.Input) error {
	for i := 0; i < len(items); i++ {
		err := r.askFor(ctx, items[i])
		if errors.Is(err, prompt.ErrBack) {
			i = max(i-2, -1)
			continue
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *Runner) askFor(ctx context.Context, in session.Input) error {
	if in.ID == session.SiteToken.ID && r.Session.Text(session.SiteEmail) == "" {
		return r.Session.Set(in, session.FromPrompt)
	}
	text, err := r.Prompt.Ask(ctx, prompt.Question{
		Title: in.Title, Help: in.Help, Secret: in.Secret,
		Check: func(text string) error {
			if text == "" && in.Optional || in.Parse == nil {
				return nil
			}
			_, err := in.Parse(text)
			return err
		},
	})
	if err != nil {
		return err
	}
	return r.Session.Set(in, session.FromPrompt, text)
}

func proofs(ins []session.Input) []string {
	var ids []string
	seen := map[string]bool{}
	for _, in := range ins {
		if in.Proof != "" && !seen[in.Proof] {
			seen[in.Proof] = true
			ids = append(ids, in.Proof)
		}
	}
	return ids
}

// prove asks the check behind some items, and asks for them again until it answers yes.
func (r *Runner) prove(ctx context.Context, proof string, ins []session.Input) error {
	if err := r.Session.FindSites(ctx); err != nil && proof == session.SiteToken.Proof {
		return fmt.Errorf("find the sites of the organization: %w", err)
	}
	for {
		if err := stopped(ctx); err != nil {
			return err
		}
		results := checks.Run(ctx, checks.Select(proof), r.Session.Refresh(), nil)
		if len(results) == 0 || results[0].Status.OK() || results[0].Status == checks.Manual {
			return nil
		}
		res := results[0]
		r.emit(Event{Kind: EventCheck, Step: r.current.ID, ID: res.ID, Status: res.Status.String(), Message: res.Summary, Result: &res})
		if r.Prompt == nil || r.Unattended {
			return &OpenError{Step: r.current.Title, Open: res}
		}
		again := behind(proof, ins, res.Refused)
		r.Session.Forget(again...)
		if err := r.askAll(ctx, again); err != nil {
			return err
		}
	}
}

// behind returns the items to ask again: the secret alone when it was refused, else everything that the proof needs.
func behind(proof string, ins []session.Input, refused bool) []session.Input {
	var list []session.Input
	for _, in := range ins {
		if in.Proof == proof && (in.Secret || !refused) {
			list = append(list, in)
		}
	}
	return list
}
