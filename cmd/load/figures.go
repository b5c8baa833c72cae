package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"
)

// figures collects what happened while people wrote at one rate. All times count from the moment at which an
// edit was to be sent, so that an edit which waits behind a slow answer counts its waiting: a server that
// stalls cannot hide it by being asked less. Propagation ends when the last of the group's other members has
// got the edit.
type figures struct {
	mu         sync.Mutex
	flights    map[flight]*flown
	acks, ways []time.Duration // of edits
	batches    int
	reads      []time.Duration
	walls      []time.Duration // until they were open
	tileReads  []time.Duration
	onWall     []time.Duration // from an edit until its tile was read
	matrices   []time.Duration // at the server
	cuts       int
	agains     int
	errors     map[string]int
	began, end time.Time // of the writing
	last       time.Time // acknowledgement
}

type flight struct {
	client string
	batch  int64
}

type flown struct {
	due  []time.Time // when each edit of the batch was to be sent
	left int         // members that it has not reached
}

func newFigures() *figures {
	return &figures{flights: map[flight]*flown{}, errors: map[string]int{}, began: time.Now()}
}

func (f *figures) cut()   { f.mu.Lock(); f.cuts++; f.mu.Unlock() }
func (f *figures) again() { f.mu.Lock(); f.agains++; f.mu.Unlock() }
func (f *figures) over()  { f.mu.Lock(); f.end = time.Now(); f.mu.Unlock() }

// sent takes a batch that is about to be sent to so many others.
func (f *figures) sent(client string, batch int64, due []time.Time, others int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if others > 0 {
		f.flights[flight{client, batch}] = &flown{due, others}
	}
}

// acknowledged takes a batch that the server has answered.
func (f *figures) acknowledged(due []time.Time, at time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.batches++
	f.last = at
	for _, t := range due {
		f.acks = append(f.acks, at.Sub(t))
	}
}

// arrived takes a batch that one other member has got.
func (f *figures) arrived(client string, batch int64, at time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	k := flight{client, batch}
	b := f.flights[k]
	if b == nil {
		return
	}
	if b.left--; b.left == 0 {
		for _, t := range b.due {
			f.ways = append(f.ways, at.Sub(t))
		}
		delete(f.flights, k)
	}
}

// refused takes a batch that was refused, or that had no answer however often it was sent.
func (f *figures) refused(client string, batch int64, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.flights, flight{client, batch})
	f.errors[err.Error()]++
}

// read takes a page that a facilitator has opened.
func (f *figures) read(took time.Duration, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err != nil {
		f.errors["a facilitator's page: "+err.Error()]++
		return
	}
	f.reads = append(f.reads, took)
}

// opened takes a wall that was opened.
func (f *figures) opened(took time.Duration, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err != nil {
		f.errors["the wall: "+err.Error()]++
		return
	}
	f.walls = append(f.walls, took)
}

// tiles takes a reading of tiles: how long it took, and how long after the first edit of each draft it was there.
func (f *figures) tiles(took time.Duration, since []time.Duration, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err != nil {
		f.errors["the wall's tiles: "+err.Error()]++
		return
	}
	f.tileReads = append(f.tileReads, took)
	f.onWall = append(f.onWall, since...)
}

// beside takes groups that were opened side by side: how long the server says that it took.
func (f *figures) beside(took time.Duration, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err != nil {
		f.errors["groups side by side: "+err.Error()]++
		return
	}
	f.matrices = append(f.matrices, took)
}

// settle waits until every batch has reached everybody, at most so long.
func (f *figures) settle(ctx context.Context, most time.Duration) {
	ctx, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	look := time.NewTicker(20 * time.Millisecond)
	defer look.Stop()
	for {
		f.mu.Lock()
		left := len(f.flights)
		f.mu.Unlock()
		if left == 0 {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-look.C:
		}
	}
}

// failed says whether a batch was refused or did not reach everybody.
func (f *figures) failed() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.errors) > 0 || len(f.flights) > 0
}

// sustained is how many edits a second were acknowledged, from the start to the last answer.
func (f *figures) sustained() float64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.perSecond()
}

func (f *figures) perSecond() float64 {
	length := f.end.Sub(f.began)
	if late := f.last.Sub(f.began); late > length {
		length = late
	}
	if length <= 0 {
		return 0
	}
	return float64(len(f.acks)) / length.Seconds()
}

// line is the figures of one rate of a ramp.
func (f *figures) line(w io.Writer, offered float64) {
	sustained := f.sustained()
	f.mu.Lock()
	defer f.mu.Unlock()
	fmt.Fprintf(w, "%7.0f offered %9.1f sustained  propagation p50 %s  p95 %s  p99 %s  in %d batches\n", offered, sustained,
		part(f.ways, 50), part(f.ways, 95), part(f.ways, 99), f.batches)
}

func (f *figures) print(w io.Writer) {
	f.mu.Lock()
	defer f.mu.Unlock()
	fmt.Fprintf(w, "%d edits acknowledged in %d batches, %.1f edits a second sustained\n", len(f.acks), f.batches, f.perSecond())
	fmt.Fprintf(w, "acknowledgement  %s\n", parts(f.acks))
	fmt.Fprintf(w, "propagation      %s\n", parts(f.ways))
	if len(f.reads) > 0 {
		fmt.Fprintf(w, "pages read       %s  (%d pages)\n", parts(f.reads), len(f.reads))
	}
	if len(f.walls) > 0 {
		fmt.Fprintf(w, "walls opened     %s  (%d)\n", parts(f.walls), len(f.walls))
		fmt.Fprintf(w, "tiles read       %s  (%d times)\n", parts(f.tileReads), len(f.tileReads))
		fmt.Fprintf(w, "edit to tile     %s\n", parts(f.onWall))
	}
	if len(f.matrices) > 0 {
		fmt.Fprintf(w, "matrix, server   %s  (%d pages)\n", parts(f.matrices), len(f.matrices))
	}
	f.trouble(w)
}

// trouble says what went wrong; the lock is held.
func (f *figures) trouble(w io.Writer) {
	if f.agains+f.cuts+len(f.flights) > 0 {
		fmt.Fprintf(w, "sent again %d, streams cut %d, batches that did not reach everybody %d\n", f.agains, f.cuts, len(f.flights))
	}
	for text, n := range f.errors {
		fmt.Fprintf(w, "refused %d times: %s\n", n, text)
	}
}

func parts(times []time.Duration) string {
	return fmt.Sprintf("p50 %s  p95 %s  p99 %s  longest %s", part(times, 50), part(times, 95), part(times, 99), part(times, 100))
}

// part is the percentile of some times, by the nearest rank.
func part(times []time.Duration, percent int) time.Duration {
	if len(times) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(times))
	rank := max((len(sorted)*percent+99)/100, 1)
	return sorted[rank-1].Round(10 * time.Microsecond)
}
