package main

import (
	"strings"
	"testing"
	"time"
)

func TestPart_NearestRank(t *testing.T) {
	var times []time.Duration
	for i := 100; i >= 1; i-- {
		times = append(times, time.Duration(i)*time.Millisecond)
	}
	for percent, want := range map[int]time.Duration{1: time.Millisecond, 50: 50 * time.Millisecond, 95: 95 * time.Millisecond, 99: 99 * time.Millisecond, 100: 100 * time.Millisecond} {
		if got := part(times, percent); got != want {
			t.Errorf("p%d: %s, want %s", percent, got, want)
		}
	}
	if part(nil, 50) != 0 || part(times[:1], 50) != 100*time.Millisecond {
		t.Error("nothing, or one time, is not its own percentile")
	}
}

func TestFigures_TellWhatDidNotArrive(t *testing.T) {
	f := newFigures(options{clients: 3}, 1)
	for range 3 {
		f.joined("draft")
	}
	f.begin()
	began := time.Now()
	f.sent("a", 1, "draft", began)
	f.acknowledged(time.Millisecond)
	f.arrived("a", 1, began.Add(2*time.Millisecond))
	f.arrived("nobody", 1, began)
	if f.end(); !f.failed() {
		t.Error("a batch that reached one of two others counts as done")
	}
	f.arrived("a", 1, began.Add(4*time.Millisecond))
	if f.failed() {
		t.Error("a batch that reached both others does not count as done")
	}
	var out strings.Builder
	f.print(&out)
	if !strings.Contains(out.String(), "propagation      p50 2ms  p95 4ms  p99 4ms  longest 4ms  (2 arrivals)") {
		t.Error(out.String())
	}
}
