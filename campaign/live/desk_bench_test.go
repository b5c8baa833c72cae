package live

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"workbench/campaign"
)

// arrival counts the readers that have got an entry.
type arrival struct {
	readers atomic.Int64
	all     chan struct{}
}

// arrivals of entries, by seq.
type arrivals struct{ sync.Map }

func (a *arrivals) at(seq int64) *arrival {
	v, _ := a.LoadOrStore(seq, &arrival{all: make(chan struct{})})
	return v.(*arrival)
}

// BenchmarkDesk_EightWritersHundredReaders has eight pages submit to one draft while a hundred streams
// follow. A page writes again when all readers have got its last batch; p95-ms is that time, from the call
// of Submit to the last reader. The log is in memory, so that the desk and the hub are what is measured.
func BenchmarkDesk_EightWritersHundredReaders(b *testing.B) {
	const writing, reading = 8, 100
	d, _ := open(b)
	ctx, cancel := context.WithCancel(context.Background())
	var entries arrivals
	var readers, writers sync.WaitGroup
	for i := range reading {
		readers.Go(func() {
			err := d.Stream(ctx, draft, fmt.Sprint("reader", i), 0, each(func(e Event) error {
				if e.Name == EditsEvent {
					if at := entries.at(e.ID); at.readers.Add(1) == reading {
						close(at.all)
					}
				}
				return nil
			}))
			if ctx.Err() == nil {
				b.Errorf("reader %d ended: %v", i, err)
			}
		})
	}
	var next atomic.Int64
	var mu sync.Mutex
	var waits []time.Duration
	b.ResetTimer()
	for w := range writing {
		writers.Go(func() {
			for n := next.Add(1); n <= int64(b.N); n = next.Add(1) {
				h, err := d.Read(ctx, draft)
				if err != nil {
					b.Error(err)
					return
				}
				edit := typed(0, "x")
				if len(h.State.Fields[core].Value.Text) > 2000 {
					edit.Splices = []campaign.Splice{{To: 1500}}
				}
				began := time.Now()
				a, err := d.Submit(ctx, draft, "m", batch(fmt.Sprint("page", w), n, h.Seq, edit))
				if err != nil {
					b.Error(err)
					return
				}
				<-entries.at(a.Seq).all
				mu.Lock()
				waits = append(waits, time.Since(began))
				mu.Unlock()
			}
		})
	}
	writers.Wait()
	b.StopTimer()
	cancel()
	readers.Wait()
	slices.Sort(waits)
	b.ReportMetric(float64(waits[len(waits)*95/100].Microseconds())/1000, "p95-ms")
}

// BenchmarkSubmit_OneWriter is the price of one batch without readers.
func BenchmarkSubmit_OneWriter(b *testing.B) {
	d, _ := open(b)
	for n := int64(0); b.Loop(); n++ {
		edit := typed(0, "x")
		if n%2 == 1 {
			edit.Splices = []campaign.Splice{{To: 1}}
		}
		submit(b, d, batch("a", n, n, edit))
	}
}
