package redact

import (
	"slices"
	"strings"
)

// Learn notes who and what a decoded JSON document names.
func (r *Redactor) Learn(doc any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.learn("", doc)
}

// LearnText notes texts that are names of something, such as values of the configuration.
func (r *Redactor) LearnText(texts ...string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, t := range texts {
		r.word(t)
	}
}

// Prose notes the words of sentences that hold no name: in small letters they
// stay, also where a tenant has a thing of that name.
func (r *Redactor) Prose(sentences ...string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, s := range sentences {
		for _, w := range word.FindAllString(s, -1) {
			if w == strings.ToLower(w) && !strings.ContainsAny(w, "@.") {
				r.prose[w] = true
			}
		}
	}
}

func (r *Redactor) learn(key string, doc any) {
	switch v := doc.(type) {
	case map[string]any:
		r.somebody(v)
		for k, e := range v {
			if !shaped(k) {
				r.word(k)
			}
			r.learn(k, e)
		}
	case []any:
		for _, e := range v {
			r.learn(key, e)
		}
	case string:
		switch {
		case isExpression(key):
			for _, m := range literal.FindAllString(v, -1) {
				r.word(m[1 : len(m)-1])
			}
		case !kept(key, v) && !isText(key):
			r.word(v)
		}
	}
}

// word notes a name, its host where it is an address or a URL, and nothing that only looks like prose.
func (r *Redactor) word(text string) {
	n := trimmed(norm(text))
	if strings.HasPrefix(text, "#") || len(n) < 2 || len(n) > 200 || isDate(text) || len(n) < 5 && strings.Trim(n, "0123456789") == "" {
		return
	}
	r.words[n] = true
	if t := strings.TrimSpace(text); strings.ContainsAny(t, "\"“”") {
		r.quoted[t] = true
	}
	if at := strings.LastIndex(n, "@"); at > 0 {
		r.words[n[at+1:]] = true
	}
}

// identities are the keys under which a person's ids, logins and addresses stand; those of the first list alone make an object a person.
var (
	tellingKeys = []string{"login", "email", "emailAddress", "userName", "accountId", "account_id", "scimUserId", "atlassianAccountId"}
	furtherKeys = []string{"id", "externalId", "secondEmail"}
	insideKeys  = []string{"profile", "credentials", "urn:scim:schemas:extension:atlassian-external:1.0"}
	nameKeys    = []string{"displayName", "name", "nickname", "nickName", "formatted"}
)

// somebody joins the identities of an object that is a person.
func (r *Redactor) somebody(o map[string]any) {
	telling := gather(o, tellingKeys)
	for _, k := range insideKeys {
		if inside, ok := o[k].(map[string]any); ok {
			telling = append(telling, gather(inside, tellingKeys)...)
		}
	}
	if t, _ := o["type"].(string); t == "User" || t == "AppUser" {
		telling = append(telling, gather(o, []string{"alternateId"})...)
	}
	if display, _ := o["display"].(string); strings.Contains(display, "@") {
		telling = append(telling, gather(o, []string{"value", "display"})...)
	}
	if len(telling) == 0 {
		return
	}
	all := slices.Concat(telling, gather(o, furtherKeys))
	if emails, ok := o["emails"].([]any); ok {
		for _, e := range emails {
			if m, ok := e.(map[string]any); ok {
				all = append(all, gather(m, []string{"value"})...)
			}
		}
	}
	r.join(all)
	for _, full := range fullNames(o) {
		r.name(full, all[0])
	}
}

func gather(o map[string]any, keys []string) []string {
	var out []string
	for _, k := range keys {
		if s, ok := o[k].(string); ok && s != "" && s != "unknown" {
			out = append(out, s)
		}
	}
	return out
}

// fullNames are the names of a person's object, and of its profile.
func fullNames(o map[string]any) []string {
	out := gather(o, nameKeys)
	for _, k := range []string{"profile", "name"} {
		inside, ok := o[k].(map[string]any)
		if !ok {
			continue
		}
		out = append(out, gather(inside, nameKeys)...)
		for _, pair := range [][2]string{{"firstName", "lastName"}, {"givenName", "familyName"}} {
			first, _ := inside[pair[0]].(string)
			last, _ := inside[pair[1]].(string)
			if first != "" && last != "" {
				out = append(out, first+" "+last)
			}
		}
	}
	return out
}
