package world

import "testing"

func TestPlainNames(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Ana": "ana", "Søren": "soren", "Łukasz": "lukasz", "O'Brien": "obrien", "de Vries": "devries", "Öztürk": "oeztuerk", "Yılmaz": "yilmaz",
		"Trần": "tran", "Wójcik": "wojcik", "Dvořák": "dvorak", "Lefèvre": "lefevre", "Çağla": "cagla", "Tomáš": "tomas", "Nguyên": "nguyen",
	} {
		if got := plain(name); got != want {
			t.Errorf("%s is %q in an address, want %q", name, got, want)
		}
	}
}

// TestEveryNameHasAnAddress finds a letter that folding forgets: it would be dropped.
func TestEveryNameHasAnAddress(t *testing.T) {
	t.Parallel()
	lists := append(nameList(givenNames), nameList(familyNames)...)
	if len(lists) < 200 {
		t.Errorf("only %d names", len(lists))
	}
	for _, name := range lists {
		letters := 0
		for _, r := range name {
			if r != '\'' && r != ' ' {
				letters++
			}
		}
		if got := plain(name); len(got) < letters {
			t.Errorf("%s loses letters in %q", name, got)
		}
	}
}

func TestStrideMeetsEverybody(t *testing.T) {
	t.Parallel()
	for _, n := range []int{1, 2, 6, 30, 97, 180} {
		for wish := 1; wish <= n; wish++ {
			met, step := map[int]bool{}, stride(n, wish)
			for i := range n {
				met[i*step%n] = true
			}
			if len(met) != n {
				t.Fatalf("steps of %d meet %d of %d", step, len(met), n)
			}
		}
	}
}

func TestGroupsHaveTheirKindsAndNames(t *testing.T) {
	t.Parallel()
	w := build(t, BuildOptions{Users: 2000, Groups: 300})
	if len(w.Okta.Groups) != 300 {
		t.Fatalf("%d groups", len(w.Okta.Groups))
	}
	names, kinds := map[string]bool{}, map[string]int{}
	for _, g := range w.Okta.Groups {
		if names[g.Name] {
			t.Errorf("two groups are called %s", g.Name)
		}
		names[g.Name] = true
		kinds[g.Type]++
		if len(g.Members) == 0 || g.Type == "OKTA_GROUP" && len(g.Members) > len(w.Okta.Users)/2 {
			t.Errorf("%s has %d members", g.Name, len(g.Members))
		}
	}
	if everyone := w.Okta.GroupNamed("Everyone"); everyone.Type != "BUILT_IN" || len(everyone.Members) != 2000 || kinds["APP_GROUP"] != 1 {
		t.Errorf("Everyone is %s with %d; kinds %v", everyone.Type, len(everyone.Members), kinds)
	}
	if !names[JiraGroup] || !names[ConfluenceGroup] {
		t.Error("the page's groups are missing")
	}
}
