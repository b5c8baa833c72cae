package storage

import "testing"

// The connection that writes is given up when a request ends in the middle of a change. What was prepared on it is
// prepared again on the next, and a draft's position goes on.
func TestAppend_GoesOnOnAnotherConnection(t *testing.T) {
	s := open(t, newFolder(t))
	draft := addWorkshop(t, s, 1).Groups[0].DraftID
	pool, err := s.write.DB()
	must(t, err)
	for seq := range int64(6) {
		if seq%2 == 1 {
			before := pool.Stats().MaxIdleClosed
			pool.SetMaxIdleConns(-1) // closes the connection
			pool.SetMaxIdleConns(1)
			if pool.Stats().MaxIdleClosed == before {
				t.Fatal("the connection was not closed")
			}
		}
		must(t, s.Append(ctx, draft, titled(seq+1, "page", seq+1, "again")))
		if _, at, err := s.Position(ctx, draft); err != nil || at != seq+1 {
			t.Fatalf("at %d, %v after %d entries", at, err, seq+1)
		}
	}
}
