package forecast

import (
	"fmt"
	"slices"
	"strings"

	"github.com/provision-cli/provision/clients/okta"
)

// lastAttempt is what Okta's System Log says last of sending this person.
// Beside a break it is its cause; where both sides agree it is only odd.
func (w *way) lastAttempt(broken bool) []Hop {
	const title, field = "System Log", "last attempt"
	if w.app.err != nil {
		return nil
	}
	if w.events.err != nil {
		return stage(title, inOkta, "log", blind(field, w.events.err))
	}
	list := w.events.is
	if len(list) == 0 {
		return stage(title, inOkta, "log", good(field, fmt.Sprintf("nothing in %d days", logDays)))
	}
	last := list[len(list)-1]
	value := last.Published.UTC().Format("2006-01-02 15:04 UTC") + " " + strings.TrimPrefix(last.Type, "application.provision.user.") + " " + strings.ToLower(last.Result)
	switch {
	case last.Result != "FAILURE":
		return stage(title, inOkta, "log", good(field, value))
	case broken:
		return stage(title, inOkta, "log", bad(field, value, why(last), "Mend what it names, then "+menuTasks+"; nothing is retried by itself."))
	}
	return stage(title, inOkta, "log", odd(field, value, why(last), ""))
}

func why(e okta.Event) string {
	if e.Reason == "" {
		return "Okta gives no reason"
	}
	return e.Reason
}

// judge puts the hops in order and says where the way breaks first.
func (w *way) judge() Trace {
	p := w.user.Profile
	t := Trace{Login: p.Login, Name: strings.TrimSpace(p.FirstName + " " + p.LastName)}
	if t.Name == "" {
		t.Name = p.Login
	}
	for _, hops := range [][]Hop{w.profile(), w.memberships(), w.assignment(), w.names(), w.directory(), w.atlassian(), w.access()} {
		t.Hops = append(t.Hops, hops...)
	}
	_, broken := t.first(HopBad)
	t.Hops = append(t.Hops, w.lastAttempt(broken)...)
	for i, h := range t.Hops {
		t.Hops[i].Next = strings.NewReplacer("▸ the person ▸", "▸ "+t.Name+" ▸", "▸ the person;", "▸ "+t.Name+";", "▸ the group ▸", "▸ "+h.Field+" ▸").Replace(h.Next)
	}
	t.Verdict, t.Next = t.verdict(w)
	return t
}

const allGoodNext = "If signing in fails all the same, look at what no API shows: the SAML settings and the authentication policy in admin.atlassian.com ▸ Security, and Okta's sign-on policy."

func (t Trace) verdict(w *way) (verdict, next string) {
	blindCount := 0
	for _, h := range t.Hops {
		if h.Status == HopUnknown {
			blindCount++
		}
	}
	unseen := ""
	if blindCount > 0 {
		unseen = fmt.Sprintf(" %s could not be looked at.", values(blindCount))
	}
	if h, found := t.first(HopBad); found {
		return t.Name + " is stopped at " + h.told() + t.cause(h) + "." + unseen, h.Next
	}
	// What is not there yet may only seem so behind a value that was not looked at.
	switch h, found := t.first(HopNotYet, HopUnknown); {
	case !found:
	case h.Status == HopUnknown:
		return "Nothing that was looked at stops " + t.Name + "; not looked at: " + h.told() + "." + unseen, h.Next
	default:
		return t.Name + " is not there yet: " + h.told() + "." + unseen, orElse(h.Next, "provision setup goes on from here.")
	}
	if h, found := t.first(HopOdd); found {
		return "Nothing stops " + t.Name + "; worth a look: " + h.told() + ".", orElse(h.Next, allGoodNext)
	}
	return "Nothing stops " + t.Name + " on the way from Okta to " + w.goal() + ".", allGoodNext
}

func values(n int) string {
	if n == 1 {
		return "1 value"
	}
	return fmt.Sprintf("%d values", n)
}

func orElse(text, otherwise string) string {
	if text != "" {
		return text
	}
	return otherwise
}

// told is a hop in a sentence.
func (h Hop) told() string {
	text := h.Title + ", " + h.Field
	if h.Value != "" {
		text += " " + h.Value
	}
	if h.Says != "" {
		text += ": " + h.Says
	}
	return text
}

// cause is what the System Log adds to a break.
func (t Trace) cause(h Hop) string {
	last := t.Hops[len(t.Hops)-1]
	if last.ID != "log.last-attempt" || last.Status != HopBad || last.ID == h.ID {
		return ""
	}
	return "; Okta's log: " + strings.TrimSuffix(last.Says, ".")
}

// goal are the products that open.
func (w *way) goal() string {
	var out []string
	for _, g := range w.opens {
		for _, o := range g.is {
			out = append(out, o.String())
		}
	}
	slices.Sort(out)
	return strings.Join(slices.Compact(out), ", ")
}
