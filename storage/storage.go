package storage

import (
	"context"
	"sync"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"workbench/campaign"
)

// Config says where the data is.
type Config struct {
	Dir     string            // the data folder; made where it is missing. Not touched with PostgreSQL
	DSN     string            // empty: SQLite at Dir/workbench.db; postgres://…: PostgreSQL
	Library *campaign.Library // encodes the state of fields; nil is campaign.Standard()
	Now     func() time.Time  // says when sessions end; nil is time.Now
	// Beside lets a short command in while a workbench serves from the same folder: it may make backups and
	// change accounts, and nothing that the serving one remembers. Nothing is migrated then.
	Beside bool
}

// Store is an open database. It is safe for concurrent use.
type Store struct {
	lib      *campaign.Library
	write    *gorm.DB
	read     *gorm.DB // the same as write with PostgreSQL
	group    *writer  // SQLite only
	kept     *kept    // SQLite only
	postgres *postgresPlace
	quiet    time.Duration // quietFor, but for tests
	instance string        // names this store among the instances on one database
	file     string        // SQLite only
	guest    bool          // another process has locked the folder; SQLite only
	release  func() error
	code     func() string // newCode, but for tests
	step     func(string)  // hears how far a closing has got, for tests; else nil
	now      func() time.Time

	gate    sync.RWMutex // held for reading by every method while it runs
	closed  bool
	closing chan struct{}
}

// Open opens the database, makes it where it is missing and brings its schema up to date. With SQLite it
// locks the data folder until Close.
//
// A folder that cannot be made or written or that another process uses, a database that cannot be
// reached, one that is damaged and one that a newer program wrote are *campaign.Error: what, where, how to
// mend it, never with a password.
func Open(ctx context.Context, c Config) (*Store, error) {
	s := &Store{lib: c.Library, code: newCode, instance: newID(), quiet: quietFor, closing: make(chan struct{}), release: func() error { return nil }, now: c.Now}
	if s.lib == nil {
		s.lib = campaign.Standard()
	}
	if s.now == nil {
		s.now = time.Now
	}
	var err error
	if c.DSN == "" {
		err = s.openSQLite(ctx, c.Dir, c.Beside)
	} else {
		err = s.openPostgres(ctx, c.DSN)
	}
	if err == nil {
		err = s.prepare(ctx)
	}
	if err != nil {
		s.closeAll()
		return nil, err
	}
	return s, nil
}

// prepare brings an opened database to where the methods can rely on it.
func (s *Store) prepare(ctx context.Context) error {
	steps, err := readMigrations(migrationFiles, s.write.Name())
	if err != nil {
		return err
	}
	if s.guest {
		err = s.sameSchema(ctx, newest(steps))
	} else {
		err = migrate(s.write.WithContext(ctx), steps, s.Path())
	}
	if err != nil {
		return s.openingError(err)
	}
	if s.file != "" {
		if s.read, err = s.readPool(ctx); err != nil {
			return s.openingError(err)
		}
		if s.group, err = newWriter(s.write); err != nil {
			return s.openingError(err)
		}
	}
	if s.guest {
		return nil
	}
	if s.file != "" {
		s.kept = newKept()
	}
	if err := s.sweepSessions(ctx); err != nil {
		return err
	}
	// What a crash has kept from being taken out of the files. Whoever reads at this moment is no reason not to start.
	if err := s.scrub(ctx); err != nil && campaign.CodeOf(translate("scrub", err)) != campaign.Unavailable {
		return s.openingError(err)
	}
	return nil
}

// sameSchema refuses a guest whose program is another version than the one that serves.
func (s *Store) sameSchema(ctx context.Context, known int) error {
	version, err := schemaVersion(s.write.WithContext(ctx))
	if err == nil && version != known {
		err = campaign.Fail(campaign.Invalid, "", "The workbench that is running on %s is another version than this program, or is only just starting. "+
			"Use the program that is running and try again, or stop it first.", s.file)
	}
	return err
}

// Close waits for what is under way, writes what has been handed in, and closes the database. After it
// every method answers campaign.Unavailable. Closing again does nothing.
func (s *Store) Close() error {
	s.gate.Lock()
	defer s.gate.Unlock()
	if s.closed {
		return nil
	}
	s.closed = true
	s.kept.changed()
	close(s.closing)
	return s.closeAll()
}

func (s *Store) closeAll() error {
	if s.group != nil {
		s.group.stop()
	}
	var first error
	keep := func(err error) {
		if err != nil && first == nil {
			first = err
		}
	}
	for i, db := range []*gorm.DB{s.read, s.write} {
		if db == nil || i == 0 && s.read == s.write {
			continue // not opened, or closed as s.write
		}
		pool, err := db.DB()
		if err == nil {
			err = pool.Close()
		}
		keep(err)
	}
	keep(s.release())
	return first
}

// enter lets a method in while the store is open; the caller defers leave. It is never nested: a waiting
// Close would stand between the two.
func (s *Store) enter() (leave func(), err error) {
	s.gate.RLock()
	if s.closed {
		s.gate.RUnlock()
		return nil, errClosed
	}
	return s.gate.RUnlock, nil
}

// view runs reads. doing names them for the log.
func (s *Store) view(ctx context.Context, doing string, fn func(db *gorm.DB) error) error {
	leave, err := s.enter()
	if err != nil {
		return err
	}
	defer leave()
	return settle(ctx, doing, fn(s.read.WithContext(ctx)))
}

// change runs fn in one transaction: all of it is written, durably, or nothing.
func (s *Store) change(ctx context.Context, doing string, fn func(tx *gorm.DB) error) error {
	leave, err := s.enter()
	if err != nil {
		return err
	}
	defer leave()
	defer s.kept.changed() // also after an error: what became of the change may be unknown
	return settle(ctx, doing, s.write.WithContext(ctx).Transaction(fn))
}

// settle translates an error; one that comes of a cancelled context is the context's.
func settle(ctx context.Context, doing string, err error) error {
	if err != nil && ctx.Err() != nil && campaign.CodeOf(err) == "" {
		return ctx.Err()
	}
	return translate(doing, err)
}

// gormConfig is the same for both databases: errors are returned and not printed, and transactions are
// opened where they are meant.
func gormConfig() *gorm.Config {
	return &gorm.Config{
		Logger:                 logger.Discard,
		TranslateError:         true,
		SkipDefaultTransaction: true,
	}
}
