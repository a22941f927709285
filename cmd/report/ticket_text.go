package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/provision-cli/provision/wizard"
	"github.com/provision-cli/provision/wizard/prompt"
)

// TicketText writes the document as plain text, with everyone named.
func TicketText(w io.Writer, t Ticket, o prompt.Options) {
	doc := t.document()
	b := doc.head()
	for i, s := range doc.Steps {
		b = append(b, s.block(i+1)...)
	}
	b = append(b, doc.people()...)
	b = append(b, title("What it costs")...)
	for _, c := range doc.Costs {
		b = append(b, prompt.Line{Text: c.What + ": " + c.Amount, Indent: 2}, prompt.Line{Text: c.How, Indent: 4, Faint: true})
	}
	b = append(b, title("Going back, the last change first")...)
	for _, r := range doc.Returns() {
		b = append(b, prompt.Line{Text: r.What, Indent: 2})
		b = append(b, facts([][2]string{{"Way back", r.Back}, {"Cannot be taken back", r.Final}})...)
	}
	prompt.Render(w, append(b, doc.blind()...), o)
}

func title(text string) prompt.Block { return prompt.Block{{}, {Text: text, Strong: true}, {}} }

// Headline is the document in one sentence.
func (t ticket) Headline() string {
	if t.Message != "" {
		return "This dry run ended early, so the document is not whole: " + t.Message
	}
	if t.Changes+t.ByHand == 0 {
		return "Nothing is to be changed."
	}
	return fmt.Sprintf("%d changes by API, %d by hand; %d people are affected. Nothing was written by the run that made this document.", t.Changes, t.ByHand, t.Touched)
}

func (t ticket) head() prompt.Block {
	b := prompt.Block{{Text: "Change: user provisioning from Okta to Atlassian", Strong: true}, {}}
	for _, f := range t.Made.Fields() {
		b = append(b, prompt.Line{Text: f[0] + ": " + f[1], Indent: 2})
	}
	b = append(b, prompt.Line{}, prompt.Line{Text: t.Headline()})
	for _, r := range t.Rails {
		b = append(b, prompt.Line{Sign: prompt.Warning, Text: "Stops until the number of people is typed: " + r.Sentence(), Indent: 2})
	}
	return b
}

// Fields are who made a document, when and on what.
func (m Made) Fields() [][2]string {
	list := [][2]string{
		{"Made by", m.By + " on " + m.On.Format("2 Jan 2006 15:04 MST") + ", with provision " + m.With},
		{"Profile", m.Profile},
		{"Okta", m.Okta},
		{"Atlassian organization", orUnknown(m.Organization)},
		{"Directory", orUnknown(m.Directory)},
		{"Sites", orUnknown(strings.Join(m.Sites, ", "))},
	}
	if m.Sandbox {
		list = append(list, [2]string{"Sandbox", "stand-ins of both tenants: this is no plan for real ones"})
	}
	return list
}

func orUnknown(text string) string {
	if text == "" {
		return "not known yet"
	}
	return text
}

func (s ticketStep) block(n int) prompt.Block {
	b := title(fmt.Sprintf("%d  %s", n, s.Title))
	if len(s.Changes)+len(s.Guides) == 0 {
		b = append(b, prompt.Line{Text: "Nothing to change.", Indent: 2})
	}
	for _, r := range s.Wrong {
		b = append(b, prompt.Line{Sign: prompt.Warning, Text: r.Title, Detail: r.Summary, ID: r.ID, Indent: 2})
	}
	for _, c := range s.Changes {
		b = append(b, prompt.Line{Sign: prompt.Pick, Text: c.Action + " " + c.Target, Detail: "by API", Indent: 2})
		b = append(b, facts(changeFacts(c))...)
	}
	for _, g := range s.Guides {
		b = append(b, prompt.Line{Sign: prompt.Person, Text: g.Title, Detail: g.Kind(), Indent: 2})
		b = append(b, facts(g.Facts())...)
		for i, do := range g.Steps() {
			b = append(b, prompt.Line{Text: fmt.Sprintf("%d  %s", i+1, do), Indent: 8})
		}
		b = append(b, facts(g.Copies())...)
	}
	return b
}

func facts(pairs [][2]string) prompt.Block {
	var b prompt.Block
	for _, f := range pairs {
		if f[1] != "" {
			b = append(b, prompt.Line{Text: f[0] + ": " + f[1], Indent: 6})
		}
	}
	return b
}

// Copies are the values that are copied into a console; a secret is never one of them.
func (g ticketGuide) Copies() [][2]string {
	var list [][2]string
	for _, v := range g.Values {
		text := v.Text
		if !v.Key.IsZero() {
			text = "a secret, which stands in no document"
		}
		list = append(list, [2]string{v.Label, orUnknown(text)})
	}
	return list
}

// Kind says whether a guide changes something.
func (g ticketGuide) Kind() string {
	if g.Word {
		return "to be looked at"
	}
	return "by hand"
}

func changeFacts(c wizard.Change) [][2]string {
	return [][2]string{
		{"Is", c.Was},
		{"Will be", c.Will},
		{"People named below", people(len(c.Affects))},
		{"What people notice", c.Notice},
		{"Calls", fmt.Sprintf("%d of this program, about %d of Okta. %s", c.Cost.Own, c.Cost.Sent, c.Cost.How)},
	}
}

func people(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// Facts are what is to be known of a step by hand, without what is not.
func (g ticketGuide) Facts() [][2]string {
	minutes := ""
	if g.Minutes > 0 {
		minutes = fmt.Sprint("about ", g.Minutes)
	}
	return [][2]string{
		{"Why by hand", g.Why},
		{"Where", g.Menu},
		{"Minutes", minutes},
		{"People named below", people(len(g.Affects))},
		{"What people notice", g.Notice},
		{"At the end", g.Expect},
	}
}

func (t ticket) people() prompt.Block {
	b := title(fmt.Sprintf("Who is affected, and how: %d", t.Touched))
	if len(t.Affected) == 0 {
		return append(b, prompt.Line{Text: "Nobody is named by a change.", Indent: 2})
	}
	for _, p := range t.Affected {
		line := prompt.Line{Text: p.Name + "  " + p.Login, Indent: 2}
		if p.Protected != "" {
			line.Sign, line.Detail = prompt.Warning, "protected: "+p.Protected
		}
		b = append(b, line)
		for _, how := range p.How {
			b = append(b, prompt.Line{Text: how, Indent: 6})
		}
	}
	return b
}

func (t ticket) blind() prompt.Block {
	b := title(fmt.Sprintf("What this document does not know: %d", len(t.NotSeen)))
	if len(t.NotSeen) == 0 {
		return append(b, prompt.Line{Text: "Every question was answered.", Indent: 2})
	}
	for _, n := range t.NotSeen {
		b = append(b, prompt.Line{Sign: prompt.Unknown, Text: n.Title, Detail: n.Why, ID: n.ID, Indent: 2}, prompt.Line{Text: n.Summary, Indent: 6})
	}
	return b
}
