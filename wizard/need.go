package wizard

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/wizard/prompt"
	"github.com/provision-cli/provision/wizard/session"
)

// need asks for what the step cannot do without, and proves every credential before it asks for the next.
func (r *Runner) need(ctx context.Context, st Step) error {
	if missing := typedOnly(r.Session.Missing(st.Needs)); len(missing) > 0 && (r.Prompt == nil || r.Unattended) {
		return &MissingError{Inputs: missing}
	}
	for _, group := range proofGroups(r.Session.Needs(st.Needs)) {
		if err := r.obtain(ctx, group); err != nil {
			return err
		}
		if proof := group[len(group)-1].Proof; proof != "" {
			if err := r.prove(ctx, proof, group); err != nil {
				return err
			}
			if err := r.Session.Keep(group...); err != nil {
				return fmt.Errorf("keep what was proven: %w", err)
			}
		}
	}
	return nil
}

func (r *Runner) obtain(ctx context.Context, group []session.Input) error {
	missing, err := r.fill(ctx, r.Session.Missing(group))
	if err != nil || len(missing) == 0 {
		return err
	}
	if r.Prompt == nil || r.Unattended {
		return &MissingError{Inputs: missing}
	}
	return r.askAll(ctx, missing)
}

// typedOnly returns the items that only a person or the command line can give.
func typedOnly(ins []session.Input) []session.Input {
	return slices.DeleteFunc(ins, func(in session.Input) bool { return in.Optional || picker(in) != nil })
}

// proofGroups cuts the items where a credential is complete and can be proven.
func proofGroups(ins []session.Input) [][]session.Input {
	var groups [][]session.Input
	var group []session.Input
	for i, in := range ins {
		group = append(group, in)
		if i == len(ins)-1 || in.Proof != "" && ins[i+1].Proof != in.Proof {
			groups, group = append(groups, group), nil
		}
	}
	return groups
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
	text, err := r.field(ctx, in)
	if err != nil {
		return err
	}
	if err := r.Session.Set(in, session.FromPrompt, text); err != nil {
		return err
	}
	return r.answers(ctx, in)
}

// helpOf is what stands below the question for an item.
func helpOf(in session.Input) string {
	if in.Optional {
		return in.Help + ". Enter alone leaves it out."
	}
	return in.Help
}

// field asks one question; its keys act and leave the typed text as it stands.
func (r *Runner) field(ctx context.Context, in session.Input) (string, error) {
	q := prompt.Question{
		Title: in.Title, Help: helpOf(in), Secret: in.Secret,
		Check: func(text string) error {
			if text == "" && in.Optional || in.Parse == nil {
				return nil
			}
			_, err := in.Parse(text)
			return err
		},
	}
	if r.desk != nil {
		q.Keys = append(q.Keys, prompt.KeyHelp{Key: '?', Word: "why"})
		if r.desk.guide.Link != "" && r.Open != nil {
			q.Keys = append(q.Keys, prompt.KeyHelp{Key: 'o', Word: "open"})
		}
	}
	for {
		text, err := r.Prompt.Ask(ctx, q)
		var key *prompt.KeyError
		if !errors.As(err, &key) {
			return text, err
		}
		q.Typed = text
		r.help(r.desk.guide, r.desk.open, key.Key)
	}
}

// answers finds out whether an address is an Okta org before a token for it is asked.
func (r *Runner) answers(ctx context.Context, in session.Input) error {
	if in.ID != session.OktaURL.ID {
		return nil
	}
	err := r.Session.ProbeOkta(ctx)
	if err == nil || ctx.Err() != nil {
		r.warn()
		return stopped(ctx)
	}
	r.Prompt.Show(prompt.Block{
		{Sign: prompt.Wrong, Text: "No Okta org answers at " + r.Session.Text(in), Indent: 4},
		{Text: "Answer: " + err.Error(), Indent: 6},
		{Text: "Next: copy the address from the browser where you sign in to Okta.", Indent: 6},
	})
	r.Session.Forget(in)
	return r.askFor(ctx, in)
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
	for alone := true; ; alone = !alone {
		if err := stopped(ctx); err != nil {
			return err
		}
		results := r.run(ctx, checks.Select(proof), r.Session.Facts(), nil)
		if len(results) == 0 || results[0].Status.OK() || results[0].Status == checks.Manual {
			return nil
		}
		res := results[0]
		r.emit(Event{Kind: EventCheck, Step: r.current.ID, ID: res.ID, Status: res.Status.String(), Message: res.Summary, Result: &res})
		if r.Prompt == nil || r.Unattended {
			return &OpenError{Step: r.current.Title, Open: res}
		}
		retry, err := r.retry(ctx, res)
		if err != nil {
			return err
		}
		if retry {
			r.Session.Refresh()
			alone = !alone // the same item as before is asked, should it come to that
			continue
		}
		again := behind(proof, ins, res.Refused && alone)
		r.Session.Forget(again...)
		if err := r.askAll(ctx, again); err != nil {
			return err
		}
	}
}

// behind returns the items to ask again: the secret alone when it was refused, else everything that the proof needs. A
// secret that is refused twice may belong to another address.
func behind(proof string, ins []session.Input, alone bool) []session.Input {
	var list []session.Input
	for _, in := range ins {
		if in.Proof == proof && (in.Secret || !alone) {
			list = append(list, in)
		}
	}
	return list
}

// retry asks whether to look again at an answer that no typing mends: nobody answered, or the credential is good and its
// owner lacks a right. It says whether to look again with the same items.
func (r *Runner) retry(ctx context.Context, res checks.Result) (bool, error) {
	lacks := res.ID == session.SiteToken.Proof && res.Status == checks.Fail && !res.Refused
	if res.Status != checks.Unknown && !lacks {
		return false, nil
	}
	options := []prompt.Option{
		{Label: "Look again", Detail: "with the same", Chosen: true},
		{Label: "Type it anew"},
	}
	if lacks {
		options[0].Detail = "this person is an administrator now"
		options[1] = prompt.Option{Label: "Another token", Detail: "or none: seats and default groups then stay unread"}
		if r.operable(makeSiteAdmin) {
			options[0].Chosen = false
			options = append(options, prompt.Option{Label: "Let the sandbox's operator do it", Detail: "make this person an administrator", Chosen: true})
		}
	}
	r.Prompt.Show(prompt.Block{{}})
	picks, err := r.Prompt.Choose(ctx, prompt.Choice{Title: "What now?", Options: options})
	if err != nil {
		return false, err
	}
	if picks[0] == 2 {
		_, err := r.Operate(ctx, makeSiteAdmin)
		r.say(prompt.Wrong, "The sandbox's operator could not do it.", err)
	}
	return picks[0] != 1, nil
}

// makeSiteAdmin is the console's action that gives the site credential its right.
const makeSiteAdmin = "make-site-admin"

// operable says whether a sandbox's operator can do an action.
func (r *Runner) operable(action string) bool {
	return r.Operate != nil && (r.Operates == nil || r.Operates(action))
}
