package storage

import (
	"fmt"
	"testing"
	"time"

	"workbench/campaign"
)

// BenchmarkCloseWorkshop closes a room of forty groups with 100,000 entries, and then empties the files.
func BenchmarkCloseWorkshop(b *testing.B) { benchmarkClose(b, newFolder) }

func benchmarkClose(b *testing.B, fresh fresh) {
	const groups, entries = 40, 100_000
	for b.Loop() {
		b.StopTimer()
		s := open(b, fresh(b))
		w := private(b, s, campaign.PrivacyNothing, groups)
		for i, g := range w.Groups {
			longLog(b, s, g.DraftID, entries/groups)
			must(b, s.write.Exec("UPDATE entries SET who = who || (seq % 6), client = client || (seq % 12) WHERE draft_id = ?", g.DraftID).Error)
			for range 6 {
				sit(b, s, w, i, "")
			}
		}
		size, err := s.SizeBytes(ctx)
		must(b, err)
		b.StartTimer()
		began := time.Now()
		must(b, second(s.CloseWorkshop(ctx, w.ID, day)))
		closed := time.Now()
		must(b, s.Scrub(ctx))
		b.ReportMetric(closed.Sub(began).Seconds(), "s/transaction")
		b.ReportMetric(time.Since(closed).Seconds(), "s/scrub")
		b.ReportMetric(float64(size)/1e6, "MB")
		after, err := s.SizeBytes(ctx)
		must(b, err)
		b.Log(fmt.Sprintf("%.1f MB afterwards", float64(after)/1e6))
	}
}
