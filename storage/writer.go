package storage

import (
	"context"
	"database/sql"
	"errors"
	"sync"

	"gorm.io/gorm"

	"workbench/campaign"
)

// groupLimit is the most entries that one commit takes, so that the first of them is not kept waiting.
const groupLimit = 256

// writer commits in groups: while one commit runs, what comes in waits, and all of it goes into the next.
// Entries are written in the order in which they came. Nobody is answered before the commit.
type writer struct {
	db      *sql.DB
	by      map[string]*sql.Stmt
	mu      sync.Mutex
	waiting []*waiter
	stopped bool
	wake    chan struct{} // holds one token while there may be something to do
	ended   chan struct{}
	taken   int // being written now
	commits int // so far; only the writing goroutine touches it
}

// waiter is one entry with somebody waiting for it.
type waiter struct {
	*appending
	ctx  context.Context
	err  error // set before done is closed
	done chan struct{}
}

// newWriter begins to write with the handle, which has one connection.
func newWriter(handle *gorm.DB) (*writer, error) {
	db, err := handle.DB()
	if err != nil {
		return nil, err
	}
	by, err := prepareAppending(db)
	if err != nil {
		return nil, err
	}
	w := &writer{db: db, by: by, wake: make(chan struct{}, 1), ended: make(chan struct{})}
	go w.run()
	return w, nil
}

// append hands an entry in and waits for its outcome. It does not leave early when ctx ends: once the
// writing has started the caller must learn how it ended.
func (w *writer) append(ctx context.Context, p *appending) error {
	one := &waiter{appending: p, ctx: ctx, done: make(chan struct{})}
	w.mu.Lock()
	if w.stopped {
		w.mu.Unlock()
		return errClosed
	}
	w.waiting = append(w.waiting, one)
	w.mu.Unlock()
	w.nudge()
	<-one.done
	return one.err
}

func (w *writer) nudge() {
	select {
	case w.wake <- struct{}{}:
	default: // a token is there already
	}
}

// stop writes what has been handed in and ends.
func (w *writer) stop() {
	w.mu.Lock()
	w.stopped = true
	w.mu.Unlock()
	w.nudge()
	<-w.ended
}

// take returns the next group, and whether there will be more.
func (w *writer) take() (group []*waiter, last bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := min(len(w.waiting), groupLimit)
	group = w.waiting[:n:n]
	w.waiting, w.taken = w.waiting[n:], n
	if len(w.waiting) == 0 {
		w.waiting = nil // let go of what has been written
	} else {
		w.nudge()
	}
	return group, w.stopped && len(w.waiting) == 0
}

func (w *writer) run() {
	defer close(w.ended)
	for range w.wake {
		group, last := w.take()
		w.commit(group)
		for _, one := range group {
			close(one.done)
		}
		if last {
			return
		}
	}
}

// commit writes a group in one transaction and sets each member's outcome. If the database refuses the
// group, it is rolled back and each entry is tried alone, so that one does not fail for another's sake.
func (w *writer) commit(group []*waiter) {
	var live []*waiter
	for _, one := range group {
		if one.err = one.ctx.Err(); one.err == nil {
			live = append(live, one)
		}
	}
	if len(live) == 0 {
		return
	}
	err := w.transact(live)
	w.commits++
	switch {
	case err == nil:
	case len(live) > 1:
		for _, one := range live {
			w.commit([]*waiter{one})
		}
	case errors.Is(err, gorm.ErrDuplicatedKey):
		live[0].err = campaign.ErrTaken
	default:
		live[0].err = err
	}
}

// transact writes a group in one transaction, or nothing of it.
func (w *writer) transact(group []*waiter) error {
	tx, err := w.db.Begin()
	if err != nil {
		return err
	}
	in := prepared{tx, w.by}
	for _, one := range group {
		one.err = one.write(in)
		if one.err != nil && !errors.Is(one.err, campaign.ErrTaken) && campaign.CodeOf(one.err) != campaign.NotFound {
			return errors.Join(one.err, tx.Rollback())
		}
	}
	return tx.Commit()
}
