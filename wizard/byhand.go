package wizard

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/wizard/prompt"
	"github.com/provision-cli/provision/wizard/session"
	"github.com/provision-cli/provision/wizard/store"
)

// watchLimit is how long a person has for one by-hand step before the screen asks whether to go on.
const watchLimit = 30 * time.Minute

// byHand has a person do what no API can, and watches for its effect.
func (r *Runner) byHand(ctx context.Context, st Step, g Guide, open checks.Result) error {
	g.Step, g.Check = st.ID, open.ID
	if r.Console != "" {
		g.Link, g.Unsure = r.Console, false
	}
	if g.Blind && open.Status != checks.Manual {
		g.Blind = false
	}
	r.remember(g)
	if by, ok := r.word(st, open); ok && open.Status == checks.Manual {
		return r.attest(open, by)
	}
	nobody := r.Prompt == nil || r.Unattended
	if nobody && open.Status == checks.Manual && g.Blind {
		r.passOver(open)
		return nil
	}
	r.emit(Event{Kind: EventGuide, Step: st.ID, ID: g.ID, Status: "begin", Message: g.Title, Guide: &g})
	if nobody {
		return r.unattended(ctx, st, g, open)
	}
	return r.guided(ctx, st, g, open)
}

func (r *Runner) remember(g Guide) {
	for _, known := range r.current.Guides {
		if known.ID == g.ID {
			return
		}
	}
	r.current.Guides = append(r.current.Guides, g)
}

// word returns who attested a check, or its whole step, on the command line.
func (r *Runner) word(st Step, open checks.Result) (string, bool) {
	for _, id := range []string{open.ID, st.ID} {
		if by, ok := r.Attest[id]; ok {
			if by == "" {
				by = r.Who
			}
			return by, true
		}
	}
	return "", false
}

// attest records a person's word; the check stays Manual and says whose word it is.
func (r *Runner) attest(open checks.Result, by string) error {
	on := r.Session.Now()
	r.passedOver[open.ID] = true
	delete(r.revisit, open.ID)
	r.words = append(r.words, word{step: r.at, check: open.ID})
	if !slices.Contains(r.current.Attested, open.ID) {
		r.current.Attested = append(r.current.Attested, open.ID)
	}
	r.emit(Event{
		Kind: EventAttest, Step: r.current.ID, ID: open.ID, Status: "attested",
		Message: fmt.Sprintf("%s: attested by %s on %s", open.Title, by, on.Format("2 Jan 2006")),
	})
	if r.Session.NoStore || r.Session.ReadOnly {
		return nil
	}
	if err := r.Session.Store.Attest(open.ID, store.Attestation{By: by, On: on}); err != nil {
		r.Session.Warn("The attestation was not kept: " + err.Error())
	}
	return nil
}

// unattended watches for the effect of somebody else's clicks, and ends honestly when there is none.
func (r *Runner) unattended(ctx context.Context, st Step, g Guide, open checks.Result) error {
	if len(r.Session.Missing(st.Brings)) > 0 {
		return &PersonError{Guide: g}
	}
	err := errTimeUp
	if r.Wait > 0 {
		_, err = r.watch(ctx, watching{step: st, limit: r.Wait, until: r.moved(ctx, st, open)})
	}
	switch {
	case err == nil:
		return nil
	case !errors.Is(err, errTimeUp):
		return err
	}
	if now := r.latest(open); now.Status == checks.Manual {
		r.passOver(now)
		return nil
	} else if now.Status == checks.Unknown {
		return &OpenError{Step: st.Title, Open: now}
	}
	return &PersonError{Guide: g}
}

// moved ends a watch once the open check is no longer what keeps the step open.
func (r *Runner) moved(ctx context.Context, st Step, open checks.Result) func([]checks.Result) bool {
	return func(results []checks.Result) bool {
		now := r.firstOpen(results)
		if now == nil || now.ID != open.ID || now.Refused || now.Stop {
			return true
		}
		changes, err := r.plan(ctx, st, *now)
		return err == nil && len(changes) > 0
	}
}

// latest returns the newest answer to a check.
func (r *Runner) latest(open checks.Result) checks.Result {
	for _, res := range r.current.Results {
		if res.ID == open.ID {
			return res
		}
	}
	return open
}

// guided watches while a person works in a console, and does what its keys say.
func (r *Runner) guided(ctx context.Context, st Step, g Guide, open checks.Result) error {
	for {
		if err := stopped(ctx); err != nil {
			return err
		}
		key, err := r.watch(ctx, watching{
			step: st, title: "Waiting for: " + open.Title, limit: watchLimit, until: r.moved(ctx, st, open), keys: r.keys(g, open),
			only: open.ID, blind: g.Blind || len(r.Session.Missing(st.Brings)) > 0, note: r.note(st),
		})
		switch {
		case errors.Is(err, errTimeUp):
			key, err = r.timeUp(ctx, r.latest(open))
		case err != nil:
			return err
		}
		if err != nil {
			return err
		}
		over, err := r.press(ctx, st, g, open, key)
		if err != nil || over {
			return err
		}
	}
}

// note says what Enter does while nothing can be read.
func (r *Runner) note(st Step) string {
	missing := r.Session.Missing(st.Brings)
	if len(missing) == 0 {
		return "No API shows this. Press Enter when it is so."
	}
	titles := make([]string, len(missing))
	for i, in := range missing {
		titles[i] = in.Title
	}
	return "Press Enter when you have them; then paste: " + strings.Join(titles, ", ") + "."
}

func (r *Runner) keys(g Guide, open checks.Result) []prompt.KeyHelp {
	keys := []prompt.KeyHelp{{Key: prompt.KeyEnter, Word: "I have done it"}}
	if g.Link != "" && r.Open != nil {
		keys = append(keys, prompt.KeyHelp{Key: 'o', Word: "open"})
	}
	if len(g.Values) > 0 {
		keys = append(keys, prompt.KeyHelp{Key: 'c', Word: "copy"})
	}
	for _, v := range g.Values {
		if v.secret() && r.Reveal != nil {
			keys = append(keys, prompt.KeyHelp{Key: 's', Word: "show the key once"})
			break
		}
	}
	if len(open.Evidence) > 0 && r.Save != nil {
		keys = append(keys, prompt.KeyHelp{Key: 'l', Word: "save the list"})
	}
	keys = append(keys, prompt.KeyHelp{Key: 'h', Word: "hand over"}, prompt.KeyHelp{Key: 'b', Word: "back"}, prompt.KeyHelp{Key: '?', Word: "why"})
	if r.operable(g.ID) {
		keys = append(keys, prompt.KeyHelp{Key: 'p', Word: "let the sandbox's operator do it"})
	}
	return keys
}

// press does what a key says; it returns true when the watch is over.
func (r *Runner) press(ctx context.Context, st Step, g Guide, open checks.Result, key prompt.Key) (bool, error) {
	switch key {
	case prompt.KeyDone:
		return true, nil
	case prompt.KeyEnter:
		return r.claimed(ctx, st, g, open)
	case 'b':
		return true, prompt.ErrBack
	case 'h':
		return true, &PersonError{Guide: g, Handed: true}
	case 'p':
		return r.operated(ctx, st, g, open)
	case 'c':
		return false, r.copyValue(ctx, g)
	default:
		r.help(g, open, key)
	}
	return false, nil
}

// help does what a key says without leaving the screen it was pressed on.
func (r *Runner) help(g Guide, open checks.Result, key prompt.Key) {
	switch key {
	case 'o':
		r.unable("No browser could be opened here; the address is above.", r.Open(g.Link))
	case 'l':
		r.saveList(r.latest(open))
	case 's':
		r.reveal(g)
	case '?':
		r.Prompt.Show(whyBlock(g, open))
	}
}

// say shows a sentence when something small went wrong.
func (r *Runner) say(s prompt.Sign, text string, err error) {
	if err != nil {
		r.Prompt.Show(prompt.Block{{Sign: s, Text: text, Detail: err.Error(), Indent: 4}})
	}
}

// unable says what this machine could not do; its own words for that go to the log.
func (r *Runner) unable(text string, err error) {
	if err == nil {
		return
	}
	r.Prompt.Show(prompt.Block{{Sign: prompt.Unknown, Text: text, Indent: 4}})
	if r.Session.Log != nil {
		r.Session.Log.Warn(text, "error", err)
	}
}

// claimed takes a person's "I have done it": the pasted values are proven, an effect is looked for, and only what no
// API shows is taken on their word.
func (r *Runner) claimed(ctx context.Context, st Step, g Guide, open checks.Result) (bool, error) {
	if missing := r.Session.Missing(st.Brings); len(missing) > 0 {
		r.desk = &desk{guide: g, open: open}
		err := r.paste(ctx, st)
		r.desk = nil
		if errors.Is(err, prompt.ErrBack) {
			return false, nil
		}
		return true, err
	}
	if g.ID == keyLife {
		if err := r.keyExpiry(ctx); errors.Is(err, prompt.ErrBack) {
			return false, nil
		} else if err != nil {
			return true, err
		}
	}
	if !g.Blind {
		r.Session.Refresh()
	}
	now := open
	for _, res := range r.ask(ctx, st, false) {
		if res.ID == open.ID {
			now = res
		}
	}
	if now.Status == checks.Manual || g.Trust && now.Status == checks.Fail {
		return true, r.attest(now, r.Who)
	}
	if now.Status.OK() {
		return true, nil
	}
	r.Prompt.Show(prompt.Block{{Sign: sign(now.Status), Text: "Not seen yet: " + now.Summary, Indent: 4}})
	return false, nil
}

// paste asks for what a console shows once, proves it, and keeps it together.
func (r *Runner) paste(ctx context.Context, st Step) error {
	if err := r.askAll(ctx, st.Brings); err != nil {
		return err
	}
	return r.bring(ctx, st)
}

func (r *Runner) bring(ctx context.Context, st Step) error {
	for _, proof := range proofs(st.Brings) {
		if err := r.prove(ctx, proof, st.Brings); err != nil {
			return err
		}
	}
	if st.Proven != nil {
		st.Proven()
	}
	if err := r.Session.Keep(st.Brings...); err != nil {
		return fmt.Errorf("keep what was pasted: %w", err)
	}
	if err := r.Session.KeepKeyDate(r.Session.Now()); err != nil {
		r.Session.Warn("The key's date was not kept: " + err.Error())
	}
	r.Session.Refresh()
	r.warn()
	return nil
}

// operated has the sandbox's operator do the step, and takes what the console would have shown.
func (r *Runner) operated(ctx context.Context, st Step, g Guide, open checks.Result) (bool, error) {
	shown, err := r.Operate(ctx, g.ID)
	if err != nil {
		r.say(prompt.Wrong, "The sandbox's operator could not do it.", err)
		return false, nil
	}
	if len(r.Session.Missing(st.Brings)) == 0 {
		r.Prompt.Show(prompt.Block{{Sign: prompt.Yes, Text: "The sandbox's operator did it.", Indent: 4}})
		return r.operatedBlind(g, open)
	}
	for _, in := range st.Brings {
		text := shown[strings.ReplaceAll(in.ID, "-", "_")]
		if text == "" {
			return false, nil
		}
		if err := r.Session.Set(in, session.FromSandbox, text); err != nil {
			return false, err
		}
	}
	return true, r.bring(ctx, st)
}

// operatedBlind takes the operator's click as the word for what no API shows; what has an effect is watched on.
func (r *Runner) operatedBlind(g Guide, open checks.Result) (bool, error) {
	if !g.Trust && (!g.Blind || open.Status != checks.Manual) {
		return false, nil
	}
	return true, r.attest(open, "the sandbox's operator")
}

// timeUp is the honest end of a watch: nothing was seen, and the person decides.
func (r *Runner) timeUp(ctx context.Context, now checks.Result) (prompt.Key, error) {
	picks, err := r.Prompt.Choose(ctx, prompt.Choice{
		Title: "Not seen in " + watchLimit.String(), Help: now.Summary,
		Options: []prompt.Option{
			{Label: "Watch on", Detail: "look again for as long"},
			{Label: "I have done it", Detail: "look once more; what no API shows is taken on your word"},
			{Label: "Hand over", Detail: "stop here; the next run goes on from this step"},
		},
	})
	if err != nil {
		return 0, err
	}
	return []prompt.Key{'w', prompt.KeyEnter, 'h'}[picks[0]], nil
}
