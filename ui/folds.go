package ui

import (
	"container/list"
	"sync"

	"workbench/campaign"
)

// Sizes of what is kept of folded logs.
const (
	foldStep = 8192 // entries between two states that are kept: a tenth of a second to fold
	foldKept = 48   // states; most share nearly all that they hold
)

// folds keeps states that logs have been folded to, those used last, so that a moment of a long log is not folded from
// its beginning each time. A log only grows, and another history has another log id, so nothing that is kept can
// become wrong.
type folds struct {
	step   int64
	mu     sync.Mutex
	states map[foldKey]*list.Element
	recent *list.List // of folded, the one used last in front
}

type foldKey struct {
	log string
	seq int64 // of the entry that the state is after
}

type folded struct {
	foldKey
	state campaign.State
}

func newFolds() *folds {
	return &folds{step: foldStep, states: map[foldKey]*list.Element{}, recent: list.New()}
}

// from finds the latest state that is kept of a log between the entries at and seq; false where there is none.
func (f *folds) from(log string, at, seq int64) (int64, campaign.State, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for near := seq - seq%f.step; near > at; near -= f.step {
		if e := f.states[foldKey{log, near}]; e != nil {
			f.recent.MoveToFront(e)
			return near, e.Value.(folded).state, true
		}
	}
	return 0, campaign.State{}, false
}

// next is where a fold that has got as far as the entry at keeps its state, or seq where that comes first.
func (f *folds) next(at, seq int64) int64 { return min((at/f.step+1)*f.step, seq) }

// keep keeps the state after an entry, if it is one of those that are kept.
func (f *folds) keep(log string, seq int64, s campaign.State) {
	f.mu.Lock()
	defer f.mu.Unlock()
	key := foldKey{log, seq}
	if seq%f.step != 0 || f.states[key] != nil {
		return
	}
	f.states[key] = f.recent.PushFront(folded{key, s})
	for f.recent.Len() > foldKept {
		delete(f.states, f.recent.Remove(f.recent.Back()).(folded).foldKey)
	}
}
