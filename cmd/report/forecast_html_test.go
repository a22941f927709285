package report

import (
	"bytes"
	"runtime"
	"strings"
	"testing"

	"github.com/provision-cli/provision/checks/forecast"
)

func TestAForecastPageHasAPlaceForEverything(t *testing.T) {
	t.Parallel()
	f := sampleForecast(3 * len(fates))
	f.Follow = "provision test-groups --user somebody"
	second, external, back := f.With(forecast.SecondAccount)[0], f.With(forecast.LinkExternal)[0], f.With(forecast.Reactivate)[0]
	f.Groups[0].Opens = nil
	page := string(written(t, f.HTML))
	for id, want := range map[string][]string{
		"first": {
			second.Name + " " + second.Login + " would be a second one", "account " + second.Account, "signs on as " + second.SSOAfter + " instead of " + second.SSOBefore,
			"protected: an organization admin", "Where setup would stop", "Sign-on names that change: 2, the limit is 1", "Keep the format.", "a@example.com",
		},
		"groups": {
			"Groups: 10", "atlassian-collides 2 members", "✗ a local group has its name", "a local group (b4c9) has this name", "In Atlassian b4c9", "Opens jira-software on one.example",
			"the push would add 2 and remove 1", "old@example.com removed", "ana@example.com added", "atlassian-synced 1 member ✓ synced already",
		},
		"people": {"People: " + number(len(f.People)), "Create an account: 3", "Silently absent: not assigned: 3", "person00000@example.com", f.People[len(f.People)-1].Login, "the time zone CET is none that Atlassian knows"},
		"access": {
			"confluence one.example 40 ? no API tells what is left", "jira-software one.example 1,234 ✗ 20 left", "jira-software two.example 4 ✓ 20 left", "confluence on one.example 0 3",
			"Who would lose a product", external.Login + " confluence on one.example", "Would bill anew: 3", back.Login + " " + back.Name,
		},
		"cost":  {"about " + number(f.Cost.Calls), "about 1"},
		"since": {"atlassian-new new: new group, no collision", "gone@example.com gone; was: create an account"},
		"next":  {"Why, hop by hop", f.Follow, "When it is right:", f.Next},
	} {
		got := part(t, page, id)
		for _, text := range want {
			if !strings.Contains(got, text) {
				t.Errorf("%s lacks %q:\n%.1800s", id, text, got)
			}
		}
	}
	head, _, _ := strings.Cut(tagless(page), "Look first at:")
	for _, want := range []string{
		f.Headline(), "Made 23 Nov 2026 19:00:00 UTC by ana, with provision v1.2.3", "People are assigned by atlassian-test-users (named by --assign-group)", "okta 40, scim 3",
		"1: something would go wrong", "nothing was written", "No site credential: the default groups",
	} {
		if !strings.Contains(head, want) {
			t.Errorf("the head lacks %q: %s", want, head)
		}
	}
}

func TestAForecastInWhichNothingGoesWrong(t *testing.T) {
	t.Parallel()
	f := Forecast{Next: "provision setup", ChangesOnly: true, Sandbox: true, Since: &Shifts{File: "before.json"}}
	f.Seats = []forecast.Seat{{Product: "jira-software", Site: "one.example", Needed: 2, Left: 1 << 30}}
	page := tagless(string(written(t, f.HTML)))
	for _, want := range []string{
		"Nobody needs attention.", "No group would change.", "Nothing would change for anybody.", "no limit", "No account would be billed anew.", "Go on with:", "the same as in before.json",
		"are left out", "0: nothing would go wrong", "this is no forecast for real ones", "none was sent",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q: %s", want, page)
		}
	}
	if strings.Contains(page, "Where setup would stop") || strings.Contains(page, "Why, hop by hop") {
		t.Error("a heading stands over nothing")
	}
	f.Seats = nil
	if page := tagless(string(written(t, f.HTML))); !strings.Contains(page, "The groups open no product.") {
		t.Error("no product is not said")
	}
	for code, want := range map[int]string{3: "not everything could be looked at", 130: "the run did not end well"} {
		if got := forecastMeaning(code); got != want {
			t.Errorf("%d: %s", code, got)
		}
	}
}

func TestWhatIsToBeKnownOfSomebody(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		person forecast.Person
		want   string
	}{
		{forecast.Person{Login: "a@x", UserName: "A@X", SSOBefore: "a@x", SSOAfter: "A@x", Account: "a@x"}, ""},
		{forecast.Person{Login: "a@x", UserName: "b@x"}, "signs on as b@x"},
		{forecast.Person{Login: "a@x", UserName: "b@x", SSOBefore: "a@x", SSOAfter: "b@x"}, "signs on as b@x instead of a@x"},
		{forecast.Person{Login: "a@x", Account: "old@x"}, "has the account old@x"},
		{forecast.Person{Login: "a@x", Billed: true}, "Atlassian Guard would bill the account anew"},
	} {
		if got := strings.Join(toKnow(c.person), "; "); got != c.want {
			t.Errorf("%+v: %q, not %q", c.person, got, c.want)
		}
	}
	if got := personHead.of(forecast.Person{Login: "a@x"}); len(got) != 1 || got[0] != "a@x" {
		t.Errorf("somebody without a name is %q", got)
	}
}

// TestManyPeopleAreWrittenOneByOne is not parallel: it counts what is allocated.
func TestManyPeopleAreWrittenOneByOne(t *testing.T) {
	const n = 20_000
	f := sampleForecast(n)
	var before, after runtime.MemStats
	var size meter
	runtime.GC()
	runtime.ReadMemStats(&before)
	if err := f.HTML(&size); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if size.n > 300*n || size.n < 100*n {
		t.Errorf("%d bytes", size.n)
	}
	if size.most > 1<<17 {
		t.Errorf("%d bytes were written at once", size.most)
	}
	t.Logf("%d MB written, %d MB allocated and freed on the way", size.n>>20, (after.TotalAlloc-before.TotalAlloc)>>20)
	few := written(t, sampleForecast(2000).HTML)
	if !bytes.Contains(few, []byte(`<details class="long">`)) == (2000/len(fates) > longList) {
		t.Error("a list that nobody would print is not marked")
	}
}

type meter struct{ n, most int }

func (c *meter) Write(p []byte) (int, error) {
	c.n, c.most = c.n+len(p), max(c.most, len(p))
	return len(p), nil
}
