package storage

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"workbench/campaign"
)

func newFolder(t testing.TB) Config { return Config{Dir: t.TempDir()} }

func TestSQLite(t *testing.T) { runSuite(t, newFolder) }

func TestOpen_SaysWhatIsWrongWithTheFolder(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(t *testing.T, dir string) Config
		words []string
	}{
		{"no folder", func(*testing.T, string) Config { return Config{} }, []string{"--data"}},
		{"under a file", func(t *testing.T, dir string) Config {
			must(t, os.WriteFile(filepath.Join(dir, "file"), nil, 0o600))
			return Config{Dir: filepath.Join(dir, "file", "data")}
		}, []string{"file", "not a folder", "--data"}},
		{"the lock cannot be made", func(t *testing.T, dir string) Config {
			must(t, os.Mkdir(filepath.Join(dir, lockFile), 0o700))
			return Config{Dir: dir}
		}, []string{"cannot be written", "--data"}},
		{"in use", func(t *testing.T, dir string) Config {
			open(t, Config{Dir: dir})
			return Config{Dir: dir}
		}, []string{"in use", "Stop that one", "--data"}},
		{"not a database", func(t *testing.T, dir string) Config {
			must(t, os.WriteFile(filepath.Join(dir, databaseFile), []byte(strings.Repeat("not a database ", 100)), 0o600))
			return Config{Dir: dir}
		}, []string{databaseFile, "backup"}},
		{"the database is a folder", func(t *testing.T, dir string) Config {
			must(t, os.Mkdir(filepath.Join(dir, databaseFile), 0o700))
			return Config{Dir: dir}
		}, []string{databaseFile, "cannot be opened"}},
		{"an unknown database", func(t *testing.T, dir string) Config {
			return Config{Dir: dir, DSN: "mysql://root:secret@host/x"}
		}, []string{"--db", "postgres://"}},
		{"a broken address", func(t *testing.T, dir string) Config {
			return Config{Dir: dir, DSN: "postgres://root:sec%ret@host:port/x"}
		}, []string{"--db", "postgres://"}},
		{"nobody answers", func(t *testing.T, dir string) Config {
			return Config{Dir: dir, DSN: "postgres://root:secret@127.0.0.1:1/x?connect_timeout=5"}
		}, []string{"127.0.0.1:1", "--db", "running"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			_, err := Open(ctx, c.spoil(t, dir))
			var refusal *campaign.Error
			if !errors.As(err, &refusal) {
				t.Fatalf("got %v", err)
			}
			for _, word := range c.words {
				if !strings.Contains(err.Error(), word) {
					t.Errorf("%q does not say %q", err, word)
				}
			}
			for _, word := range []string{"secret", "sec%", "SQL logic", "sqlite", "SQLSTATE", "dial", "mkdir", "errno"} {
				if strings.Contains(err.Error(), word) {
					t.Errorf("%q says %q", err, word)
				}
			}
		})
	}
}

func TestOpen_FolderWithOddNamesIsThatFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "a b#c%41&d=ü")
	if runtime.GOOS != "windows" {
		dir += "?mode=memory"
	}
	s := open(t, Config{Dir: dir})
	if want := filepath.Join(dir, databaseFile); s.Path() != want {
		t.Errorf("path %q, want %q", s.Path(), want)
	}
	if _, err := os.Stat(filepath.Join(dir, databaseFile)); err != nil {
		t.Error(err)
	}
}

func TestOpen_ClosedFolderCanBeOpenedAgain(t *testing.T) {
	c := newFolder(t)
	for range 3 {
		must(t, open(t, c).Close())
	}
}

func TestSQLite_IsDurableAndChecked(t *testing.T) {
	s := open(t, newFolder(t))
	for _, db := range []struct {
		name string
		ask  func(pragma string) (got string)
	}{
		{"write", func(p string) (got string) { must(t, s.write.Raw("PRAGMA "+p).Scan(&got).Error); return got }},
		{"read", func(p string) (got string) { must(t, s.read.Raw("PRAGMA "+p).Scan(&got).Error); return got }},
	} {
		for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "fullfsync": "1",
			"foreign_keys": "1", "busy_timeout": "5000"} {
			if got := db.ask(pragma); got != want {
				t.Errorf("%s: %s is %s, want %s", db.name, pragma, got, want)
			}
		}
	}
	if err := s.read.Exec("DELETE FROM meta").Error; err == nil {
		t.Error("the read pool writes")
	}
}

func TestAppend_FullDiskIsUnavailableAndWritesNothing(t *testing.T) {
	s := open(t, newFolder(t))
	draft := addWorkshop(t, s, 1).Groups[0].DraftID
	must(t, s.Append(ctx, draft, titled(1, "a", 1, "x")))
	var pages int
	must(t, s.write.Raw("PRAGMA page_count").Scan(&pages).Error)
	must(t, s.write.Exec(fmt.Sprintf("PRAGMA max_page_count = %d", pages)).Error)
	err := s.Append(ctx, draft, titled(2, "a", 2, strings.Repeat("long ", 10_000)))
	wantCode(t, err, campaign.Unavailable)
	if strings.Contains(err.Error(), "SQL") || !strings.Contains(err.Error(), "full") {
		t.Errorf("sentence %q", err)
	}
	wantLog(t, s, draft, "x")
	must(t, s.write.Exec("PRAGMA max_page_count = 1000000").Error)
	must(t, s.Append(ctx, draft, titled(2, "a", 2, "room again")))
}

// occupy holds the writing connection until the returned func is called.
func occupy(t testing.TB, s *Store) (release func()) {
	t.Helper()
	tx := s.write.Begin()
	must(t, tx.Error)
	return func() { must(t, tx.Rollback().Error) }
}

func TestAppend_WhatWaitsSharesOneCommit(t *testing.T) {
	const n = 50
	s := open(t, newFolder(t))
	w := addWorkshop(t, s, n)
	release := occupy(t, s)
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			if err := s.Append(ctx, w.Groups[i].DraftID, titled(1, "a", 1, "x")); err != nil {
				t.Error(err)
			}
		})
	}
	// The writer has taken the first few and waits for the connection; the others queue up behind them.
	for waiting := 0; waiting < n; runtime.Gosched() {
		s.group.mu.Lock()
		waiting = len(s.group.waiting) + s.group.taken
		s.group.mu.Unlock()
	}
	release()
	wg.Wait()
	for _, g := range w.Groups {
		wantLog(t, s, g.DraftID, "x")
	}
	must(t, s.Close())
	if s.group.commits > 2 {
		t.Errorf("%d appends took %d commits", n, s.group.commits)
	}
}

func TestAppend_OneThatFailsDoesNotSpoilItsGroup(t *testing.T) {
	for _, c := range []struct {
		name    string
		trigger string // makes the database itself refuse the entry of client "bad"
		commits int
	}{
		{"taken", "", 1}, // one commit for all
		{"refused by the database", "CREATE TRIGGER refuse BEFORE INSERT ON entries WHEN NEW.client = 'bad' BEGIN SELECT RAISE(ABORT, 'no'); END", 9}, // the group, then each alone
	} {
		t.Run(c.name, func(t *testing.T) {
			s := open(t, newFolder(t))
			w := addWorkshop(t, s, 3)
			a, b, other := w.Groups[0].DraftID, w.Groups[1].DraftID, w.Groups[2].DraftID
			if c.trigger != "" {
				must(t, s.write.Exec(c.trigger).Error)
			}
			own := &writer{db: s.group.db, by: s.group.by}
			var group []*waiter
			for _, one := range []struct {
				draft string
				a     campaign.Appended
			}{
				{a, titled(1, "good", 1, "a1")},
				{a, titled(1, "late", 1, "taken")},
				{"nothing", titled(1, "good", 1, "x")},
				{other, titled(1, "bad", 1, "bad")},
				{b, titled(1, "good", 1, "b1")},
				{a, titled(2, "good", 2, "a2")},
				{a, titled(3, "late", 1, "late, at last")},
				{a, titled(4, "late", 1, "again")},
			} {
				p, err := s.encode(one.draft, one.a)
				must(t, err)
				group = append(group, &waiter{appending: p, ctx: ctx})
			}
			if c.trigger == "" {
				group = append(group[:3], group[4:]...)
			}
			own.commit(group)
			for i, one := range group {
				switch one.entry.Client {
				case "good":
					if one.draft == "nothing" {
						wantCode(t, one.err, campaign.NotFound)
					} else if one.err != nil {
						t.Errorf("entry %d: %v", i, one.err)
					}
				case "late":
					if won := one.entry.Seq == 3; won != (one.err == nil) || !won && !errors.Is(one.err, campaign.ErrTaken) {
						t.Errorf("entry %d: %v", i, one.err)
					}
				case "bad":
					if one.err == nil {
						t.Errorf("entry %d was taken", i)
					}
				}
			}
			wantLog(t, s, a, "a1", "a2", "late, at last")
			wantLog(t, s, b, "b1")
			wantLog(t, s, other)
			if own.commits != c.commits {
				t.Errorf("%d commits", own.commits)
			}
		})
	}
}
