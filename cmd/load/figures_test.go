package main

import (
	"context"
	"errors"
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

func TestFigures_PropagationEndsAtTheLastMemberAndBeginsWhenAnEditWasDue(t *testing.T) {
	f := newFigures()
	due := []time.Time{f.began, f.began.Add(10 * time.Millisecond)}
	f.sent("a", 1, due, 2)
	f.acknowledged(due, f.began.Add(30*time.Millisecond))
	f.arrived("a", 1, f.began.Add(31*time.Millisecond))
	f.arrived("nobody", 1, f.began)
	if f.over(); !f.failed() || len(f.ways) != 0 {
		t.Error("a batch that reached one of two others counts as done")
	}
	f.arrived("a", 1, f.began.Add(50*time.Millisecond))
	if f.failed() {
		t.Error("a batch that reached both others does not count as done")
	}
	f.end = f.began.Add(time.Second)
	var out strings.Builder
	f.print(&out)
	for _, want := range []string{
		"2 edits acknowledged in 1 batches, 2.0 edits a second sustained\n",
		"acknowledgement  p50 20ms  p95 30ms  p99 30ms  longest 30ms\n",
		"propagation      p50 40ms  p95 50ms  p99 50ms  longest 50ms\n",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}

func TestFigures_SustainedCountsTheTimeToALateAnswer(t *testing.T) {
	f := newFigures()
	f.end = f.began.Add(time.Second)
	f.acknowledged(make([]time.Time, 100), f.began.Add(4*time.Second))
	if got := f.sustained(); got != 25 {
		t.Errorf("100 edits, the last answered after 4 s, are %.1f a second", got)
	}
}

func TestFigures_ARefusedBatchIsAFailureOfItsOwn(t *testing.T) {
	f := newFigures()
	f.sent("a", 1, []time.Time{f.began}, 1)
	f.refused("a", 1, errors.New("status 403"))
	if !f.failed() || len(f.flights) != 0 {
		t.Error("a refused batch is waited for")
	}
	f.settle(context.Background(), time.Hour) // ends at once
}

func TestSchedule_RunsOnWhileNothingCanBeSent(t *testing.T) {
	began := time.Now()
	s := newSchedule(began, 10, 10*time.Second)
	if due := s.due(began.Add(-time.Second)); len(due) != 0 {
		t.Errorf("%d edits are due before the start", len(due))
	}
	due := s.due(began.Add(time.Minute)) // an answer that took a minute
	if len(due) < 66 || len(due) > 201 {
		t.Errorf("%d edits in 10 s at 10 a second", len(due))
	}
	for i, at := range due {
		if i > 0 && !at.After(due[i-1]) || at.Before(began) || !at.Before(began.Add(10*time.Second)) {
			t.Fatalf("edit %d is due %s after the start", i, at.Sub(began))
		}
	}
	if again := s.due(began.Add(time.Hour)); len(again) != 0 {
		t.Errorf("%d edits are due twice", len(again))
	}
}
