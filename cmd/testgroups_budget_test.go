//go:build linux

package cmd

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
)

// scaleEnv is how many people the world of the budget has; 100000 is what the budget was promised for, and takes minutes
// to fill.
const scaleEnv = "PROVISION_TEST_PEOPLE"

// The budget's world: so many groups, of which so many are forecast.
const (
	budgetGroups  = 2_000
	budgetInScope = 50
	budgetMemory  = 100 << 10 // kilobytes
)

func budgetPeople(t *testing.T) int {
	t.Helper()
	text := os.Getenv(scaleEnv)
	if text == "" {
		return 10_000
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatalf("%s=%s: %v", scaleEnv, text, err)
	}
	return n
}

// within polls a condition until it holds.
func within(t *testing.T, limit time.Duration, what string, holds func() bool) {
	t.Helper()
	over, again := time.After(limit), time.NewTicker(100*time.Millisecond)
	defer again.Stop()
	for !holds() {
		select {
		case <-over:
			t.Fatalf("not within %v: %s", limit, what)
		case <-again.C:
		}
	}
}

// pages is how many calls a list takes, of which the first is made even where it is empty.
func pages(n, size int) int { return max(1, (n+size-1)/size) }

type oktaGroup struct {
	ID       string
	Profile  struct{ Name string }
	Embedded struct{ Stats struct{ UsersCount int } } `json:"_embedded"`
}

// groupsOf lists groups of the stand-in with their sizes, from the page after the first ones, which are the largest.
func groupsOf(t *testing.T, s *stand) []oktaGroup {
	t.Helper()
	var list []oktaGroup
	if err := asAdmin(s.addr["okta_url"], s.addr["okta_token"], http.MethodGet, "/api/v1/groups?limit=200&expand=stats", nil, &list); err != nil {
		t.Fatal(err)
	}
	return list
}

// populate assigns a group, and waits until Okta has sent all of its members to the directory.
func populate(t *testing.T, s *stand, group oktaGroup) {
	t.Helper()
	org, token := s.addr["okta_url"], s.addr["okta_token"]
	var apps []struct{ ID string }
	if err := asAdmin(org, token, http.MethodGet, "/api/v1/apps?q=atlassian", nil, &apps); err != nil || len(apps) != 1 {
		t.Fatalf("%d apps: %v", len(apps), err)
	}
	if err := asAdmin(org, token, http.MethodPut, "/api/v1/apps/"+apps[0].ID+"/groups/"+group.ID, map[string]any{}, nil); err != nil {
		t.Fatal(err)
	}
	within(t, 15*time.Minute, "the directory is filled", func() bool { return directoryUsers(t, s) >= group.Embedded.Stats.UsersCount*9/10 })
	quiet := 0
	for last := -1; quiet < 3; { // the last few have come when nothing more does
		now := directoryUsers(t, s)
		if now == last {
			quiet++
		} else {
			quiet, last = 0, now
		}
		within(t, time.Minute, "a moment has passed", moment())
	}
}

// moment holds at the second time of asking.
func moment() func() bool {
	asked := 0
	return func() bool { asked++; return asked > 2 }
}

func directoryUsers(t *testing.T, s *stand) int {
	t.Helper()
	r, err := http.NewRequest(http.MethodGet, s.addr["scim_base_url"]+"/Users?count=1", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+s.addr["scim_api_key"])
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var list struct{ TotalResults int }
	if err := json.NewDecoder(resp.Body).Decode(&list); err != nil {
		t.Fatal(err)
	}
	return list.TotalResults
}

// TestTestGroupsKeepsItsBudget counts calls, memory and time of a whole run in a large world, each side in a process of
// its own.
func TestTestGroupsKeepsItsBudget(t *testing.T) {
	t.Parallel()
	s, err := startStand("--scenario", "ready", "--users", fmt.Sprint(budgetPeople(t)), "--groups", fmt.Sprint(budgetGroups))
	if err != nil {
		t.Fatal(err)
	}
	defer s.stop()
	all := groupsOf(t, s)
	populate(t, s, largest(all))
	args, calls := []string{"test-groups", "-o", "json"}, 0
	for _, g := range all[100 : 100+budgetInScope] {
		args = append(args, g.ID)
		calls += pages(g.Embedded.Stats.UsersCount, 200)
	}
	assigned := directoryUsers(t, s)
	before, err := readStats(s.addr["console_url"])
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	text, peak := measured(t, s.env(), args...)
	took := time.Since(began)
	var doc forecastDoc
	if err := json.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatal(err)
	}
	budget := map[string]int{"okta": calls + pages(assigned, 500) + pages(budgetGroups, 200) + 20, "scim": pages(assigned, 100) + pages(budgetGroups, 100) + 10}
	t.Logf("%d people assigned, %d groups in scope with %d people: calls %v (at most %v), %d kB at most, %v", assigned, len(doc.Groups), len(doc.People), doc.Calls, budget, peak, took.Round(time.Millisecond))
	for service, most := range budget {
		if doc.Calls[service] > most || doc.Calls[service] == 0 {
			t.Errorf("%s: %d calls, at most %d", service, doc.Calls[service], most)
		}
		if seen := countedSince(t, s, before, service); seen != doc.Calls[service] {
			t.Errorf("%s: the program says %d calls, and the sandbox counted %d", service, doc.Calls[service], seen)
		}
	}
	if len(doc.Groups) != budgetInScope || peak == 0 || peak > budgetMemory {
		t.Errorf("%d groups forecast; %d kB of memory, at most %d", len(doc.Groups), peak, budgetMemory)
	}
}

type forecastDoc struct {
	Groups []struct{ Name, Outcome string }
	People []struct{ Login, Outcome string }
	Calls  map[string]int
}

// largest is the largest group that can be pushed.
func largest(groups []oktaGroup) oktaGroup {
	var most oktaGroup
	for _, g := range groups {
		if n := g.Embedded.Stats.UsersCount; n > most.Embedded.Stats.UsersCount && (os.Getenv(scaleEnv) != "" || g.Profile.Name != "Everyone") {
			most = g
		}
	}
	return most
}

func countedSince(t *testing.T, s *stand, before stats, service string) int {
	t.Helper()
	after, err := readStats(s.addr["console_url"])
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, r := range after.Requests {
		if r.Service == service && r.From == "client" {
			n += r.Count
		}
	}
	for _, r := range before.Requests {
		if r.Service == service && r.From == "client" {
			n -= r.Count
		}
	}
	return n
}

// measured runs the program, and returns what it wrote and the most memory that it held, in kilobytes.
func measured(t *testing.T, env []string, args ...string) (stdout string, peak int) {
	t.Helper()
	var out, diag strings.Builder
	dir := t.TempDir()
	cmd := program(args...)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = dir, append(isolated(dir), env...), &out, &diag
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() { _ = cmd.Wait(); close(done) }()
	again := time.NewTicker(5 * time.Millisecond)
	defer again.Stop()
	for {
		peak = max(peak, highWater(cmd.Process.Pid))
		select {
		case <-again.C:
		case <-done:
			if code := cmd.ProcessState.ExitCode(); code > exitWrong {
				t.Fatalf("exit code %d: %s", code, diag.String())
			}
			return out.String(), peak
		}
	}
}

// highWater is the most memory that a process has held so far, in kilobytes. What the kernel tells at its end would
// hold the memory of this test as well, from which the process was forked.
func highWater(pid int) int {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	n, _ := strconv.Atoi(strings.Fields(rest + " 0")[0])
	return n
}
