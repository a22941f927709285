package okta

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
)

// exchange is a request to a real org and its answer, in the form that the recordings' README describes.
type exchange struct {
	From, Method, Path, Query string
	RequestBody               any `json:"request_body"`
	Status                    int
	Body                      any
	Headers                   struct{ Date string }
	file                      string
}

// TestRecorded replays what real orgs answered: status, key sets and types must be the same, or be named in deviations.
func TestRecorded(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	replayed := 0
	for _, x := range recordings(t) {
		if _, _, refused := find(routes(), x.Method, x.Path); refused.status != 0 || unreplayable(x) != "" {
			continue
		}
		replayed++
		for _, d := range replay(t, x) {
			if key := explained(x, d); key != "" {
				seen[key] = true
				continue
			}
			t.Errorf("%s %s %s?%s (%s): %s", x.file, x.Method, x.Path, x.Query, x.From, d)
		}
	}
	t.Logf("%d exchanges replayed", replayed)
	if replayed < 100 {
		t.Errorf("only %d exchanges were replayed", replayed)
	}
	for _, dev := range deviations() {
		if !seen[dev.key()] {
			t.Errorf("deviation %q does not occur any more", dev.key())
		}
	}
}

func recordings(t *testing.T) []exchange {
	t.Helper()
	specs := os.Getenv("PROVISION_SPECS")
	if specs == "" {
		t.Skip("PROVISION_SPECS names no folder with recorded answers")
	}
	files, err := filepath.Glob(filepath.Join(specs, "recorded", "okta", "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no recordings under %s: %v", specs, err)
	}
	var all []exchange
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var some []exchange
		if err := json.Unmarshal(b, &some); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, x := range some {
			x.file = filepath.Base(name)
			all = append(all, x)
		}
	}
	return all
}

// replay brings an org into the like state, sends the request, and says in what the answer differs.
func replay(t *testing.T, x exchange) []string {
	t.Helper()
	te := newTenant(t, Options{})
	te.imitate(x)
	path := x.Path
	if q := queryOf(x); q != "" {
		path += "?" + q
	}
	body := ""
	if x.RequestBody != nil {
		b, err := json.Marshal(x.RequestBody)
		if err != nil {
			t.Fatal(err)
		}
		body = string(b)
	}
	got := te.call(x.Method, path, body)
	if got.status != x.Status {
		return []string{fmt.Sprintf("status %d, recorded %d: %s", got.status, x.Status, got.raw)}
	}
	var out []string
	differ("", "", x.Body, got.body, &out)
	if x.Status >= 400 && text(asObject(x.Body), "errorSummary") != got.text("errorSummary") {
		out = append(out, "errorSummary "+got.text("errorSummary"))
	}
	return out
}

// differ collects keys that only one side has, and values of another type; null goes with every type.
// Findings inside of an app end with the app's kind.
func differ(at, kind string, recorded, ours any, out *[]string) {
	switch want := recorded.(type) {
	case object:
		have, isObject := ours.(object)
		if !isObject {
			mismatch(at, recorded, ours, out)
			return
		}
		if mode, isApp := want["signOnMode"]; isApp {
			kind = fmt.Sprintf(" of a %v app", mode)
			if child(child(want, "settings"), "signOn")["ssoAcsUrl"] != nil {
				kind = " of a custom app"
			}
		}
		for _, k := range union(want, have) {
			a, recordedHas := want[k]
			b, oursHas := have[k]
			switch {
			case !oursHas:
				*out = append(*out, "lacks "+at+"."+k+kind)
			case !recordedHas:
				*out = append(*out, "adds "+at+"."+k+kind)
			default:
				differ(at+"."+k, kind, a, b, out)
			}
		}
	case list:
		have, isList := ours.(list)
		if !isList {
			mismatch(at, recorded, ours, out)
			return
		}
		if at == "" && len(want) != len(have) {
			*out = append(*out, fmt.Sprintf("%d items, recorded %d", len(have), len(want)))
		}
		for i := range min(len(want), len(have)) {
			differ(at+"[]", kind, want[i], have[i], out)
		}
	default:
		mismatch(at, recorded, ours, out)
	}
}

func mismatch(at string, recorded, ours any, out *[]string) {
	if a, b := fmt.Sprintf("%T", recorded), fmt.Sprintf("%T", ours); recorded != nil && ours != nil && a != b {
		*out = append(*out, fmt.Sprintf("type of %s is %s, recorded %s", at, b, a))
	}
}

func union(a, b object) []string {
	all := map[string]bool{}
	for k := range a {
		all[k] = true
	}
	for k := range b {
		all[k] = true
	}
	var out []string
	for k := range all {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

// queryOf is the query of an exchange in encoded form, without a cursor that a real org made.
func queryOf(x exchange) string {
	var out []string
	for part := range strings.SplitSeq(x.Query, "&") {
		key, value, _ := strings.Cut(part, "=")
		if part == "" || key == "after" && value != "" && x.Status == 200 {
			continue
		}
		out = append(out, key+"="+escape(value))
	}
	return strings.Join(out, "&")
}
