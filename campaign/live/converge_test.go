package live

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"workbench/campaign"
)

// flaky loses answers after the write and refuses some writes before, at random.
type flaky struct {
	Log
	mu   sync.Mutex
	rand *rand.Rand
}

func (f *flaky) Append(ctx context.Context, draft string, a Appended) error {
	f.mu.Lock()
	dice := f.rand.IntN(10)
	f.mu.Unlock()
	if dice == 0 {
		return campaign.Fail(campaign.Unavailable, "", "The disk is full.")
	}
	if err := f.Log.Append(ctx, draft, a); err != nil {
		return err
	}
	if dice < 3 {
		return errors.New("the answer was lost after the commit")
	}
	return nil
}

// writer is one page that edits at random and sends each batch until it is answered, now through one
// process, now through another, and sometimes once more after that.
type writer struct {
	client string
	rand   *rand.Rand
	base   int64
	words  map[int64]string // by batch: what it inserted, unlike anything else
	seqs   map[int64]int64
}

func (w *writer) edit(ctx context.Context, d *Desk, n int64) (campaign.Batch, error) {
	if w.rand.IntN(3) > 0 || w.base == 0 { // otherwise it goes on from an old base
		h, err := d.Read(ctx, draft)
		if err != nil {
			return campaign.Batch{}, err
		}
		w.base = h.Seq
	}
	w.words[n] = fmt.Sprintf("<%s:%d>", w.client, n)
	edits := []campaign.Edit{typed(0, w.words[n])}
	if w.rand.IntN(4) == 0 {
		edits = append(edits, campaign.Edit{Kind: campaign.EditInsertRow, At: rows, Row: fmt.Sprintf("%s-%d", w.client, n)})
	}
	return batch(w.client, n, w.base, edits...), nil
}

func (w *writer) write(ctx context.Context, house *processes, batches int64) error {
	for n := int64(1); n <= batches; n++ {
		b, err := w.edit(ctx, house.pick(w.rand), n)
		if err != nil {
			return err
		}
		answered, want := 0, ""
		for answered == 0 || answered < 3 && w.rand.IntN(3) == 0 {
			if w.rand.IntN(20) == 0 {
				house.restart(w.rand.IntN(2))
			}
			a, err := house.pick(w.rand).Submit(ctx, draft, "m-"+w.client, b)
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if err != nil {
				continue // sent again, as a page does
			}
			house.notify(a.Seq)
			answered++
			if got := asJSON(a); answered == 1 {
				want, w.seqs[n] = got, a.Seq
			} else if got != want {
				return fmt.Errorf("%s/%d: answers %s and %s", w.client, n, want, got)
			}
		}
	}
	return nil
}

// processes are two desks on one log. Either may be replaced at any time by a fresh one.
type processes struct {
	start func() *Desk
	desks [2]atomic.Pointer[Desk]
}

func (p *processes) pick(dice *rand.Rand) *Desk { return p.desks[dice.IntN(2)].Load() }

func (p *processes) restart(i int) { p.desks[i].Swap(p.start()).Hub().Close() }

// notify tells both of an entry, as storage does between processes.
func (p *processes) notify(seq int64) {
	for i := range p.desks {
		p.desks[i].Load().Notify(draft, seq)
	}
}

// tail follows the draft like a page whose line breaks at random, and keeps what it was given.
type tail struct {
	rand    *rand.Rand
	entries []campaign.Entry
	breaks  int
}

var errBroken = errors.New("the line broke")

func (r *tail) follow(ctx context.Context, d func() *Desk, until int64) error {
	seen := func() int64 { return int64(len(r.entries)) }
	for seen() < until {
		after := seen()
		err := d().Stream(ctx, draft, "reader", after, each(func(e Event) error {
			if e.Name == EditsEvent {
				if e.ID != seen()+1 {
					return fmt.Errorf("entry %d came after %d", e.ID, seen())
				}
				entry, err := entryOf(e)
				if err != nil {
					return err
				}
				r.entries = append(r.entries, entry)
			}
			if seen() == until {
				return errBroken
			}
			if r.rand.IntN(20) == 0 {
				r.breaks++
				return errBroken
			}
			return nil
		}))
		if !errors.Is(err, errBroken) && !errors.Is(err, ErrSlow) && !errors.Is(err, ErrClosed) {
			return err
		}
	}
	return nil
}

// Many pages write at random through two processes on one log. Answers are lost, writes fail, processes
// restart, and everybody sends again. In the end each batch is in the log once, under the number that
// was answered, each word is in the text once, the log folds to the state, and every reader, however
// often its line broke, was given the log without gap or double.
func TestDesk_PagesConvergeAndEachBatchCountsOnce(t *testing.T) {
	const writers, batches, readers = 6, 30, 4
	for seed := range uint64(4) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			memory := NewMemoryLog()
			memory.Create(draft, empty("log-1"))
			log := &flaky{Log: memory, rand: rand.New(rand.NewPCG(seed, 0))}
			house := &processes{start: func() *Desk { return desk(t, log) }}
			house.desks[0].Store(house.start())
			house.desks[1].Store(house.start())
			var pages sync.WaitGroup
			var all []*writer
			for i := range writers {
				w := &writer{client: fmt.Sprint("page", i), rand: rand.New(rand.NewPCG(seed, uint64(10+i))),
					words: map[int64]string{}, seqs: map[int64]int64{}}
				all = append(all, w)
				pages.Go(func() {
					if err := w.write(ctx, house, batches); err != nil {
						t.Error(err)
					}
				})
			}
			var tails []*tail
			for i := range readers {
				r := &tail{rand: rand.New(rand.NewPCG(seed, uint64(100+i)))}
				tails = append(tails, r)
				pages.Go(func() {
					if err := r.follow(ctx, house.desks[i%2].Load, writers*batches); err != nil {
						t.Error(err)
					}
				})
			}
			pages.Wait()
			if !t.Failed() {
				settled(t, desk(t, memory), all, tails)
			}
		})
	}
}
