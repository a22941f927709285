package cmd

import (
	"fmt"
	"slices"
	"strings"

	"github.com/provision-cli/provision/checks"
	"github.com/provision-cli/provision/cmd/report"
)

// selection is what an audit asks, and which answers it reports.
type selection struct {
	list   []checks.Check
	wanted map[string]bool // the others are asked because a wanted one depends on them
}

// choose picks questions by ids and topics. What a chosen one depends on is asked too, unless it is skipped by name.
func choose(chosen, skipped []string) (selection, error) {
	all := checks.Catalogue()
	in, err := named("--select", chosen, all)
	if err != nil {
		return selection{}, err
	}
	out, err := named("--skip", skipped, all)
	if err != nil {
		return selection{}, err
	}
	s := selection{wanted: map[string]bool{}}
	needed := map[string]bool{}
	for _, c := range slices.Backward(all) { // a question stands after those it depends on
		if (len(chosen) == 0 || in[c.ID]) && !out[c.ID] {
			s.wanted[c.ID] = true
		}
		if s.wanted[c.ID] || needed[c.ID] && !out[c.ID] {
			for _, id := range c.After {
				needed[id] = true
			}
		}
	}
	if len(s.wanted) == 0 {
		return selection{}, &usageError{fmt.Errorf("--select and --skip leave no question to ask")}
	}
	for _, c := range all {
		if s.wanted[c.ID] || needed[c.ID] && !out[c.ID] {
			s.list = append(s.list, c)
		}
	}
	return s, nil
}

// reported leaves out what was asked only for the sake of others, but not where it is the reason that these were not answered.
func (s selection) reported(results []checks.Result) []checks.Result {
	blocks := map[string]bool{}
	for _, r := range slices.Backward(results) {
		if s.wanted[r.ID] || blocks[r.ID] {
			for _, id := range r.After {
				blocks[id] = true
			}
		}
	}
	var list []checks.Result
	for _, r := range results {
		if s.wanted[r.ID] || blocks[r.ID] && !r.Status.OK() && r.Status != checks.Manual {
			list = append(list, r)
		}
	}
	return list
}

// named turns ids and topics into ids.
func named(flag string, texts []string, all []checks.Check) (map[string]bool, error) {
	ids := map[string]bool{}
	for _, text := range texts {
		text = strings.TrimSpace(text)
		found := false
		for _, c := range all {
			if c.ID == text || c.Topic == text {
				ids[c.ID], found = true, true
			}
		}
		if !found {
			return nil, &usageError{fmt.Errorf("%s %q: no check has this id and no topic this name%s", flag, text, orList(meant(text, append(checkIDs(), topics()...))))}
		}
	}
	return ids, nil
}

// orList says where the names stand where none is near.
func orList(hint string) string {
	if hint == "" {
		return "; provision check --list lists them"
	}
	return hint
}

func checkIDs() []string {
	var ids []string
	for _, c := range checks.Catalogue() {
		ids = append(ids, c.ID)
	}
	return ids
}

func topics() []string {
	var list []string
	for _, c := range checks.Catalogue() {
		if !slices.Contains(list, c.Topic) {
			list = append(list, c.Topic)
		}
	}
	return list
}

// failOn reads which answers count as wrong beside those that are.
func failOn(texts []string) (report.FailOn, error) {
	var list report.FailOn
	for _, text := range texts {
		switch strings.TrimSpace(text) {
		case "warn":
			list = append(list, checks.Warn)
		case "manual":
			list = append(list, checks.Manual)
		case "unknown":
			list = append(list, checks.Unknown)
		default:
			return nil, &usageError{fmt.Errorf("--fail-on %q: choose among warn, manual and unknown", text)}
		}
	}
	return list, nil
}
