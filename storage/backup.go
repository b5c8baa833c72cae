package storage

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"gorm.io/gorm"

	"workbench/campaign"
)

// Backup writes everything, as it is at one moment, into a new file. It may run while people write, and
// everything acknowledged before it began is in it. The file is an SQLite database whichever database this
// is, so that a backup of the one restores into the other. It holds codes, password hashes and all words: it
// is readable for this user alone. progress may be nil.
//
// campaign.Conflict where the file is there already. After an error, and when ctx ends, there is no file.
func (s *Store) Backup(ctx context.Context, file string, progress Progress) error {
	return s.view(ctx, "back up", func(db *gorm.DB) error {
		var moment []*sql.TxOptions // SQLite reads at one moment anyway
		if s.postgres != nil {
			moment = append(moment, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
		}
		return db.Transaction(func(from *gorm.DB) error { return backUp(ctx, from, file, progress) }, moment...)
	})
}

// backUp writes what a transaction sees into a new file.
func backUp(ctx context.Context, from *gorm.DB, file string, progress Progress) error {
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
	defer os.Remove(part + "-journal") // of a copy that was broken off
	target, finish, err := openBackup(ctx, part)
	if err != nil {
		return err
	}
	err = target.Transaction(func(to *gorm.DB) error { return copyTables(from, to, progress) })
	if err := errors.Join(err, finish()); err != nil {
		return err
	}
	if err := os.Rename(part, file); err != nil {
		return backupError("written", file, err)
	}
	syncFolder(filepath.Dir(file))
	return nil
}

// syncFolder makes a new name in a folder durable, where the system has that.
func syncFolder(dir string) {
	if d, err := os.Open(dir); err == nil {
		d.Sync() // Windows refuses it, and needs none
		d.Close()
	}
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
