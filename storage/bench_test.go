package storage

import (
	"fmt"
	"sync"
	"testing"

	"gorm.io/gorm"
)

// benchmarkAppend lets each of n writers append to a draft of its own, as one room does: a desk hands in
// one batch of a draft at a time.
func benchmarkAppend(b *testing.B, fresh fresh, n int) {
	s := open(b, fresh(b))
	w := addWorkshop(b, s, n)
	var wg sync.WaitGroup
	b.ResetTimer()
	for i := range n {
		share := b.N / n
		if i < b.N%n {
			share++
		}
		wg.Go(func() {
			for seq := int64(1); seq <= int64(share); seq++ {
				if err := s.Append(ctx, w.Groups[i].DraftID, titled(seq, "page", seq, "a sentence of some thirty bytes")); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "appends/s")
}

func BenchmarkAppend(b *testing.B) {
	for _, n := range []int{1, 8, 60} {
		b.Run(fmt.Sprint("writers=", n), func(b *testing.B) { benchmarkAppend(b, newFolder, n) })
	}
}

// benchmarkOpenDraft opens drafts that have had few edits and very many: the cost must not differ.
func benchmarkOpenDraft(b *testing.B, fresh fresh) {
	for _, edits := range []int{10, 100_000} {
		b.Run(fmt.Sprint("edits=", edits), func(b *testing.B) {
			s := open(b, fresh(b))
			draft := addWorkshop(b, s, 1).Groups[0].DraftID
			longLog(b, s, draft, edits)
			for b.Loop() {
				head, err := s.Open(ctx, draft)
				if err != nil || head.Seq != int64(edits) {
					b.Fatal(head.Seq, err)
				}
			}
		})
	}
}

// longLog appends n entries in large groups.
func longLog(b testing.TB, s *Store, draft string, n int) {
	b.Helper()
	for seq := 1; seq <= n; {
		var group []*appending
		for ; seq <= n && len(group) < 5_000; seq++ {
			p, err := s.encode(draft, titled(int64(seq), "page", int64(seq), "a sentence of some thirty bytes"))
			must(b, err)
			group = append(group, p)
		}
		must(b, s.write.Transaction(func(tx *gorm.DB) error {
			for _, p := range group {
				if err := p.write(plainly{tx}); err != nil {
					return err
				}
			}
			return nil
		}))
	}
}

func BenchmarkOpenDraft(b *testing.B) { benchmarkOpenDraft(b, newFolder) }

func BenchmarkPosition(b *testing.B) {
	s := open(b, newFolder(b))
	draft := addWorkshop(b, s, 1).Groups[0].DraftID
	for b.Loop() {
		if _, _, err := s.Position(ctx, draft); err != nil {
			b.Fatal(err)
		}
	}
}
