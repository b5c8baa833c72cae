package storage

import (
	"context"
	"os"

	"gorm.io/gorm"
)

// demoMark is the name under which meta says that the database was filled by serve --demo.
const demoMark = "demo"

// Marked says whether the database was filled for a demonstration.
func (s *Store) Marked(ctx context.Context) (bool, error) {
	return s.any(ctx, "SELECT EXISTS (SELECT 1 FROM meta WHERE name = ?)", demoMark)
}

// Mark marks the database as filled for a demonstration. Marking again does nothing.
func (s *Store) Mark(ctx context.Context) error {
	return s.change(ctx, "mark database", func(tx *gorm.DB) error {
		return tx.Exec("INSERT INTO meta (name, value) VALUES (?, '1') ON CONFLICT (name) DO NOTHING", demoMark).Error
	})
}

// IsEmpty says whether there is neither a workshop nor an account.
func (s *Store) IsEmpty(ctx context.Context) (bool, error) {
	some, err := s.any(ctx, "SELECT EXISTS (SELECT 1 FROM workshops) OR EXISTS (SELECT 1 FROM accounts)")
	return !some && err == nil, err
}

func (s *Store) any(ctx context.Context, query string, args ...any) (yes bool, err error) {
	err = s.view(ctx, "ask database", func(db *gorm.DB) error { return db.Raw(query, args...).Scan(&yes).Error })
	return yes, err
}

// Ping asks the database for a row: nil where it answers, campaign.Unavailable where it does not.
func (s *Store) Ping(ctx context.Context) error {
	_, err := s.SchemaVersion(ctx)
	return err
}

// SchemaVersion returns the number of the last migration that the database has had.
func (s *Store) SchemaVersion(ctx context.Context) (version int, err error) {
	err = s.view(ctx, "read schema version", func(db *gorm.DB) error {
		version, err = schemaVersion(db)
		return err
	})
	return version, err
}

// Path says where the data is: the path of the SQLite file, or the PostgreSQL address without user and
// password.
func (s *Store) Path() string {
	if s.postgres != nil {
		return s.postgres.String()
	}
	return s.file
}

// SizeBytes returns how much room the database takes: the SQLite file with what has not been moved into it
// yet, or what PostgreSQL says of the whole database.
func (s *Store) SizeBytes(ctx context.Context) (size int64, err error) {
	err = s.view(ctx, "measure database", func(db *gorm.DB) error {
		if s.postgres != nil {
			return db.Raw("SELECT pg_database_size(current_database())").Scan(&size).Error
		}
		for _, suffix := range []string{"", "-wal", "-shm"} {
			if info, err := os.Stat(s.file + suffix); err == nil {
				size += info.Size()
			}
		}
		return nil
	})
	return size, err
}
