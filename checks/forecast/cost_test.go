package forecast

import "testing"

func TestCallsForAPerson(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		p    Person
		want int
	}{
		{"looked up and made", Person{New: true, Outcome: Create}, 2},
		{"looked up and refused", Person{New: true, Outcome: SecondAccount, Refused: true}, 2},
		{"taken over: looked up, read, written", Person{New: true, Outcome: Provisioned, RecordID: "s1"}, 3},
		{"switched on as well", Person{New: true, Outcome: Reactivate, RecordID: "s1"}, 4},
		{"sent before", Person{Outcome: Provisioned, RecordID: "s1"}, 0},
		{"never sent", Person{Outcome: AbsentInactive}, 0},
	} {
		if got := tt.p.Calls(); got != tt.want {
			t.Errorf("%s: %d, want %d", tt.name, got, tt.want)
		}
	}
}

func TestCallsForAGroup(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		o    GroupOutcome
		want int
	}{
		{"looked up, made, filled", GroupOutcome{Outcome: GroupCreate, After: 12}, 3},
		{"made empty, and written so", GroupOutcome{Outcome: GroupCreate}, 3},
		{"more members than a call takes", GroupOutcome{Outcome: GroupCreate, After: 501}, 4},
		{"as many as a call takes", GroupOutcome{Outcome: GroupCreate, After: 500}, 3},
		{"there already", GroupOutcome{Outcome: GroupSynced, Exists: true, After: 3}, 2},
		{"pushed already", GroupOutcome{Outcome: GroupSynced, Exists: true, Pushed: true, After: -1}, 0},
		{"refused", GroupOutcome{Outcome: GroupCollides, After: -1}, 2},
		{"swallowed", GroupOutcome{Outcome: GroupDefault, After: -1}, 3},
		{"not pushed at all", GroupOutcome{Outcome: GroupKind}, 0},
	} {
		if got := tt.o.Calls(); got != tt.want {
			t.Errorf("%s: %d, want %d", tt.name, got, tt.want)
		}
	}
}

func TestMinutes(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ people, minutes int }{{0, 1}, {1, 1}, {150, 1}, {151, 2}, {15000, 100}} {
		f := Forecast{People: make([]Person, tt.people)}
		for i := range f.People {
			f.People[i] = Person{New: true, Outcome: Create}
		}
		if c := costOf(f); c.Calls != 2*tt.people || c.Minutes != tt.minutes {
			t.Errorf("%d people: %+v, want %d minutes", tt.people, c, tt.minutes)
		}
	}
}
