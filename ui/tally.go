package ui

import (
	"sync"

	"workbench/campaign/live"
	"workbench/principles"
)

// tally is what the wall shows of a check. It is kept when the check is made, so that nobody has to make another one
// or read the whole report for four numbers.
type tally struct {
	log    string
	seq    int64
	counts [4]int // of principles, in the order of tallied
	musts  int    // that are not met
	aside  int    // findings that the group has set aside
}

// tallied are the statuses that a tally counts.
var tallied = [4]principles.Status{principles.Met, principles.Partly, principles.NotMet, principles.Review}

// tallyOf counts a report as people see it: what nobody has begun is not open.
func tallyOf(r *principles.Report) tally {
	t := tally{aside: len(r.SetAside())}
	for _, p := range r.Principles {
		if p.Todo {
			continue
		}
		for i, status := range tallied {
			if p.Status == status {
				t.counts[i]++
			}
		}
		if p.Status == principles.NotMet && p.Severity == principles.Must {
			t.musts++
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
