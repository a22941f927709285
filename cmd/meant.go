package cmd

import "strings"

// meant suggests which of the known names a mistyped one may have been, as the end of a sentence; empty where none is near.
func meant(typed string, known []string) string {
	best, least := "", max(2, len(typed)/4)+1
	for _, name := range known {
		if d := distance(strings.ToLower(typed), name); d < least && d < len(typed) {
			best, least = name, d
		}
	}
	for _, name := range known {
		if best == "" && len(typed) >= 4 && (strings.Contains(name, typed) || strings.Contains(typed, name)) {
			best = name
		}
	}
	if best == "" {
		return ""
	}
	return "; did you mean " + best + "?"
}

// distance is how many letters must be added, left out, replaced or swapped with a neighbour.
func distance(a, b string) int {
	before, last := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row := make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(row[j-1]+1, last[j]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last = last, row
	}
	return last[len(b)]
}
