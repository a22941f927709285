package redact

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Text is a sentence of this program or of a vendor without the names in it.
func (r *Redactor) Text(text string) string {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.sentence(text)
}

// Name is the pseudonym of a text that as a whole names somebody or something.
func (r *Redactor) Name(text string) string {
	r.mu.RLock()
	defer r.mu.RUnlock()
	if known, ok := r.known(text); ok {
		return known
	}
	return r.plain(text)
}

var (
	quotation = regexp.MustCompile(`"[^"\n]*"|“[^”\n]*”`)
	word      = regexp.MustCompile(`[\p{L}\p{N}_](?:[\p{L}\p{N}_.@+'’&-]*[\p{L}\p{N}_])?`)
)

// longest is how many words a name may have.
const longest = 8

// sentence takes out, in this order: URLs, addresses, quotations, ids, numbers
// of hosts, then every name that was learned, then what looks like a host.
func (r *Redactor) sentence(text string) string {
	var done []string // what is finished is put aside, so that nothing is redacted twice
	aside := func(s string) string {
		done = append(done, s)
		return "\x00" + string(rune('\U000F0000'+len(done)-1)) + "\x00"
	}
	text = strings.Map(func(c rune) rune {
		if c == 0 || c >= '\U000F0000' {
			return -1
		}
		return c
	}, text)
	for _, name := range slices.SortedFunc(maps.Keys(r.quoted), func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) }) {
		if strings.Contains(text, name) {
			text = strings.ReplaceAll(text, name, aside(r.plain(name)))
		}
	}
	text = link.ReplaceAllStringFunc(text, func(m string) string { return aside(r.url(m)) })
	text = address.ReplaceAllStringFunc(text, func(m string) string { return aside(r.mail(m)) })
	text = quotation.ReplaceAllStringFunc(text, func(m string) string { return aside(r.quotation(m)) })
	for _, re := range []*regexp.Regexp{account, uuid, oktaID} {
		text = re.ReplaceAllStringFunc(text, func(m string) string {
			if re == oktaID && !mixed(m) {
				return m
			}
			return aside(r.ids(m))
		})
	}
	text = number.ReplaceAllStringFunc(text, func(m string) string { return aside(r.host(m)) })
	text = r.learned(text, aside)
	text = dots.ReplaceAllStringFunc(text, func(m string) string {
		if !dotted(m) {
			return m
		}
		return aside(r.host(m))
	})
	for i, finished := range slices.Backward(done) {
		text = strings.ReplaceAll(text, "\x00"+string(rune('\U000F0000'+i))+"\x00", finished)
	}
	return text
}

// quotation is a quotation: what a vendor or this program puts into marks is a name.
func (r *Redactor) quotation(m string) string {
	marks := []rune(m)
	inner := string(marks[1 : len(marks)-1])
	if trimmed(inner) == "" || strings.ContainsRune(inner, 0) {
		return m
	}
	if known, ok := r.known(inner); ok {
		return string(marks[0]) + known + string(marks[len(marks)-1])
	}
	return string(marks[0]) + r.plain(inner) + string(marks[len(marks)-1])
}

// learned replaces the names that are known, the longest first.
func (r *Redactor) learned(text string, aside func(string) string) string {
	at := word.FindAllStringIndex(text, -1)
	var b strings.Builder
	end := 0
	for i := 0; i < len(at); i++ {
		for n := min(longest, len(at)-i); n > 0; n-- {
			phrase := text[at[i][0]:at[i+n-1][1]]
			if strings.ContainsRune(phrase, 0) {
				continue
			}
			name, rest := r.spoken(phrase)
			if name == "" {
				continue
			}
			b.WriteString(text[end:at[i][0]])
			b.WriteString(aside(name) + rest)
			end = at[i+n-1][1]
			i += n - 1
			break
		}
	}
	return b.String() + text[end:]
}

// spoken is the pseudonym of a phrase that is a name, also in the genitive; empty where it is none.
func (r *Redactor) spoken(phrase string) (name, rest string) {
	for _, genitive := range []string{"", "'s", "’s"} {
		p, has := strings.CutSuffix(phrase, genitive)
		if !has {
			continue
		}
		if known, ok := r.known(p); ok {
			return known, genitive
		}
		if n := trimmed(norm(p)); r.words[n] && !common[n] && !r.prose[p] {
			return r.plain(p), genitive
		}
	}
	return "", ""
}

// common are words of this program's sentences that tenants may use as values too.
var common = set(`okta atlassian jira confluence cloud active inactive user users group groups app apps admin email name true false none default everyone the a an and or of to in is
status error test push member members site sites product products access directory account accounts scim api key token domain atlassian-cloud assignment provisioning full`)

// trimmed is a text without the marks around it.
func trimmed(text string) string {
	return strings.TrimFunc(text, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '_' })
}
