package ui

import (
	"slices"
	"sync"

	"workbench/campaign/live"
	"workbench/principles"
)

// tally is what the wall shows of a check. It is kept when the check is made, so that nobody has to make another one
// or read the whole report for four numbers.
type tally struct {
	log    string
	seq    int64
	counts [4]int  // of principles, in the order of tallied
	open   weights // findings that wait for the group, by severity
	aside  weights // those that it has set aside
}

// weighed are the severities that a tally counts, the heaviest first.
var weighed = [3]principles.Severity{principles.Must, principles.Should, principles.Consider}

// weight is how many findings there are of a severity.
type weight struct {
	Severity principles.Severity
	Count    int
}

// weights is how many findings there are, by severity.
type weights [3]weight

// Sum is how many there are of any severity.
func (w weights) Sum() int { return w[0].Count + w[1].Count + w[2].Count }

// tallied are the statuses that a tally counts.
var tallied = [4]principles.Status{principles.Met, principles.Partly, principles.NotMet, principles.Review}

// tallyOf counts a report as people see it: what nobody has begun is not open.
func tallyOf(r *principles.Report) tally {
	var t tally
	for i, severity := range weighed {
		t.open[i].Severity, t.aside[i].Severity = severity, severity
	}
	todo := todoPrinciples(r)
	for _, f := range r.Findings {
		i := slices.Index(weighed[:], f.Severity)
		switch {
		case i < 0:
		case f.Aside != nil:
			t.aside[i].Count++
		case waits(todo, f):
			t.open[i].Count++
		}
	}
	for _, p := range r.Principles {
		if p.Todo {
			continue
		}
		for i, status := range tallied {
			if p.Status == status {
				t.counts[i]++
			}
		}
	}
	return t
}

// keptTallies bounds the drafts whose tally is kept. A tally that gave way is made again with the next check.
const keptTallies = 4096

// tallies holds the tally of the last check of each draft.
type tallies struct {
	mu  sync.Mutex
	all map[string]tally
}

func (k *tallies) keep(of live.Checking, t tally) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.all == nil || len(k.all) >= keptTallies {
		k.all = map[string]tally{}
	}
	t.log, t.seq = of.Log, of.Seq
	k.all[of.Draft] = t
}

func (k *tallies) of(draft string) (tally, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	t, ok := k.all[draft]
	return t, ok
}
