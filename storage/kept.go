package storage

import "sync"

// keptRows is the most rows that are kept, so that a database of many workshops does not end up in memory.
const keptRows = 10_000

// kept holds what almost every request asks for and what hardly ever changes: who somebody is, where their draft is and
// how far its log goes. It is right and not merely recent, because a SQLite database has one process (its folder is
// locked) and one handle that writes: every change but an append empties it before it is answered, and an append moves
// its draft's position. A guest (Config.Beside) changes accounts alone, which WatchAccounts looks for. With PostgreSQL, where other instances write too, there is none, and every question is read.
type kept struct {
	mu        sync.RWMutex
	changes   uint64 // how often it was emptied
	rows      map[keptKey]any
	positions map[string]position
}

type keptKey struct{ kind, id string }

// position is where a draft's log stands. The log is empty where only its last entry is known.
type position struct {
	log string
	seq int64
}

func newKept() *kept {
	return &kept{rows: make(map[keptKey]any), positions: make(map[string]position)}
}

// remembered returns what is kept, or reads and keeps it. Errors are not kept. What it returns is shared.
func remembered[T any](k *kept, kind, id string, read func() (T, error)) (T, error) {
	if k == nil {
		return read()
	}
	key := keptKey{kind, id}
	k.mu.RLock()
	row, ok := k.rows[key]
	before := k.changes
	k.mu.RUnlock()
	if ok {
		return row.(T), nil
	}
	value, err := read()
	if err != nil {
		return value, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.changes == before { // else it may have been read before the change
		if len(k.rows) >= keptRows {
			clear(k.rows)
		}
		k.rows[key] = value
	}
	return value, nil
}

// position is remembered for where a draft's log stands, which moves while it is read.
func (k *kept) position(draft string, read func() (position, error)) (position, error) {
	if k == nil {
		return read()
	}
	k.mu.RLock()
	at := k.positions[draft]
	before := k.changes
	k.mu.RUnlock()
	if at.log != "" {
		return at, nil
	}
	at, err := read()
	if err != nil {
		return at, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.changes == before {
		at.seq = max(at.seq, k.positions[draft].seq) // an append may have been faster than the reading
		k.place(draft, at)
	}
	return at, nil
}

// appended moves a draft's position. It is called once the entry is durable.
func (k *kept) appended(draft string, seq int64) {
	if k == nil {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	at := k.positions[draft]
	at.seq = max(at.seq, seq)
	k.place(draft, at)
}

func (k *kept) place(draft string, at position) {
	if _, there := k.positions[draft]; !there && len(k.positions) >= keptRows {
		clear(k.positions)
		k.changes++ // somebody may be reading a position that an append forgotten here has moved
	}
	k.positions[draft] = at
}

// changed forgets everything.
func (k *kept) changed() {
	if k == nil {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.changes++
	clear(k.rows)
	clear(k.positions)
}
