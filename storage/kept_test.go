package storage

import (
	"errors"
	"fmt"
	"testing"
)

func TestKept_ReadsOnceUntilSomethingChanges(t *testing.T) {
	k := newKept()
	value, reads := "old", 0
	read := func() (string, error) { reads++; return value, nil }
	ask := func(want string, times int) {
		t.Helper()
		if got, err := remembered(k, "name", "1", read); got != want || err != nil || reads != times {
			t.Fatalf("%q, %v after %d reads, want %q after %d", got, err, reads, want, times)
		}
	}
	ask("old", 1)
	value = "new"
	ask("old", 1)
	k.changed()
	ask("new", 2)
	if got, _ := remembered(k, "other", "1", func() (string, error) { return "another", nil }); got != "another" {
		t.Errorf("of another kind %q", got)
	}
}

func TestKept_KeepsNothingThatWasReadBeforeAChange(t *testing.T) {
	k := newKept()
	got, _ := remembered(k, "name", "1", func() (string, error) {
		k.changed() // somebody else's, while this is read
		return "old", nil
	})
	if again, _ := remembered(k, "name", "1", func() (string, error) { return "new", nil }); got != "old" || again != "new" {
		t.Errorf("%q and then %q", got, again)
	}
	at, _ := k.position("d", func() (position, error) {
		k.changed()
		return position{"old log", 9}, nil
	})
	if again, _ := k.position("d", func() (position, error) { return position{"new log", 1}, nil }); at.log != "old log" || again != (position{"new log", 1}) {
		t.Errorf("%v and then %v", at, again)
	}
}

func TestKept_APositionNeverGoesBack(t *testing.T) {
	k := newKept()
	at, _ := k.position("d", func() (position, error) {
		k.appended("d", 6) // between the reading and its keeping
		return position{"log", 5}, nil
	})
	if at != (position{"log", 6}) {
		t.Errorf("%v while an append was faster", at)
	}
	k.appended("d", 7)
	fail := func() (position, error) { return position{}, errors.New("read again") }
	if at, err := k.position("d", fail); at != (position{"log", 7}) || err != nil {
		t.Errorf("%v, %v after an append", at, err)
	}
	for i := range keptRows { // so many that all are forgotten
		k.appended(fmt.Sprint(i), 1)
	}
	if at, _ := k.position("d", func() (position, error) { return position{"log", 7}, nil }); at.seq != 7 {
		t.Errorf("%v after being forgotten", at)
	}
	if len(k.positions) > keptRows {
		t.Errorf("%d positions are kept", len(k.positions))
	}
}

func TestKept_NothingIsKeptOfAFailure(t *testing.T) {
	k := newKept()
	if _, err := remembered(k, "name", "1", func() (string, error) { return "", errors.New("no") }); err == nil {
		t.Error("no error")
	}
	if got, err := remembered(k, "name", "1", func() (string, error) { return "yes", nil }); got != "yes" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
}
