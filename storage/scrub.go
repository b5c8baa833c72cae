package storage

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"workbench/campaign"
)

// Scrub takes out of the files what CloseWorkshop has deleted from the tables: SQLite writes its file anew and empties what
// it has written ahead; PostgreSQL writes the tables anew. Its server's own write-ahead log, its replicas and archives are
// not in reach of a program. Meanwhile what others write waits. It does nothing where nothing was closed since it was last
// done, and after an error, or a crash, it is done when the database is next opened.
func (s *Store) Scrub(ctx context.Context) error {
	leave, err := s.enter()
	if err != nil {
		return err
	}
	defer leave()
	return settle(ctx, "scrub", s.scrub(ctx))
}

// Scrubbed says whether nothing waits for Scrub.
func (s *Store) Scrubbed(ctx context.Context) (bool, error) {
	waits, err := s.any(ctx, "SELECT EXISTS (SELECT 1 FROM meta WHERE name = ?)", scrubMark)
	return !waits, err
}

func (s *Store) scrub(ctx context.Context) error {
	db := s.write.WithContext(ctx)
	var waits bool
	if err := db.Raw("SELECT EXISTS (SELECT 1 FROM meta WHERE name = ?)", scrubMark).Scan(&waits).Error; err != nil || !waits {
		return err
	}
	s.stepped("scrub")
	if s.postgres != nil {
		for i := range tableTraces {
			if err := db.Exec("VACUUM FULL " + tableTraces[i].table).Error; err != nil {
				return fmt.Errorf("table %s: %w", tableTraces[i].table, err)
			}
		}
	} else if err := emptyFiles(db); err != nil {
		return err
	}
	s.stepped("scrubbed")
	return db.Exec("DELETE FROM meta WHERE name = ?", scrubMark).Error
}

// emptyFiles has SQLite write the database anew, without what was deleted, and then take the log that it has written ahead
// back to nothing. The log waits for whoever still reads from it.
func emptyFiles(db *gorm.DB) error {
	if err := db.Exec("VACUUM").Error; err != nil {
		return err
	}
	var done struct{ Busy, Log, Checkpointed int }
	if err := db.Raw("PRAGMA wal_checkpoint(TRUNCATE)").Scan(&done).Error; err != nil {
		return err
	}
	if done.Busy != 0 {
		return campaign.Fail(campaign.Unavailable, "", "Somebody is still reading what was there before, perhaps a backup that is being made. Wait until it is done and clean up again.")
	}
	return nil
}
