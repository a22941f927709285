package forecast

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
)

func untrueGroup(tr trial, g GroupOutcome, fc Forecast, before, after *shownWorld) string {
	was, is := before.groups[key(g.Name)], after.groups[key(g.Name)]
	_, synced := after.synced(g.Name)
	switch g.Outcome {
	case GroupCollides, GroupDefault, GroupBuiltIn:
		if synced {
			return "a synced group of that name arrived"
		}
		return sameOrg(g, before, after)
	case GroupRenamed, GroupError:
		if !reflect.DeepEqual(was, is) {
			return fmt.Sprintf("the directory's group changed from %+v to %+v", was, is)
		}
		return ""
	case GroupKind, GroupTooLarge:
		return ""
	}
	if is.ID == "" || !synced {
		return fmt.Sprintf("it did not arrive: directory %q, organization %v", is.ID, synced)
	}
	if g.After < 0 {
		return grown(g, fc, was.Members, is.Members, after)
	}
	return filled(tr, g, fc, was.Members, is.Members, before, after)
}

func sameOrg(g GroupOutcome, before, after *shownWorld) string {
	for _, o := range before.org[key(g.Name)] {
		if !reflect.DeepEqual(before.inside[o.ID], after.inside[o.ID]) {
			return "the members of the organization's group changed"
		}
	}
	return ""
}

// grown groups were pushed before: who is provisioned only now may join or be left out, and nobody leaves.
func grown(g GroupOutcome, fc Forecast, was, is []string, after *shownWorld) string {
	may := map[string]bool{}
	for _, p := range in(fc, g, after) {
		if r, ok := after.record(p.ID); ok && p.arrives() {
			may[r.ID] = true
		}
	}
	for _, id := range was {
		if !slices.Contains(is, id) {
			return "somebody left: " + after.records[id].UserName
		}
	}
	for _, id := range is {
		if !slices.Contains(was, id) && !may[id] {
			return "somebody joined: " + after.records[id].UserName
		}
	}
	return ""
}

// filled groups are pushed for the first time, and hold exactly who arrives.
func filled(tr trial, g GroupOutcome, fc Forecast, was, is []string, before, after *shownWorld) string {
	want, shaky := map[string]bool{}, 0
	for _, p := range in(fc, g, after) {
		r, ok := after.record(p.ID)
		if unsure(tr, p) {
			shaky++
			ok = ok && after.app[p.ID].ExternalID != ""
		} else if !p.arrives() {
			continue
		}
		if ok {
			want[r.ID] = true
		}
	}
	have := map[string]bool{}
	for _, id := range is {
		have[id] = true
	}
	if !reflect.DeepEqual(want, have) {
		return fmt.Sprintf("its members are %v, not %v", names(have, after), names(want, after))
	}
	if shaky > 0 {
		return ""
	}
	if g.After != len(is) {
		return fmt.Sprintf("it has %d members, not %d", len(is), g.After)
	}
	return moved(g, fc, was, is, before, after)
}

// unsure is a person of whom the forecast says that Atlassian may refuse them, or one of several.
func unsure(tr trial, p Person) bool {
	said := strings.Join(p.Problems, ";")
	return strings.Contains(said, "same primary e-mail") || strings.Contains(said, "letter case") || mayBeRefused(tr, p)
}

func moved(g GroupOutcome, fc Forecast, was, is []string, before, after *shownWorld) string {
	var gains, loses []string
	for _, id := range is {
		if len(was) > 0 && !slices.Contains(was, id) {
			gains = append(gains, key(after.records[id].UserName))
		}
	}
	for _, id := range was {
		if !slices.Contains(is, id) && before.records[id].Active {
			loses = append(loses, after.records[id].UserName)
		}
	}
	slices.Sort(gains)
	slices.Sort(loses)
	said := make([]string, 0, len(g.Gains))
	for _, name := range g.Gains {
		said = append(said, key(name))
	}
	slices.Sort(said)
	if len(was) > 0 && !slices.Equal(gains, said) || !slices.Equal(loses, g.Loses) {
		return fmt.Sprintf("gains %q, loses %q, forecast %q and %q", gains, loses, said, g.Loses)
	}
	return opens(g, fc, after)
}

// opens compares who gets what the group opens with who is in the organization's group.
func opens(g GroupOutcome, fc Forecast, after *shownWorld) string {
	id, ok := after.synced(g.Name)
	if !ok {
		return ""
	}
	for _, p := range in(fc, g, after) {
		r, has := after.record(p.ID)
		inside := has && r.AccountID != "" && r.Active && after.inside[id][r.AccountID]
		if inside != p.works() && p.arrives() {
			return fmt.Sprintf("%s is in the organization's group: %v, forecast %v", p.Login, inside, p.works())
		}
		for _, door := range p.Gains {
			if !inside && len(p.Groups) == 1 && slices.Contains(g.Opens, door) {
				return p.Login + " does not gain " + door
			}
		}
	}
	return ""
}

func in(fc Forecast, g GroupOutcome, v *shownWorld) []Person {
	return fc.where(func(p Person) bool { return v.members[g.ID][p.ID] })
}

func names(ids map[string]bool, v *shownWorld) []string {
	var out []string
	for id := range ids {
		out = append(out, v.records[id].UserName)
	}
	slices.Sort(out)
	return out
}

// coverage counts what the worlds held, because a test that meets no hard case proves nothing.
type coverage struct {
	mu     sync.Mutex
	people map[Outcome]int
	groups map[Outcome]int
	worlds int
}

func newCoverage() *coverage {
	return &coverage{people: map[Outcome]int{}, groups: map[Outcome]int{}}
}

func (c *coverage) add(fc Forecast) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.worlds++
	for o, n := range fc.Counts {
		c.people[o] += n
	}
	for _, g := range fc.Groups {
		c.groups[g.Outcome]++
	}
}

func (c *coverage) report(t *testing.T, worlds int) {
	t.Helper()
	t.Logf("%d worlds; people %v; groups %v", c.worlds, c.people, c.groups)
	if worlds < worldsInCI {
		return
	}
	for _, o := range []Outcome{Create, LinkManaged, LinkExternal, Provisioned, Reactivate, Unlinked, SecondAccount, AbsentInactive, AbsentUnassigned, AbsentStuck, OtherDirectory} {
		if c.people[o] == 0 {
			t.Errorf("no world held anybody with outcome %s: %v", o, slices.Sorted(maps.Keys(c.people)))
		}
	}
	for _, o := range []Outcome{GroupCreate, GroupSynced, GroupCollides, GroupDefault, GroupAlsoAssigned, GroupRenamed, GroupError} {
		if c.groups[o] == 0 {
			t.Errorf("no world held a group with outcome %s: %v", o, c.groups)
		}
	}
}
