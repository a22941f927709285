package wire

import "strings"

// Next returns the target of the link whose relation is next, from Link headers that come one link each or comma-joined.
func Next(headers []string) (string, bool) {
	for _, header := range headers {
		for header != "" {
			var target, params string
			target, params, header = cutLink(header)
			if target != "" && hasRelation(params, "next") {
				return target, true
			}
		}
	}
	return "", false
}

// cutLink splits the first link off a header; a comma inside <> or quotes belongs to the link.
func cutLink(header string) (target, params, rest string) {
	start := strings.IndexByte(header, '<')
	if start < 0 {
		return "", "", ""
	}
	header = header[start+1:]
	end := strings.IndexByte(header, '>')
	if end < 0 {
		return "", "", ""
	}
	target, header = header[:end], header[end+1:]
	quoted := false
	for i := range len(header) {
		switch {
		case header[i] == '"':
			quoted = !quoted
		case header[i] == ',' && !quoted:
			return target, header[:i], header[i+1:]
		}
	}
	return target, header, ""
}

func hasRelation(params, relation string) bool {
	for param := range strings.SplitSeq(params, ";") {
		key, value, _ := strings.Cut(param, "=")
		if !strings.EqualFold(strings.TrimSpace(key), "rel") {
			continue
		}
		for word := range strings.FieldsSeq(strings.Trim(strings.TrimSpace(value), `"`)) {
			if strings.EqualFold(word, relation) {
				return true
			}
		}
	}
	return false
}
