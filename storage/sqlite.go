package storage

import (
	"context"
	"errors"
	"net/url"
	"path/filepath"
	"runtime"
	"strings"

	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	_ "modernc.org/sqlite" // the driver "sqlite", in Go

	"workbench/campaign"
)

// databaseFile is the name of the SQLite database in the data folder.
const databaseFile = "workbench.db"

// sqliteDialector is gorm's, with a Translate that reads the Go driver's errors: gorm's own looks for a
// field that only the C driver has.
type sqliteDialector struct{ *sqlite.Dialector }

func (d sqliteDialector) Translate(err error) error {
	switch sqliteCode(err) {
	case 1555, 2067: // PRIMARYKEY, UNIQUE
		return gorm.ErrDuplicatedKey
	case 787, 1811: // FOREIGNKEY, TRIGGER
		return gorm.ErrForeignKeyViolated
	}
	return err
}

// openSQLite prepares the folder, locks it and opens the handle that writes.
func (s *Store) openSQLite(ctx context.Context, dir string, beside bool) error {
	dir, release, err := takeFolder(dir)
	var refusal *campaign.Error
	switch {
	case err == nil:
		s.release = release
	case beside && errors.As(err, &refusal) && refusal.Cause == errInUse:
		s.guest = true
	default:
		return err
	}
	s.file = filepath.Join(dir, databaseFile)
	s.write, err = openHandle(sqliteDSN(s.file, "immediate"), 1)
	return s.openingError(err)
}

// readPool opens the handles that only read. It comes after the migrations, which make the file.
func (s *Store) readPool(ctx context.Context) (*gorm.DB, error) {
	return openHandle(sqliteDSN(s.file, "deferred", "query_only(1)"), max(4, runtime.NumCPU()))
}

func openHandle(dsn string, connections int) (*gorm.DB, error) {
	dialector := sqlite.New(sqlite.Config{DriverName: "sqlite", DSN: dsn}).(*sqlite.Dialector)
	db, err := gorm.Open(sqliteDialector{dialector}, gormConfig())
	if err != nil {
		return nil, err
	}
	pool, err := db.DB()
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(connections)
	pool.SetMaxIdleConns(connections)
	return db, nil
}

// sqliteDSN makes the address of a file. Pragmas stand in it and not in an Exec, which would reach one
// connection of the pool only. synchronous=FULL survives a pulled plug; fullfsync makes that true on
// macOS, where fsync alone leaves words in the disk's cache. secure_delete=ON writes zeros over what is deleted.
func sqliteDSN(file, lock string, pragmas ...string) string {
	query := url.Values{
		"_txlock":      {lock},
		"_time_format": {"sqlite"},
		"_timezone":    {"UTC"},
		"_pragma": append([]string{"busy_timeout(5000)", "journal_mode(WAL)", "synchronous(FULL)", "fullfsync(1)",
			"checkpoint_fullfsync(1)", "foreign_keys(1)", "secure_delete(1)"}, pragmas...),
	}
	path := filepath.ToSlash(file)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/… on Windows
	}
	// Escaped, so that a folder with ? # or % in its name is that folder.
	return (&url.URL{Scheme: "file", Path: path, RawQuery: query.Encode()}).String()
}

// openingError says what stands in the way of opening, with the place, which errors met later leave out:
// those are read by everybody in the room.
func (s *Store) openingError(err error) error {
	if err == nil || campaign.CodeOf(err) != "" {
		return err
	}
	if s.postgres != nil {
		return s.postgres.openingError(err)
	}
	switch sqliteCode(err) & 0xff {
	case 11, 26: // CORRUPT, NOTADB
		return campaign.Fail(campaign.Invalid, "", "The file %s is damaged or is not a workbench database. "+
			"Move it away and restore a backup, or choose another folder with --data.", s.file).Because(err)
	case 3, 8, 14: // PERM, READONLY, CANTOPEN
		return campaign.Fail(campaign.Invalid, "", "The file %s cannot be opened for writing. "+
			"Make it and its folder writable for this user, or choose another folder with --data.", s.file).Because(err)
	}
	return translate("open", err)
}
