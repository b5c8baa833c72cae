package storage

import (
	"fmt"
	"strings"
	"testing"

	"workbench/campaign"
)

// A database that may not grow is to SQLite a full disk (SQLITE_FULL), without one. Filling a real one takes a
// file system of its own: see TestFullDisk in cmd/workbench.
func TestAppend_OnAFullDiskIsRefusedAndGoesOnWhenThereIsRoom(t *testing.T) {
	s := open(t, newFolder(t))
	draft := addWorkshop(t, s, 1).Groups[0].DraftID
	var pages int
	must(t, s.write.Raw("PRAGMA page_count").Scan(&pages).Error)
	limit := func(n int) { must(t, s.write.Exec(fmt.Sprint("PRAGMA max_page_count = ", n)).Error) }
	long := strings.Repeat("a sentence of some thirty bytes", 100)
	seq := int64(0)
	for round := range 3 {
		pages += 20
		limit(pages)
		var err error
		for tries := 0; err == nil; tries++ {
			if err = s.Append(ctx, draft, titled(seq+1, "page", seq+1, long)); err == nil {
				seq++
			}
			if tries > 100 {
				t.Fatal("a database that may not grow takes a hundred long entries")
			}
		}
		if campaign.CodeOf(err) != campaign.Unavailable || !strings.Contains(err.Error(), "disk is full") || !strings.Contains(err.Error(), "Free some space") {
			t.Fatalf("got %v", err)
		}
		if err := s.Append(ctx, draft, titled(seq+1, "page", seq+1, long)); campaign.CodeOf(err) != campaign.Unavailable {
			t.Errorf("the same entry again: %v", err)
		}
		entries, err := s.Entries(ctx, draft, 0, 1000)
		must(t, err)
		head, err := s.Open(ctx, draft)
		must(t, err)
		if int64(len(entries)) != seq || head.Seq != seq {
			t.Fatalf("round %d: %d entries and head %d of %d acknowledged", round, len(entries), head.Seq, seq)
		}
	}
	limit(1 << 30)
	must(t, s.Append(ctx, draft, titled(seq+1, "page", seq+1, long)))
}
