package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"
)

// figures collects what happened. Propagation is the time from sending a batch to its arrival in another
// client's stream, one measure for each client it reaches.
type figures struct {
	mu           sync.Mutex
	o            options
	tables       int
	members      map[string]int // clients by draft
	flights      map[flight]*flown
	acks, ways   []time.Duration
	cuts, agains int
	errors       map[string]int
	began, over  time.Time
}

type flight struct {
	client string
	batch  int64
}

type flown struct {
	sent time.Time
	left int // clients that it has not reached
}

func newFigures(o options, tables int) *figures {
	return &figures{o: o, tables: tables, members: map[string]int{}, flights: map[flight]*flown{}, errors: map[string]int{}}
}

func (f *figures) joined(draft string) { f.mu.Lock(); f.members[draft]++; f.mu.Unlock() }
func (f *figures) begin()              { f.mu.Lock(); f.began = time.Now(); f.mu.Unlock() }
func (f *figures) end()                { f.mu.Lock(); f.over = time.Now(); f.mu.Unlock() }
func (f *figures) cut()                { f.mu.Lock(); f.cuts++; f.mu.Unlock() }
func (f *figures) again()              { f.mu.Lock(); f.agains++; f.mu.Unlock() }

func (f *figures) sent(client string, batch int64, draft string, at time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if others := f.members[draft] - 1; others > 0 {
		f.flights[flight{client, batch}] = &flown{at, others}
	}
}

func (f *figures) acknowledged(took time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.acks = append(f.acks, took)
}

func (f *figures) arrived(client string, batch int64, at time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	k := flight{client, batch}
	if b := f.flights[k]; b != nil {
		f.ways = append(f.ways, at.Sub(b.sent))
		if b.left--; b.left == 0 {
			delete(f.flights, k)
		}
	}
}

func (f *figures) refused(err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.errors[err.Error()]++
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

func (f *figures) print(w io.Writer) {
	f.mu.Lock()
	defer f.mu.Unlock()
	length := f.over.Sub(f.began)
	fmt.Fprintf(w, "%d clients on %d drafts for %s: %d batches acknowledged, %.1f a second\n",
		f.o.clients, len(f.members), length.Round(time.Second), len(f.acks), float64(len(f.acks))/length.Seconds())
	fmt.Fprintf(w, "acknowledgement  p50 %s  p95 %s  p99 %s  longest %s\n", part(f.acks, 50), part(f.acks, 95), part(f.acks, 99), part(f.acks, 100))
	fmt.Fprintf(w, "propagation      p50 %s  p95 %s  p99 %s  longest %s  (%d arrivals)\n", part(f.ways, 50), part(f.ways, 95), part(f.ways, 99), part(f.ways, 100), len(f.ways))
	fmt.Fprintf(w, "sent again %d, streams cut %d, batches that did not reach everybody %d\n", f.agains, f.cuts, len(f.flights))
	for text, n := range f.errors {
		fmt.Fprintf(w, "refused %d times: %s\n", n, text)
	}
}

// part is the percentile of some times, by the nearest rank.
func part(times []time.Duration, percent int) time.Duration {
	if len(times) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(times))
	rank := max((len(sorted)*percent+99)/100, 1)
	return sorted[rank-1].Round(100 * time.Microsecond)
}
