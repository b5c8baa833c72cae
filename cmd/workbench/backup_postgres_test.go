//go:build postgres

package main

import (
	"path/filepath"
	"slices"
	"testing"
)

// TestBackup_FromOneDatabaseToTheOtherAndBack takes a backup of SQLite under writes to PostgreSQL, and one of
// that under writes to another folder.
func TestBackup_FromOneDatabaseToTheOtherAndBack(t *testing.T) {
	dsn, _ := schema(t)
	lite, pg, last := home{"--data", t.TempDir()}, home{"--data", t.TempDir(), "--db", dsn}, home{"--data", t.TempDir()}
	first, second := filepath.Join(t.TempDir(), "first"), filepath.Join(t.TempDir(), "second")

	fromLite := startTyping(t, lite.serve(t))
	least := fromLite.atLeast(t, 20)
	lite.call(t, "backup", first)
	fromLite.halt()
	pg.call(t, "restore", first)
	onPostgres := pg.serve(t)
	wantRestored(t, onPostgres, fromLite, least)

	fromPostgres := startTyping(t, onPostgres)
	later := fromPostgres.atLeast(t, 20)
	pg.call(t, "backup", second)
	fromPostgres.halt()
	last.call(t, "restore", second)
	again := last.serve(t)
	wantRestored(t, again, fromPostgres, later)
	for _, s := range fromLite.seats[:2] { // nobody has written in these since
		_, draft, seq, entries := s.whole(t, onPostgres.url)
		_, backDraft, backSeq, backEntries := s.whole(t, again.url)
		if draft != backDraft || seq != backSeq || !slices.Equal(entries, backEntries) {
			t.Errorf("there and back: %d entries of %d, and %d of %d; drafts\n%s\n%s", len(entries), seq, len(backEntries), backSeq, draft, backDraft)
		}
	}

	// Restored while it serves: its pages notice.
	pg.call(t, "restore", second)
	log, _, seq, _ := fromPostgres.seats[0].whole(t, onPostgres.url)
	seat := *fromPostgres.seats[0]
	batch := seat.insert("message.story", "x")
	batch["log"], batch["base"] = log, seq
	seat.send(t, batch)
}

func TestInstances_ANewPasswordEndsWhatTheOldOneOpened(t *testing.T) {
	dsn, _ := schema(t)
	resetWhileServing(t, home{"--data", t.TempDir(), "--db", dsn})
}
