package report

import (
	"bytes"
	"errors"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// colours are the style's variables, in the order of their schemes: light, dark, printed.
func colours(t *testing.T) []map[string]string {
	t.Helper()
	style, err := page.ReadFile("page.css")
	if err != nil {
		t.Fatal(err)
	}
	var schemes []map[string]string
	for _, block := range regexp.MustCompile(`(?s):root \{(.*?)\}`).FindAllSubmatch(style, -1) {
		scheme := map[string]string{}
		for _, m := range regexp.MustCompile(`--([a-z]+): #([0-9a-f]+);`).FindAllSubmatch(block[1], -1) {
			scheme[string(m[1])] = string(m[2])
		}
		schemes = append(schemes, scheme)
	}
	return schemes
}

// luminance is as in https://www.w3.org/TR/WCAG22/#dfn-relative-luminance.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	sum := 0.0
	for i, weight := range []float64{.2126, .7152, .0722} {
		n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		if c := float64(n) / 255; c <= .04045 {
			sum += weight * c / 12.92
		} else {
			sum += weight * math.Pow((c+.055)/1.055, 2.4)
		}
	}
	return sum
}

func TestEveryInkHasContrastOnPaperAndCard(t *testing.T) {
	t.Parallel()
	schemes := colours(t)
	if len(schemes) != 3 {
		t.Fatalf("%d schemes", len(schemes))
	}
	for i, scheme := range schemes {
		for _, ink := range []string{"ink", "soft", "link", "bad", "warn", "good", "ask"} {
			for _, ground := range []string{"paper", "card"} {
				if scheme[ink] == "" || scheme[ground] == "" {
					t.Fatalf("scheme %d lacks %s or %s", i, ink, ground)
				}
				a, b := luminance(t, scheme[ink]), luminance(t, scheme[ground])
				if ratio := (max(a, b) + .05) / (min(a, b) + .05); ratio < 4.5 {
					t.Errorf("scheme %d: %s on %s has %.2f:1", i, ink, ground, ratio)
				}
			}
		}
	}
}

func TestNoColourStandsOutsideTheVariables(t *testing.T) {
	t.Parallel()
	style, err := page.ReadFile("page.css")
	if err != nil {
		t.Fatal(err)
	}
	rules := regexp.MustCompile(`(?s):root \{.*?\}`).ReplaceAll(style, nil)
	if found := regexp.MustCompile(`#[0-9a-fA-F]{3,8}\b|rgba?\(|url\(|@import|@font-face`).FindAll(rules, -1); len(found) > 0 {
		t.Errorf("%q: a colour of its own has no dark one, and nothing may be fetched", found)
	}
}

func TestEveryPageForbidsWhatItDoesNotNeed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, page string }{
		{"ticket", htmlOf(t, plan())}, {"check", string(written(t, sampleAudit(30).HTML))}, {"forecast", string(written(t, sampleForecast(30).HTML))},
	} {
		count := elements(t, c.page)
		for _, name := range []string{"script", "link", "img", "iframe", "object", "form", "base", "svg"} {
			if count[name] > 0 {
				t.Errorf("%s: %d <%s>", c.name, count[name], name)
			}
		}
		for _, want := range []string{
			`<!DOCTYPE html>`, `lang="en"`, `name="viewport"`, `content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;"`, "prefers-color-scheme: dark", "@media print", `name="referrer" content="no-referrer"`,
		} {
			if !strings.Contains(strings.ReplaceAll(c.page, "'", "&#39;"), want) {
				t.Errorf("%s lacks %s", c.name, want)
			}
		}
		if count["h1"] != 1 || count["title"] != 1 || count["main"] != 1 || count["nav"] != 1 || count["table"] != count["caption"] {
			t.Errorf("%s: %v", c.name, count)
		}
	}
}

func TestATableFoldsWhatIsTooLongAndLeavesOutWhatSaysNothing(t *testing.T) {
	t.Parallel()
	rows := func(n int) []int {
		list := make([]int, n)
		for i := range list {
			list[i] = i
		}
		return list
	}
	of := func(n, open int) *table[int] {
		name := column[int]{"N", func(i int) []string { return line(strconv.Itoa(i)) }}
		odd := column[int]{"Odd", func(i int) []string {
			if i%2 == 1 {
				return line("odd")
			}
			return nil
		}}
		never := column[int]{"Never", func(int) []string { return line("") }}
		return newTable("c", name, slices.Values(rows(n)), open, never, odd)
	}
	for _, c := range []struct {
		n, open, shown, folded int
		long                   bool
	}{{0, 20, 0, 0, false}, {20, 20, 20, 0, false}, {21, 20, 20, 1, false}, {5, 0, 0, 5, false}, {1020, 20, 20, 1000, false}, {1021, 20, 20, 1001, true}} {
		tb, shown, folded := of(c.n, c.open), 0, 0
		for r := range tb.Open() {
			if r.First[0] != strconv.Itoa(shown) {
				t.Fatalf("row %d is %q", shown, r.First)
			}
			shown++
		}
		for r := range tb.Rest() {
			if r.First[0] != strconv.Itoa(shown+folded) {
				t.Fatalf("row %d is %q", shown+folded, r.First)
			}
			folded++
		}
		if shown != c.shown || folded != c.folded || tb.More() != c.folded || tb.Long() != c.long || tb.Len() != c.n || tb.Shown() != (c.shown > 0) {
			t.Errorf("%+v: %d shown, %d folded, more %d, long %v", c, shown, folded, tb.More(), tb.Long())
		}
	}
	tb := of(2, 20)
	if len(tb.Columns) != 1 || tb.Columns[0].Head != "Odd" || tb.Labels() != "--c2: 'Odd: ';" {
		t.Errorf("columns %v, labels %s", tb.Columns, tb.Labels())
	}
	for range of(9, 9).Open() {
		break // a reader that has enough is not asked on
	}
}

func TestNumbersAndAmounts(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{0: "0", 7: "7", 999: "999", 1000: "1,000", 123456: "123,456", 1234567: "1,234,567", -1000: "-1,000", -999: "-999"} {
		if got := number(n); got != want {
			t.Errorf("%d is written %s", n, got)
		}
	}
	if amount(1, "call", "calls") != "1 call" || amount(0, "call", "calls") != "0 calls" || amount(1200, "call", "calls") != "1,200 calls" {
		t.Error("amounts")
	}
	for link, want := range map[string]bool{"https://a.example": true, "http://127.0.0.1:1": true, "javascript:alert(1)": false, " https://a.example": false, "//a.example": false, "": false, "data:text/html,x": false} {
		if web(link) != want {
			t.Errorf("%q is a page: %v", link, !want)
		}
	}
	made := Made{On: time.Date(2026, 11, 23, 19, 0, 5, 0, time.UTC), With: "v1"}
	if got := made.when(); got != "23 Nov 2026 19:00:05 UTC, with provision v1" {
		t.Error(got)
	}
}

// fullDisk takes some bytes and then no more.
type fullDisk struct{ left int }

func (b *fullDisk) Write(p []byte) (int, error) {
	if b.left -= len(p); b.left < 0 {
		return 0, errors.New("the disk is full")
	}
	return len(p), nil
}

func TestAPageThatCannotBeWrittenSaysSo(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ people, left int }{{1, 0}, {1000, 0}, {1000, 100_000}} {
		if err := sampleForecast(c.people).HTML(&fullDisk{c.left}); err == nil || !strings.Contains(err.Error(), "the disk is full") {
			t.Errorf("%d people, after %d bytes: %v", c.people, c.left, err)
		}
	}
	var whole bytes.Buffer
	if err := writePage(&whole, "nosuch.html", nil, nil); err == nil {
		t.Error("a page without a template was written")
	}
}
