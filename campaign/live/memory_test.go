package live

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"

	"workbench/campaign"
)

// forgetful is a log that keeps of each draft where it stands and nothing else, so that what memory holds is the
// desk's.
type forgetful struct {
	mu    sync.Mutex
	heads map[string]Head
}

func (l *forgetful) Open(_ context.Context, draft string) (Head, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.heads[draft], nil
}

func (l *forgetful) Position(ctx context.Context, draft string) (string, int64, error) {
	h, err := l.Open(ctx, draft)
	return h.LogID, h.Seq, err
}

func (l *forgetful) Entries(context.Context, string, int64, int) ([]campaign.Entry, error) {
	return nil, nil
}

func (l *forgetful) Find(context.Context, string, string, int64) (Stored, bool, error) {
	return Stored{}, false, nil
}

func (l *forgetful) Append(_ context.Context, draft string, a Appended) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	h := l.heads[draft]
	h.Seq, h.State = a.Entry.Seq, a.State
	l.heads[draft] = h
	return nil
}

func heap() int64 {
	runtime.GC()
	runtime.GC() // what the first one found unused in pools
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// words are about so many words of a draft.
func words(n int) string { return strings.Repeat("kampung ", n) }

// openDrafts opens drafts of 2,000 words with five readers each, and writes so many entries into each. A report has
// 24 kB, which is more than one of such a draft.
func openDrafts(t testing.TB, drafts, entries int) (d *Desk, log *forgetful) {
	log = &forgetful{heads: map[string]Head{}}
	report := []byte(`{"findings":["` + strings.Repeat("x", 24<<10) + `"]}`)
	d = desk(t, log, Options{Findings: func(context.Context, string) (string, func([]byte, *campaign.Draft) []byte) {
		return "pack", func(b []byte, _ *campaign.Draft) []byte { return append(b, report...) }
	}})
	var readers sync.WaitGroup
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(func() { cancel(); readers.Wait() })
	texts := []string{core, "message.story", "context.situation", "audience.barriers"}
	for i := range drafts {
		id := fmt.Sprint("draft", i)
		h := empty("log")
		for _, field := range texts {
			h.State.Fields[field] = campaign.FieldState{Value: campaign.Value{Text: strings.Clone(words(500))}}
		}
		log.heads[id] = h
	}
	for i := range drafts {
		id := fmt.Sprint("draft", i)
		for n := range 5 {
			readers.Go(func() {
				d.Stream(ctx, id, fmt.Sprint("reader", n), 0, func(...Event) error { return nil })
			})
		}
	}
	var writers sync.WaitGroup
	for i := range drafts {
		writers.Go(func() {
			for n := range int64(entries) {
				edit := typed(0, "word ")
				if edit.At = texts[n%4]; n/4%2 == 1 {
					edit.Splices = []campaign.Splice{{To: 5}}
				}
				if _, err := d.Submit(ctx, fmt.Sprint("draft", i), "member", batch("page", n, n, edit)); err != nil {
					t.Error(err)
					return
				}
			}
		})
		if i%8 == 7 {
			writers.Wait()
		}
	}
	writers.Wait()
	for i := range drafts {
		if _, err := d.Findings(ctx, fmt.Sprint("draft", i)); err != nil {
			t.Fatal(err)
		}
	}
	return d, log
}

// TestDesk_MemoryOfAnOpenDraftIsBounded has many drafts open that are being written in, and demands that each takes
// less than 300 kB, and that no room keeps more than it may.
func TestDesk_MemoryOfAnOpenDraftIsBounded(t *testing.T) {
	const drafts, entries = 100, 3 * keptEntries
	before := heap()
	d, log := openDrafts(t, drafts, entries)
	each := (heap() - before) / drafts
	t.Logf("%d drafts of 2,000 words with 5 readers and %d entries each: %d kB of heap each", drafts, entries, each>>10)
	if each > 300_000 {
		t.Errorf("an open draft takes %d kB, want at most 300", each/1000)
	}
	var sum int64
	for id, r := range d.rooms {
		if len(r.entries) > keptEntries || r.bytes > keptBytes {
			t.Errorf("%s keeps %d entries of %d bytes", id, len(r.entries), r.bytes)
		}
		sum += r.counted
	}
	if d.bytes != sum || sum < drafts*16_000 {
		t.Errorf("the desk counts %d bytes, its rooms %d", d.bytes, sum)
	}
	runtime.KeepAlive(log)
}

// TestDesk_IdleDraftsAreBoundedByTheirBytes reads drafts that are large together.
func TestDesk_IdleDraftsAreBoundedByTheirBytes(t *testing.T) {
	log := &forgetful{heads: map[string]Head{}}
	const limit, drafts = 1 << 20, 100
	d := desk(t, log, Options{HeadBytes: limit})
	for i := range drafts {
		id, h := fmt.Sprint("draft", i), empty("log")
		h.State.Fields[core] = campaign.FieldState{Value: campaign.Value{Text: strings.Repeat("x", 100_000)}}
		log.heads[id] = h
		if _, err := d.Read(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		if d.bytes > limit+101_000 {
			t.Fatalf("%d bytes are kept", d.bytes)
		}
	}
	if n := len(d.rooms); n < 5 || n > 12 || d.recent.Len() != n {
		t.Errorf("%d drafts of 100 kB are kept in 1 MiB", n)
	}
	for id := range log.heads { // those that were dropped are read again
		if h, err := d.Read(t.Context(), id); err != nil || len(h.State.Fields[core].Value.Text) != 100_000 {
			t.Fatal(id, err)
		}
	}
	for r := d.recent.Front(); r != nil; r = d.recent.Front() {
		d.drop(r.Value.(*room))
	}
	if d.bytes != 0 {
		t.Errorf("%d bytes are counted for no draft", d.bytes)
	}
}

// BenchmarkDesk_MemoryOfAnOpenDraft prints what each of 200 open drafts of 2,000 words takes after 2,000 entries.
func BenchmarkDesk_MemoryOfAnOpenDraft(b *testing.B) {
	for b.Loop() {
		before := heap()
		_, log := openDrafts(b, 200, 2000)
		b.ReportMetric(float64(heap()-before)/200/1000, "kB/draft")
		runtime.KeepAlive(log)
	}
}
