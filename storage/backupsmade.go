package storage

import (
	"context"
	"path/filepath"
	"time"

	"gorm.io/gorm"

	"workbench/campaign"
)

// NoteBackup keeps that a copy of everything was made, at the time it began. Of the file only its name is kept. The list
// is this database's own: a backup does not hold it, and restoring one leaves it.
func (s *Store) NoteBackup(ctx context.Context, file string, at time.Time) error {
	return s.change(ctx, "note a backup", func(tx *gorm.DB) error {
		return tx.Exec("INSERT INTO backups_made (at, file) VALUES (?, ?) ON CONFLICT (at, file) DO NOTHING", formatTime(at), filepath.Base(file)).Error
	})
}

// BackupsMade returns the copies that are known of, the latest first.
func (s *Store) BackupsMade(ctx context.Context) (all []campaign.BackupMade, err error) {
	var rows []struct{ At, File string }
	err = s.view(ctx, "read which backups were made", func(db *gorm.DB) error {
		return db.Raw("SELECT at, file FROM backups_made ORDER BY at DESC, file").Scan(&rows).Error
	})
	for _, r := range rows {
		all = append(all, campaign.BackupMade{At: parseTime(r.At), File: r.File})
	}
	return all, err
}
