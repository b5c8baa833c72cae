package ui

import (
	"fmt"
	"testing"
	"time"
)

func TestFailures_OldAddressesAreForgotten(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	f := newFailures(func() time.Time { return now })
	for i := range addressesKept + 1 {
		f.count(fmt.Sprint(i))
	}
	for range failuresPerMinute {
		f.count("still trying")
	}
	now = now.Add(time.Minute - 1)
	f.count("still trying")
	if f.check("still trying") == nil {
		t.Error("sixty failures in a minute do not count")
	}
	now = now.Add(1)
	f.count("new")
	if len(f.by) != 2 {
		t.Errorf("%d addresses are kept, should be the 2 of this minute", len(f.by))
	}
	now = now.Add(time.Minute)
	if err := f.check("still trying"); err != nil {
		t.Errorf("after a minute: %v", err)
	}
}
