package storage

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"

	"workbench/campaign"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migration is one numbered step of the schema.
type migration struct {
	Number int
	Name   string
	SQL    string
}

// migrationLock is the key of the PostgreSQL advisory lock that keeps two instances from migrating at
// once.
const migrationLock = 0x776f726b

// readMigrations reads the steps for one dialect, in order. A step is NUMBER_NAME.sql, or one file
// NUMBER_NAME.DIALECT.sql for each dialect where they differ. Numbers ascend and may leave some out, since steps are
// written beside one another.
func readMigrations(fsys fs.FS, dialect string) ([]migration, error) {
	names, err := fs.Glob(fsys, "migrations/*.sql") // sorted
	if err != nil {
		return nil, err
	}
	var steps []migration
	last, missing := 0, 0 // missing is a step that there is for another dialect so far
	for _, file := range names {
		base := strings.TrimSuffix(path.Base(file), ".sql")
		name, only, differs := strings.Cut(base, ".")
		number, _, _ := strings.Cut(name, "_")
		n, err := strconv.Atoi(number)
		other := differs && only != dialect
		if err != nil || n < last || n == last && !other || missing != 0 && n != missing || n == 0 {
			return nil, fmt.Errorf("storage: migration %s is out of order: one after %d is next", file, last)
		}
		if other {
			if n != last {
				missing = n
			}
			continue
		}
		last, missing = n, 0
		sql, err := fs.ReadFile(fsys, file)
		if err != nil {
			return nil, err
		}
		steps = append(steps, migration{Number: n, Name: name, SQL: string(sql)})
	}
	if missing != 0 {
		return nil, fmt.Errorf("storage: migration %d is not written for %s", missing, dialect)
	}
	return steps, nil
}

// migrate takes the steps that the database has not had, up to the last, in one transaction: after an error the database is as
// it was. where names the database for people.
func migrate(db *gorm.DB, steps []migration, where string) error {
	return db.Transaction(func(tx *gorm.DB) error {
		if tx.Name() == postgresDialect {
			if err := tx.Exec("SELECT pg_advisory_xact_lock(?)", migrationLock).Error; err != nil {
				return err
			}
		}
		err := tx.Exec("CREATE TABLE IF NOT EXISTS migrations" +
			" (number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied TEXT NOT NULL)").Error
		if err != nil {
			return err
		}
		version, err := schemaVersion(tx)
		if err != nil {
			return err
		}
		known := newest(steps)
		if version > known {
			return campaign.Fail(campaign.Invalid, "",
				"The database %s was written by a newer version of this program (its schema is %d, this program knows up to %d). "+
					"Start the newer program, or choose another database.", where, version, known)
		}
		var had []int
		if err := tx.Raw("SELECT number FROM migrations").Scan(&had).Error; err != nil {
			return err
		}
		for _, step := range steps {
			if slices.Contains(had, step.Number) {
				continue
			}
			if err := tx.Exec(step.SQL).Error; err != nil {
				return fmt.Errorf("storage: migration %s: %w", step.Name, err)
			}
			err := tx.Exec("INSERT INTO migrations (number, name, applied) VALUES (?, ?, ?)",
				step.Number, step.Name, formatTime(time.Now())).Error
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// newest is the number of the last step.
func newest(steps []migration) int {
	if len(steps) == 0 {
		return 0
	}
	return steps[len(steps)-1].Number
}

// schemaVersion returns the number of the last step applied, 0 before the first.
func schemaVersion(db *gorm.DB) (int, error) {
	var version int
	err := db.Raw("SELECT COALESCE(MAX(number), 0) FROM migrations").Scan(&version).Error
	return version, err
}
