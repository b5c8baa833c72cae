package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gorm.io/gorm"

	"workbench/campaign"
)

// backupTables is everything that a backup holds, in an order in which each row finds what it refers to.
// The backup's own migrations say which schema it has.
var backupTables = []string{"meta", "packs", "workshops", "workshop_groups", "codes", "members", "accounts", "invites",
	"drafts", "entries", "draft_values", "not_useful", "checkpoints", "sessions"}

// Backup writes everything, as it is at one moment, into a new file. It may run while people write. The
// file is an SQLite database whichever database this is, so that a backup of the one restores into the
// other. It holds codes, password hashes and all words: it is readable for this user alone.
//
// campaign.Conflict where the file is there already. After an error there is no file.
func (s *Store) Backup(ctx context.Context, file string) error {
	leave, err := s.enter() // asked first: nothing is made for a store that is closed
	if err != nil {
		return err
	}
	leave()
	if _, err := os.Lstat(file); err == nil {
		return campaign.Fail(campaign.Conflict, "", "The file %s is there already. Choose another name, or move it away.", file)
	}
	part := file + ".part"
	made, err := os.OpenFile(part, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return backupError("written", file, err)
	}
	made.Close()
	defer os.Remove(part)
	target, finish, err := openBackup(ctx, part)
	if err != nil {
		return err
	}
	err = s.view(ctx, "back up", func(db *gorm.DB) error {
		var moment []*sql.TxOptions // SQLite reads at one moment anyway
		if s.postgres != nil {
			moment = append(moment, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
		}
		return db.Transaction(func(from *gorm.DB) error {
			return target.Transaction(func(to *gorm.DB) error { return copyTables(from, to) })
		}, moment...)
	})
	if err := errors.Join(err, finish()); err != nil {
		return translate("back up", err)
	}
	if err := os.Rename(part, file); err != nil {
		return backupError("written", file, err)
	}
	return nil
}

// Restore replaces everything by what a backup holds, in one transaction. Every draft gets a new log id, so
// that pages which remember what came after the backup notice, and show their words for review.
//
// campaign.Invalid where the file is no backup or a newer program's; nothing has changed then.
func (s *Store) Restore(ctx context.Context, file string) error {
	leave, err := s.enter() // asked first: nothing is made for a store that is closed
	if err != nil {
		return err
	}
	leave()
	work, err := os.MkdirTemp("", "workbench-restore-")
	if err != nil {
		return backupError("unpacked", file, err)
	}
	defer os.RemoveAll(work)
	own := filepath.Join(work, filepath.Base(file)) // migrated; the backup stays as it is
	switch size, err := copyFile(file, own); {
	case err != nil:
		return backupError("read", file, err)
	case size == 0: // SQLite would take it for an empty database
		return notABackup(file, nil)
	}
	source, finish, err := openBackup(ctx, own)
	if err != nil {
		return renamed(err, own, file)
	}
	err = s.change(ctx, "restore", func(to *gorm.DB) error {
		for i := range backupTables {
			if err := to.Exec("DELETE FROM " + backupTables[len(backupTables)-1-i]).Error; err != nil {
				return err
			}
		}
		if err := copyTables(source, to); err != nil {
			return err
		}
		return s.renewLogs(to)
	})
	return errors.Join(err, finish())
}

// renewLogs gives every draft a new log id and, on PostgreSQL, tells the other instances.
func (s *Store) renewLogs(to *gorm.DB) error {
	var drafts []draftRow
	if err := to.Select("id", "seq").Find(&drafts).Error; err != nil {
		return err
	}
	for _, d := range drafts {
		if err := to.Exec("UPDATE drafts SET log_id = ? WHERE id = ?", newID(), d.ID).Error; err != nil {
			return err
		}
		if s.postgres == nil {
			continue
		}
		if err := notify(to, d.ID, d.Seq); err != nil {
			return err
		}
	}
	return nil
}

// renamed names the file that was given instead of the working copy.
func renamed(err error, own, file string) error {
	var refusal *campaign.Error
	if !errors.As(err, &refusal) {
		return err
	}
	named := *refusal
	named.Args = slices.Clone(refusal.Args)
	for i, arg := range named.Args {
		if arg == own {
			named.Args[i] = file
		}
	}
	return &named
}

// openBackup opens a backup and brings its schema up to date. An empty file becomes an empty backup.
func openBackup(ctx context.Context, file string) (db *gorm.DB, finish func() error, err error) {
	abs, err := filepath.Abs(file)
	if err != nil {
		return nil, nil, backupError("found", file, err)
	}
	// A rollback journal and not WAL: what is left in the end is one file.
	db, err = openHandle(strings.Replace(sqliteDSN(abs, "immediate"), "WAL", "DELETE", 1), 1)
	if err != nil {
		return nil, nil, notABackup(file, err)
	}
	db = db.WithContext(ctx)
	pool, err := db.DB()
	if err != nil {
		return nil, nil, err
	}
	steps, err := readMigrations(migrationFiles, db.Name())
	if err == nil {
		err = migrate(db, steps, file)
	}
	if err != nil {
		pool.Close()
		if campaign.CodeOf(err) == "" && ctx.Err() == nil {
			err = notABackup(file, err)
		}
		return nil, nil, err
	}
	return db, pool.Close, nil
}

// copyTables copies every row from one database to another, empty one.
func copyTables(from, to *gorm.DB) error {
	for _, table := range backupTables {
		if err := copyTable(from, to, table); err != nil {
			return fmt.Errorf("table %s: %w", table, err)
		}
	}
	return nil
}

func copyTable(from, to *gorm.DB, table string) error {
	rows, err := from.Raw("SELECT * FROM " + table).Rows()
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	types, err := rows.ColumnTypes()
	if err != nil {
		return err
	}
	insert := "INSERT INTO " + table + " (" + strings.Join(columns, ", ") + ") VALUES (?" + strings.Repeat(", ?", len(columns)-1) + ")"
	values, places := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		places[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(places...); err != nil {
			return err
		}
		for i, v := range values {
			// SQLite keeps 0 and 1 where PostgreSQL will have only a boolean.
			if n, number := v.(int64); number && types[i].DatabaseTypeName() == "BOOLEAN" {
				values[i] = n != 0
			}
		}
		if err := to.Exec(insert, values...).Error; err != nil {
			return err
		}
	}
	return rows.Err()
}

func copyFile(from, to string) (size int64, err error) {
	in, err := os.Open(from)
	if err != nil {
		return 0, err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return 0, err
	}
	size, err = io.Copy(out, in)
	return size, errors.Join(err, out.Close())
}

func notABackup(file string, err error) error {
	return campaign.Fail(campaign.Invalid, "", "The file %s is damaged or is not a backup of this program. Choose another file.", file).Because(err)
}

func backupError(done, file string, err error) error {
	why := "the system refused it"
	switch {
	case errors.Is(err, fs.ErrNotExist):
		why = "there is no such file or folder"
	case errors.Is(err, fs.ErrPermission):
		why = "this user may not do that"
	case errors.Is(err, fs.ErrExist):
		why = "an earlier, unfinished one stands in the way (" + filepath.Base(file) + ".part); remove it"
	}
	return campaign.Fail(campaign.Invalid, "", "The backup %s cannot be %s: %s.", file, done, why).Because(err)
}
